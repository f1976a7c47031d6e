//! Reads posts: text in, [`Reading`] out.

use std::sync::OnceLock;

use model::{Confusion, Emotion, Language, Reading, Sentiment};

use crate::acts::{self, Inputs, Phrases, Tone};
use crate::convolution::Convolution;
use crate::detect;
use crate::features::Features;
use crate::heads::{COLUMNS, COMMENDS, EMOTION, EMOTIONS, READ, SENTIMENT};
use crate::signals::SIGNALS;
use crate::tokens::{TokenKind, Tokens};
use crate::vocabulary::Vocabulary;
use crate::weights::{Header, Row, Weights, WeightsError, place_of};

/// Version of the built-in reading; a post that an older one read may be read again.
pub const MODEL: u32 = 4;

static FILE: &[u8] = include_bytes!("../data/weights.bin");
static BUILT_IN: OnceLock<Loaded> = OnceLock::new();
static HEADER: OnceLock<Header> = OnceLock::new();

/// The buffers of one reading thread.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    pub(crate) tokens: Tokens,
    pub(crate) features: Features,
}

/// Reads posts. Cheap to copy: all share one table.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    loaded: &'static Loaded,
}

/// The table, the word lists and the phrases, unpacked.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub table: Vec<Row>,
    /// The rows' checks once more: they fit a near cache, the table does not, and most features have no row.
    checks: Vec<u8>,
    convolution: Convolution,
    pub header: Header,
    pub vocabulary: Vocabulary,
    pub phrases: Phrases,
}

/// Rows that are summed up at once: 255 of at most ±127 fit 16 bits.
const SOME: usize = 255;

/// What a post's table rows add up to, and what the convolution says of asking.
pub(crate) type Logits = [f32; COLUMNS + 1];

impl Reader {
    /// The reader with the built-in weights, which are unpacked on the first call (about 150 ms).
    #[expect(clippy::expect_used, reason = "the file is part of the program; a test unpacks it")]
    pub fn built_in() -> Self {
        let loaded = BUILT_IN.get_or_init(|| {
            Loaded::new(Weights::decode(FILE).expect("the built-in weights are whole"))
        });
        Self { loaded }
    }

    /// A reader with other weights, kept for the life of the process: for the trainer, which measures what it made.
    ///
    /// # Errors
    /// When `file` is no weights file of this model.
    pub fn of(file: &[u8]) -> Result<Self, WeightsError> {
        Ok(Self { loaded: Box::leak(Box::new(Loaded::new(Weights::decode(file)?))) })
    }

    /// How the built-in sentiment errs, without unpacking the table.
    #[expect(clippy::expect_used, reason = "the file is part of the program; a test unpacks it")]
    pub fn confusion() -> Confusion {
        let header = HEADER
            .get_or_init(|| Weights::header_of(FILE).expect("the built-in weights are whole"));
        header.confusion.clone()
    }

    /// What the weights say of themselves.
    pub fn header(&self) -> &'static Header {
        &self.loaded.header
    }

    /// Reads a post; `hint` is the language that its network names. Never fails: what cannot be read is `None`.
    pub fn read(
        &self,
        scratch: &mut Scratch,
        title: Option<&str>,
        text: &str,
        hint: Option<Language>,
    ) -> Reading {
        let (language, place) = self.loaded.prepare(scratch, title, text, hint);
        let logits = place.map(|place| self.loaded.logits(&scratch.features, place));
        let sentiment = logits.map(|logits| self.loaded.sentiment(&logits, place.unwrap_or(0)));
        let emotion = match (logits, place) {
            (Some(logits), Some(0)) => self.loaded.emotion(&logits),
            _ => None,
        };
        let tone = tone(sentiment, logits.filter(|_| place == Some(0)));
        let acts = acts::judge(
            &self.loaded.phrases,
            &scratch.tokens,
            &scratch.features.entries,
            language.as_str(),
            tone,
            &self.loaded.header.acts,
        );
        Reading { model: MODEL, language, sentiment, emotion, acts, repeat_of: None }
    }

    /// The sentiment of `text` read as `language`, whatever it looks like.
    pub fn sentiment_as(
        &self,
        scratch: &mut Scratch,
        text: &str,
        language: Language,
    ) -> Option<Sentiment> {
        let place = READ.iter().position(|tag| *tag == language.as_str()).unwrap_or(0);
        scratch.tokens.read(None, text);
        scratch.features.look_up(&scratch.tokens, &self.loaded.vocabulary);
        scratch.features.read(&scratch.tokens, salt(place), lexica_apply(place));
        let logits = self.loaded.logits(&scratch.features, place);
        (!scratch.tokens.list.is_empty()).then(|| self.loaded.sentiment(&logits, place))
    }

    /// What the acts of `text` are judged by: for the trainer.
    pub fn act_inputs(&self, scratch: &mut Scratch, text: &str) -> Inputs {
        let (language, place) = self.loaded.prepare(scratch, None, text, None);
        let logits = place.map(|place| self.loaded.logits(&scratch.features, place));
        let sentiment = logits.map(|logits| self.loaded.sentiment(&logits, place.unwrap_or(0)));
        let tone = tone(sentiment, logits.filter(|_| place == Some(0)));
        let Scratch { tokens, features } = scratch;
        acts::inputs(&self.loaded.phrases, tokens, &features.entries, language.as_str(), tone)
    }

    /// The probabilities of the emotions in the order of [`Emotion::ALL`], then of none; `None` where not read.
    pub fn emotions(&self, scratch: &mut Scratch, text: &str) -> Option<[f32; EMOTIONS]> {
        let (_, place) = self.loaded.prepare(scratch, None, text, None);
        let logits = self.loaded.logits(&scratch.features, place.filter(|place| *place == 0)?);
        Some(self.loaded.emotions(&logits))
    }
}

impl Loaded {
    fn new(weights: Weights) -> Self {
        let mut vocabulary = Vocabulary::new();
        detect::learn(&mut vocabulary);
        let phrases = Phrases::built_in(&mut vocabulary);
        for word in &weights.lexicon {
            vocabulary.change(word.hash, |entry| {
                entry.valence = word.valence;
                entry.opinion = word.opinion;
            });
        }
        for (number, hash) in (1..).zip(&weights.network.words) {
            vocabulary.change(*hash, |entry| entry.word = number);
        }
        let checks = weights.table.iter().map(|row| row.check).collect();
        let convolution = Convolution::of(&weights.network);
        Self {
            table: weights.table,
            checks,
            convolution,
            header: weights.header,
            vocabulary,
            phrases,
        }
    }

    /// Cuts, detects and makes features; the number of the language in [`READ`], where its sentiment can be read.
    pub fn prepare(
        &self,
        scratch: &mut Scratch,
        title: Option<&str>,
        text: &str,
        hint: Option<Language>,
    ) -> (Language, Option<usize>) {
        scratch.tokens.read(title, text);
        scratch.features.look_up(&scratch.tokens, &self.vocabulary);
        let language = detect::detect(&scratch.tokens, &scratch.features.entries, hint);
        let place = place_of_language(&scratch.tokens, language);
        if let Some(place) = place {
            scratch.features.read(&scratch.tokens, salt(place), lexica_apply(place));
        }
        (language, place)
    }

    pub fn logits(&self, features: &Features, place: usize) -> Logits {
        let (words, runs) = features.hashes.split_at_checked(features.words).unwrap_or_default();
        let word_sum = self.sum(words);
        let run_sum = self.sum(runs);
        let (by_words, by_runs) = (weight_of(words.len()), weight_of(runs.len()));
        let mut logits = [0.0; COLUMNS + 1];
        if let Some(bias) = self.header.bias.get(place) {
            logits.iter_mut().zip(bias).for_each(|(logit, bias)| *logit = *bias);
        }
        for (((logit, w), r), scale) in
            logits.iter_mut().zip(word_sum).zip(run_sum).zip(&self.header.scales)
        {
            *logit += scale * (w as f32 * by_words + r as f32 * by_runs);
        }
        let block = if lexica_apply(place) { 0 } else { SIGNALS };
        for (value, weights) in features.signals.iter().zip(self.header.signals.iter().skip(block))
        {
            if *value != 0.0 {
                logits.iter_mut().zip(weights).for_each(|(logit, w)| *logit += value * w);
            }
        }
        if place == 0 {
            let [sentiment @ .., asks] = self.convolution.read(&features.entries);
            let logits = &mut logits;
            logits.iter_mut().skip(SENTIMENT).zip(sentiment).for_each(|(l, more)| *l += more);
            if let Some(last) = logits.last_mut() {
                *last = asks;
            }
        }
        logits
    }

    /// The sum of the rows of `hashes`, in steps.
    fn sum(&self, hashes: &[u32]) -> [i32; COLUMNS + 1] {
        let mut total = [0i32; COLUMNS + 1];
        for some in hashes.chunks(SOME) {
            let (rows, count) = self.owned(some);
            let mut part = [0i16; COLUMNS + 1];
            for row in rows.iter().take(count).filter_map(|at| self.table.get(*at as usize)) {
                for (sum, weight) in part.iter_mut().zip(row.weights) {
                    *sum += i16::from(weight);
                }
            }
            total.iter_mut().zip(part).for_each(|(sum, p)| *sum += i32::from(p));
        }
        total
    }

    /// The rows that belong to features of `hashes`, and how many they are: where a hash may stand, or beside it. Most
    /// have none, and which have cannot be foreseen: so every place is written down, and the next one over it where
    /// it was none, which spares the processor the guess and lets it wait for many places at a time.
    #[inline]
    fn owned(&self, hashes: &[u32]) -> ([u32; SOME], usize) {
        let (mut rows, mut count) = ([0; SOME], 0);
        for &hash in hashes {
            let (at, check) = place_of(hash);
            let here = self.checks.get(at) == Some(&check);
            let beside = self.checks.get(at ^ 1) == Some(&check);
            if let Some(row) = rows.get_mut(count) {
                *row = at as u32 ^ u32::from(!here);
            }
            count += usize::from(here | beside);
        }
        (rows, count)
    }

    fn sentiment(&self, logits: &Logits, place: usize) -> Sentiment {
        let temperature = self.header.temperature.get(place).copied().unwrap_or(1.0);
        let mut p = [0.0; 3];
        p.iter_mut().zip(logits.iter().skip(SENTIMENT)).for_each(|(p, l)| *p = l / temperature);
        softmax(&mut p);
        let [negative, neutral, positive] = p;
        Sentiment { negative, neutral, positive }
    }

    fn emotions(&self, logits: &Logits) -> [f32; EMOTIONS] {
        let mut p = [0.0; EMOTIONS];
        p.iter_mut()
            .zip(logits.iter().skip(EMOTION))
            .for_each(|(p, l)| *p = l / self.header.emotion_temperature);
        softmax(&mut p);
        p
    }

    fn emotion(&self, logits: &Logits) -> Option<Emotion> {
        let p = self.emotions(logits);
        let (best, top) = p.iter().enumerate().fold((0, 0.0f32), |(best, top), (n, &value)| {
            if value > top { (n, value) } else { (best, top) }
        });
        (top >= self.header.emotion_from).then(|| Emotion::from_index(best)).flatten()
    }
}

/// The number in [`READ`] of the language as which a post is read. Pictures alone are read as English ones.
pub(crate) fn place_of_language(tokens: &Tokens, language: Language) -> Option<usize> {
    if language.is_determined() {
        return READ.iter().position(|tag| *tag == language.as_str());
    }
    let pictures = tokens.list.iter().any(|token| token.kind == TokenKind::Emoji);
    (pictures && tokens.scripts.letters() == 0).then_some(0)
}

/// Keeps the words of one language apart from the same spelling in another; Hindi in Latin letters shares those of English,
/// with which it is mixed.
pub fn salt(place: usize) -> u32 {
    if lexica_apply(place) {
        return 0;
    }
    (place as u32).wrapping_mul(0x9E37_79B9)
}

/// Whether the English lexica are read: in English, and in Hindi in Latin letters, which is half English.
pub fn lexica_apply(place: usize) -> bool {
    place == 0 || READ.get(place) == Some(&"hi-latn")
}

/// What one of `count` features weighs: their squares sum to one.
pub fn weight_of(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

fn tone(sentiment: Option<Sentiment>, logits: Option<Logits>) -> Tone {
    let heads =
        logits.and_then(|l| l.get(COMMENDS..).and_then(|heads| heads.first_chunk().copied()));
    Tone {
        sentiment: sentiment.map(|s| s.as_array()),
        heads: heads.unwrap_or_default(),
        read: heads.is_some(),
    }
}

fn softmax(values: &mut [f32]) {
    let top = values.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for value in values.iter_mut() {
        *value = (*value - top).exp();
        sum += *value;
    }
    values.iter_mut().for_each(|value| *value /= sum);
}

#[cfg(test)]
mod tests;
