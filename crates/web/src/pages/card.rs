//! A post as pages show it: who, where, when, the words with what matched set off, and what was understood.

use std::ops::Range;

use index::Hit;
use model::words::Part;
use model::{Act, Acts, Label, Plan, PostId, Timestamp, Zone};

use crate::say;

/// A run of text, set off or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what matched.
    pub hit: bool,
}

/// A post, ready to be shown. Templates escape its text.
#[derive(Debug, Clone)]
pub struct Card {
    /// The post.
    pub id: PostId,
    /// The moment, for machines.
    pub iso: String,
    /// The moment, for people.
    pub when: String,
    /// How long ago.
    pub ago: String,
    /// Where: network and channel.
    pub place: String,
    /// The network alone.
    pub network: String,
    /// The handle.
    pub author: String,
    /// The name beside it.
    pub name: String,
    /// Followers, in words; empty when unknown.
    pub followers: String,
    /// The sentiment.
    pub label: Option<Label>,
    /// The acts.
    pub acts: Acts,
    /// The headline.
    pub title: Vec<Piece>,
    /// The words.
    pub text: Vec<Piece>,
    /// Where to read and answer it; only `http` and `https`.
    pub url: Option<String>,
    /// The watches that matched, by name.
    pub watches: Vec<String>,
    /// Whether it repeats an earlier post.
    pub repeat: bool,
}

impl Card {
    /// The card of a hit.
    pub fn new(hit: &Hit, plan: &Plan, now: Timestamp) -> Self {
        let channel = hit.channel.as_ref().map(|c| format!(" / {c}")).unwrap_or_default();
        let name = |id| plan.watches.iter().find(|w| w.id == id).map(|w| w.name.clone());
        let people = |n: u64| say::many(n, "follower", "followers");
        Self {
            id: hit.id,
            iso: hit.created_at.to_string(),
            when: report::dates::moment(hit.created_at, &plan.zone),
            ago: ago(hit.created_at, now, &plan.zone),
            place: format!("{}{channel}", hit.network),
            network: hit.network.to_string(),
            author: hit.author.clone(),
            name: hit.author_name.clone().unwrap_or_default(),
            followers: hit.followers.map(people).unwrap_or_default(),
            label: hit.label,
            acts: hit.acts,
            title: pieces(hit.title.as_deref().unwrap_or_default(), &spans(hit, Part::Title)),
            text: pieces(&hit.text, &spans(hit, Part::Text)),
            url: hit.url.as_deref().and_then(report::clean::link).map(str::to_owned),
            watches: hit.watches.iter().filter_map(|id| name(*id)).collect(),
            repeat: hit.repeat,
        }
    }

    /// The page of the author; empty when nobody is named.
    pub fn author_href(&self) -> String {
        if self.author.is_empty() {
            return String::new();
        }
        crate::pages::people::author_href(&self.network, &self.author)
    }

    /// The sentiment in words.
    pub fn feeling(&self) -> &'static str {
        say::label(self.label)
    }

    /// The class of the sentiment's mark.
    pub fn feeling_class(&self) -> &'static str {
        self.label.map_or("none", Label::as_str)
    }

    /// The acts in words.
    pub fn acts_said(&self) -> Vec<&'static str> {
        self.acts.iter().map(say::act).collect()
    }

    /// Whether `act` is one of them.
    pub fn has(&self, act: &Act) -> bool {
        self.acts.has(*act)
    }

    /// Whether the sentiment is `label`.
    pub fn is(&self, label: &Label) -> bool {
        self.label == Some(*label)
    }
}

fn spans(hit: &Hit, part: Part) -> Vec<Range<usize>> {
    let inside = hit.because.iter().filter(|why| why.part == part);
    let mut spans: Vec<_> = inside.map(|why| why.span.clone()).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    spans
}

/// `text` cut where spans begin and end. Controls that turn the direction of writing are left out.
pub fn pieces(text: &str, spans: &[Range<usize>]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut push = |text: &str, hit: bool| {
        if !text.is_empty() {
            let blank = |at_edge: bool| if at_edge { " " } else { "" };
            let (before, after) = (
                blank(text.starts_with(char::is_whitespace)),
                blank(text.ends_with(char::is_whitespace)),
            );
            let words = report::clean::clean(text);
            out.push(Piece { text: format!("{before}{}{after}", words.trim()), hit });
        }
    };
    let mut done = 0;
    for span in spans.iter().filter(|span| !span.is_empty()) {
        if span.start < done {
            continue;
        }
        let (Some(plain), Some(hit)) = (text.get(done..span.start), text.get(span.clone())) else {
            continue;
        };
        push(plain, false);
        push(hit, true);
        done = span.end;
    }
    push(text.get(done..).unwrap_or_default(), false);
    out
}

/// `5 min ago`, `3 h ago`, `4 days ago`, then the date.
pub fn ago(then: Timestamp, now: Timestamp, zone: &Zone) -> String {
    match now.0.saturating_sub(then.0) {
        secs @ 0..60 => format!("{secs} s ago"),
        secs @ 60..3_600 => format!("{} min ago", secs / 60),
        secs @ 3_600..172_800 => format!("{} h ago", secs / 3_600),
        secs @ 172_800..2_592_000 => format!("{} days ago", secs / 86_400),
        _ => report::dates::moment(then, zone),
    }
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "one span is one range")]
mod tests {
    use super::*;

    fn check(text: &str, spans: &[Range<usize>], expected: &str) {
        let joined: String = pieces(text, spans)
            .iter()
            .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect();
        assert_eq!(joined, expected);
    }

    #[test]
    fn what_matched_is_set_off_and_wrong_spans_are_passed_over() {
        check("my béta app", &[3..8], "my [béta] app");
        check("ab", &[0..1, 0..2], "[a]b");
        check("ab", &[1..9], "ab");
    }

    #[test]
    fn long_ago_is_a_date() {
        let zone = Zone::utc();
        let now = Timestamp(1_700_000_000);
        assert_eq!(ago(now.plus_secs(-7_200), now, &zone), "2 h ago");
        assert_eq!(ago(now.plus_secs(-3 * 86_400), now, &zone), "3 days ago");
        assert!(ago(now.plus_secs(-90 * 86_400), now, &zone).contains("2023"));
    }
}
