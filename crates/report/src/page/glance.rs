//! At a glance: what the assessment rests on.

use super::parts::{self, StripItem, note};
use super::scene::Scene;
use crate::catalogue as say;
use crate::clean;
use crate::markup::Markup;
use crate::numbers::count;

fn blocks(scene: &Scene<'_>) -> Vec<Markup> {
    let basis = &scene.assessment.basis;
    let numbers = [
        basis.posts,
        basis.mentions,
        basis.authors,
        basis.networks.len() as u64,
        basis.languages.len() as u64,
        basis.repeats + basis.reposts,
        basis.internal,
        basis.not_read,
    ];
    let items = say::GLANCE
        .iter()
        .zip(numbers)
        .map(|(label, number)| StripItem::plain(label, count(number)));
    let networks: Vec<(String, u64)> =
        basis.networks.iter().map(|(n, c)| (say::network(n), *c)).collect();
    let languages: Vec<(String, u64)> =
        basis.languages.iter().map(|(l, c)| (say::language(*l), *c)).collect();
    let kinds: Vec<(String, u64)> =
        basis.kinds.iter().map(|(k, c)| (say::kind(*k).to_owned(), *c)).collect();
    let mut said = Vec::new();
    if !networks.is_empty() {
        said.push(say::by_name(say::MENTIONS_BY_NETWORK, &networks));
    }
    if !languages.is_empty() {
        said.push(say::by_name(say::BY_LANGUAGE, &languages));
    }
    if !kinds.is_empty() {
        said.push(say::kinds(&kinds));
    }
    if let Some(spam) = basis.spam {
        said.push(say::spam(spam, basis.without_spam));
    }
    vec![
        parts::strip_of(items.collect(), 4),
        note(&clean::clean(&said.join(" "))),
        note(say::READING_NUMBERS),
    ]
}

/// The section.
pub fn section(scene: &Scene<'_>) -> Markup {
    parts::section("glance", say::TITLE_GLANCE.to_owned(), Vec::new(), blocks(scene))
}
