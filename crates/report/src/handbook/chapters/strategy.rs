//! Mission, benefits and methods: the parts of the hexagon that are said in words.

use model::Method;

use super::super::block::{Block, Grid, Line, Span, Tone, plain};
use super::super::scene::Scene;
use super::{para, paragraphs, table, title};
use crate::catalogue as say;
use crate::catalogue::{heads, titles};
use crate::clean::clean;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let hexagon = &scene.book.strategy.hexagon;
    let mut blocks = vec![title(titles::MISSION, "mission")];
    if hexagon.mission.trim().is_empty() {
        blocks.push(para(say::NO_MISSION, Tone::Body));
    }
    blocks.extend(paragraphs(&hexagon.mission, Tone::Lead));
    if !hexagon.benefits.is_empty() {
        blocks.push(title(titles::BENEFITS, "benefits"));
    }
    for benefit in &hexagon.benefits {
        for (side, change) in
            [(titles::FOR_MARKET, &benefit.for_market), (titles::FOR_COMPANY, &benefit.for_company)]
        {
            if change.is_said() {
                let answers = scene.answers(&benefit.answers);
                blocks.push(super::change(side, &change.until_now, &change.now, answers));
            }
        }
    }
    let mut grid = Grid::new("", &heads::METHODS);
    let methods = hexagon.methods.iter().filter(|method| !method.nice_to_have);
    grid.rows.extend(methods.map(|method| row(scene, method)));
    if let Some(table) = table(grid) {
        blocks.extend([title(titles::METHODS, "methods"), table]);
    }
    let nice: Vec<Line> = hexagon
        .methods
        .iter()
        .filter(|method| method.nice_to_have)
        .map(|method| plain(clean(&method.name)))
        .collect();
    if !nice.is_empty() {
        blocks.extend([title(titles::NICE, "nice"), Block::Items { items: nice }]);
    }
    blocks
}

fn row(scene: &Scene<'_>, method: &Method) -> Vec<Line> {
    let program = method.program.and_then(|id| scene.book.program(id));
    let program = program.map_or_else(Line::new, |program| {
        vec![Span::See {
            t: say::program_state(program.state).to_owned(),
            to: format!("program-{}", program.id),
        }]
    });
    vec![
        plain(clean(&method.name)),
        plain(clean(&method.leads_to_goal)),
        scene.answers(&method.answers),
        program,
    ]
}
