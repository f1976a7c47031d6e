//! Sentiment towards what a query finds in a text.

use std::io::Write;

use anyhow::Result;
use model::words::Part;
use model::{Kind, Plan, Reading, Side, Timestamp, Words, Zone};
use query::{Candidate, Matcher, QueryError};
use serde::Serialize;
use understand::target::ReadFrom;
use understand::{Reader, Scratch};

use super::PrintedSentiment;
use super::explain::percents;

/// A query whose hits are the target.
pub struct Target {
    matcher: Matcher,
}

/// As it is printed.
#[derive(Serialize)]
pub struct TargetSentiment {
    /// Whether the query finds anything in the text.
    found: bool,
    /// `null`: nothing was found, or the language is not read.
    sentiment: Option<PrintedSentiment>,
    read_from: ReadFrom,
    /// The words that were read.
    words: Vec<String>,
}

impl Target {
    /// Of a query in the watch language that names no subject and no watch.
    pub fn new(text: &str) -> Result<Self, QueryError> {
        let parsed = query::parse(text)?;
        let plan = Plan::empty("", Zone::utc());
        Ok(Self { matcher: Matcher::new(&parsed, &plan)? })
    }

    /// Reads the sentiment towards it.
    pub fn read(
        &self,
        reader: Reader,
        scratch: &mut Scratch,
        text: &str,
        reading: &Reading,
    ) -> TargetSentiment {
        let words = Words::of(None, text);
        let candidate = Candidate {
            words: &words,
            title: None,
            text,
            author: "",
            author_name: None,
            network: "",
            channel: None,
            language: reading.language,
            url: None,
            kind: Kind::Original,
            side: Side::External,
            source: "",
            label: reading.sentiment.map(|sentiment| sentiment.label()),
            emotion: reading.emotion,
            acts: reading.acts,
            media: false,
            repeat: false,
            followers: None,
            engagement: None,
            created_at: Timestamp(0),
            watches: &[],
        };
        let hits = self.matcher.hits(&candidate).unwrap_or_default();
        let places: Vec<_> =
            hits.into_iter().filter(|hit| hit.part == Part::Text).map(|hit| hit.span).collect();
        let towards = reader.towards(scratch, text, &places, &[], Some(reading.language));
        let found = !places.is_empty();
        let said = |span: &std::ops::Range<usize>| text.get(span.clone()).unwrap_or_default();
        TargetSentiment {
            found,
            sentiment: towards.sentiment.filter(|_| found).map(PrintedSentiment::of),
            read_from: towards.read_from,
            words: towards
                .spans
                .iter()
                .filter(|_| found)
                .map(|s| said(s).trim().to_owned())
                .collect(),
        }
    }
}

impl TargetSentiment {
    /// One line for people.
    pub fn print(&self, out: &mut impl Write) -> Result<()> {
        match (&self.sentiment, self.found) {
            (Some(sentiment), _) => writeln!(
                out,
                "  towards the target: {} ({}), read from: {}",
                sentiment.label.as_str(),
                percents(sentiment),
                self.words.join(" … ")
            )?,
            (None, true) => writeln!(out, "  towards the target: not read")?,
            (None, false) => writeln!(out, "  the target does not stand in this text")?,
        }
        Ok(())
    }
}
