//! Classes are learned, measured on unseen examples, kept in a file, and refuse what nobody could learn from.

use std::path::Path;

use super::*;

const ASKS: [&str; 12] = [
    "where is my parcel",
    "when will the parcel arrive",
    "my delivery is late",
    "track my order please",
    "has my order shipped yet",
    "the courier never came",
    "delivery date for my order?",
    "parcel stuck at the depot",
    "still waiting for the delivery",
    "order has not arrived",
    "which courier brings my parcel",
    "delivery was promised for monday",
];
const PAYS: [&str; 12] = [
    "my card was charged twice",
    "refund my money please",
    "wrong amount on the invoice",
    "can I pay by card",
    "payment was declined",
    "the invoice is missing",
    "charged the wrong amount",
    "when do I get the refund",
    "my payment failed twice",
    "pay with bank transfer?",
    "card declined at checkout",
    "double charge on my account",
];

fn of(class: &str, texts: &[&str]) -> Vec<Example> {
    texts.iter().map(|text| Example { class: class.to_owned(), text: (*text).to_owned() }).collect()
}

fn two() -> Vec<Example> {
    let mut examples = of("delivery", &ASKS);
    examples.extend(of("payment", &PAYS));
    examples
}

fn read(classes: &Classes, text: &str) -> String {
    classes.read(&mut ClassScratch::default(), text).class.to_owned()
}

#[test]
fn a_dozen_examples_tell_two_classes_apart() {
    let classes = Classes::train(&two(), 1).unwrap();
    assert_eq!(read(&classes, "the parcel has not been delivered"), "delivery");
    assert_eq!(read(&classes, "you charged my card too much, refund it"), "payment");
    let quality = classes.quality();
    assert_eq!(quality.examples, 24);
    assert!(quality.macro_f1 > 0.75, "{quality:?}");
    assert_eq!(quality.curve.last().map(|point| point.percent), Some(100));
    assert!(quality.advice.contains("xamples"), "{}", quality.advice);
}

#[test]
fn probabilities_are_probabilities_and_odd_texts_are_read() {
    let classes = Classes::train(&two(), 1).unwrap();
    let mut scratch = ClassScratch::default();
    for text in ["", " \n", &"😀".repeat(100_000), "\u{200d}\u{fe0f}", "ünïcödé ﷽ نص"] {
        let guess = classes.read(&mut scratch, text);
        let sum: f32 = guess.likely.iter().map(|(_, p)| p).sum();
        assert!((sum - 1.0).abs() < 1e-3 && !guess.class.is_empty(), "{text:.20}: {guess:?}");
    }
}

#[test]
fn the_same_examples_and_seed_make_the_same_file_and_it_reads_the_same() {
    let classes = Classes::train(&two(), 7).unwrap();
    let file = classes.encode().unwrap();
    assert_eq!(file, Classes::train(&two(), 7).unwrap().encode().unwrap());
    assert_eq!(Classes::decode(&file).unwrap(), classes);
    for cut in [0, 4, 11, 40, file.len() - 1] {
        assert!(Classes::decode(file.get(..cut).unwrap()).is_err(), "cut at {cut}");
    }
    let mut bad = file.clone();
    for place in (12..bad.len()).step_by(97) {
        bad[place] ^= 0x55;
        // A reading or an error, never a panic.
        if let Ok(classes) = Classes::decode(&bad) {
            read(&classes, "where is my parcel");
        }
    }
}

#[test]
fn one_class_stands_against_the_rest() {
    let (asks, pays) = (ASKS.map(str::to_owned), PAYS.map(str::to_owned));
    for name in ["delivery", "zz delivery"] {
        let classes = Classes::train_one(name, &asks, &pays, 1).unwrap();
        assert_eq!(read(&classes, "is my parcel still at the depot"), name);
        assert_eq!(read(&classes, "my card was declined"), REST);
        assert!(classes.quality().macro_f1 > 0.75, "{:?}", classes.quality());
    }
}

#[test]
fn what_nobody_could_learn_from_is_refused_with_a_remedy() {
    let check = |examples: &[Example], words: &str| {
        let said = Classes::train(examples, 1).unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
    };
    check(&[], "no examples");
    check(&of("a", &ASKS), "--background");
    let mut few = two();
    few.extend(of("other", &["hello", "hello", "bye", "thanks"]));
    check(&few, "`other` has 3 different examples");
    let many: Vec<Example> = (0..501).flat_map(|n| of(&format!("c{n}"), &["x"])).collect();
    check(&many, "501 classes");
}

#[test]
fn equal_examples_count_once() {
    let mut twice = two();
    twice.extend(two());
    let classes = Classes::train(&twice, 1).unwrap();
    assert_eq!((classes.quality().examples, classes.quality().repeated), (24, 24));
}

#[test]
fn a_test_counts_unknown_classes_as_errors() {
    let classes = Classes::train(&two(), 1).unwrap();
    let mut examples = of("delivery", &ASKS);
    examples.extend(of("praise", &["you are wonderful"]));
    let found = classes.test(&examples);
    assert_eq!(found.examples, 13);
    assert!(found.accuracy < 1.0 && found.accuracy > 0.8, "{found:?}");
    let praise = found.classes.iter().find(|c| c.class == "praise").unwrap();
    assert_eq!((praise.examples, praise.recall), (1, 0.0));
}

#[test]
fn figures_of_quality_follow_their_definitions() {
    let names = ["a".to_owned(), "b".to_owned()];
    let found = judge::quality(&names, &[(0, 0), (0, 0), (0, 1), (1, 1)]);
    assert_eq!(found.accuracy, 0.75);
    let (a, b) = (&found.classes[0], &found.classes[1]);
    assert_eq!((a.precision, a.recall, b.precision, b.recall), (1.0, 2.0 / 3.0, 0.5, 1.0));
    assert!((found.macro_f1 - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    assert_eq!(a.taken_for, Some(("b".to_owned(), 1)));
}

/// Banking77 as published: 10,003 examples of 77 classes, judged on its 3,080 test texts. `cargo run --release -p
/// understand --example banking77` prints the figures.
#[test]
fn banking77_is_read_as_well_as_promised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/custom_intents");
    let load = |name: &str| -> Option<Vec<Example>> {
        let text = std::fs::read_to_string(folder.join(name)).ok()?;
        let rows = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
        Some(rows.flat_map(|(class, text)| of(class, &[text])).collect())
    };
    let (Some(train), Some(test)) = (load("banking77_train.tsv"), load("banking77_test.tsv"))
    else {
        eprintln!("skipped: {} holds no Banking77", folder.display());
        return;
    };
    // An unoptimised build would take half a minute for all of them: it learns from every third.
    let (every, floor) = if cfg!(debug_assertions) { (3, 0.83) } else { (1, 0.91) };
    let train: Vec<Example> = train.into_iter().step_by(every).collect();
    let prepared = prepare(&train).unwrap();
    let all: Vec<usize> = (0..prepared.texts.len()).collect();
    let (space, linear) = learn_some(&prepared, &all, 1);
    let (weights, scales) = pack(&linear);
    let head = Head {
        names: prepared.names,
        units: prepared.units,
        bias: linear.bias,
        scales,
        temperature: 1.0,
        from: None,
        quality: Quality::default(),
    };
    let found = Classes { head, space, weights }.pruned().test(&test);
    assert!(found.accuracy >= floor, "accuracy {}", found.accuracy);
}
