//! The chapters, in the order of the method.

mod actions;
mod evidence;
mod market;
mod money;
mod programs;
mod purpose;
mod reporting;
mod strategy;
mod swot;
mod team;
mod works_with;

use super::block::{Block, Chapter, Grid, Line, Span, Tone, plain};
use super::scene::Scene;
use crate::catalogue as say;

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
    Block::Title { t: words.into(), id: id.into() }
}

/// A table, where it has rows.
fn table(grid: Grid) -> Option<Block> {
    (!grid.rows.is_empty()).then_some(Block::Table { grid })
}

/// `Label: words`.
fn labelled(label: &str, words: impl Into<String>) -> Line {
    vec![Span::strong(label), Span::text("  "), Span::text(words)]
}

/// Text that people wrote, made harmless to look at; paragraphs are kept apart.
fn paragraphs(text: &str, tone: Tone) -> Vec<Block> {
    text.split("\n\n")
        .map(crate::clean::clean)
        .filter(|words| !words.is_empty())
        .map(|words| para(words, tone))
        .collect()
}
