//! Labels, and votes that a newcomer seals again. What else holds of votes is tested with the edits.

use super::*;
use crate::edit::{Actor, Edit, Refused, apply};
use crate::lint::sound::{now, sound};
use model::Party;

#[test]
fn labels_count_within_a_field_without_what_was_dropped() {
    let mut sound = sound();
    let evidence = vec![sound.evidence()];
    let (kind, text) = (SwotKind::Strength, "A second one.".to_owned());
    sound.edit(Edit::AddSwot { kind, text, evidence, candidate: None });
    let label = |strategy: &Strategy| label(strategy, strategy.swot.last().unwrap());
    assert_eq!(label(&sound.strategy), "Strength 2");
    let first = sound.strategy.swot.first().unwrap().id;
    sound.edit(Edit::DropSwot { item: first });
    assert_eq!(label(&sound.strategy), "Strength 1");
    assert_eq!(state(&sound.strategy, sound.strategy.swot.first().unwrap()), SwotState::Dropped);
}

#[test]
fn a_newcomer_seals_the_votes_again_and_changes_nobodys() {
    let mut sound = sound();
    let invite = Edit::Invite {
        name: "Zoe".to_owned(),
        party: Party::Customer,
        organisation: String::new(),
        email: String::new(),
        leads: String::new(),
        member: None,
        contact: None,
    };
    sound.edit(invite);
    let teammate = sound.teammate("Zoe");
    let item = sound.strategy.swot.first().unwrap().id;
    let votes = |strategy: &Strategy| votes_of(strategy, strategy.swot.first().unwrap(), None);
    assert!(matches!(votes(&sound.strategy), Votes::Open { .. }));
    sound.edit_as("Zoe", Edit::Accept { teammate, member: None });
    assert_eq!(votes(&sound.strategy), Votes::Sealed { cast: 3, of: 4, own: None });
    let seen = seen_by(&sound.strategy, Some(teammate));
    assert!(seen.swot.first().unwrap().votes.is_empty());
    let ann = Actor::teammate(&sound.strategy, sound.teammate("Ann")).unwrap();
    let change = Edit::Vote { item, agrees: false };
    let refused = apply(&mut sound.strategy, &ann, change, now());
    assert_eq!(refused, Err(Refused::VotesOpen));
    sound.edit_as("Zoe", Edit::Vote { item, agrees: false });
    let Votes::Open { agree, disagree } = votes(&sound.strategy) else { panic!("all voted") };
    assert_eq!((agree.len(), disagree.len()), (3, 1));
}
