//! Who wrote the strategy: named people of the company, its customers and its partners, and who of them signed.

use model::{Party, Teammate};

use super::super::block::{Block, Grid, Span, Tone, plain};
use super::super::scene::Scene;
use super::{para, table, title};
use crate::catalogue as say;
use crate::catalogue::{heads, titles};
use crate::clean::clean;
use crate::dates;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let team = &scene.book.strategy.team;
    if team.is_empty() {
        return vec![para(say::NO_TEAM, Tone::Lead)];
    }
    let of = |party| team.iter().filter(|mate| mate.party == party).count() as u64;
    let (customers, partners) = (of(Party::Customer), of(Party::Partner));
    let mut blocks = vec![para(say::team_lead(team.len() as u64, customers, partners), Tone::Lead)];
    let mut grid = Grid::new("", &heads::TEAM);
    for mate in team {
        grid.rows.push(vec![
            vec![Span::strong(clean(&mate.name))],
            plain(say::party(mate.party)),
            plain(clean(&mate.organisation)),
            plain(clean(&mate.leads)),
            plain(signed(scene, mate)),
        ]);
    }
    blocks.extend(table(grid));
    let terms: Vec<_> = team
        .iter()
        .filter(|mate| !mate.terms.trim().is_empty())
        .map(|mate| super::labelled(&clean(&mate.name), clean(&mate.terms)))
        .collect();
    if !terms.is_empty() {
        blocks.extend([title(titles::TERMS, "terms"), Block::Items { items: terms }]);
    }
    blocks
}

fn signed(scene: &Scene<'_>, mate: &Teammate) -> String {
    let signature = scene.book.signatures.iter().find(|it| it.teammate == mate.id);
    signature.map_or_else(|| "–".to_owned(), |it| dates::long(scene.zone.day(it.at)))
}
