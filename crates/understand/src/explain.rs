//! Why a post was read so: what the reading would be without each of its words.
//!
//! A word's weight is the change of the label's log-odds when the word is left out and the rest is read again in the
//! same language. That holds for everything that the model looks at: pairs, negation, the lexica, capitals, runs of
//! letters. Two neighbours are shown together where they do more together than apart (`not bad`).

use std::ops::Range;

use model::{Label, Language};

use crate::reader::{Reader, Scratch};

/// Words that are left out in turn; what comes after the first so many is not explained.
const MOST_WORDS: usize = 120;
/// Contributions shown.
const SHOWN: usize = 8;
/// A pair is shown when it does this much more than its two words, in log-odds.
const TOGETHER: f32 = 0.4;
/// Smaller weights are not worth showing.
const LEAST: f32 = 0.05;

/// What one word, or two neighbours, add to a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The words as they stand in the text.
    pub text: String,
    /// The bytes of the text that they stand in.
    pub span: Range<usize>,
    /// For (positive) or against (negative) the label, in log-odds.
    pub weight: f32,
}

impl Reader {
    /// The label of `text` and what speaks most for and against it, strongest first. `None` where the sentiment is not
    /// read.
    pub fn explain(
        &self,
        text: &str,
        hint: Option<Language>,
    ) -> Option<(Label, Vec<Contribution>)> {
        let mut scratch = Scratch::default();
        let whole = self.read(&mut scratch, None, text, hint);
        let label = whole.sentiment?.label();
        let language = whole.language;
        let odds = |p: f32| (p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6))).ln();
        let base = odds(whole.sentiment?.as_array().get(label.index()).copied()?);
        let mut without = |span: &Range<usize>| {
            let mut rest = text.get(..span.start).unwrap_or_default().to_owned();
            rest.push_str(text.get(span.end..).unwrap_or_default());
            let sentiment = self.sentiment_as(&mut scratch, &rest, language);
            sentiment.map_or(0.0, |s| {
                base - odds(s.as_array().get(label.index()).copied().unwrap_or(0.0))
            })
        };
        let spans: Vec<Range<usize>> = words(text).take(MOST_WORDS).collect();
        let single: Vec<f32> = spans.iter().map(&mut without).collect();
        let mut found: Vec<(Range<usize>, f32)> = Vec::new();
        let mut taken = vec![false; spans.len()];
        for (at, (pair, weights)) in spans.windows(2).zip(single.windows(2)).enumerate() {
            let ([a, b], [x, y]) = (pair, weights) else { continue };
            let both = a.start..b.end;
            let weight = without(&both);
            if weight.abs() > (x + y).abs() + TOGETHER && !taken.get(at).copied().unwrap_or(true) {
                taken.iter_mut().skip(at).take(2).for_each(|t| *t = true);
                found.push((both, weight));
            }
        }
        let alone = spans.into_iter().zip(single).zip(taken).filter(|(_, taken)| !taken);
        found.extend(alone.map(|(word, _)| word));
        found.retain(|(_, weight)| weight.abs() >= LEAST);
        found.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.start.cmp(&b.0.start)));
        found.truncate(SHOWN);
        let shown = |(span, weight): (Range<usize>, f32)| Contribution {
            text: text.get(span.clone()).unwrap_or_default().to_owned(),
            span,
            weight,
        };
        Some((label, found.into_iter().map(shown).collect()))
    }
}

/// Where the words stand: what white space parts.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let from = word.as_ptr() as usize - start;
        from..from + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_carry_the_tone_are_named() {
        let reader = Reader::built_in();
        let (label, why) =
            reader.explain("The new lamp is horrible and it broke on Monday", None).unwrap();
        assert_eq!(label, Label::Negative);
        let first = why.first().unwrap();
        assert!(first.text.contains("horrible"), "{why:?}");
        assert!(first.weight > 0.0);
        assert_eq!(reader.explain("", None), None);
    }
}
