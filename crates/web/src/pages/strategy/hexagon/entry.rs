//! One entry of the hexagon as a form, or a new one, with the lint beside it. It has a page of its own, so that the hexagon does not
//! carry the list of all sentences of the SWOT once for each entry.

use askama::Template;
use axum::extract::{Path, Query};
use model::{ItemId, Section, StrategyId};

use super::super::{Link, Open, open, tabs};
use super::sections::{BenefitForm, Choices, Entry, MethodForm, ReportForm, ResourceForm};
use super::{Head, LintPart, head};
use crate::auth::{May, TakePart};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};

/// Which entry.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Which {
    /// The number of one that stands.
    item: Option<u32>,
    /// The kind of a new one.
    kind: String,
}

enum Form {
    Benefit(BenefitForm),
    Resource(ResourceForm),
    Method(MethodForm),
    Report(ReportForm),
}

#[derive(Template)]
#[template(path = "pages/strategy/entry.html")]
struct EntryPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: StrategyId,
    section: Head,
    kind: &'static str,
    form: Form,
    choices: Choices,
    lint: LintPart,
    next: String,
}

impl Form {
    /// The entry that stands under `item`, or an empty one of `kind`.
    fn of(open: &Open, item: Option<ItemId>, kind: &str) -> Option<Self> {
        let hexagon = &open.strategy.hexagon;
        let Some(item) = item else {
            return Some(match kind {
                "benefit" => Self::Benefit(BenefitForm::of(open, None)),
                "resource" => Self::Resource(ResourceForm::of(open, None)),
                "method" => Self::Method(MethodForm::of(open, None)),
                "report" => Self::Report(ReportForm::of(open, None)),
                _ => return None,
            });
        };
        if let Some(one) = hexagon.benefits.iter().find(|one| one.id == item) {
            return Some(Self::Benefit(BenefitForm::of(open, Some(one))));
        }
        if let Some(one) = hexagon.resources.iter().find(|one| one.id == item) {
            return Some(Self::Resource(ResourceForm::of(open, Some(one))));
        }
        if let Some(one) = hexagon.methods.iter().find(|one| one.id == item) {
            return Some(Self::Method(MethodForm::of(open, Some(one))));
        }
        let one = hexagon.reporting.iter().find(|one| one.id == item)?;
        Some(Self::Report(ReportForm::of(open, Some(one))))
    }

    /// The word of forms, the section, and the question of the page.
    const fn words(&self) -> (&'static str, Section, &'static str) {
        match self {
            Self::Benefit(_) => ("benefit", Section::Benefits, "Who has what of it?"),
            Self::Resource(_) => ("resource", Section::Resources, "What do we have for it?"),
            Self::Method(_) => ("method", Section::Methods, "What do we do for it?"),
            Self::Report(_) => ("report", Section::Reporting, "How do we know?"),
        }
    }

    const fn entry(&self) -> &Entry {
        match self {
            Self::Benefit(form) => &form.entry,
            Self::Resource(form) => &form.entry,
            Self::Method(form) => &form.entry,
            Self::Report(form) => &form.entry,
        }
    }
}

/// The form.
pub async fn show(who: May<TakePart>, Path(id): Path<u32>, Query(which): Query<Which>) -> Page {
    let open = open(&who, id).await?;
    let item = which.item.map(ItemId);
    let form = Form::of(&open, item, &which.kind).ok_or(PageError::NotFound)?;
    let (kind, section, title) = form.words();
    if !open.may_edit(section) {
        return Err(PageError::Forbidden);
    }
    page(&EntryPage {
        frame: open.frame(&who, title, "hexagon", "").await?,
        tabs: tabs(open.strategy.id, "/hexagon"),
        id: open.strategy.id,
        section: head(&who, &open, section),
        kind,
        form,
        choices: Choices::of(&open, item),
        lint: LintPart::of(&open.complaints, false, String::new()),
        next: format!("/strategy/{id}/hexagon#{}", section.as_str()),
    })
}
