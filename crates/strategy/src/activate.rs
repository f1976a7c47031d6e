//! From a working copy to what was signed: an edition is made only when nothing blocks, and takes force only when the
//! company, a customer and a partner have signed it. Nobody is exempt.

use model::{Edition, ItemId, Party, Signature, Strategy, StrategyState, Teammate, Timestamp};

use crate::edit::Actor;
use crate::lint::{Complaint, LintContext, is_lead, lint};
use crate::swot::seen_by;

/// Puts the strategy of `context` to be signed, as edition `number`. What is sealed stays sealed: the edition holds open votes
/// only, and no comments.
///
/// # Errors
/// The complaints that block, where there is one.
pub fn edition(
    context: &LintContext<'_>,
    by: &str,
    note: &str,
    number: u32,
    at: Timestamp,
) -> Result<Edition, Vec<Complaint>> {
    let mut against = lint(context);
    against.retain(|complaint| complaint.blocks);
    if !against.is_empty() {
        return Err(against);
    }
    let mut content = seen_by(context.strategy, None);
    content.comments.clear();
    Ok(Edition {
        strategy: content.id,
        number,
        at,
        by: by.to_owned(),
        note: note.trim().to_owned(),
        content,
    })
}

/// Why nobody can sign, or nothing takes force or ends.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// Signing is for the team that the edition names.
    #[error("only who is on the team of edition {0} and has accepted can sign it")]
    NotOnTheTeam(u32),
    /// Signed before.
    #[error("{0} has signed this edition already")]
    SignedAlready(String),
    /// Somebody has not signed.
    #[error("edition {edition} waits for {}", missing.join(", and for "))]
    Missing {
        /// Which edition.
        edition: u32,
        /// Who is missing, in words.
        missing: Vec<String>,
    },
    /// The edition is another strategy's.
    #[error("this edition belongs to another strategy")]
    OtherStrategy,
    /// An older edition than the one in force.
    #[error("edition {0} or a newer one is in force already")]
    Superseded(u32),
    /// The strategy has ended.
    #[error("this strategy has ended and is kept to be read; begin a new one")]
    Ended,
}

/// Signs `edition` as the teammate who acts.
///
/// # Errors
/// [`NotSigned`] where they are not on the team that it names, or have signed before (`signed` holds those of this edition).
pub fn sign(
    edition: &Edition,
    signed: &[Signature],
    actor: &Actor,
    at: Timestamp,
) -> Result<Signature, NotSigned> {
    let named = |id: ItemId| edition.content.team.iter().find(|teammate| teammate.id == id);
    let teammate = actor
        .teammate
        .and_then(named)
        .filter(|teammate| teammate.accepted_at.is_some())
        .ok_or(NotSigned::NotOnTheTeam(edition.number))?;
    if signed.iter().any(|s| s.edition == edition.number && s.teammate == teammate.id) {
        return Err(NotSigned::SignedAlready(teammate.name.clone()));
    }
    Ok(Signature {
        edition: edition.number,
        teammate: teammate.id,
        name: teammate.name.clone(),
        party: teammate.party,
        at,
    })
}

/// Whose signature is needed: in words, and who on the team it is.
type Needed = (&'static str, fn(&Teammate) -> bool);

/// Whether enough of the edition's team have signed: somebody of the company who leads, a customer and a partner.
///
/// # Errors
/// [`NotSigned::Missing`] says whose signature is missing.
pub fn may_take_force(edition: &Edition, signatures: &[Signature]) -> Result<(), NotSigned> {
    let signed = |teammate: &&Teammate| {
        let by = |s: &Signature| s.edition == edition.number && s.teammate == teammate.id;
        teammate.accepted_at.is_some() && signatures.iter().any(by)
    };
    let needed: [Needed; 3] = [
        ("somebody of the company who leads", |t| t.party == Party::Company && is_lead(t)),
        ("a customer", |t| t.party == Party::Customer),
        ("a partner", |t| t.party == Party::Partner),
    ];
    let mut missing = Vec::new();
    for (who, is) in needed {
        let asked: Vec<&Teammate> =
            edition.content.team.iter().filter(|t| is(t) && t.accepted_at.is_some()).collect();
        if !asked.iter().any(signed) {
            let names: Vec<&str> = asked.iter().map(|teammate| teammate.name.as_str()).collect();
            missing.push(if names.is_empty() {
                format!("{who}: nobody on its team")
            } else {
                format!("{who}: {}", names.join(" or "))
            });
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(NotSigned::Missing { edition: edition.number, missing })
    }
}

/// Puts `edition` in force, in the place of an older one.
///
/// # Errors
/// [`NotSigned`] where it is another strategy's, not newer than the one in force, not signed by enough, or the strategy has
/// ended.
pub fn take_force(
    strategy: Strategy,
    edition: &Edition,
    signatures: &[Signature],
    at: Timestamp,
) -> Result<Strategy, NotSigned> {
    if edition.strategy != strategy.id {
        return Err(NotSigned::OtherStrategy);
    }
    match strategy.state {
        StrategyState::Ended { .. } => return Err(NotSigned::Ended),
        StrategyState::Active { edition: current, .. } if current >= edition.number => {
            return Err(NotSigned::Superseded(edition.number));
        }
        StrategyState::Active { .. } | StrategyState::Draft => {}
    }
    may_take_force(edition, signatures)?;
    let state = StrategyState::Active { edition: edition.number, since: at };
    Ok(turned(strategy, state, at))
}

/// Ends the strategy; it is kept to be read.
///
/// # Errors
/// [`NotSigned::Ended`] where it has ended before.
pub fn end(strategy: Strategy, at: Timestamp) -> Result<Strategy, NotSigned> {
    let edition = match strategy.state {
        StrategyState::Draft => 0,
        StrategyState::Active { edition, .. } => edition,
        StrategyState::Ended { .. } => return Err(NotSigned::Ended),
    };
    Ok(turned(strategy, StrategyState::Ended { edition, since: at }, at))
}

fn turned(strategy: Strategy, state: StrategyState, at: Timestamp) -> Strategy {
    let version = strategy.version.saturating_add(1);
    Strategy { state, version, changed_at: at, ..strategy }
}

#[cfg(test)]
mod tests;
