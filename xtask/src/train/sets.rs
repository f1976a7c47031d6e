//! Which set teaches what.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use model::{Acts, Emotion, Label};
use understand::heads::{EMOTIONS, READ};
use understand::training::{FeatureMaker, Features, lexica_apply};

use super::corpus::Corpus;
use super::data::{Data, Labelled};
use super::labels::{self, Label as ActLabel};
use super::learn::{Example, Target};
use super::teacher::{self, Hash, Teacher};

/// The languages of the multilingual sets, by the name of their files and their tag.
pub const MULTILINGUAL: [(&str, &str); 8] = [
    ("english", "en"),
    ("german", "de"),
    ("french", "fr"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("arabic", "ar"),
    ("hindi", "hi-latn"),
];

/// A feature is known from so many occurrences on.
const FEATURES_FROM: u32 = 3;
/// What a tweet of the small multilingual sets weighs beside an English one.
const MULTILINGUAL_WEIGHT: f32 = 2.0;
/// Hindi in Latin letters shares the features of English, and its labels hardly agree with the lexica: more weight would harm
/// English and not help it.
const HINDI_WEIGHT: f32 = 0.1;
/// What a tweet of the small emotion set weighs beside a comment of GoEmotions.
const EMOTION_WEIGHT: f32 = 3.0;
const WANTS_WEIGHT: f32 = 2.0;
/// What a post weighs of which a data set says something about an act, beside one that we labelled.
const HINT_WEIGHT: f32 = 0.1;
const REVIEW_WEIGHT: f32 = 0.02;
/// Names in the tweets that make it likely that something bought is spoken of.
const BRANDS: [&str; 56] = [
    "adidas",
    "airlines",
    "airways",
    "amazon",
    "amtrak",
    "android",
    "apple",
    "asda",
    "asus",
    "bmw",
    "chipotle",
    "comcast",
    "costco",
    "dell",
    "disneyland",
    "easyjet",
    "ebay",
    "fedex",
    "foxtel",
    "galaxy",
    "google",
    "greyhound",
    "hulu",
    "ikea",
    "ios",
    "ipad",
    "iphone",
    "ipod",
    "itunes",
    "jetblue",
    "kfc",
    "kindle",
    "mcdonalds",
    "mcdonald",
    "microsoft",
    "netflix",
    "nike",
    "nintendo",
    "nokia",
    "playstation",
    "ps4",
    "ryanair",
    "samsung",
    "sony",
    "spotify",
    "sprint",
    "starbucks",
    "tesco",
    "tesla",
    "uber",
    "ups",
    "verizon",
    "vodafone",
    "walmart",
    "windows",
    "xbox",
];
/// Parts of the names of Banking77's intents in which something broke, and of those that can be both.
const BROKE: [&str; 18] = [
    "Refund_not",
    "balance_not",
    "card_not_working",
    "contactless_not",
    "virtual_card_not",
    "fee_charged",
    "not_recognised",
    "wrong_",
    "withdrawal_charge",
    "card_swallowed",
    "declined",
    "extra_charge",
    "failed",
    "reverted",
    "charged_twice",
    "not_received",
    "not_allowed",
    "unable_to",
];
const UNSURE: [&str; 7] = [
    "request_refund",
    "pending",
    "card_arrival",
    "compromised",
    "lost_or",
    "pin_blocked",
    "exchange_charge",
];

/// Commends, complains, asks, wants: the columns after the emotions.
pub const TONES: usize = 4;
const COMMENDS: [&str; 4] = ["admiration", "gratitude", "approval", "love"];
const COMPLAINS: [&str; 5] = ["annoyance", "disappointment", "disapproval", "anger", "disgust"];
const ASKS: [&str; 2] = ["curiosity", "confusion"];

/// Everything that is learned from, as examples over one corpus.
#[derive(Default)]
pub struct Lessons {
    pub corpus: Corpus,
    pub sentiment: Vec<Example>,
    /// What makes English sentiment's log-odds those of equally frequent classes.
    pub evenly: [f32; 3],
    pub emotion: Vec<Example>,
    pub tones: Vec<Example>,
    pub irony: Vec<Example>,
    pub offence: Vec<Example>,
    pub emoji: Vec<Example>,
    pub emoji_classes: usize,
    pub polarity: Vec<Example>,
    pub valence: Vec<Example>,
    /// Our labelled posts that may be learned from.
    pub labelled: Vec<ActPost>,
    /// Posts of which a data set says something about an act.
    pub act_hints: Vec<Example>,
    /// What the teacher thinks of the sentiment of posts.
    pub taught: BTreeMap<usize, [f32; 3]>,
    /// The first post with each text of which the teacher thinks that it asks, and how probable that is.
    pub asks: BTreeMap<Hash, (usize, f32)>,
}

/// A post with its acts.
pub struct ActPost {
    pub doc: usize,
    pub text: String,
    pub acts: Acts,
    /// Whether it is read as English.
    pub english: bool,
    /// Whether it teaches nothing but what asks.
    pub asks_only: bool,
}

/// Makes features into the corpus.
struct Making<'a> {
    maker: &'a mut FeatureMaker,
    made: Features,
    teacher: &'a Teacher,
}

impl Lessons {
    /// Reads all sets, makes features, numbers them. UMSAB's English set is left out: four in five of its tweets are
    /// those of TweetEval's `val`, and the rest may be those of its test.
    pub fn read(
        data: &mut Data,
        maker: &mut FeatureMaker,
        labels: &[ActLabel],
        teacher: &Teacher,
    ) -> Result<Self> {
        let mut lessons = Self::default();
        let mut making = Making { maker, made: Features::default(), teacher };
        lessons.add_sentiment(&data.learn("sentiment/train.tsv", 0, 1)?, 0, 1.0, &mut making)?;
        for (name, tag) in MULTILINGUAL.into_iter().filter(|(_, tag)| *tag != "en") {
            let rows = data.learn(&format!("sentiment_multilingual/{name}_train.tsv"), 0, 1)?;
            let place = READ.iter().position(|read| *read == tag).context("an unknown language")?;
            let weight = if lexica_apply(place) { HINDI_WEIGHT } else { MULTILINGUAL_WEIGHT };
            lessons.add_sentiment(&rows, place, weight, &mut making)?;
        }
        lessons.add_emotions(data, &mut making)?;
        lessons.add_wants(data, &mut making)?;
        lessons.irony = lessons.yes_no(data, "irony/train.tsv", "irony", &mut making)?;
        lessons.offence = lessons.yes_no(data, "offensive/train.tsv", "offensive", &mut making)?;
        lessons.polarity = lessons.yes_no(data, "polarity/rt.tsv", "positive", &mut making)?;
        lessons.add_valence(data, &mut making)?;
        lessons.add_emoji(data, &mut making)?;
        lessons.add_labelled(labels, &mut making);
        let known = labels.iter().map(|label| label.hash.as_str()).collect();
        lessons.add_hints(data, &known, &mut making)?;
        lessons.add_brand_hints(data, &known, &mut making)?;
        lessons.corpus.number(FEATURES_FROM);
        Ok(lessons)
    }

    /// Posts that say nothing of sentiment, in English.
    pub fn unlabelled(&self) -> Vec<usize> {
        let sets = [&self.emoji, &self.offence, &self.irony, &self.tones, &self.emotion];
        let mut docs: Vec<usize> = sets.into_iter().flatten().map(|example| example.doc).collect();
        docs.sort_unstable();
        docs.dedup();
        docs
    }

    fn doc(&mut self, text: &str, place: usize, making: &mut Making<'_>) -> usize {
        let doc = self.corpus.add(making.maker, &mut making.made, text, place);
        let hash = teacher::hash_of(text);
        if let Some(shares) = making.teacher.sentiment(&hash) {
            self.taught.insert(doc, shares);
        }
        if let Some(asks) = making.teacher.asks(&hash) {
            self.asks.entry(hash).or_insert((doc, asks));
        }
        doc
    }

    /// Three classes. The small sets are weighed so that they count as equally frequent: that is the prior that the
    /// probabilities assume. English learns them as frequent as they are, which was measured to be better, and
    /// [`Self::evenly`] makes good for it.
    fn add_sentiment(
        &mut self,
        rows: &[Labelled],
        place: usize,
        weight: f32,
        making: &mut Making<'_>,
    ) -> Result<()> {
        let mut counts = [0.0f32; 3];
        for row in rows {
            counts[class(&row.label)?] += 1.0;
        }
        if place == 0 {
            self.evenly = counts.map(|count| (rows.len() as f32 / 3.0 / count).ln());
        }
        for row in rows {
            let class = class(&row.label)?;
            let evenly = rows.len() as f32 / 3.0 / counts[class];
            let weight = if place == 0 { weight } else { weight * evenly };
            let doc = self.doc(&row.text, place, making);
            self.sentiment.push(Example { doc, target: Target::Class(class), weight });
        }
        Ok(())
    }

    fn add_emotions(&mut self, data: &mut Data, making: &mut Making<'_>) -> Result<()> {
        for row in data.learn("goemotions/train.tsv", 0, 1)? {
            let doc = self.doc(&row.text, 0, making);
            let labels: Vec<&str> = row.label.split(',').collect();
            if let Some(class) = emotion_of(&labels) {
                self.emotion.push(Example { doc, target: Target::Class(class), weight: 1.0 });
            }
            let any = |of: &[&str]| Some(labels.iter().any(|label| of.contains(label)));
            let tones = vec![any(&COMMENDS), any(&COMPLAINS), any(&ASKS), None];
            self.tones.push(Example { doc, target: Target::Each(tones), weight: 1.0 });
        }
        let four: u32 = TWEET_EMOTIONS.iter().map(|(_, e)| 1 << e.index()).sum();
        for row in data.learn("emotion/train.tsv", 0, 1)? {
            let class = tweet_emotion(&row.label).context("an unknown emotion")?;
            let doc = self.doc(&row.text, 0, making);
            let target = Target::Among(class, four);
            self.emotion.push(Example { doc, target, weight: EMOTION_WEIGHT });
        }
        Ok(())
    }

    fn add_wants(&mut self, data: &mut Data, making: &mut Making<'_>) -> Result<()> {
        for row in data.learn("purchase_intent/all.tsv", 0, 1)? {
            let wants = match row.label.as_str() {
                "yes" | "pi" => true,
                "no" => false,
                _ => continue,
            };
            let doc = self.doc(&row.text, 0, making);
            let target = || Target::Each(vec![None, None, None, Some(wants)]);
            self.act_hints.push(Example { doc, target: target(), weight: HINT_WEIGHT });
            let target = target();
            self.tones.push(Example { doc, target, weight: WANTS_WEIGHT });
        }
        Ok(())
    }

    fn add_labelled(&mut self, labels: &[ActLabel], making: &mut Making<'_>) {
        for label in labels.iter().filter(|label| !label.held_out) {
            let Some(text) = &label.text else { continue };
            let place = making.maker.detect(text, None).1;
            let doc = self.doc(text, place.unwrap_or(0), making);
            let english = place == Some(0);
            let (acts, asks_only) = (label.acts, label.asks_only);
            self.labelled.push(ActPost { doc, text: text.clone(), acts, english, asks_only });
        }
    }

    /// What customers ask their bank: the intent tells whether something broke, a question mark that they ask.
    fn add_hints(
        &mut self,
        data: &mut Data,
        known: &BTreeSet<&str>,
        making: &mut Making<'_>,
    ) -> Result<()> {
        for row in data.learn("custom_intents/banking77_train.tsv", 0, 1)? {
            if known.contains(labels::hash_of(&row.text).as_str()) {
                continue;
            }
            let broke = BROKE.iter().any(|part| row.label.contains(part));
            let unsure = UNSURE.iter().any(|part| row.label.contains(part));
            let doc = self.doc(&row.text, 0, making);
            let asks = row.text.contains('?').then_some(true);
            let target = Target::Each(vec![Some(false), (!unsure).then_some(broke), asks, None]);
            self.act_hints.push(Example { doc, target, weight: HINT_WEIGHT });
        }
        Ok(())
    }

    /// Ill said of a brand is often a complaint, good often praise; a review is one of both.
    fn add_brand_hints(
        &mut self,
        data: &mut Data,
        known: &BTreeSet<&str>,
        making: &mut Making<'_>,
    ) -> Result<()> {
        for (path, brands, weight) in
            [("sentiment/train.tsv", true, HINT_WEIGHT), ("polarity/rt.tsv", false, REVIEW_WEIGHT)]
        {
            for row in data.unseen(path, 0, 1)? {
                let named = row.text.to_lowercase();
                let mut words = named.split(|c: char| !c.is_alphanumeric());
                if known.contains(labels::hash_of(&row.text).as_str())
                    || brands && !words.any(|word| BRANDS.contains(&word))
                {
                    continue;
                }
                let doc = self.doc(&row.text, 0, making);
                let says = |label: &str| Some(row.label == label);
                let target = Target::Each(vec![says("positive"), says("negative"), None, None]);
                self.act_hints.push(Example { doc, target, weight });
            }
        }
        Ok(())
    }

    fn yes_no(
        &mut self,
        data: &mut Data,
        path: &str,
        yes: &str,
        making: &mut Making<'_>,
    ) -> Result<Vec<Example>> {
        let example = |row: Labelled| Example {
            doc: self.doc(&row.text, 0, making),
            target: Target::Each(vec![Some(row.label == yes)]),
            weight: 1.0,
        };
        Ok(data.learn(path, 0, 1)?.into_iter().map(example).collect())
    }

    /// Above or below zero; the farther, the more it weighs.
    fn add_valence(&mut self, data: &mut Data, making: &mut Making<'_>) -> Result<()> {
        for row in data.learn("valence/tweets.tsv", 0, 1)? {
            let mean: f32 = row.label.parse().context("a valence that is no number")?;
            let doc = self.doc(&row.text, 0, making);
            let target = Target::Each(vec![Some(mean > 0.0)]);
            self.valence.push(Example { doc, target, weight: mean.abs().min(2.0) });
        }
        Ok(())
    }

    fn add_emoji(&mut self, data: &mut Data, making: &mut Making<'_>) -> Result<()> {
        let mut classes: BTreeMap<String, usize> = BTreeMap::new();
        for row in data.learn("emoji/train.tsv", 0, 1)? {
            let next = classes.len();
            let class = *classes.entry(row.label.clone()).or_insert(next);
            let doc = self.doc(&row.text, 0, making);
            self.emoji.push(Example { doc, target: Target::Class(class), weight: 1.0 });
        }
        self.emoji_classes = classes.len();
        Ok(())
    }
}

/// The place of a sentiment's name.
pub fn class(label: &str) -> Result<usize> {
    Label::from_word(label).map(Label::index).with_context(|| format!("`{label}` is no sentiment"))
}

/// TweetEval's four emotions.
pub const TWEET_EMOTIONS: [(&str, Emotion); 4] = [
    ("anger", Emotion::Anger),
    ("joy", Emotion::Joy),
    ("optimism", Emotion::Optimism),
    ("sadness", Emotion::Sadness),
];

/// The place of one of TweetEval's emotions.
pub fn tweet_emotion(label: &str) -> Option<usize> {
    TWEET_EMOTIONS.iter().find(|(name, _)| *name == label).map(|(_, e)| e.index())
}

/// The place of the emotion that GoEmotions' labels amount to; `None` where they disagree. The last place is none.
pub fn emotion_of(labels: &[&str]) -> Option<usize> {
    let group = |label: &str| {
        Some(match label {
            "joy" | "amusement" | "love" | "gratitude" | "excitement" | "admiration" | "pride"
            | "relief" => Emotion::Joy,
            "optimism" | "desire" => Emotion::Optimism,
            "anger" | "annoyance" => Emotion::Anger,
            "disgust" => Emotion::Disgust,
            "sadness" | "disappointment" | "grief" | "remorse" => Emotion::Sadness,
            "fear" | "nervousness" => Emotion::Fear,
            "surprise" | "confusion" | "curiosity" => Emotion::Surprise,
            _ => return None,
        })
    };
    let mut places: Vec<usize> =
        labels.iter().map(|label| group(label).map_or(EMOTIONS - 1, Emotion::index)).collect();
    places.sort_unstable();
    places.dedup();
    // "anger, neutral" is anger.
    if places.len() > 1 {
        places.retain(|place| *place != EMOTIONS - 1);
    }
    match places.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
