//! The chapters, in the order of the method.

mod actions;
mod evidence;
mod market;
mod money;
mod programs;
mod purpose;
mod queries;
mod reporting;
mod strategy;
mod swot;
mod team;
mod works_with;

use super::block::{Block, Chapter, Grid, Line, Span, Tone, plain};
use super::scene::Scene;
use crate::catalogue as say;
use crate::clean::clean;

pub(super) use purpose::standing;

/// All chapters.
pub fn chapters(scene: &Scene<'_>) -> Vec<Chapter> {
    let made: [(&str, Vec<Block>); 13] = [
        ("purpose", purpose::blocks(scene)),
        ("market", market::blocks(scene)),
        ("swot", swot::blocks(scene)),
        ("strategy", strategy::blocks(scene)),
        ("team", team::blocks(scene)),
        ("programs", programs::blocks(scene)),
        ("actions", actions::blocks(scene)),
        ("presence", works_with::presence(scene)),
        ("resources", works_with::resources(scene)),
        ("budget", money::budget(scene)),
        ("reporting", reporting::blocks(scene)),
        ("roi", money::returns(scene)),
        ("evidence", evidence::blocks(scene)),
    ];
    made.into_iter()
        .map(|(id, blocks)| Chapter {
            id: id.to_owned(),
            title: say::chapter(id).to_owned(),
            blocks,
        })
        .collect()
}

/// A paragraph of plain words.
fn para(words: impl Into<String>, tone: Tone) -> Block {
    Block::Para { line: plain(words), tone }
}

/// A title inside a chapter; `id` is its anchor.
fn title(words: impl Into<String>, id: impl Into<String>) -> Block {
    Block::Title { t: super::named(words.into()), id: id.into() }
}

/// A table, where it has rows; without columns in which nothing stands.
fn table(mut grid: Grid) -> Option<Block> {
    let says = |cell: &Line| cell.iter().any(|span| !span.words().trim().is_empty());
    let used = |place: usize| grid.rows.iter().filter_map(|row| row.get(place)).any(says);
    let kept: Vec<bool> = (0..grid.heads.len()).map(|place| place == 0 || used(place)).collect();
    let mut keep = kept.iter();
    grid.heads.retain(|_| keep.next() != Some(&false));
    for row in &mut grid.rows {
        let mut keep = kept.iter();
        row.retain(|_| keep.next() != Some(&false));
    }
    (!grid.rows.is_empty()).then_some(Block::Table { grid })
}

/// "Unlike until now … now we …", followed by what it answers. Whoever wrote the sentences may have begun them so.
fn change(side: &str, before: &str, after: &str, answers: Line) -> Block {
    let until_now = without(say::UNTIL_NOW, before).unwrap_or_else(|| clean(before));
    let (word, now) = match (without(say::NOW_WE, after), without(say::NOW, after)) {
        (None, Some(rest)) => (say::NOW, rest),
        (rest, _) => (say::NOW_WE, rest.unwrap_or_else(|| clean(after))),
    };
    let mut now = plain(now);
    if !answers.is_empty() {
        now.push(Span::text(" "));
        now.extend(answers);
    }
    let (side, word) = (side.to_owned(), word.to_owned());
    Block::Change { side, until_now: plain(until_now), word, now }
}

/// What follows `label` in `words`, where they begin with it.
fn without(label: &str, words: &str) -> Option<String> {
    let words = clean(words);
    let head: String = words.chars().take(label.chars().count()).collect();
    let rest = words.strip_prefix(&head).filter(|rest| rest.starts_with([' ', ',']))?;
    (head.to_lowercase() == label.to_lowercase())
        .then(|| rest.trim_start_matches([' ', ',']).to_owned())
}

/// `Label: words`.
fn labelled(label: &str, words: impl Into<String>) -> Line {
    vec![Span::strong(label), Span::text("  "), Span::text(words)]
}

/// Text that people wrote, made harmless to look at; paragraphs are kept apart.
fn paragraphs(text: &str, tone: Tone) -> Vec<Block> {
    text.split("\n\n")
        .map(clean)
        .filter(|words| !words.is_empty())
        .map(|words| para(words, tone))
        .collect()
}
