//! Phrases in the languages that have them, and lines that are none.

use super::*;
use crate::vocabulary::Vocabulary;
use crate::{Reader, Scratch};

fn acts(text: &str) -> String {
    let reading = Reader::built_in().read(&mut Scratch::default(), None, text, None);
    reading.acts.iter().map(Act::as_str).collect::<Vec<_>>().join(" ")
}

/// Whether exactly these of the acts in `of` are found.
fn check(text: &str, expected: &[Act], of: &[Act]) {
    let found = acts(text);
    for act in of {
        let has = found.split(' ').any(|word| word == act.as_str());
        assert_eq!(has, expected.contains(act), "{act} in `{text}`, found: {found}");
    }
}

#[test]
fn every_line_of_every_language_is_understood() {
    assert_eq!(Phrases::built_in(&mut Vocabulary::new()).strange, Vec::<&str>::new());
}

#[test]
fn questions_ask_and_rhetorical_ones_do_not() {
    let of = [Act::Question];
    check("@acme where can I download the manual for the Lumen 2?", &of, &of);
    check("does anyone know when the office opens tomorrow", &of, &of);
    check("Weiß jemand, wann der nächste Bus kommt?", &of, &of);
    check("Comment puis-je changer mon adresse ?", &of, &of);
    check("¿Alguien sabe a qué hora abren mañana?", &of, &of);
    check("who cares?", &[], &of);
    check("Seriously? Another delay.", &[], &of);
    check("We opened a new office today.", &[], &of);
}

#[test]
fn bare_remarks_ask_with_and_without_a_mark() {
    let of = [Act::Question];
    for text in [
        "wanna chat?",
        "where r u from",
        "u ok?",
        "whats up everyone",
        "anna99 what happened",
        "lol who is that",
        "any ladies wanna chat",
        "hey how are you tonight",
        "anyone from texas here? lol",
        "do you like country music",
    ] {
        check(text, &of, &of);
    }
    for text in [
        "what a day",
        "how cool is that",
        "can't wait for friday",
        "when i get home",
        "do not feed the cat",
        "have a nice day all",
        "oh really?",
        "80%? that is too much for me",
    ] {
        check(text, &[], &of);
    }
}

#[test]
fn complaints_name_what_broke() {
    let of = [Act::Complaint];
    check(
        "@acme still waiting for my refund after three weeks, worst customer service ever",
        &of,
        &of,
    );
    check("@acme the app keeps crashing and nobody answers, this is ridiculous", &of, &of);
    check(
        "Seit drei Wochen keine Antwort, der Kundenservice funktioniert nicht. Frechheit!",
        &of,
        &of,
    );
    check("Thank you so much for the quick help, the app works perfectly now!", &[], &of);
    check("The meeting starts at noon in the main hall.", &[], &of);
}

#[test]
fn suggestions_propose() {
    let of = [Act::Suggestion];
    check("It would be great if you added a dark mode to the app", &of, &of);
    check("Please add an option to export all data", &of, &of);
    check("Es wäre schön, wenn ihr einen Dunkelmodus einbauen würdet", &of, &of);
    check("We went to the lake yesterday.", &[], &of);
}

#[test]
fn praise_commends() {
    let of = [Act::Praise];
    check("Huge thanks to the crew, amazing service, best flight ever!", &of, &of);
    check("Vielen Dank an das Team, toller Service!", &of, &of);
    check("thanks for nothing, you lost my bag again", &[], &of);
}

#[test]
fn recommendations_are_asked_for_or_given() {
    let of = [Act::RecommendationAsked, Act::RecommendationGiven];
    check("Can anyone recommend a good plumber in Leeds?", &of[..1], &of);
    check("Which laptop should I buy for university?", &of[..1], &of);
    check("Kann mir jemand einen guten Zahnarzt empfehlen?", &of[..1], &of);
    check("I highly recommend the Lumen lamp, worth every penny", &of[1..], &of);
    check("Don't buy from Acme, avoid them at all costs", &of[1..], &of);
    check("Ich kann das Hotel nur empfehlen", &of[1..], &of);
    check("The lamp is on the table.", &[], &of);
}

#[test]
fn a_request_for_a_recommendation_is_also_a_question() {
    check("any recommendations for a quiet hotel in Porto?", &[Act::Question], &[Act::Question]);
}

#[test]
fn plans_to_buy_are_purchase_intent() {
    let of = [Act::PurchaseIntent];
    check("I'm thinking of buying a new camera this month", &of, &of);
    check(
        "We are going to switch to Nordnetz next week, planning to order the fibre plan",
        &of,
        &of,
    );
    check("Ich will mir ein neues Fahrrad kaufen", &of, &of);
    check("I bought a camera last year and sold it again", &[], &of);
}
