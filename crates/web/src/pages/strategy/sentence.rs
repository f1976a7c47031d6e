//! One sentence of the SWOT, to be argued against, said otherwise, or dropped. It has a page of its own, so that the board of
//! two hundred stays light.

use askama::Template;
use axum::extract::Path;
use model::{ItemId, Section, StrategyId, SwotKind};

use super::forms::seen_as;
use super::swot::{Pin, may_argue, pins};
use super::{Link, open, tabs, words};
use crate::auth::{May, TakePart};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};

struct Item {
    id: ItemId,
    kind: &'static str,
    text: String,
    pins: Vec<Pin>,
    counter: Option<(String, String)>,
    may_argue: bool,
    seen: String,
}

#[derive(Template)]
#[template(path = "pages/strategy/sentence.html")]
struct SentencePage {
    frame: Frame,
    tabs: Vec<Link>,
    id: StrategyId,
    item: Item,
    kinds: Vec<(&'static str, &'static str)>,
    may_edit: bool,
    /// This page.
    here: String,
    /// Where it stands on the board.
    next: String,
}

/// The sentence with its forms, for who may do something with it.
pub async fn show(who: May<TakePart>, Path((id, number)): Path<(u32, u32)>) -> Page {
    let open = open(&who, id).await?;
    let item = open.strategy.swot.iter().find(|item| item.id == ItemId(number) && !item.dropped);
    let item = item.ok_or(PageError::NotFound)?;
    let (may_edit, may_argue) = (open.may_edit(Section::Swot), may_argue(&open, item));
    if !may_edit && !may_argue {
        return Err(PageError::Forbidden);
    }
    let strategy = &open.strategy;
    page(&SentencePage {
        frame: open.frame(&who, "Is it so, and how do we say it?", "swot", "").await?,
        tabs: tabs(strategy.id, "/swot"),
        id: strategy.id,
        item: Item {
            id: item.id,
            kind: item.kind.as_str(),
            text: item.text.clone(),
            pins: pins(&open, &item.evidence),
            counter: item.counter.as_ref().map(|one| (one.by_name.clone(), one.text.clone())),
            may_argue,
            seen: seen_as("edit_swot", Some(item.id), strategy),
        },
        kinds: SwotKind::ALL.iter().map(|kind| (kind.as_str(), words::one_kind(*kind))).collect(),
        may_edit,
        here: format!("/strategy/{id}/swot/{number}"),
        next: format!("/strategy/{id}/swot#item-{number}"),
    })
}
