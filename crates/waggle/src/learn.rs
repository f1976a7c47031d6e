//! What a workspace has learned from its corrections: when it learns, where that is kept, and how its readings err.

use anyhow::Result;
use model::{ActError, Confusion, Correction, Label, Post, PostId, Reading};
use rustc_hash::FxHashMap;
use understand::adapt::{self, Learned, Lesson, SETTING};
use understand::{Reader, Scratch};

use crate::workspace::Workspace;

/// The built-in model under what the workspace has learned.
pub struct LayeredReader {
    model: Reader,
    learned: Option<Learned>,
}

impl LayeredReader {
    /// As the workspace reads now.
    pub fn of(workspace: &Workspace<'_>) -> Result<Self> {
        Ok(Self::under(known(workspace)?))
    }

    /// The built-in model under a layer, where there is one.
    pub fn under(learned: Option<Learned>) -> Self {
        Self { model: Reader::built_in(), learned }
    }

    /// Reads a post; its words stay in `scratch`.
    pub fn read(&self, scratch: &mut Scratch, post: &Post) -> Reading {
        let mut reading =
            self.model.read(scratch, post.title.as_deref(), &post.text, post.language);
        if let Some(learned) = &self.learned {
            learned.adapt(scratch, &mut reading);
        }
        reading
    }
}

/// What the workspace has learned so far.
pub fn known(workspace: &Workspace<'_>) -> Result<Option<Learned>> {
    let text = workspace.block_on(workspace.ledger().setting(SETTING))?;
    Ok(text.as_deref().and_then(Learned::from_text))
}

/// Keeps what was learned.
pub fn keep(workspace: &Workspace<'_>, learned: &Learned) -> Result<()> {
    workspace.block_on(workspace.ledger().set_setting(SETTING, &learned.to_text()))
}

/// Corrections of the sentiment with the words of their posts.
pub fn lessons(workspace: &Workspace<'_>, corrections: &[Correction]) -> Result<Vec<Lesson>> {
    let ids: Vec<PostId> =
        corrections.iter().filter(|c| c.label.is_some()).map(|c| c.post).collect();
    let posts = workspace.block_on(workspace.ledger().posts_by_ids(&ids))?;
    let posts: FxHashMap<PostId, _> = posts.into_iter().map(|s| (s.post.id, s.post)).collect();
    let lesson = |correction: &Correction| {
        let post = posts.get(&correction.post)?;
        let text = match &post.title {
            Some(title) => format!("{title}\n{}", post.text),
            None => post.text.clone(),
        };
        Some(Lesson {
            text,
            hint: post.language,
            truth: correction.label?,
            drawn: correction.drawn,
        })
    };
    Ok(corrections.iter().filter_map(lesson).collect())
}

/// What is to be learned from, where there is reason to learn.
pub fn due(
    workspace: &Workspace<'_>,
    corrections: &[Correction],
    known: Option<&Learned>,
) -> Result<Option<Vec<Lesson>>> {
    let labelled = corrections.iter().filter(|c| c.label.is_some()).count() as u64;
    adapt::is_due(known, labelled).then(|| lessons(workspace, corrections)).transpose()
}

/// Learns where there is reason to, and keeps what came of it. A few seconds for ten thousand corrections.
pub fn learn_if_due(workspace: &Workspace<'_>) -> Result<Option<Learned>> {
    let before = known(workspace)?;
    let corrections = workspace.block_on(workspace.ledger().corrections())?;
    let Some(lessons) = due(workspace, &corrections, before.as_ref())? else { return Ok(before) };
    let learned = Learned::from(&lessons, before.as_ref(), crate::clock::now());
    keep(workspace, &learned)?;
    Ok(Some(learned))
}

/// The share of the posts that was read under the layer; 0 where there is none.
pub fn share_adapted(workspace: &Workspace<'_>, learned: Option<&Learned>) -> Result<f64> {
    if learned.is_none_or(|learned| learned.layer().is_none()) {
        return Ok(0.0);
    }
    let read_by = workspace.block_on(workspace.ledger().read_by())?;
    let number = adapt::number(learned);
    let all: u64 = read_by.iter().map(|(_, posts)| posts).sum();
    let now: u64 = read_by.iter().filter(|(by, _)| *by == number).map(|(_, posts)| posts).sum();
    Ok(now as f64 / all.max(1) as f64)
}

/// How the sentiment errs in this workspace. `read` counts how all posts were read, in the order of [`Label::ALL`].
pub fn classifier(workspace: &Workspace<'_>, read: [u64; Label::ALL.len()]) -> Result<Confusion> {
    let learned = known(workspace)?;
    let corrections = workspace.block_on(workspace.ledger().corrections())?;
    let adapted = share_adapted(workspace, learned.as_ref())?;
    Ok(adapt::classifier(&corrections, learned.as_ref(), read, adapted))
}

/// How the reading of acts errs in this workspace, by what people said of posts that chance chose.
pub fn act_errors(corrections: &[Correction]) -> Vec<ActError> {
    let judged = corrections.iter().filter(|correction| correction.drawn);
    ActError::measured(judged.filter_map(|c| Some((c.model_acts, c.acts?))))
}
