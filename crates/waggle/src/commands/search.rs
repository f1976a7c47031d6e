//! `waggle search`: posts that match, and why.

use std::io::{BufWriter, IsTerminal, Write};
use std::ops::Range;

use anyhow::Result;
use index::{Bar, Bucket, Hit, Order, Page};
use model::Plan;
use model::words::Part;
use serde_json::{Value, json};

use crate::cli;
use crate::exit::{Exit, OK, REFUSED};
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

mod like;

/// Lists, counts or draws.
pub fn run(args: &cli::Search, root: &Root, progress: Progress) -> Result<Exit> {
    let Some(text) = &args.query else { return like::run(args, None, root, progress) };
    let parsed = match query::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => return Ok(refuse(&error, text)),
    };
    let mut workspace = Workspace::open(root)?;
    if let Err(error) = query::Matcher::new(&parsed, workspace.plan()) {
        return Ok(refuse(&error, text));
    }
    if args.like.is_some() {
        drop(workspace);
        return like::run(args, Some(&parsed), root, progress);
    }
    let searcher = workspace.searcher(progress)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.count {
        let count = searcher.count(&parsed)?;
        if args.json {
            writeln!(out, "{}", json!({ "count": count }))?;
        } else {
            writeln!(out, "{count}")?;
        }
    } else if let Some(bucket) = args.histogram {
        histogram(&searcher.histogram(&parsed, bucket.into())?, args, &mut out)?;
    } else {
        let page = Page { limit: args.limit, offset: args.offset, order: Order::Newest };
        let found = searcher.search(&parsed, &page)?;
        let style = Style::of_terminal();
        for hit in &found.hits {
            if args.json {
                writeln!(out, "{}", as_json(hit, workspace.plan()))?;
            } else {
                print_hit(hit, &style, &mut out)?;
            }
        }
        if !args.json {
            let (shown, total) = (found.hits.len(), found.total);
            writeln!(
                out,
                "{shown} of {total} {}, newest first",
                if total == 1 { "post" } else { "posts" }
            )?;
        }
    }
    out.flush()?;
    Ok(OK)
}

fn refuse(error: &query::QueryError, text: &str) -> Exit {
    eprintln!("{}", error.render(text));
    REFUSED
}

impl From<cli::Bucket> for Bucket {
    fn from(bucket: cli::Bucket) -> Self {
        match bucket {
            cli::Bucket::Hour => Self::Hour,
            cli::Bucket::Day => Self::Day,
            cli::Bucket::Week => Self::Week,
            cli::Bucket::Month => Self::Month,
        }
    }
}

fn histogram(bars: &[Bar], args: &cli::Search, out: &mut impl Write) -> Result<()> {
    const WIDTH: u64 = 50;
    let hourly = args.histogram == Some(cli::Bucket::Hour);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
    for bar in bars {
        let when =
            if hourly { format!("{} {:02}:00", bar.day, bar.hour) } else { bar.day.to_string() };
        if args.json {
            writeln!(out, "{}", json!({ "from": when, "count": bar.count }))?;
        } else {
            let cells = (bar.count * WIDTH).div_ceil(most) as usize;
            writeln!(out, "{when} {:>9} {}", bar.count, "█".repeat(cells))?;
        }
    }
    if bars.is_empty() && !args.json {
        writeln!(out, "no post matches")?;
    }
    Ok(())
}

/// How matched words are set off: bold on a terminal, brackets elsewhere.
struct Style {
    before: &'static str,
    after: &'static str,
}

impl Style {
    fn of_terminal() -> Self {
        if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
            Self { before: "\u{1b}[1;33m", after: "\u{1b}[0m" }
        } else {
            Self { before: "[", after: "]" }
        }
    }

    /// `text` on one line with `spans` set off; control characters become spaces, so that no post moves the cursor.
    fn highlight(&self, text: &str, spans: &[Range<usize>]) -> String {
        let mut marked = String::with_capacity(text.len() + spans.len() * 8);
        let mut done = 0;
        for span in spans.iter().filter(|span| !span.is_empty()) {
            if span.start < done {
                continue;
            }
            let (Some(plain), Some(hit)) = (text.get(done..span.start), text.get(span.clone()))
            else {
                continue;
            };
            push_safe(plain, &mut marked);
            marked.push_str(self.before);
            push_safe(hit, &mut marked);
            marked.push_str(self.after);
            done = span.end;
        }
        push_safe(text.get(done..).unwrap_or_default(), &mut marked);
        marked
    }
}

fn push_safe(text: &str, into: &mut String) {
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    into.extend(text.chars().map(|c| if c.is_control() || bidi(c) { ' ' } else { c }));
}

fn spans(hit: &Hit, part: Part) -> Vec<Range<usize>> {
    let mut spans: Vec<_> =
        hit.because.iter().filter(|why| why.part == part).map(|why| why.span.clone()).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    spans
}

fn print_hit(hit: &Hit, style: &Style, out: &mut impl Write) -> Result<()> {
    let place = hit.channel.as_ref().map(|channel| format!("/{channel}")).unwrap_or_default();
    let label = hit.label.map_or("not read", |label| label.as_str());
    let acts: Vec<_> = hit.acts.iter().map(|act| act.as_str().replace('_', " ")).collect();
    let acts = if acts.is_empty() { String::new() } else { format!(" · {}", acts.join(", ")) };
    let mut head = String::new();
    push_safe(
        &format!("{}  {}{place}  @{}  {label}{acts}", hit.created_at, hit.network, hit.author),
        &mut head,
    );
    writeln!(out, "{head}")?;
    if let Some(title) = &hit.title {
        writeln!(out, "  {}", style.highlight(title, &spans(hit, Part::Title)))?;
    }
    writeln!(out, "  {}", style.highlight(&hit.text, &spans(hit, Part::Text)))?;
    if let Some(url) = &hit.url {
        let mut safe = String::new();
        push_safe(url, &mut safe);
        writeln!(out, "  {safe}")?;
    }
    writeln!(out)?;
    Ok(())
}

fn as_json(hit: &Hit, plan: &Plan) -> Value {
    let because: Vec<_> = hit
        .because
        .iter()
        .map(|why| {
            let (part, text) = match why.part {
                Part::Title => ("title", hit.title.as_deref().unwrap_or_default()),
                Part::Text => ("text", hit.text.as_str()),
            };
            let words = text.get(why.span.clone()).unwrap_or_default();
            json!({ "part": part, "start": why.span.start, "end": why.span.end, "words": words })
        })
        .collect();
    let name = |id| plan.watches.iter().find(|w| w.id == id).map(|w| w.name.as_str());
    let watches: Vec<_> = hit.watches.iter().filter_map(|id| name(*id)).collect();
    json!({
        "id": hit.id, "created_at": hit.created_at, "network": hit.network, "channel": hit.channel,
        "author": hit.author, "author_name": hit.author_name, "followers": hit.followers,
        "engagement": hit.engagement, "source": hit.source, "side": hit.side, "kind": hit.kind,
        "language": hit.language, "sentiment": hit.label, "emotion": hit.emotion, "acts": hit.acts,
        "repeat": hit.repeat, "title": hit.title, "text": hit.text, "url": hit.url,
        "watches": watches, "because": because,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one span is one range")]
    fn matched_words_are_set_off_and_nothing_moves_the_cursor() {
        let style = Style { before: "[", after: "]" };
        assert_eq!(style.highlight("a béta\u{1b}[2J\nc", &[2..7]), "a [béta] [2J c");
        assert_eq!(style.highlight("ab", &[0..1, 0..2]), "[a]b");
        assert_eq!(style.highlight("ab", &[1..9]), "ab");
    }
}
