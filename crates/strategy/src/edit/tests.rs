//! What edits are refused, to whom, and what no sequence of edits can break.

mod random;

use model::{
    AssessmentId, Evidence, FindingKey, ItemId, KpiId, Party, Rhythm, Section, Strategy, SwotKind,
    SwotState, Timestamp,
};

use super::*;
use crate::lint::sound::{Sound, now, sound};
use crate::swot::{Votes, state, votes_of};

/// Edits as the teammate called `name`.
fn as_member(sound: &mut Sound, name: &str, edit: Edit) -> Result<(), Refused> {
    let actor = Actor::teammate(&sound.strategy, sound.teammate(name)).unwrap();
    apply(&mut sound.strategy, &actor, edit, now())
}

fn as_company(sound: &mut Sound, edit: Edit) -> Result<(), Refused> {
    apply(&mut sound.strategy, &Actor::company("Ina"), edit, now())
}

fn first(sound: &Sound) -> ItemId {
    sound.strategy.swot.first().unwrap().id
}

#[test]
fn a_refused_edit_changes_nothing_and_an_accepted_one_counts() {
    let mut sound = sound();
    let before = sound.strategy.clone();
    let edit = Edit::AddSwot {
        kind: SwotKind::Threat,
        text: "They are cheaper.".to_owned(),
        evidence: Vec::new(),
        candidate: None,
    };
    assert_eq!(as_company(&mut sound, edit), Err(Refused::NoEvidence));
    assert_eq!(sound.strategy, before);
    as_company(&mut sound, Edit::Rename { name: " Ride  on! \u{7} ".to_owned() }).unwrap();
    assert_eq!(sound.strategy.name, "Ride  on!");
    assert_eq!(sound.strategy.version, before.version + 1);
}

#[test]
fn evidence_cannot_be_taken_from_under_a_sentence() {
    let mut sound = sound();
    let (item, evidence) = (Some(first(&sound)), sound.evidence());
    let detach = Edit::Detach { item, evidence: evidence.clone() };
    assert_eq!(as_company(&mut sound, detach), Err(Refused::LastEvidence));
    let again = Edit::Attach { item, evidence };
    assert_eq!(as_company(&mut sound, again), Err(Refused::EvidenceIs("pinned here already")));
}

#[test]
fn guests_propose_and_leads_edit_their_section() {
    let mut sound = sound();
    let mission = |text: &str| Edit::SetMission { mission: text.to_owned() };
    let refused = as_member(&mut sound, "Ann", mission("Ours."));
    assert_eq!(refused, Err(Refused::NotYours(Section::Mission)));
    let (section, text) = (Section::Mission, "Say it shorter.".to_owned());
    as_member(&mut sound, "Ann", Edit::Propose { section, item: None, text }).unwrap();
    let ann = sound.teammate("Ann");
    let (leads, sections) = ("mission".to_owned(), vec![Section::Mission]);
    as_company(&mut sound, Edit::SetLeads { teammate: ann, leads, sections }).unwrap();
    as_member(&mut sound, "Ann", mission("Ours.")).unwrap();
    let refused = as_member(&mut sound, "Ann", Edit::Rename { name: "Mine".to_owned() });
    assert_eq!(refused, Err(Refused::CompanyOnly));
}

#[test]
fn nobody_speaks_for_somebody_else() {
    let mut sound = sound();
    let ann = sound.teammate("Ann");
    let terms = Edit::SetTerms { teammate: ann, terms: "Quote me.".to_owned() };
    let refused = as_company(&mut sound, terms.clone());
    assert_eq!(refused, Err(Refused::Themselves("Ann".to_owned())));
    as_member(&mut sound, "Ann", terms).unwrap();
    let item = first(&sound);
    let vote = Edit::Vote { item, agrees: true };
    assert_eq!(as_company(&mut sound, vote), Err(Refused::TeamOnly));
    let party = Edit::EditTeammate {
        teammate: ann,
        name: "Ann".to_owned(),
        party: Party::Partner,
        organisation: String::new(),
        email: String::new(),
    };
    let refused = as_company(&mut sound, party);
    assert_eq!(refused, Err(Refused::AcceptedAs("Ann".to_owned(), Party::Customer)));
    let invite = Edit::Invite {
        name: "Zoe".to_owned(),
        party: Party::Customer,
        organisation: String::new(),
        email: String::new(),
        leads: String::new(),
        member: None,
        contact: None,
    };
    as_company(&mut sound, invite).unwrap();
    let zoe = sound.teammate("Zoe");
    let accept = Edit::Accept { teammate: zoe, member: None };
    assert_eq!(as_company(&mut sound, accept), Err(Refused::Themselves("Zoe".to_owned())));
    // Who has not accepted is not yet on the team.
    let vote = Edit::Vote { item, agrees: true };
    assert_eq!(as_member(&mut sound, "Zoe", vote), Err(Refused::TeamOnly));
}

#[test]
fn the_author_does_not_argue_against_themselves() {
    let mut sound = sound();
    let add = Edit::AddSwot {
        kind: SwotKind::Strength,
        text: "Dealers like us.".to_owned(),
        evidence: vec![sound.evidence()],
        candidate: None,
    };
    let leads = Edit::SetLeads {
        teammate: sound.teammate("Pat"),
        leads: "SWOT".to_owned(),
        sections: vec![Section::Swot],
    };
    as_company(&mut sound, leads).unwrap();
    as_member(&mut sound, "Pat", add).unwrap();
    let item = sound.strategy.swot.last().unwrap().id;
    let argue = Edit::Argue { item, text: "Do they?".to_owned() };
    assert_eq!(as_member(&mut sound, "Pat", argue.clone()), Err(Refused::OwnItem));
    as_member(&mut sound, "Tom", argue).unwrap();
    let counter = sound.strategy.swot.last().unwrap().counter.clone().unwrap();
    assert_eq!(counter.by_name, "Tom");
}

#[test]
fn votes_open_when_all_have_voted_and_stay_as_they_are() {
    let mut sound = sound();
    let item = first(&sound);
    let vote = |agrees| Edit::Vote { item, agrees };
    assert_eq!(as_member(&mut sound, "Ann", vote(false)), Err(Refused::VotesOpen));
    // Another sentence: they vote anew.
    let (kind, text) = (SwotKind::Strength, "Riders recommend us.".to_owned());
    as_company(&mut sound, Edit::EditSwot { item, kind, text }).unwrap();
    as_member(&mut sound, "Ann", vote(true)).unwrap();
    as_member(&mut sound, "Ann", vote(false)).unwrap();
    as_member(&mut sound, "Tom", vote(true)).unwrap();
    let known = sound.strategy.swot.first().unwrap();
    let seen = votes_of(&sound.strategy, known, Some(sound.teammate("Tom")));
    assert_eq!(seen, Votes::Sealed { cast: 2, of: 3, own: Some(true) });
    as_member(&mut sound, "Pat", vote(true)).unwrap();
    let known = sound.strategy.swot.first().unwrap();
    assert_eq!(state(&sound.strategy, known), SwotState::Disputed);
    let Votes::Open { agree, disagree } = votes_of(&sound.strategy, known, None) else {
        panic!("all have voted");
    };
    assert_eq!((agree.len(), disagree.len()), (2, 1));
}

#[test]
fn taking_off_who_has_not_voted_opens_nothing() {
    let mut sound = sound();
    let add = Edit::AddSwot {
        kind: SwotKind::Threat,
        text: "They launch in May.".to_owned(),
        evidence: vec![sound.evidence()],
        candidate: None,
    };
    as_company(&mut sound, add).unwrap();
    let item = sound.strategy.swot.last().unwrap().id;
    as_member(&mut sound, "Ann", Edit::Vote { item, agrees: false }).unwrap();
    for name in ["Tom", "Pat"] {
        let teammate = sound.teammate(name);
        as_company(&mut sound, Edit::RemoveTeammate { teammate }).unwrap();
    }
    let known = sound.strategy.swot.last().unwrap();
    let seen = votes_of(&sound.strategy, known, None);
    assert_eq!(seen, Votes::Sealed { cast: 1, of: 1, own: None });
}

#[test]
fn an_ended_strategy_is_only_read() {
    let mut sound = sound();
    sound.strategy = crate::activate::end(sound.strategy, now()).unwrap();
    let edit = Edit::SetMission { mission: "More.".to_owned() };
    assert_eq!(as_company(&mut sound, edit), Err(Refused::Ended));
}

#[test]
fn references_point_to_what_is_there() {
    let mut sound = sound();
    let nowhere = ItemId(9_999);
    let entry = Entry::Method {
        name: "contest".to_owned(),
        leads_to_goal: String::new(),
        answers: vec![nowhere],
        program: None,
        nice_to_have: true,
    };
    assert_eq!(as_company(&mut sound, Edit::Add { entry }), Err(Refused::NoSuchItem(nowhere)));
    let method = sound.strategy.hexagon.methods.first().unwrap().id;
    let entry = Entry::Report {
        kpi: KpiId(1),
        rhythm: Rhythm::Daily,
        audience: String::new(),
        control: false,
    };
    let put = Edit::Put { item: method, entry };
    assert_eq!(as_company(&mut sound, put), Err(Refused::OtherKind(method)));
    let comment =
        Edit::Comment { section: Section::Goal, item: Some(method), text: "Hm.".to_owned() };
    assert_eq!(as_company(&mut sound, comment), Err(Refused::NoSuchItem(method)));
}

#[test]
fn items_move_within_their_list() {
    let mut sound = sound();
    let ids = |sound: &Sound| sound.strategy.swot.iter().map(|x| x.id).collect::<Vec<_>>();
    let before = ids(&sound);
    as_company(&mut sound, Edit::Move { item: before[0], to: usize::MAX }).unwrap();
    assert_eq!(ids(&sound), [&before[1..], &before[..1]].concat());
}

#[test]
fn edits_travel_as_json() {
    let edit = Edit::Attach {
        item: None,
        evidence: Evidence::Finding {
            assessment: AssessmentId(3),
            key: FindingKey("net/lumen".to_owned()),
        },
    };
    let text = serde_json::to_string(&edit).unwrap();
    assert_eq!(
        text,
        r#"{"edit":"attach","item":null,"evidence":{"finding":{"assessment":3,"key":"net/lumen"}}}"#
    );
    assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit);
    let short = r#"{"edit":"choose_assessment","assessment":4}"#;
    assert!(serde_json::from_str::<Edit>(short).is_ok());
}

#[test]
fn a_new_strategy_is_a_draft() {
    let strategy = Strategy::new(model::StrategyId(1), "New", Timestamp(0));
    assert_eq!(strategy.state, model::StrategyState::Draft);
}
