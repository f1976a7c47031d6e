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

/// What people ask in a chat room; written by us, before the reading of any was looked at.
const ASKED: &str = "\
hi how are u
where r u from
anyone here from texas
wanna chat
any ladies want to talk
whats up
what is your name
are you there
how old are you sam
u ok
who wants to play a game
do u have a pic
is it cold there
can i ask you something
why not
what kind of music do you like
where did everybody go
did you see the game last night
how was work
hey kim how you been
so what are you doing tonight?
really?
you think so?
married?
and you?
is that your real name lol
what time is it there
has anyone seen mike
who is that
could someone help me with my mic
would you like some coffee
any guys in here
whats wrong
how come
are u a bot lol
you going tomorrow?
m or f
anybody want to talk
what
who me
huh?
is everyone asleep
which room are you in
so where were we
have you ever been to spain
what did he say
shouldnt you be in bed
what song is this
you got kids?
why are you laughing";

/// And what they remark there.
const REMARKED: &str = "\
lol
hi all
im bored
part
join
i love this song
brb
good night everyone
haha that is funny
you are so mean
i am from ohio
nice to meet you
what a day
how sweet of you
how nice
wow that was quick
whatever
who cares
i dont know why he left
no idea what he wants
thats what i said
when i get home i will call you
where i live it rains a lot
if you say so
i asked him how he was
is what it is
do not tell her
can not wait for friday
have a good one
did too
will do
would love that
could be worse
why thank you
how i wish i was there
what ever you say dear
hello kim
lmao
thanks
yes i did
no way
i know what you mean
welcome back
me too
she is asleep
you know who you are
what fun
so cold here
ok see you
sleep well";

/// A line of chat is a question by its form, and short: recall is the weak side.
#[test]
fn chat_rooms_are_read() {
    let found = |lines: &str| {
        let asks = |line: &&str| acts(line).split(' ').any(|act| act == Act::Question.as_str());
        lines.lines().filter(asks).count() as f64
    };
    let (right, wrong) = (found(ASKED), found(REMARKED));
    let all = ASKED.lines().count() as f64;
    let (precision, recall) = (right / (right + wrong), right / all);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("precision {precision:.2}, recall {recall:.2}, F1 {f1:.2}");
    assert!(f1 >= 0.85, "F1 {f1}");
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
