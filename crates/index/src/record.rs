//! The stored record of a post: all that showing, judging and assessing need, in one compact run of bytes.
//!
//! One record is one stored field, read without copying: a scan of a million posts decompresses blocks and walks
//! through them. Numbers are LEB128; texts are a length and UTF-8.

use model::{Label, Language, PostId, Sentiment, Seq, Settled, SourceId, Timestamp, WatchId};

use crate::traits::Traits;

const TITLE: u64 = 1;
const URL: u64 = 1 << 1;
const CHANNEL: u64 = 1 << 2;
const NAME: u64 = 1 << 3;
const PARENT: u64 = 1 << 4;
const FOLLOWERS: u64 = 1 << 5;
const ENGAGEMENT: u64 = 1 << 6;

/// A stored post, borrowed from its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    pub seq: Seq,
    pub id: PostId,
    pub created_at: Timestamp,
    pub traits: Traits,
    pub sentiment: Option<Sentiment>,
    pub source: SourceId,
    pub parent: Option<u64>,
    pub followers: Option<u64>,
    pub engagement: Option<u64>,
    pub network: &'a str,
    pub language: Language,
    pub author: &'a str,
    pub author_name: Option<&'a str>,
    pub channel: Option<&'a str>,
    pub title: Option<&'a str>,
    pub text: &'a str,
    pub url: Option<&'a str>,
}

/// The record of a post under these watches, which must be sorted.
pub(crate) fn write(settled: &Settled, watches: &[WatchId]) -> Vec<u8> {
    let (post, reading) = (&settled.post, &settled.reading);
    let mut out = Vec::with_capacity(96 + post.text.len() + post.author.handle.len());
    out.extend_from_slice(&settled.seq.0.to_le_bytes());
    out.extend_from_slice(post.id.as_bytes());
    put_number(&mut out, zigzag(post.created_at.0));
    put_number(&mut out, Traits::of(post, reading).0);
    if let Some(sentiment) = reading.sentiment {
        let (negative, positive) = sentiment.quantised();
        out.extend_from_slice(&[negative, positive]);
    }
    put_number(&mut out, u64::from(post.source.0));
    let flag = |set: bool, bit: u64| if set { bit } else { 0 };
    let flags = flag(post.title.is_some(), TITLE)
        | flag(post.url.is_some(), URL)
        | flag(post.channel.is_some(), CHANNEL)
        | flag(post.author.name.is_some(), NAME)
        | flag(post.parent.is_some(), PARENT)
        | flag(post.author.followers.is_some(), FOLLOWERS)
        | flag(post.engagement.is_some(), ENGAGEMENT);
    put_number(&mut out, flags);
    if let Some(parent) = post.parent {
        out.extend_from_slice(&parent.key().to_le_bytes());
    }
    for number in [post.author.followers, post.engagement].into_iter().flatten() {
        put_number(&mut out, number);
    }
    put_number(&mut out, watches.len() as u64);
    let mut last = 0;
    for watch in watches {
        put_number(&mut out, u64::from(watch.0.wrapping_sub(last)));
        last = watch.0;
    }
    put_text(&mut out, post.network.as_str());
    put_text(&mut out, reading.language.as_str());
    put_text(&mut out, &post.author.handle);
    for text in [&post.author.name, &post.channel, &post.title].into_iter().flatten() {
        put_text(&mut out, text);
    }
    put_text(&mut out, &post.text);
    if let Some(url) = &post.url {
        put_text(&mut out, url);
    }
    out
}

/// Reads a record; its watches replace what is in `watches`. `None` when the bytes are no record.
pub(crate) fn read<'a>(bytes: &'a [u8], watches: &mut Vec<WatchId>) -> Option<Record<'a>> {
    let mut from = Cursor { bytes };
    let seq = Seq(u64::from_le_bytes(from.array()?));
    let id = PostId::from_bytes(from.array()?);
    let created_at = Timestamp(unzigzag(from.number()?));
    let traits = Traits(from.number()?);
    let sentiment = match traits.label() {
        Some(label) => {
            let [negative, positive] = from.array()?;
            Some(sentiment(label, negative, positive))
        }
        None => None,
    };
    let source = SourceId(from.number()? as u32);
    let flags = from.number()?;
    let has = |bit| flags & bit != 0;
    let parent = if has(PARENT) { Some(u64::from_le_bytes(from.array()?)) } else { None };
    let followers = if has(FOLLOWERS) { Some(from.number()?) } else { None };
    let engagement = if has(ENGAGEMENT) { Some(from.number()?) } else { None };
    watches.clear();
    let mut last = 0u32;
    for _ in 0..from.number()? {
        last = last.wrapping_add(from.number()? as u32);
        watches.push(WatchId(last));
    }
    Some(Record {
        seq,
        id,
        created_at,
        traits,
        sentiment,
        source,
        parent,
        followers,
        engagement,
        network: from.text()?,
        language: Language::from_tag(from.text()?)?,
        author: from.text()?,
        author_name: if has(NAME) { Some(from.text()?) } else { None },
        channel: if has(CHANNEL) { Some(from.text()?) } else { None },
        title: if has(TITLE) { Some(from.text()?) } else { None },
        text: from.text()?,
        url: if has(URL) { Some(from.text()?) } else { None },
    })
}

/// The sentiment of the stored steps. Rounding may have made a tie or turned one; `label`, which was taken before
/// rounding, wins.
fn sentiment(label: Label, negative: u8, positive: u8) -> Sentiment {
    let mut sentiment = Sentiment::from_quantised(negative, positive);
    if sentiment.label() != label {
        // Rounding moves each by at most half a step, so two steps are enough.
        let step = 2.0 / 255.0;
        match label {
            Label::Negative => sentiment.negative += step,
            Label::Neutral => sentiment.neutral += step,
            Label::Positive => sentiment.positive += step,
        }
        let sum = sentiment.negative + sentiment.neutral + sentiment.positive;
        sentiment.negative /= sum;
        sentiment.neutral /= sum;
        sentiment.positive /= sum;
    }
    sentiment
}

fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)) as u64
}

fn unzigzag(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}

fn put_number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

struct Cursor<'a> {
    bytes: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.bytes.split_first_chunk()?;
        self.bytes = tail;
        Some(*head)
    }

    fn number(&mut self) -> Option<u64> {
        let mut n = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let len = usize::try_from(self.number()?).ok()?;
        let (head, tail) = self.bytes.split_at_checked(len)?;
        self.bytes = tail;
        std::str::from_utf8(head).ok()
    }
}

#[cfg(test)]
mod tests;
