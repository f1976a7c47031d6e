//! Sentiment towards one of several subjects: written examples, and brands of SXSW tweets where they are at hand.

use std::path::Path;

use model::Label;

use super::*;

fn places(text: &str, names: &[&str]) -> Vec<Range<usize>> {
    let lower = text.to_lowercase();
    let of = |name: &&str| -> Vec<Range<usize>> {
        lower.match_indices(*name).map(|(at, found)| at..at + found.len()).collect()
    };
    names.iter().flat_map(of).collect()
}

fn one(span: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(span).collect()
}

fn towards(text: &str, target: &str, others: &[&str]) -> Towards {
    let (target, others) = (places(text, &[target]), places(text, others));
    Reader::built_in().towards(&mut Scratch::default(), text, &target, &others, None)
}

/// Label, subject, text. `!` before the label marks hard cases: they count in the figure but need not be right.
const WRITTEN: &[(&str, &str, &str)] = &[
    ("positive", "acme", "I love my Acme phone but the Zeta one is horrible"),
    ("negative", "zeta", "I love my Acme phone but the Zeta one is horrible"),
    (
        "negative",
        "acme",
        "Acme support is a disaster, Zeta answered me within minutes and was so kind",
    ),
    (
        "positive",
        "zeta",
        "Acme support is a disaster, Zeta answered me within minutes and was so kind",
    ),
    ("positive", "acme", "Acme is so much better than Zeta"),
    ("negative", "zeta", "Acme is so much better than Zeta"),
    ("negative", "acme", "Acme is way worse than Zeta"),
    ("positive", "zeta", "Acme is way worse than Zeta"),
    ("negative", "acme", "Finally switched from Acme to Zeta and could not be happier"),
    ("positive", "zeta", "Finally switched from Acme to Zeta and could not be happier"),
    ("negative", "zeta", "Ditched Zeta for Acme last week"),
    ("positive", "acme", "Ditched Zeta for Acme last week"),
    ("positive", "acme", "I prefer Acme to Zeta any day"),
    ("negative", "zeta", "I would recommend Acme over Zeta"),
    ("positive", "acme", "Unlike Zeta, Acme always works great and I am happy"),
    ("negative", "zeta", "Unlike Zeta, Acme always works great and I am happy"),
    (
        "positive",
        "zeta",
        "Acme broke twice and nobody cared. Zeta has been wonderful so far, thank you!",
    ),
    (
        "negative",
        "acme",
        "Acme broke twice and nobody cared. Zeta has been wonderful so far, thank you!",
    ),
    ("positive", "acme", "While Zeta keeps crashing and losing my data, Acme is fantastic"),
    ("negative", "zeta", "While Zeta keeps crashing and losing my data, Acme is fantastic"),
    ("positive", "acme", "Acme beats Zeta every time"),
    ("negative", "zeta", "Acme beats Zeta every time"),
    ("negative", "acme", "I wish Acme were like Zeta"),
    ("positive", "acme", "Acme and Zeta are both awesome, love them"),
    ("positive", "zeta", "Acme and Zeta are both awesome, love them"),
    ("negative", "acme", "I hate Acme and love Zeta"),
    ("positive", "zeta", "I hate Acme and love Zeta"),
    ("negative", "zeta", "Zeta is terrible: late, rude, broken. Acme delivered early, great job"),
    ("positive", "acme", "Zeta is terrible: late, rude, broken. Acme delivered early, great job"),
    ("positive", "acme", "Ich liebe mein Acme Rad, aber Zeta ist schrecklich und immer kaputt"),
    ("negative", "zeta", "Ich liebe mein Acme Rad, aber Zeta ist schrecklich und immer kaputt"),
    ("positive", "acme", "Acme ist viel besser als Zeta"),
    ("negative", "zeta", "J'adore Acme, merci, mais Zeta est horrible et toujours en panne"),
    ("positive", "acme", "Me encanta Acme, gracias, pero Zeta es horrible"),
    // One subject alone: the whole post speaks.
    ("negative", "acme", "The Acme app looks nice but it crashes all the time, I hate it"),
    ("positive", "acme", "Great service from Acme, thank you so much"),
    // Hard: irony, distance, and what only the world knows.
    ("!negative", "acme", "Oh great, Acme is down again, guess it is Zeta for me then"),
    (
        "!negative",
        "zeta",
        "Acme is not cheap, but you get what you pay for, and with Zeta you do not",
    ),
    ("!negative", "acme", "Nothing Acme ever made comes close to Zeta"),
    ("!positive", "acme", "If you are tired of Zeta dropping every call, give Acme a try"),
    ("!negative", "acme", "Acme could learn a thing or two from Zeta"),
    ("!positive", "zeta", "I used to swear by Acme. These days it is Zeta all the way"),
    ("!negative", "zeta", "Acme is no worse than Zeta"),
    ("!neutral", "zeta", "Does Acme work with Zeta? It is the best phone I ever had"),
];

fn read(subject: &str, text: &str) -> Label {
    let other = if subject == "acme" { "zeta" } else { "acme" };
    towards(text, subject, &[other]).sentiment.unwrap().label()
}

#[test]
fn written_examples_are_read_for_each_subject() {
    let (mut plain, mut hard, mut hard_right) = (Vec::new(), 0, 0);
    let mut wrong = Vec::new();
    for (label, subject, text) in WRITTEN {
        let is_hard = label.starts_with('!');
        let read = read(subject, text);
        let right = read.as_str() == label.trim_start_matches('!');
        if is_hard {
            hard += 1;
            hard_right += usize::from(right);
        } else {
            plain.push(right);
        }
        if !right {
            wrong.push(format!(
                "{label} {subject}: {text} -> {read:?}, {:?}",
                towards(text, subject, &[])
            ));
        }
    }
    let right = plain.iter().filter(|right| **right).count();
    eprintln!(
        "plain {right} of {}, hard {hard_right} of {hard}\n{}",
        plain.len(),
        wrong.join("\n")
    );
    assert!(plain.len() + hard >= 40);
    assert!(right * 10 >= plain.len() * 9, "{right} of {}: {wrong:#?}", plain.len());
}

#[test]
fn other_names_are_recognised_where_nobody_marks_them() {
    let check = |text: &str, from: ReadFrom, label: &str| {
        let found = towards(text, "acme", &[]);
        assert_eq!(
            (found.read_from, found.sentiment.unwrap().label().as_str()),
            (from, label),
            "{text}: {found:?}"
        );
    };
    check("I love my Acme phone but my old Zeta was horrible", ReadFrom::Clauses, "positive");
    check("acme is so much better than zeta", ReadFrom::Comparison, "positive");
    check("zeta is so much better than acme", ReadFrom::Comparison, "negative");
    check("nothing is better than acme", ReadFrom::Comparison, "positive");
    check("acme is great, love it", ReadFrom::Whole, "positive");
    check("The Acme Phone is great, love it", ReadFrom::Whole, "positive");
    check("acme is better than I expected, love it", ReadFrom::Whole, "positive");
}

#[test]
fn what_was_read_is_named_and_lies_in_the_text() {
    let text = "I love my Acme phone but the Zeta one is horrible";
    let found = towards(text, "acme", &["zeta"]);
    assert_eq!(
        found.spans.iter().map(|s| text.get(s.clone()).unwrap()).collect::<Vec<_>>(),
        ["I love my Acme phone "]
    );
    let found = towards(text, "nobody", &["zeta"]);
    assert_eq!((found.read_from, found.spans), (ReadFrom::Whole, one(0..text.len())));
}

#[test]
fn odd_places_and_texts_are_no_trouble() {
    let reader = Reader::built_in();
    let mut scratch = Scratch::default();
    let huge = "acme 😀 zeta, but ".repeat(20_000);
    for text in [
        "",
        "acme",
        "acme,,,zeta",
        "than",
        "unlike",
        "ünlike acme than",
        "а acme 漢字 zeta",
        huge.as_str(),
    ] {
        for target in
            [vec![], one(0..4), one(3..1_000_000), one(usize::MAX - 1..usize::MAX), one(1..1)]
        {
            let found = reader.towards(&mut scratch, text, &target, &[5..9, 7..8], None);
            assert!(
                found.spans.iter().all(|span| text.get(span.clone()).is_some()),
                "{text:.20} {target:?}"
            );
        }
    }
}

/// SXSW tweets that name Apple and Google and whose emotion people gave to one of the two (evaluation only).
#[test]
fn brands_of_tweets_that_name_two_are_told_apart() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/brand_emotion/sxsw.tsv");
    let Ok(file) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: there is no {}", path.display());
        return;
    };
    let sides: [&[&str]; 2] =
        [&["ipad", "iphone", "apple", "itunes"], &["google", "android", "circles"]];
    let reader = Reader::built_in();
    let mut scratch = Scratch::default();
    let (mut n, mut whole_right, mut towards_right, mut narrowed) = (0, 0, 0, 0);
    let (mut differ, mut gained) = (0, 0);
    for line in file.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(emotion), Some(brand), Some(text)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let label = match emotion {
            "Positive emotion" => Label::Positive,
            "Negative emotion" => Label::Negative,
            _ => continue,
        };
        let brand = brand.to_lowercase();
        let Some(side) = sides.iter().position(|side| side.iter().any(|name| brand.contains(name)))
        else {
            continue;
        };
        let (target, others) = (places(text, sides[side]), places(text, sides[1 - side]));
        if target.is_empty() || others.is_empty() {
            continue;
        }
        n += 1;
        let whole = reader.read(&mut scratch, None, text, None).sentiment.map(|s| s.label());
        let found = reader.towards(&mut scratch, text, &target, &others, None);
        narrowed += usize::from(found.read_from != ReadFrom::Whole);
        let read = found.sentiment.map(|s| s.label());
        whole_right += usize::from(whole == Some(label));
        towards_right += usize::from(read == Some(label));
        if whole != read {
            differ += 1;
            gained += usize::from(read == Some(label));
        }
    }
    eprintln!(
        "{n} tweets name both: whole {whole_right} right, towards {towards_right} right; {narrowed} narrowed, {differ} differ, {gained} of them right"
    );
    // There are only some forty such tweets, and people judged the emotion of the tweet as much as of the brand: they show
    // that narrowing does no harm, not that it helps.
    assert!(n >= 30, "{n}");
    assert!(towards_right + 4 >= whole_right, "{towards_right} against {whole_right} of {n}");
}
