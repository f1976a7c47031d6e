//! Who must have signed, and what an edition keeps out.

use super::*;
use crate::edit::Edit;
use crate::lint::Rule;
use crate::lint::sound::{Sound, now, sound};

fn made(sound: &Sound) -> Edition {
    edition(&sound.context(), "Ina", " First. ", 1, now()).unwrap()
}

fn signature(sound: &Sound, edition: &Edition, name: &str) -> Signature {
    let actor = Actor::teammate(&sound.strategy, sound.teammate(name)).unwrap();
    sign(edition, &[], &actor, now()).unwrap()
}

#[test]
fn an_edition_is_refused_with_the_reasons() {
    let mut sound = sound();
    let pat = sound.teammate("Pat");
    sound.edit(Edit::RemoveTeammate { teammate: pat });
    let refused = edition(&sound.context(), "the owner", "", 1, now()).unwrap_err();
    let rules: Vec<Rule> = refused.iter().map(|complaint| complaint.rule).collect();
    assert_eq!(rules, [Rule::NoPartner]);
}

#[test]
fn an_edition_says_who_is_missing_and_takes_force_when_nobody_is() {
    let sound = sound();
    let edition = made(&sound);
    assert_eq!((edition.number, edition.note.as_str()), (1, "First."));
    let tom = signature(&sound, &edition, "Tom");
    let refused = may_take_force(&edition, std::slice::from_ref(&tom)).unwrap_err();
    assert_eq!(refused.to_string(), "edition 1 waits for a customer: Ann, and for a partner: Pat");
    let all = [tom, signature(&sound, &edition, "Ann"), signature(&sound, &edition, "Pat")];
    let active = take_force(sound.strategy.clone(), &edition, &all, now()).unwrap();
    assert_eq!(active.state, StrategyState::Active { edition: 1, since: now() });
    let again = take_force(active.clone(), &edition, &all, now());
    assert_eq!(again, Err(NotSigned::Superseded(1)));
    let ended = end(active, now()).unwrap();
    assert_eq!(ended.state, StrategyState::Ended { edition: 1, since: now() });
    assert_eq!(end(ended.clone(), now()), Err(NotSigned::Ended));
    assert_eq!(take_force(ended, &edition, &all, now()), Err(NotSigned::Ended));
}

#[test]
fn only_the_team_signs_and_once() {
    let sound = sound();
    let edition = made(&sound);
    let refused = sign(&edition, &[], &Actor::company("Ina, admin"), now());
    assert_eq!(refused, Err(NotSigned::NotOnTheTeam(1)));
    let ann = signature(&sound, &edition, "Ann");
    let actor = Actor::teammate(&sound.strategy, sound.teammate("Ann")).unwrap();
    let refused = sign(&edition, &[ann], &actor, now());
    assert_eq!(refused, Err(NotSigned::SignedAlready("Ann".to_owned())));
}

#[test]
fn what_is_sealed_is_in_no_edition() {
    let mut sound = sound();
    let (first, evidence) = (sound.strategy.swot.first().unwrap().id, sound.evidence());
    let kind = model::SwotKind::Strength;
    sound.edit(Edit::EditSwot { item: first, kind, text: "Said otherwise.".to_owned() });
    sound.edit_as("Ann", Edit::Vote { item: first, agrees: false });
    assert!(sound.strategy.swot.iter().any(|item| item.evidence.contains(&evidence)));
    let edition = made(&sound);
    let kept = edition.content.swot.iter().find(|item| item.id == first).unwrap();
    assert!(kept.votes.is_empty());
    assert!(edition.content.comments.is_empty());
    let open = edition.content.swot.iter().filter(|item| item.id != first);
    assert!(open.into_iter().all(|item| item.votes.len() == 3));
}
