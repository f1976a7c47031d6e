//! What people said, shown so that it can neither act nor deceive; and ranked phrases with such examples.

use askama::Template;
use model::Quote;
use model::assessment::Phrase;

use super::scene::Scene;
use crate::catalogue as say;
use crate::clean::{self, QUOTE_CHARS};
use crate::dates;
use crate::markup::Markup;
use crate::numbers;

struct Shown {
    text: String,
    author: String,
    origin: String,
    url: Option<String>,
}

#[derive(Template)]
#[template(path = "parts/quotes.html", whitespace = "minimize")]
struct Quotes {
    quotes: Vec<Shown>,
}

/// At most `most` quotes; nothing where there are none.
pub fn quotes(scene: &Scene<'_>, quotes: &[Quote], most: usize) -> Markup {
    let quotes: Vec<Shown> = quotes.iter().take(most).map(|quote| shown(scene, quote)).collect();
    if quotes.is_empty() { Markup::default() } else { Markup::of(&Quotes { quotes }) }
}

fn shown(scene: &Scene<'_>, quote: &Quote) -> Shown {
    let day = dates::long(scene.zone.day(quote.created_at));
    let author = clean::cut(&quote.author, 60);
    Shown {
        text: clean::cut(&quote.text, QUOTE_CHARS),
        author: if author.is_empty() { say::UNKNOWN_AUTHOR.to_owned() } else { author },
        origin: say::quote_origin(&say::network(&quote.network), &day),
        url: quote.url.as_deref().and_then(clean::link).map(str::to_owned),
    }
}

struct RankedEntry {
    text: String,
    support: String,
    quotes: Markup,
}

#[derive(Template)]
#[template(path = "parts/ranked.html", whitespace = "minimize")]
struct Ranked {
    sign: &'static str,
    open: usize,
    entries: Vec<RankedEntry>,
}

/// How many ranked phrases show their example at once.
const OPEN: usize = 3;
/// How many ranked phrases are shown.
const MOST: usize = 8;
/// Phrases in their order, the first ones with an example in sight. `sign` is the class of their mark.
pub fn ranked(scene: &Scene<'_>, phrases: &[Phrase], sign: &'static str) -> Markup {
    if phrases.is_empty() {
        return super::parts::note(say::NO_PHRASES);
    }
    let entry = |phrase: &Phrase| RankedEntry {
        text: clean::cut(&phrase.text, 80),
        support: say::phrase_support(phrase.count, &numbers::fixed(phrase.z, 1)),

        quotes: quotes(scene, &phrase.examples, 1),
    };
    let entries = phrases.iter().take(MOST).map(entry).collect();
    Markup::of(&Ranked { sign, open: OPEN, entries })
}
