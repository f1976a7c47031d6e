//! What people say in the sample: invented posts, some in other scripts and some that misbehave.

use crate::{PostId, Quote, Seq, Timestamp};

use super::figures::uneven;
use super::{FIRST, network};

/// Text, author, network.
const SPOKEN: &[(&str, &str, &str)] = &[
    (
        "Second brake cable in four months. It frays exactly where it enters the housing, you can see the strands. I am not riding down Chapel Hill on this.",
        "hilltop_anna",
        "reddit",
    ),
    (
        "To be fair to Larkfield, the recall mail was clear and the kit came in two days. Fitting it took me twenty minutes.",
        "spokeworthy",
        "mastodon",
    ),
    (
        "Has anybody had a reply from the support line this month? Third ticket, third automatic thank-you.",
        "tomasz_rides",
        "discourse",
    ),
    (
        "Ordered in July, delivery date moved to September, then October, now “soon”. I would rather hear a bad date than no date.",
        "quietcog",
        "reddit",
    ),
    (
        "The Tern climbs like a goat. Two kids, a week of groceries, and I was not even in the top gear.",
        "marenka",
        "bluesky",
    ),
    (
        "Belt drive after 3,000 km: no oil on my trousers, no noise, no regrets.",
        "ingrid.pedals",
        "mastodon",
    ),
    ("Moss green in evening light. That is the post.", "lugs_and_lichen", "bluesky"),
    (
        "Which one would you choose for a hilly school run, the Tern or the Atlas? Budget about 5,000.",
        "new_to_cargo",
        "reddit",
    ),
    (
        "If you live anywhere with hills, take the Atlas. They called me back within the hour when the display died.",
        "fjordcommuter",
        "reddit",
    ),
    (
        "Get the Tern if a good dealer is near, otherwise do not. Mine is only still rolling thanks to Hobbs & Daughters.",
        "valley_wheels",
        "discourse",
    ),
    (
        "كم سعر الدراجة الكهربائية مع البطارية الكبيرة؟ لم أجد السعر في الموقع.",
        "sami_bikes",
        "mastodon",
    ),
    (
        "Wie lange dauert die Lieferung nach Graz im Moment? Auf der Seite steht nur „bald“.",
        "bergauf_berta",
        "mastodon",
    ),
    (
        "A suggestion for the next version: put a second bottle mount under the seat tube. The one on the stem rattles.",
        "pannierpete",
        "discourse",
    ),
    (
        "Repair evening at Hobbs & Daughters was packed. They replaced the cable for free and showed us how to check it.",
        "northbank_lena",
        "mastodon",
    ),
    (
        "A car passed me with a hand's width to spare this morning. Same corner as last week. How do you all keep calm?",
        "slowlane",
        "bluesky",
    ),
    (
        "Sold the second car today. The cargo bike has done 92 % of our trips since spring, I kept a list.",
        "countingtrips",
        "reddit",
    ),
    (
        "Bottom bracket creaks since week two. Dorrance sent a new one without asking for the bike. Still creaks.",
        "squeakwheel",
        "reddit",
    ),
    (
        "Folded it, took the train, unfolded it, was at my desk nine minutes later.",
        "platform9rider",
        "hacker_news",
    ),
    (
        "Customs kept it for three weeks because a form was missing. Nobody at Velmont knew which form.",
        "borderline_bo",
        "mastodon",
    ),
    (
        "Does the battery lose that much range below zero for everybody, or is mine faulty? 34 km instead of 60.",
        "winterrider",
        "discourse",
    ),
    (
        "Supercalifragilisticexpialidociousbrakecablesnappedagaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaain",
        "longwinded",
        "bluesky",
    ),
    (
        "I wrote down everything that happened with my order, because I think somebody should read it as one story and not as seven tickets. I paid on 2 July. On 9 July I was told four weeks. On 14 August I was told that a part was missing but nobody could say which. On 1 September the shop page said in stock. On 3 September I called and waited forty minutes. I like the bike. I would like to have it.",
        "patient_paula",
        "discourse",
    ),
];

/// What people say about anything; `{}` stands for the phrase.
const ABOUT: &[(&str, &str, &str)] = &[
    (
        "Asked in the shop about {} today. Nobody there had heard of it, but they wrote it down.",
        "slowlane",
        "reddit",
    ),
    (
        "Third week in a row that {} is what my group talks about at the coffee stop.",
        "coffee_stop_kai",
        "mastodon",
    ),
    (
        "Can somebody explain {} to me as if I had bought my first bicycle yesterday?",
        "new_to_cargo",
        "reddit",
    ),
    (
        "Honest question: am I the only one who thinks that {} decides everything?",
        "lena_von_der_bahn",
        "bluesky",
    ),
    (
        "After two years I can say it plainly. If you ask me about {}, I will talk for an hour.",
        "pannierpete",
        "discourse",
    ),
    (
        "Wrote to them about {} on Monday, had an answer on Tuesday, problem gone on Wednesday.",
        "northbank_lena",
        "mastodon",
    ),
];

/// A number of posts for a phrase of a subject: those that hold it, then posts made around it.
pub fn quotes(phrase: &str, subject: u32, wanted: usize) -> Vec<Quote> {
    let fits = |text: &str| text.to_lowercase().contains(&phrase.to_lowercase());
    let found =
        SPOKEN.iter().filter(|spoken| fits(spoken.0)).map(|&(t, a, n)| (t.to_owned(), a, n));
    let start = (uneven(u64::from(subject), phrase.len() as u64) * ABOUT.len() as f64) as usize;
    let made = ABOUT.iter().cycle().skip(start).map(|&(t, a, n)| (t.replace("{}", phrase), a, n));
    let spoken = found.chain(made).take(wanted).enumerate();
    spoken.map(|(place, (text, author, at))| quote(&text, author, at, subject, place)).collect()
}

/// Questions that wait.
pub fn waiting(subject: u32) -> Vec<Quote> {
    let asked = SPOKEN
        .iter()
        .filter(|spoken| spoken.0.contains(['?', '؟']))
        .skip(subject as usize % 3)
        .take(3);
    asked
        .enumerate()
        .map(|(place, &(text, author, at))| quote(text, author, at, subject, place))
        .collect()
}

fn quote(text: &str, author: &str, at: &str, subject: u32, place: usize) -> Quote {
    let seed = text.len() as u64 * 31 + place as u64;
    let day = (uneven(seed, 7) * 89.0) as i64;
    let second = (uneven(seed, 11) * 50_000.0) as i64 + 25_000;
    let network = network(at);
    let id = PostId::of(&network, &format!("{author}{subject}"));
    Quote {
        id,
        seq: Seq(seed + u64::from(subject)),
        author: author.to_owned(),
        created_at: Timestamp((i64::from(FIRST.0) + day) * Timestamp::DAY_SECS + second),
        text: text.to_owned(),
        url: (at != "discourse").then(|| format!("https://{at}.example/{author}/{seed}")),
        network,
    }
}
