//! Our own labels of speech acts, kept as hashes in `crates/understand/data/labels/acts.tsv`, joined with the texts at hand.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use model::{Act, Acts};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::data::Data;

/// Where the labels are.
const FILE: &str = "crates/understand/data/labels/acts.tsv";
/// The letters of the annotation guide, with what they mean.
pub const CODES: [(char, Act); 7] = [
    ('q', Act::Question),
    ('c', Act::Complaint),
    ('s', Act::Suggestion),
    ('p', Act::Praise),
    ('a', Act::RecommendationAsked),
    ('g', Act::RecommendationGiven),
    ('i', Act::PurchaseIntent),
];
/// Files that the labelled texts came from, and the column of the text.
const SOURCES: [(&str, usize); 19] = [
    ("sentiment/train.tsv", 1),
    ("sentiment/devtest.tsv", 1),
    ("goemotions/train.tsv", 1),
    ("purchase_intent/all.tsv", 1),
    ("custom_intents/banking77_train.tsv", 1),
    ("offensive/train.tsv", 1),
    ("emoji/train.tsv", 1),
    ("goemotions/dev.tsv", 1),
    ("irony/train.tsv", 1),
    ("irony/val.tsv", 1),
    ("emoji/val.tsv", 1),
    ("polarity/rt.tsv", 1),
    ("sentiment_multilingual/german_train.tsv", 1),
    ("sentiment_multilingual/french_train.tsv", 1),
    ("sentiment_multilingual/spanish_train.tsv", 1),
    ("sentiment_multilingual/italian_train.tsv", 1),
    ("sentiment_multilingual/portuguese_train.tsv", 1),
    ("brand_emotion/sxsw.tsv", 2),
    ("us_airline/posts.csv", 3),
];

/// One labelled post.
pub struct Label {
    /// SHA-256 of its text, in hexadecimal.
    pub hash: String,
    passes: [Acts; 2],
    /// What was decided.
    pub acts: Acts,
    /// Whether it may only be measured on.
    pub held_out: bool,
    /// Whether it was chosen because it looks like a question: then it says nothing of how frequent other acts are.
    pub asks_only: bool,
    /// Its text; `None` when no data set at hand holds it.
    pub text: Option<String>,
}

/// The labels, with the texts that the data hold.
pub fn read(root: &Path, data: &Data) -> Result<Vec<Label>> {
    let file = std::fs::read_to_string(root.join(FILE))
        .with_context(|| format!("cannot read `{FILE}`"))?;
    let mut labels = file.lines().skip(1).map(label).collect::<Result<Vec<_>>>()?;
    let places: FxHashMap<String, usize> =
        labels.iter().enumerate().map(|(n, label)| (label.hash.clone(), n)).collect();
    for (path, column) in SOURCES {
        let texts: Vec<String> = if path.ends_with(".csv") {
            csv(&data.text(path)?, column)
        } else {
            data.measure(path, 0, column)?.into_iter().map(|row| row.text.trim().into()).collect()
        };
        for text in texts {
            if let Some(&at) = places.get(&hash_of(&text)) {
                labels[at].text = Some(text);
            }
        }
    }
    Ok(labels)
}

/// The hash under which a text's label is kept.
pub fn hash_of(text: &str) -> String {
    Sha256::digest(text.trim()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn label(line: &str) -> Result<Label> {
    let cells: Vec<&str> = line.split('\t').collect();
    ensure!(cells.len() == 5, "`{line}` has not five cells");
    Ok(Label {
        hash: cells[0].to_owned(),
        passes: [acts(cells[1])?, acts(cells[2])?],
        acts: acts(cells[3])?,
        held_out: cells[4].starts_with("eval"),
        asks_only: cells[4].ends_with("-asks"),
        text: None,
    })
}

fn acts(codes: &str) -> Result<Acts> {
    codes
        .chars()
        .filter(|code| *code != '-')
        .map(|code| {
            let known = CODES.iter().find(|(letter, _)| *letter == code);
            known.map(|(_, act)| *act).with_context(|| format!("`{code}` is no act's letter"))
        })
        .collect()
}

/// Agreement of the two passes and what was not found, for people.
pub fn report(labels: &[Label]) -> String {
    let mut text = String::from(
        "| act | pass 1 | pass 2 | Cohen's kappa | decided |\n|---|---:|---:|---:|---:|\n",
    );
    for (_, act) in CODES {
        let [first, second] = [0, 1].map(|pass| {
            labels.iter().map(|label| label.passes[pass].has(act)).collect::<Vec<bool>>()
        });
        let sum = |flags: &[bool]| flags.iter().filter(|yes| **yes).count();
        let decided = labels.iter().filter(|label| label.acts.has(act)).count();
        text += &format!(
            "| {act} | {} | {} | {:.2} | {decided} |\n",
            sum(&first),
            sum(&second),
            kappa(&first, &second)
        );
    }
    let missing: Vec<&Label> = labels.iter().filter(|label| label.text.is_none()).collect();
    let differ = labels.iter().filter(|label| label.passes[0] != label.passes[1]).count();
    text += &format!(
        "\n{} posts, {} of them held out, {} chosen because they look like questions; the passes differ on {differ}; the texts of {} were not found.\n",
        labels.len(),
        labels.iter().filter(|label| label.held_out).count(),
        labels.iter().filter(|label| label.asks_only).count(),
        missing.len()
    );
    for label in missing.iter().take(20) {
        text += &format!("not found: {}\n", label.hash);
    }
    text
}

/// Cohen's kappa (1960).
fn kappa(first: &[bool], second: &[bool]) -> f64 {
    let all = first.len().max(1) as f64;
    let share = |flags: &[bool]| flags.iter().filter(|yes| **yes).count() as f64 / all;
    let agreed = first.iter().zip(second).filter(|(a, b)| a == b).count() as f64 / all;
    let (a, b) = (share(first), share(second));
    let by_chance = a * b + (1.0 - a) * (1.0 - b);
    if by_chance < 1.0 { (agreed - by_chance) / (1.0 - by_chance) } else { 1.0 }
}

/// One column of comma-separated values, white space in each text made single.
fn csv(text: &str, column: usize) -> Vec<String> {
    let mut values = Vec::new();
    let (mut cell, mut cells) = (String::new(), Vec::new());
    let mut quoted = false;
    let mut end = |cells: &mut Vec<String>| {
        if let Some(value) = cells.get(column) {
            values.push(value.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        cells.clear();
    };
    let mut chars = text.chars().chain(['\n']).peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                end(&mut cells);
            }
            c => cell.push(c),
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_what_is_beyond_chance() {
        let a = [true, true, false, false];
        assert_eq!(kappa(&a, &a), 1.0);
        assert_eq!(kappa(&a, &[true, false, true, false]), 0.0);
        assert_eq!(kappa(&a, &[false, false, true, true]), -1.0);
    }

    #[test]
    fn letters_are_acts_and_others_are_none() {
        assert_eq!(acts("-").unwrap(), Acts::default());
        assert!(acts("cq").unwrap().has(Act::Complaint));
        assert!(acts("x").is_err());
    }

    #[test]
    fn quoted_cells_hold_commas_and_lines() {
        assert_eq!(
            csv("a,text\n1,\"x, \"\"y\"\"\nz\"\n2,plain", 1),
            ["text", "x, \"y\" z", "plain"]
        );
    }
}
