//! The programs: what changes, who is responsible, how it goes, and what was shown to have changed.

use model::Program;

use super::super::block::{Block, Line, Tone};
use super::super::effects;
use super::super::scene::{Scene, marked, point};
use super::{change, labelled, para, title};
use crate::catalogue as say;
use crate::catalogue::labels;
use crate::clean::clean;
use crate::dates;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    if scene.book.works.programs.is_empty() {
        return vec![para(say::NO_PROGRAMS, Tone::Lead)];
    }
    scene.book.works.programs.iter().flat_map(|program| one(scene, program)).collect()
}

fn one(scene: &Scene<'_>, program: &Program) -> Vec<Block> {
    let mut blocks = vec![title(clean(&program.name), format!("program-{}", program.id))];
    let kind =
        format!("{}, {}", say::program_kind(program.kind), say::program_state(program.state));
    blocks.push(para(kind, Tone::Note));
    if !program.before.trim().is_empty() || !program.after.trim().is_empty() {
        blocks.push(change("", &program.before, &program.after, Line::new()));
    }
    let participants: Vec<String> = program.participants.iter().map(|it| clean(it)).collect();
    let time = match (program.starts, program.ends) {
        (Some(from), Some(to)) => dates::stretch(from, to),
        (Some(from), None) => say::since(&dates::long(from)),
        (None, Some(to)) => say::until(&dates::long(to)),
        (None, None) => String::new(),
    };
    let mut items: Vec<Line> = [
        (labels::OWNER, clean(&program.owner)),
        (labels::PARTICIPANTS, say::list(&participants)),
        (labels::TIME, time),
        (labels::RESOURCES, clean(&program.resources)),
        (labels::REWARDS, clean(&program.rewards)),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(label, words)| labelled(label, words))
    .collect();
    items.extend(program.risks.iter().map(|risk| labelled(labels::RISKS, clean(risk))));
    items.extend(program.kpis.iter().filter_map(|id| {
        let row = scene.book.measure(*id)?;
        let now = row.now().map_or_else(|| say::NO_POINT.to_owned(), |now| point(row, now));
        let words = format!("{}: {now} ", clean(&row.kpi.name));
        let mut line = labelled(labels::MEASURED_BY, words);
        line.push(marked(&scene.kpi_mark(*id)?));
        Some(line)
    }));
    if let Some(latest) = program.check_ins.last() {
        let day = dates::long(scene.zone.day(latest.at));
        let words = format!("{}, {day}: {}", say::mood(latest.mood), clean(&latest.text));
        items.push(labelled(labels::LATEST, words));
    }
    if !program.learned.trim().is_empty() {
        items.push(labelled(labels::LEARNED, clean(&program.learned)));
    }
    blocks.push(Block::Items { items });
    blocks.extend(effects::of_program(scene.book, program.id));
    blocks
}
