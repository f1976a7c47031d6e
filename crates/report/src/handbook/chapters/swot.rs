//! The four fields, each sentence with its evidence, its counter-argument and what the team thinks of it.

use model::{ItemId, SwotItem, SwotKind};

use super::super::block::{Block, Line, Span, Tone};
use super::super::scene::{Scene, anchored};
use super::{para, title};
use crate::catalogue as say;
use crate::clean::clean;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for kind in SwotKind::ALL {
        blocks.push(title(say::swot_kind(*kind), kind.as_str()));
        blocks.push(para(say::swot_means(*kind), Tone::Note));
        let items = scene.swot(*kind);
        if items.is_empty() {
            blocks.push(para(say::NO_ITEMS, Tone::Body));
        }
        for item in items {
            blocks.extend(item_blocks(scene, item));
        }
    }
    blocks
}

fn item_blocks(scene: &Scene<'_>, item: &SwotItem) -> Vec<Block> {
    let mark = scene.item_mark(item.id).unwrap_or_default();
    let mut line: Line = vec![anchored(mark), Span::text("  "), Span::text(clean(&item.text))];
    line.extend(scene.marks(&item.evidence));
    if item.evidence.is_empty() {
        line.extend([Span::text(" "), Span::quiet(say::NO_EVIDENCE)]);
    }
    let mut blocks = vec![Block::Para { line, tone: Tone::Body }];
    let mut beside = Line::new();
    if let Some(votes) = votes(scene, item) {
        beside.push(Span::quiet(votes));
    }
    if let Some(counter) = &item.counter {
        let gap = if beside.is_empty() { "" } else { " " };
        let words =
            format!("{gap}{}{}", say::counter(&name_of(scene, counter.by)), clean(&counter.text));
        beside.push(Span::quiet(words));
    }
    if !beside.is_empty() {
        blocks.push(Block::Para { line: beside, tone: Tone::Note });
    }
    blocks
}

/// Votes stay sealed until all of the team have voted.
fn votes(scene: &Scene<'_>, item: &SwotItem) -> Option<String> {
    let team = &scene.book.strategy.team;
    let of = |agrees: bool| {
        let votes = item.votes.iter().filter(|vote| vote.agrees == agrees);
        votes.filter(|vote| team.iter().any(|mate| mate.id == vote.by)).count() as u64
    };
    let (agree, against) = (of(true), of(false));
    (!team.is_empty() && agree + against == team.len() as u64).then(|| say::votes(agree, against))
}

fn name_of(scene: &Scene<'_>, id: ItemId) -> String {
    let mate = scene.book.strategy.team.iter().find(|mate| mate.id == id);
    mate.map_or_else(|| say::UNNAMED.to_owned(), |mate| clean(&mate.name))
}
