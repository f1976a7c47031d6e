//! Every change of a working copy, through one door: read the form, apply it under the rules, say what was done.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use ledger::Changed;
use model::{Strategy, StrategyId};
use strategy::apply;
use strategy::edit::Undo;

use super::forms::{Fields, edits, seen, value};
use super::{actor, enter};
use crate::auth::{Ask, May, TakePart};
use crate::error::PageError;
use crate::frame::own_path;

/// Why nothing was changed.
pub(super) enum No {
    /// What the form says cannot be read, or the rules stand against it.
    Refused(String),
    /// Somebody else changed the very thing meanwhile.
    Stale,
}

/// Applies what `form` says to the strategy `id`.
///
/// # Errors
/// [`PageError::Refused`] with the sentence of the rule.
pub async fn change<A: Ask>(who: &May<A>, id: u32, form: &Fields) -> Result<(), PageError> {
    enter(who, id).await?;
    let at = who.house.now();
    carry_out(who, id, (value(form, "edit"), value(form, "item")), |strategy| {
        let known = values_seen(form);
        if known.is_some() && known != seen(form, strategy) {
            return Err(No::Stale);
        }
        for edit in edits(form, strategy).map_err(No::Refused)? {
            let actor = actor(who, strategy);
            apply(strategy, &actor, edit, at).map_err(|no| No::Refused(no.to_string()))?;
        }
        Ok(())
    })
    .await
}

/// Changes a working copy in one transaction, and keeps what takes the change back.
pub(super) async fn carry_out<A: Ask>(
    who: &May<A>,
    id: u32,
    (verb, detail): (&str, &str),
    work: impl FnOnce(&mut Strategy) -> Result<(), No>,
) -> Result<(), PageError> {
    let (id, member, at) = (StrategyId(id), who.member.id, who.house.now());
    let changed = who
        .ledger
        .change_strategy(id, None, (Some(member), at), (verb, detail), |strategy| {
            let before = strategy.clone();
            work(strategy)?;
            Ok(Undo::of(&before, strategy))
        })
        .await?;
    match changed {
        Changed::Done(None) => Ok(()),
        Changed::Done(Some(undo)) => Ok(who.ledger.keep_undo((id, member), &undo, at).await?),
        Changed::Refused(No::Refused(why)) => Err(PageError::Refused(why)),
        Changed::Refused(No::Stale) | Changed::Stale(_) => Err(PageError::Refused(
            "somebody else changed this meanwhile, and nothing of yours was written; go back, copy what you wrote, \
             load the page again and put it beside theirs"
                .to_owned(),
        )),
        Changed::Missing => Err(PageError::NotFound),
    }
}

fn values_seen(form: &Fields) -> Option<String> {
    Some(value(form, "seen")).filter(|seen| !seen.is_empty()).map(str::to_owned)
}

/// Carries a form out and leads back to the page that it names.
pub async fn save(
    who: May<TakePart>,
    Path(id): Path<u32>,
    Form(mut form): Form<Fields>,
) -> Result<Redirect, PageError> {
    if value(&form, "edit") == "invite" {
        know_again(&who, &mut form).await?;
    }
    change(&who, id, &form).await?;
    let verb = value(&form, "edit");
    if matches!(verb, "invite" | "remove_teammate") {
        who.audit(&format!("strategy.{verb}"), &id.to_string()).await?;
    }
    if verb == "remove_teammate"
        && let Ok(mate) = value(&form, "item").parse()
    {
        who.ledger.take_invitation_back(StrategyId(id), model::ItemId(mate)).await?;
    }
    Ok(Redirect::to(&back(&form, id, verb)))
}

/// Ties who is asked to their entry among the contacts, so that erasing the one takes the other off the team.
async fn know_again(who: &May<TakePart>, form: &mut Fields) -> Result<(), PageError> {
    form.retain(|(name, _)| name != "contact");
    if let Some(contact) = who.ledger.contact_by_email(value(form, "email")).await? {
        form.push(("contact".to_owned(), contact.id.to_string()));
    }
    Ok(())
}

/// Where a form leads, with what was done.
pub fn back(form: &Fields, id: u32, did: &str) -> String {
    let home = format!("/strategy/{id}");
    let next = match value(form, "next") {
        "" => home.as_str(),
        next => own_path(Some(next)),
    };
    let (page, place) = next
        .split_once('#')
        .map_or((next, String::new()), |(page, place)| (page, format!("#{place}")));
    let join = if page.contains('?') { '&' } else { '?' };
    format!("{page}{join}did={did}{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_keeps_its_place_and_stays_here() {
        let back = |next: &str| back(&vec![("next".to_owned(), next.to_owned())], 3, "put");
        assert_eq!(back("/strategy/3/hexagon#goal"), "/strategy/3/hexagon?did=put#goal");
        assert_eq!(back("/strategy/3/swot?a=b"), "/strategy/3/swot?a=b&did=put");
        assert_eq!(back(""), "/strategy/3?did=put");
        assert_eq!(back("//evil.example"), "/?did=put");
    }
}
