//! The hexagon as an editor: the six sections left, what the lint says of them right, as one types.

pub mod entry;
mod sections;

use askama::Template;
use axum::extract::{Path, Query};
use model::{Section, Strategy};
use strategy::{Complaint, apply};

pub use self::sections::measured;
use self::sections::{BenefitForm, GoalForm, MethodForm, ReportForm, ResourceForm};
use super::forms::{Fields, edits};
use super::talk::Talk;
use super::undo::Last;
use super::{Asked, Link, Open, open, tabs, words};
use crate::auth::{Ask, May, ReadStrategy, TakePart};
use crate::frame::{Frame, Page, page};
use crate::say;

/// A section's head.
pub struct Head {
    /// Its word, which is also its place on the page.
    pub word: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// What people say of it.
    pub talk: Talk,
    /// Whether who looks may change it.
    pub may_edit: bool,
}

#[derive(Template)]
#[template(path = "pages/strategy/hexagon.html")]
struct HexagonPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: model::StrategyId,
    answer: String,
    goal: (Head, GoalForm),
    mission: (Head, String, String),
    benefits: (Head, Vec<BenefitForm>),
    resources: (Head, Vec<ResourceForm>),
    methods: (Head, Vec<MethodForm>, Vec<MethodForm>),
    reporting: (Head, Vec<ReportForm>),
    lint: LintPart,
    last: Option<Last>,
}

/// What the lint says, section by section.
#[derive(Template)]
#[template(path = "pages/strategy/lint_part.html")]
pub struct LintPart {
    /// Why what was typed cannot be saved; empty where it can.
    refused: String,
    /// Whether it is about what is being typed and not yet saved.
    unsaved: bool,
    blocking: usize,
    groups: Vec<(String, Vec<Complaint>)>,
}

impl LintPart {
    /// Of these complaints: those of the hexagon first, then the rest.
    pub fn of(complaints: &[Complaint], unsaved: bool, refused: String) -> Self {
        let of = |section: Option<Section>| {
            let own: Vec<_> =
                complaints.iter().filter(|one| one.section == section).cloned().collect();
            let name = section.map_or("Assessment", words::section);
            (!own.is_empty()).then(|| (name.to_owned(), own))
        };
        let rest = [None, Some(Section::Swot), Some(Section::Team)];
        let groups = Section::HEXAGON.iter().map(|one| Some(*one)).chain(rest);
        Self {
            refused,
            unsaved,
            blocking: complaints.iter().filter(|one| one.blocks).count(),
            groups: groups.filter_map(of).collect(),
        }
    }

    fn headline(&self) -> String {
        match self.blocking {
            0 => "Nothing stands against an edition.".to_owned(),
            n => format!(
                "{} against an edition.",
                say::many(n as u64, "thing stands", "things stand")
            ),
        }
    }
}

fn head<A: Ask>(who: &May<A>, open: &Open, section: Section) -> Head {
    Head {
        word: section.as_str(),
        name: words::section(section),
        asks: words::asks(section),
        talk: Talk::of(who, open, section, "/hexagon"),
        may_edit: open.may_edit(section),
    }
}

/// The editor.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let open = open(&who, id).await?;
    let head = |section| head(&who, &open, section);
    let hexagon = &open.strategy.hexagon;
    let (later, now): (Vec<_>, Vec<_>) =
        hexagon.methods.iter().partition(|method| method.nice_to_have);
    let method = |one: &&model::Method| MethodForm::of(&open, Some(*one));
    let lint = LintPart::of(&open.complaints, false, String::new());
    let answer = match &hexagon.goal {
        Some(goal) => goal.text.clone(),
        None => "There is no goal yet. Begin there: what is completion?".to_owned(),
    };
    page(&HexagonPage {
        frame: open
            .frame(&who, "Where do we want to be, and how do we get there?", "hexagon", &asked.did)
            .await?,
        tabs: tabs(open.strategy.id, "/hexagon"),
        id: open.strategy.id,
        answer,
        goal: (head(Section::Goal), GoalForm::of(&open)),
        mission: (
            head(Section::Mission),
            hexagon.mission.clone(),
            super::forms::seen_as("set_mission", None, &open.strategy),
        ),
        benefits: (
            head(Section::Benefits),
            hexagon.benefits.iter().map(|one| BenefitForm::of(&open, Some(one))).collect(),
        ),
        resources: (
            head(Section::Resources),
            hexagon.resources.iter().map(|one| ResourceForm::of(&open, Some(one))).collect(),
        ),
        methods: (
            head(Section::Methods),
            now.iter().map(method).collect(),
            later.iter().map(method).collect(),
        ),
        reporting: (
            head(Section::Reporting),
            hexagon.reporting.iter().map(|one| ReportForm::of(&open, Some(one))).collect(),
        ),
        lint,
        last: Last::of(&who, &open, false).await?,
    })
}

/// What the lint would say if the form were saved; nothing is.
pub async fn preview(who: May<TakePart>, Path(id): Path<u32>, Query(form): Query<Fields>) -> Page {
    let open = open(&who, id).await?;
    let now = who.house.now();
    let mut changed: Strategy = open.strategy.clone();
    let mut try_it = || -> Result<(), String> {
        for edit in edits(&form, &open.strategy)? {
            apply(&mut changed, &open.actor, edit, now).map_err(|no| no.to_string())?;
        }
        Ok(())
    };
    let refused = try_it().err().unwrap_or_default();
    let complaints = open.basis.lint(&changed, now);
    page(&LintPart::of(&complaints, true, refused))
}
