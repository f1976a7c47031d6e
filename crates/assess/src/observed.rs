//! What the assessment needs to see, as a trait of its own: whoever can stream posts can be assessed.

use std::error::Error;

use model::{
    Acts, Emotion, Kind, Language, Quote, Sentiment, Seq, Side, SubjectId, Timestamp, WatchId,
    Window,
};

/// One live post with its reading and the watches that match it, borrowed for the length of a visit.
#[derive(Debug, Clone)]
pub struct Observation<'a> {
    /// Its place in the ledger; unique.
    pub seq: Seq,
    /// `PostId::key` of the post.
    pub key: u64,
    /// The same of the post that it answers, quotes or passes on.
    pub parent: Option<u64>,
    /// When it was said.
    pub created_at: Timestamp,
    /// The watches that match it, in any order.
    pub watches: &'a [WatchId],
    /// Where it was said.
    pub network: &'a str,
    /// The part of the network.
    pub channel: Option<&'a str>,
    /// The author's handle as stored; empty when unknown.
    pub author: &'a str,
    /// Declared followers of the author.
    pub followers: Option<u64>,
    /// Declared engagement on the post.
    pub engagement: Option<u64>,
    /// The language it was read in.
    pub language: Language,
    /// `None`: not read.
    pub sentiment: Option<Sentiment>,
    /// The emotion that stands out.
    pub emotion: Option<Emotion>,
    /// What it does.
    pub acts: Acts,
    /// Original, reply, repost …
    pub kind: Kind,
    /// Inside or outside the wall.
    pub side: Side,
    /// Whether it repeats an earlier post, exactly or nearly.
    pub repeat: bool,
    /// Whether it looks like spam; `None`: nobody looked.
    pub spam: Option<bool>,
    /// The sentiment towards subjects of which it speaks in words of their own, where it names several.
    pub towards: &'a [(SubjectId, Sentiment)],
    /// Headline, where there is one.
    pub title: Option<&'a str>,
    /// The words.
    pub text: &'a str,
}

/// Why the market could not be observed.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ObservedError(#[from] pub Box<dyn Error + Send + Sync>);

/// A market that can be streamed. Parts are independent and scanned in parallel; together they hold each live post once.
pub trait Observed: Sync {
    /// How many parts there are.
    fn parts(&self) -> usize;

    /// Visits every live post of `part` that was said inside `window`, in any order.
    fn scan(
        &self,
        part: usize,
        window: Window,
        visit: &mut dyn FnMut(Observation<'_>),
    ) -> Result<(), ObservedError>;

    /// The posts with these sequence numbers as quotes, in any order. What no longer stands is left out.
    fn quotes(&self, seqs: &[Seq]) -> Result<Vec<Quote>, ObservedError>;
}
