//! Actions: every task of every program, by day.

use model::{Program, Task};

use super::super::block::{Block, Grid, Line, Span, Tone, plain};
use super::super::scene::Scene;
use super::{para, table};
use crate::catalogue as say;
use crate::catalogue::{heads, labels};
use crate::clean::clean;
use crate::dates;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let mut tasks: Vec<(&Program, &Task)> = scene
        .book
        .works
        .programs
        .iter()
        .flat_map(|program| program.tasks.iter().map(move |task| (program, task)))
        .collect();
    if tasks.is_empty() {
        return vec![para(say::NO_TASKS, Tone::Lead)];
    }
    tasks.sort_by_key(|(program, task)| (task.due.is_none(), task.due, program.id, task.id));
    let done = tasks.iter().filter(|(_, task)| is_done(scene, task)).count() as u64;
    let late = tasks.iter().filter(|(_, task)| is_late(scene, task)).count() as u64;
    let mut grid = Grid::new("", &heads::TASKS);
    grid.rows.extend(tasks.iter().map(|(program, task)| row(scene, program, task)));
    let mut blocks = vec![para(say::tasks_lead(tasks.len() as u64, done, late), Tone::Lead)];
    blocks.extend(table(grid));
    blocks
}

/// Done by the moment for which the handbook stands.
fn is_done(scene: &Scene<'_>, task: &Task) -> bool {
    task.done_at.is_some_and(|at| at <= scene.book.as_of)
}

fn is_late(scene: &Scene<'_>, task: &Task) -> bool {
    !is_done(scene, task) && task.due.is_some_and(|due| due < scene.book.day())
}

fn row(scene: &Scene<'_>, program: &Program, task: &Task) -> Vec<Line> {
    let state = match (is_done(scene, task), is_late(scene, task)) {
        (true, _) => vec![Span::quiet(labels::DONE)],
        (_, true) => vec![Span::strong(labels::LATE)],
        _ => plain(labels::OPEN),
    };
    vec![
        plain(task.due.map_or_else(|| labels::NO_DAY.to_owned(), dates::long)),
        plain(clean(&task.text)),
        plain(clean(&task.owner)),
        vec![Span::See { t: clean(&program.name), to: format!("program-{}", program.id) }],
        state,
    ]
}
