//! Presence and resources: where we are, and what there is to work with.

use model::{Aspect, Quadrant, Resource, ResourceKind};

use super::super::block::{Block, Grid, Span, Tone, plain};
use super::super::scene::Scene;
use super::{market, para, table, title};
use crate::catalogue as say;
use crate::catalogue::{heads, labels, titles};
use crate::clean::clean;
use crate::money;

/// Where people and places are, and what the assessment says about our presence.
pub fn presence(scene: &Scene<'_>) -> Vec<Block> {
    let mut grid = Grid::new("", &heads::PRESENCE);
    let resources = &scene.book.strategy.hexagon.resources;
    for resource in resources.iter().filter(|it| !it.place.trim().is_empty()) {
        grid.rows.push(vec![
            vec![Span::strong(clean(&resource.name))],
            plain(clean(&resource.place)),
            plain(say::resource_kind(resource.kind)),
        ]);
    }
    let mut blocks: Vec<Block> = table(grid).into_iter().collect();
    if blocks.is_empty() {
        blocks.push(para(say::NO_PRESENCE, Tone::Lead));
    }
    if let Some(kept) = scene.book.assessment() {
        let ours = |quadrant, aspect| {
            quadrant == Quadrant::Brand && matches!(aspect, Aspect::Presence | Aspect::Places)
        };
        let found = kept.findings.iter().filter(|it| ours(it.quadrant, it.aspect)).collect();
        if let Some(table) = market::findings(scene, kept, found) {
            blocks.extend([title(titles::PRESENCE, "our-presence"), table]);
        }
    }
    blocks
}

/// People, places, money and leadership.
pub fn resources(scene: &Scene<'_>) -> Vec<Block> {
    let resources = &scene.book.strategy.hexagon.resources;
    if resources.is_empty() {
        return vec![para(say::NO_RESOURCES, Tone::Lead)];
    }
    let mut blocks = Vec::new();
    for kind in ResourceKind::ALL {
        let mut grid = Grid::new(capital(say::resource_kind(*kind)), &heads::RESOURCES);
        let of = resources.iter().filter(|it| it.kind == *kind);
        grid.rows.extend(of.map(|resource| {
            vec![
                vec![Span::strong(clean(&resource.name))],
                plain(clean(&resource.place)),
                plain(who(scene, resource)),
                plain(amount(scene, resource)),
            ]
        }));
        blocks.extend(table(grid));
    }
    blocks
}

fn who(scene: &Scene<'_>, resource: &Resource) -> String {
    let mate = scene.book.strategy.team.iter().find(|mate| Some(mate.id) == resource.teammate);
    mate.map(|mate| clean(&mate.name)).unwrap_or_default()
}

fn amount(scene: &Scene<'_>, resource: &Resource) -> String {
    match (resource.amount, resource.kind) {
        (None, _) => "–".to_owned(),
        (Some(hours), ResourceKind::Person | ResourceKind::Leadership) => {
            format!("{}\u{a0}{}", money::amount(hours), labels::HOURS)
        }
        (Some(sum), _) => money::money(sum, &scene.book.currency),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
