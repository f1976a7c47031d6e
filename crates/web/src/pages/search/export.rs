//! What is seen, as a file: the same posts in the same order, streamed, so that a million posts need no memory.
//!
//! CSV is for spreadsheets: it begins with a byte order mark, so that they read it as UTF-8, and a text that begins with
//! `=`, `+`, `-`, `@`, a tab or a line end gets an apostrophe in front, so that no post can run as a formula (OWASP, "CSV
//! injection"). JSON Lines are for programs and hold every text as it is.

use std::io;

use axum::body::Body;
use axum::extract::Query as Asks;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use index::{Hit, Searcher};
use model::{Plan, Seq};
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::asked::{Asked, Problem};
use crate::auth::{Export, May};
use crate::error::PageError;

/// Posts in one piece of the stream.
const CHUNK: usize = 500;
/// Pieces that wait for a slow reader.
const WAITING: usize = 4;

/// One post of an export.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: String,
    created_at: String,
    network: &'a str,
    channel: Option<&'a str>,
    author: &'a str,
    author_name: Option<&'a str>,
    followers: Option<u64>,
    engagement: Option<u64>,
    source: &'a str,
    side: &'static str,
    kind: &'static str,
    language: &'a str,
    sentiment: Option<&'static str>,
    emotion: Option<&'static str>,
    acts: Vec<&'static str>,
    repeat: bool,
    title: Option<&'a str>,
    text: &'a str,
    url: Option<&'a str>,
    watches: Vec<&'a str>,
    subjects: Vec<&'a str>,
}

const HEADS: [&str; 21] = [
    "id",
    "created_at",
    "network",
    "channel",
    "author",
    "author_name",
    "followers",
    "engagement",
    "source",
    "side",
    "kind",
    "language",
    "sentiment",
    "emotion",
    "acts",
    "repeat",
    "title",
    "text",
    "url",
    "watches",
    "subjects",
];

impl<'a> Line<'a> {
    fn of(hit: &'a Hit, plan: &'a Plan) -> Self {
        let watches = || plan.watches.iter().filter(|watch| hit.watches.contains(&watch.id));
        let mut subjects: Vec<&str> = watches()
            .filter_map(|watch| plan.subject(watch.subject).map(|subject| subject.name.as_str()))
            .collect();
        subjects.dedup();
        Self {
            id: hit.id.to_string(),
            created_at: hit.created_at.to_string(),
            network: hit.network.as_str(),
            channel: hit.channel.as_deref(),
            author: &hit.author,
            author_name: hit.author_name.as_deref(),
            followers: hit.followers,
            engagement: hit.engagement,
            source: &hit.source,
            side: hit.side.as_str(),
            kind: hit.kind.as_str(),
            language: hit.language.as_str(),
            sentiment: hit.label.map(model::Label::as_str),
            emotion: hit.emotion.map(model::Emotion::as_str),
            acts: hit.acts.iter().map(model::Act::as_str).collect(),
            repeat: hit.repeat,
            title: hit.title.as_deref(),
            text: &hit.text,
            url: hit.url.as_deref(),
            watches: watches().map(|watch| watch.name.as_str()).collect(),
            subjects,
        }
    }

    fn cells(&self) -> Vec<String> {
        let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
        let text = |text: Option<&str>| guarded(text.unwrap_or_default());
        vec![
            self.id.clone(),
            self.created_at.clone(),
            text(Some(self.network)),
            text(self.channel),
            text(Some(self.author)),
            text(self.author_name),
            number(self.followers),
            number(self.engagement),
            text(Some(self.source)),
            self.side.to_owned(),
            self.kind.to_owned(),
            self.language.to_owned(),
            self.sentiment.unwrap_or_default().to_owned(),
            self.emotion.unwrap_or_default().to_owned(),
            self.acts.join(" "),
            if self.repeat { "yes" } else { "no" }.to_owned(),
            text(self.title),
            text(Some(self.text)),
            text(self.url),
            guarded(&self.watches.join("; ")),
            guarded(&self.subjects.join("; ")),
        ]
    }
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    JsonLines,
}

impl Form {
    fn head(self) -> Result<Vec<u8>, io::Error> {
        match self {
            Self::JsonLines => Ok(Vec::new()),
            Self::Csv => {
                let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
                writer.write_record(HEADS)?;
                writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
            }
        }
    }

    fn write(self, hits: &[Hit], plan: &Plan) -> Result<Vec<u8>, io::Error> {
        match self {
            Self::JsonLines => {
                let mut out = Vec::new();
                for hit in hits {
                    serde_json::to_writer(&mut out, &Line::of(hit, plan))?;
                    out.push(b'\n');
                }
                Ok(out)
            }
            Self::Csv => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                for hit in hits {
                    writer.write_record(Line::of(hit, plan).cells())?;
                }
                writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
            }
        }
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/x-ndjson",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }
}

/// As a table for spreadsheets.
pub async fn csv(who: May<Export>, Asks(asked): Asks<Asked>) -> Result<Response, PageError> {
    answer(&who, &asked, Form::Csv).await
}

/// As JSON Lines for programs.
pub async fn json_lines(who: May<Export>, Asks(asked): Asks<Asked>) -> Result<Response, PageError> {
    answer(&who, &asked, Form::JsonLines).await
}

async fn answer(who: &May<Export>, asked: &Asked, form: Form) -> Result<Response, PageError> {
    let snapshot = who.snapshot();
    let question =
        asked.question(&snapshot.plan).map_err(|Problem(text)| PageError::Refused(text))?;
    let seqs = snapshot.searcher.listing(&question.whole, asked.order())?;
    let object = format!("{} posts as {}: {}", seqs.len(), form.ending(), question.whole);
    who.audit("posts.exported", &object).await?;
    let (sender, receiver) = mpsc::channel(WAITING);
    let (searcher, plan) = (snapshot.searcher.clone(), snapshot.plan.clone());
    tokio::task::spawn_blocking(move || feed(&searcher, &plan, &seqs, form, &sender));
    let day = plan_day(who);
    let file = format!("attachment; filename=\"waggle-posts-{day}.{}\"", form.ending());
    let heads =
        [(header::CONTENT_TYPE, form.kind().to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok((heads, Body::from_stream(ReceiverStream::new(receiver))).into_response())
}

fn plan_day(who: &May<Export>) -> model::Day {
    who.snapshot().plan.zone.day(who.house.now())
}

/// Reads posts and hands them on in pieces until all are read or nobody takes them any more. A failure breaks the
/// stream off, so that nobody takes a part for the whole.
fn feed(
    searcher: &Searcher,
    plan: &Plan,
    seqs: &[Seq],
    form: Form,
    sender: &mpsc::Sender<Result<Vec<u8>, io::Error>>,
) {
    let piece = |chunk: &[Seq]| {
        let mut hits = Vec::with_capacity(chunk.len());
        for seq in chunk {
            hits.extend(searcher.hit_at(*seq).map_err(io::Error::other)?);
        }
        form.write(&hits, plan)
    };
    let pieces = std::iter::once_with(|| form.head()).chain(seqs.chunks(CHUNK).map(piece));
    for piece in pieces {
        if let Err(error) = &piece {
            tracing::error!(%error, "an export broke off");
        }
        let last = piece.is_err();
        if sender.blocking_send(piece).is_err() || last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(guarded(bad), format!("'{bad}"));
        }
        assert_eq!(guarded("a=b"), "a=b");
        assert_eq!(guarded(""), "");
    }

    #[test]
    fn the_head_is_marked_as_utf8_and_names_every_cell() {
        let head = String::from_utf8(Form::Csv.head().unwrap()).unwrap();
        assert!(head.starts_with("\u{feff}id,created_at,"), "{head}");
        assert_eq!(head.trim_end().split(',').count(), HEADS.len());
        assert!(Form::JsonLines.head().unwrap().is_empty());
    }
}
