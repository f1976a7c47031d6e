//! Scores speech acts.

use anyhow::Result;
use model::{Act, Acts};
use understand::{Reader, Scratch};

use super::{Counts, RowOf, f1, macro_f1, recall};
use crate::train::data::Data;
use crate::train::labels::{CODES, Label};

/// On our held-out labels, and on sets that may only be evaluated on.
pub fn score(data: &Data, labels: &[Label], reader: Reader, row: RowOf<'_>) -> Result<()> {
    let mut scratch = Scratch::default();
    let mut held_out = |asks_only: bool| -> Vec<(Acts, Acts)> {
        labels
            .iter()
            .filter(|label| label.held_out && label.asks_only == asks_only)
            .filter_map(|label| Some((label.acts, label.text.as_deref()?)))
            .map(|(acts, text)| (acts, reader.read(&mut scratch, None, text, None).acts))
            .collect()
    };
    let (all, asking) = (held_out(false), held_out(true));
    let asked = ("chat and tweets that look like questions, held out", &asking, Act::Question);
    let sets = CODES.map(|(_, act)| ("our labels, held out", &all, act)).into_iter().chain([asked]);
    for (set, held_out, act) in sets {
        let count = |truth: bool, found: bool| {
            held_out.iter().filter(|(t, f)| t.has(act) == truth && f.has(act) == found).count()
                as u64
        };
        let counts = vec![
            vec![count(false, false), count(false, true)],
            vec![count(true, false), count(true, true)],
        ];
        let yes = count(true, true) + count(true, false);
        rows(&format!("{set}: {act} ({yes} are)"), held_out.len(), &counts, row);
    }
    published(data, reader, row)
}

/// F1, macro F1, precision and recall of two classes.
fn rows(set: &str, n: usize, counts: &Counts, row: RowOf<'_>) {
    let found: u64 = counts.iter().map(|c| c[1]).sum();
    row(set, n, "F1", 100.0 * f1(counts, 1));
    row(set, n, "macro F1", 100.0 * macro_f1(counts));
    row(set, n, "precision", 100.0 * counts[1][1] as f64 / found.max(1) as f64);
    row(set, n, "recall", 100.0 * recall(counts, 1));
}

fn published(data: &Data, reader: Reader, row: RowOf<'_>) -> Result<()> {
    let mut scratch = Scratch::default();
    let mut judge = |text: &str| -> Acts { reader.read(&mut scratch, None, text, None).acts };
    for (set, path, act, yes, no) in [
        ("complaints", "complaint/train.tsv", Act::Complaint, "complaint", "other"),
        ("suggestions, forum", "suggestion/train.tsv", Act::Suggestion, "1", "0"),
        ("suggestions, forum, trial", "suggestion/trial.tsv", Act::Suggestion, "1", "0"),
        ("suggestions, hotels", "suggestion/trial_hotels.tsv", Act::Suggestion, "1", "0"),
        (
            "purchase intent (learned from)",
            "purchase_intent/all.tsv",
            Act::PurchaseIntent,
            "yes",
            "no",
        ),
    ] {
        let labelled = data.measure(path, 0, 1)?;
        let mut counts = vec![vec![0; 2]; 2];
        for labelled in labelled.iter().filter(|l| l.label == yes || l.label == no) {
            let found = judge(&labelled.text).has(act);
            counts[usize::from(labelled.label == yes)][usize::from(found)] += 1;
        }
        rows(set, labelled.len(), &counts, row);
    }
    Ok(())
}
