//! Sentiment towards one subject of a post that names several: read from the clauses around it.
//!
//! A post that names nobody else is read whole. Otherwise it is cut into clauses at punctuation and conjunctions; a clause
//! belongs to whom it names, and one that names nobody to whom the clause before it belongs to. Comparisons (`better than
//! X`, `unlike X`, `from X to Y`) say who is preferred, and that outweighs the tone of the words.

use std::ops::Range;

use model::{Label, Language, Sentiment, Words};

use crate::reader::{Reader, Scratch};

mod clauses;
mod compare;

use clauses::Clause;
use compare::Verdict;

/// Fewest words around the subject, its name aside, that are read on their own whatever they say.
const FEWEST_WORDS: usize = 3;
/// What a comparison says of the one who is preferred, as probabilities of negative, neutral and positive.
const PREFERRED: [f32; 3] = [0.08, 0.20, 0.72];
/// How much a comparison outweighs the words.
const COMPARED: f32 = 0.75;

/// From which words a sentiment was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadFrom {
    /// The whole post: it names nobody else, does not name the subject, or says too little around it.
    Whole,
    /// The clauses around the subject.
    Clauses,
    /// A comparison that the subject takes part in.
    Comparison,
}

/// Sentiment towards one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Towards {
    /// `None`: not read, because the model does not know the language.
    pub sentiment: Option<Sentiment>,
    /// What it was read from.
    pub read_from: ReadFrom,
    /// The bytes of the text that were read, in order.
    pub spans: Vec<Range<usize>>,
}

/// Whom a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Nobody,
    Target,
    Other,
}

impl Reader {
    /// The sentiment of `text` towards what stands at the bytes `target` (a watch's hits, for example). `others` are the
    /// places of other subjects where they are known; names are also recognised by capitals, handles and comparisons.
    /// Places outside the text are passed over.
    pub fn towards(
        &self,
        scratch: &mut Scratch,
        text: &str,
        target: &[Range<usize>],
        others: &[Range<usize>],
        hint: Option<Language>,
    ) -> Towards {
        let reading = self.read(scratch, None, text, hint);
        let whole = |sentiment| Towards {
            sentiment,
            read_from: ReadFrom::Whole,
            spans: std::iter::once(0..text.len()).filter(|span| !span.is_empty()).collect(),
        };
        if reading.sentiment.is_none() {
            return whole(None);
        }
        let words = Words::of(None, text);
        let folded: Vec<&str> = words.iter().map(|word| words.folded(word)).collect();
        let mut named = named(&words, target, others);
        if !named.contains(&Named::Target) {
            return whole(reading.sentiment);
        }
        if !named.contains(&Named::Other) {
            clauses::recognise(text, &words, &folded, &mut named);
            compare::recognise(&folded, &mut named);
        }
        let clauses = clauses::cut(text, &words, &folded, &named);
        let language = reading.language;
        if let Some(found) =
            self.compared(scratch, text, &words, &folded, &named, &clauses, language)
        {
            return found;
        }
        if !named.contains(&Named::Other) {
            return whole(reading.sentiment);
        }
        let own: Vec<&Clause> = clauses.iter().filter(|clause| clause.target).collect();
        let said: usize = own.iter().map(|clause| clause.words.len()).sum();
        let about = own.iter().flat_map(|clause| clause.words.clone());
        let names = about.filter(|at| named.get(*at) == Some(&Named::Target)).count();
        let spans: Vec<Range<usize>> = own.iter().map(|clause| clause.span.clone()).collect();
        let sentiment = self.sentiment_as(scratch, &joined(text, &spans), language);
        let clear = |s: Option<Sentiment>| s.is_some_and(|s| s.label() != Label::Neutral);
        // `love Zeta` is short and clear, `with Zeta` is short.
        let short = said < names + FEWEST_WORDS && !(clear(sentiment) && said > names);
        if own.len() == clauses.len() || short {
            return whole(reading.sentiment);
        }
        if !clear(sentiment) {
            // Where neither side says something of its own, what colours the post is meant for both.
            let rest = clauses.iter().filter(|clause| !clause.target);
            let rest: Vec<Range<usize>> = rest.map(|clause| clause.span.clone()).collect();
            if !clear(self.sentiment_as(scratch, &joined(text, &rest), language)) {
                return whole(reading.sentiment);
            }
        }
        Towards { sentiment, read_from: ReadFrom::Clauses, spans }
    }

    #[expect(clippy::too_many_arguments, reason = "one step of the reading above, on its parts")]
    fn compared(
        &self,
        scratch: &mut Scratch,
        text: &str,
        words: &Words,
        folded: &[&str],
        named: &[Named],
        clauses: &[Clause],
        language: Language,
    ) -> Option<Towards> {
        let found = compare::find(folded, named, clauses)?;
        let list = words.as_slice();
        let span_of = |range: &Range<usize>| {
            let first = list.get(range.start)?.span().start;
            Some(first..list.get(range.end.checked_sub(1)?)?.span().end)
        };
        let span = span_of(&found.words)?;
        let read = |scratch: &mut Scratch, range: &Range<usize>| {
            let span = span_of(range)?;
            self.sentiment_as(scratch, text.get(span)?, language)
        };
        let [negative, neutral, positive] = PREFERRED;
        let rule = match found.verdict {
            Verdict::Preferred => [negative, neutral, positive],
            Verdict::Rejected => [positive, neutral, negative],
            // Of `cheaper` and `louder` the words know which is good; what is said of one is denied of the other.
            Verdict::AsRead => read(scratch, &found.tone)?.as_array(),
            Verdict::AsNotRead => {
                let [negative, neutral, positive] = read(scratch, &found.tone)?.as_array();
                [positive, neutral, negative]
            }
        };
        let tone = read(scratch, &found.tone).map_or(rule, |s| s.as_array());
        let mix = |at: usize| {
            let of = |list: [f32; 3]| list.get(at).copied().unwrap_or(0.0);
            COMPARED * of(rule) + (1.0 - COMPARED) * of(tone)
        };
        let sentiment = Sentiment { negative: mix(0), neutral: mix(1), positive: mix(2) };
        Some(Towards {
            sentiment: Some(sentiment),
            read_from: ReadFrom::Comparison,
            spans: vec![span],
        })
    }
}

/// Whom each word names, by the places given.
fn named(words: &Words, target: &[Range<usize>], others: &[Range<usize>]) -> Vec<Named> {
    let touches = |span: &Range<usize>, places: &[Range<usize>]| {
        places.iter().any(|place| place.start < span.end && span.start < place.end)
    };
    let of = |word: &model::words::Word| {
        let span = word.span();
        if touches(&span, target) {
            Named::Target
        } else if touches(&span, others) {
            Named::Other
        } else {
            Named::Nobody
        }
    };
    words.iter().map(of).collect()
}

fn joined(text: &str, spans: &[Range<usize>]) -> String {
    let mut all = String::new();
    let mut before: Option<usize> = None;
    for span in spans {
        if before.is_some_and(|end| end != span.start) {
            all.push_str(". ");
        }
        all.push_str(text.get(span.clone()).unwrap_or_default());
        before = Some(span.end);
    }
    all
}

#[cfg(test)]
mod tests;
