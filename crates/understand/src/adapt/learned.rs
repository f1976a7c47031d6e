//! What a workspace learned from its corrections, as it is kept, told and used: the layer where one helps, why not where
//! none does, and how each reading errs on the posts that chance chose.

use model::{Confusion, Correction, Label, Reading, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Adaptation, Corrected, FEWEST, Fitness, Outcome, adapt, pool};
use crate::reader::{MODEL, Reader, Scratch};

/// The name under which a workspace keeps it.
pub const SETTING: &str = "adaptation";
/// Which corrections are held back together: fixed, so that the same corrections give the same layer.
const SEED: u64 = 1;
/// It is tried anew when so many corrections came since, or a tenth of those that there were.
const ANEW: u64 = 25;
/// Generations stand above the built-in model's number in the number of a reading.
const BITS: u32 = 8;

/// A correction to learn from: the post's words and what a person said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Headline and words, a line apart.
    pub text: String,
    /// The language that the network names.
    pub hint: Option<model::Language>,
    /// What it is.
    pub truth: Label,
    /// Whether chance chose the post.
    pub drawn: bool,
}

/// Counts `[true][read]` of posts that chance chose, in the order of [`Label::ALL`].
type Counts = [[u64; 3]; 3];

/// What came of learning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    /// The built-in model over which it was learned; a newer one makes it void.
    pub model: u32,
    /// How many layers this workspace had.
    pub generation: u32,
    /// Corrections of the sentiment that it learned from.
    pub corrections: u64,
    /// When.
    pub at: Timestamp,
    /// The layer, where it helps.
    pub layer: Option<Adaptation>,
    /// What cross-validation said, as a sentence.
    pub said: String,
    /// Without and with a layer on unseen corrections, where that was measured.
    pub figures: Option<(Fitness, Fitness)>,
    built_in: Counts,
    adapted: Counts,
}

/// Whether there is reason to learn (again) from `corrections` corrections of the sentiment.
pub fn is_due(known: Option<&Learned>, corrections: u64) -> bool {
    corrections >= FEWEST as u64
        && known.is_none_or(|known| {
            let fresh = known.corrections.abs_diff(corrections);
            known.model != MODEL || fresh >= ANEW.max(known.corrections / 10)
        })
}

impl Learned {
    /// Learns from all corrections of a workspace; `before` is what it had learned earlier.
    pub fn from(lessons: &[Lesson], before: Option<&Self>, at: Timestamp) -> Self {
        let reader = Reader::built_in();
        let mut scratch = Scratch::default();
        let mut corrected = Vec::with_capacity(lessons.len());
        let mut drawn = Vec::with_capacity(lessons.len());
        for lesson in lessons {
            // What the built-in model cannot read, no layer over it can.
            let reading = reader.read(&mut scratch, None, &lesson.text, lesson.hint);
            let Some(read) = reading.sentiment else { continue };
            corrected.push(Corrected { text: lesson.text.clone(), read, truth: lesson.truth });
            drawn.push(lesson.drawn);
        }
        let generation = before.map_or(0, |before| before.generation);
        let mut learned = Self {
            model: MODEL,
            generation,
            corrections: lessons.len() as u64,
            at,
            layer: None,
            said: String::new(),
            figures: None,
            built_in: count(&super::labels(&corrected), &drawn),
            adapted: Counts::default(),
        };
        match adapt(&corrected, SEED) {
            Outcome::Adapted(layer) => {
                learned.generation += 1;
                learned.adapted = count(&Adaptation::unseen_labels(&corrected, SEED), &drawn);
                learned.figures = Some((layer.before, layer.after));
                learned.said = format!(
                    "on corrections that it had not seen, log-loss falls from {:.3} to {:.3} (less is better) and macro recall rises from {:.1} to {:.1} %",
                    layer.before.log_loss,
                    layer.after.log_loss,
                    layer.before.macro_recall * 100.0,
                    layer.after.macro_recall * 100.0
                );
                learned.layer = Some(*layer);
            }
            Outcome::Kept { why, figures } => (learned.said, learned.figures) = (why, figures),
        }
        learned
    }

    /// From the text under which it is kept. What another version wrote, or somebody else, is nothing.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text under which it is kept.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The layer, where there is one for the built-in model of this program.
    pub fn layer(&self) -> Option<&Adaptation> {
        self.layer.as_ref().filter(|_| self.model == MODEL)
    }

    /// Lays it over the reading of the post that `scratch` has just read.
    pub fn adapt(&self, scratch: &Scratch, reading: &mut Reading) {
        let Some(layer) = self.layer() else { return };
        reading.sentiment = reading.sentiment.map(|read| layer.apply(scratch, read));
        reading.model = number(Some(self));
    }
}

/// The number that readings bear which are made now: the built-in model's, and above it the layer's generation.
pub fn number(learned: Option<&Learned>) -> u32 {
    let generation = learned.filter(|l| l.layer().is_some()).map_or(0, |l| l.generation);
    MODEL | generation << BITS
}

/// How the sentiment errs here: as measured before delivery, narrowed by what people said of posts that chance chose. `read`
/// counts how all posts were read, in the order of [`Label::ALL`]; `adapted` is the share of them that was read under the
/// layer.
///
/// What the layer learned from it may not be judged on, so for those posts stands what a layer reads that had not seen them.
/// Where some posts were read with the layer and some without, the reading of the larger part is taken.
pub fn classifier(
    corrections: &[Correction],
    learned: Option<&Learned>,
    read: [u64; 3],
    adapted: f64,
) -> Confusion {
    let layered = learned.filter(|learned| learned.layer().is_some());
    let fresh = |c: &&Correction| c.drawn && layered.is_none_or(|learned| c.at > learned.at);
    let pair = |c: &Correction| Some((c.model_sentiment?.label(), c.label?));
    let mut pairs: Vec<_> = corrections.iter().filter(fresh).filter_map(pair).collect();
    if let Some(learned) = layered {
        let counts = if adapted >= 0.5 { learned.adapted } else { learned.built_in };
        for (truth, row) in Label::ALL.iter().zip(counts) {
            for (read, count) in Label::ALL.iter().zip(row) {
                pairs.extend(std::iter::repeat_n((*read, *truth), count as usize));
            }
        }
    }
    pool(&Reader::confusion(), &pairs, read)
}

/// Pairs (read, true) of what chance chose, as counts.
fn count(pairs: &[(Label, Label)], drawn: &[bool]) -> Counts {
    let mut counts = Counts::default();
    for ((read, truth), _) in pairs.iter().zip(drawn).filter(|(_, drawn)| **drawn) {
        let cell = counts.get_mut(truth.index()).and_then(|row| row.get_mut(read.index()));
        if let Some(cell) = cell {
            *cell += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use model::PostId;

    use super::*;

    fn lesson(text: &str, truth: Label) -> Lesson {
        Lesson { text: text.to_owned(), hint: None, truth, drawn: true }
    }

    /// In this market, `gnarly` is praise.
    fn own_way(n: usize) -> Vec<Lesson> {
        let one = |n: usize| match n % 4 {
            0 => lesson("that trail was gnarly and the fork took it", Label::Positive),
            1 => lesson("it broke on monday, terrible", Label::Negative),
            2 => lesson("the shop opens at nine on monday", Label::Neutral),
            _ => lesson("what a lovely ride, thanks", Label::Positive),
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn a_layer_is_kept_told_and_laid_over_readings() {
        let learned = Learned::from(&own_way(240), None, Timestamp(5));
        assert!(learned.layer.is_some(), "{}", learned.said);
        assert!(learned.said.contains("macro recall rises"), "{}", learned.said);
        let kept = Learned::from_text(&learned.to_text()).unwrap();
        assert_eq!(kept.corrections, 240);
        let (reader, mut scratch) = (Reader::built_in(), Scratch::default());
        let mut reading = reader.read(&mut scratch, None, "a gnarly trail, the fork took it", None);
        let before = reading.clone();
        kept.adapt(&scratch, &mut reading);
        assert_eq!(reading.model, MODEL | 1 << BITS);
        let positive = |r: &Reading| r.sentiment.unwrap().positive;
        assert!(positive(&reading) > positive(&before), "{before:?} {reading:?}");
        let again = Learned::from(&own_way(280), Some(&learned), Timestamp(6));
        assert_eq!(number(Some(&again)), MODEL | 2 << BITS);
    }

    #[test]
    fn nothing_is_laid_over_where_nothing_helps_or_the_model_is_another() {
        let right = |n: usize| match n % 3 {
            0 => lesson("what a lovely ride, thanks, I love it", Label::Positive),
            1 => lesson("it broke on monday, terrible, I hate it", Label::Negative),
            _ => lesson("the shop opens at nine on monday", Label::Neutral),
        };
        let mut lessons: Vec<Lesson> = (0..199).map(right).collect();
        let few = Learned::from(&lessons, None, Timestamp(5));
        assert!(few.layer.is_none() && few.said.contains("199"), "{}", few.said);
        assert_eq!(number(Some(&few)), MODEL);
        lessons.truncate(0);
        let mut other = Learned::from(&own_way(240), None, Timestamp(5));
        other.model += 1;
        let (reader, mut scratch) = (Reader::built_in(), Scratch::default());
        let mut reading = reader.read(&mut scratch, None, "a gnarly trail", None);
        let before = reading.clone();
        other.adapt(&scratch, &mut reading);
        assert_eq!(reading, before);
        assert!(is_due(Some(&other), 240), "a layer over another model is learned anew");
        assert_eq!(Learned::from_text("{\"layer\": 1}"), None);
    }

    #[test]
    fn learning_is_due_from_200_on_and_again_after_a_tenth_more() {
        let mut known = Learned::from(&own_way(240), None, Timestamp(5));
        let due = |known: &Learned, n| is_due(Some(known), n);
        assert!(!is_due(None, 199) && is_due(None, 200));
        assert!(!due(&known, 264) && due(&known, 265) && due(&known, 215));
        known.corrections = 1_000;
        assert!(!due(&known, 1_099) && due(&known, 1_100));
    }

    #[test]
    fn the_layer_is_not_judged_on_what_it_has_seen() {
        let learned = Learned::from(&own_way(240), None, Timestamp(5));
        let told = |adapted| classifier(&[], Some(&learned), [0; 3], adapted);
        let right = |c: &Confusion| (0..3).map(|n| c.counts[n][n]).sum::<u64>();
        let all = |c: &Confusion| c.counts.iter().flatten().sum::<u64>();
        let (with, without) = (told(1.0), told(0.0));
        let share = |c: &Confusion| right(c) as f64 / all(c) as f64;
        assert!(share(&with) > share(&without), "{with:?} {without:?}");
        assert!(with.measured_on.contains("240 labelled posts"), "{}", with.measured_on);
        let fresh = Correction {
            post: PostId::from_bytes([1; 16]),
            label: Some(Label::Negative),
            acts: None,
            member: None,
            at: Timestamp(6),
            model_sentiment: reader_sentiment(),
            model_acts: model::Acts::NONE,
            drawn: true,
        };
        let old = Correction { at: Timestamp(4), ..fresh.clone() };
        let told = classifier(&[fresh, old], Some(&learned), [0; 3], 1.0);
        assert!(told.measured_on.contains("241 labelled posts"), "{}", told.measured_on);
    }

    fn reader_sentiment() -> Option<model::Sentiment> {
        Reader::built_in().read(&mut Scratch::default(), None, "terrible", None).sentiment
    }
}
