//! Taking one's last change of SWOT or hexagon back: one button, and a change of its own in the history.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use model::{Section, StrategyId};
use strategy::edit::Undo;

use super::edit::{No, back, carry_out};
use super::forms::Fields;
use super::{Open, actor, enter};
use crate::auth::{Ask, May, TakePart};
use crate::error::PageError;
use crate::pages::card::ago;

/// A member's last change, where it can be taken back.
pub struct Last {
    /// Of which strategy.
    pub strategy: StrategyId,
    /// What it changed.
    pub about: String,
    /// How long ago.
    pub when: String,
    /// The page that shows it.
    pub next: String,
}

impl Last {
    /// The last change of who looks, if it was to the SWOT (or, without `swot`, to the hexagon) and nobody changed the same since.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn of<A: Ask>(
        who: &May<A>,
        open: &Open,
        swot: bool,
    ) -> Result<Option<Self>, PageError> {
        let id = open.strategy.id;
        let kept = who.ledger.undo_of::<Undo>(id, who.member.id).await?;
        let offered = kept.filter(|(_, undo)| {
            undo.holds(&open.strategy)
                && undo.section().is_some_and(|section| {
                    (section == Section::Swot) == swot && open.may_edit(section)
                })
        });
        let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
        let page = if swot { "swot" } else { "hexagon" };
        Ok(offered.map(|(at, undo)| Self {
            strategy: id,
            about: undo.about(),
            when: ago(at, now, &zone),
            next: format!("/strategy/{id}/{page}"),
        }))
    }
}

/// Takes the last change of who asks back.
///
/// # Errors
/// [`PageError::Refused`] with the reason, where somebody changed the same thing since.
pub async fn save(
    who: May<TakePart>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    enter(&who, id).await?;
    let kept = who.ledger.undo_of::<Undo>(StrategyId(id), who.member.id).await?;
    let Some((_, undo)) = kept else {
        return Err(PageError::Refused("there is no change of yours to take back".to_owned()));
    };
    let at = who.house.now();
    carry_out(&who, id, ("undo", ""), |strategy| {
        let actor = actor(&who, strategy);
        strategy::edit::undo(strategy, &actor, &undo, at).map_err(|no| No::Refused(no.to_string()))
    })
    .await?;
    Ok(Redirect::to(&back(&form, id, "undo")))
}
