//! Properties of the state machine, and the refusals that people meet.

use model::{
    ContactId, Cost, CostCentre, CostKind, ERASED_PERSON, ERASED_WORDS, ProgramId, ProgramKind,
};
use proptest::prelude::{Just, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::Strategy as _;

use super::*;
use crate::playbooks::begin;

fn method(leads: &str, nice_to_have: bool) -> Method {
    Method {
        id: ItemId(4),
        name: "Support community".to_owned(),
        leads_to_goal: leads.to_owned(),
        answers: Vec::new(),
        program: None,
        nice_to_have,
    }
}

fn draft() -> Program {
    begin(ProgramKind::SupportCommunity, "Help", Some(Day(20_000)), ProgramId(1), Timestamp(1))
}

fn ready() -> Program {
    let edits = [
        Edit::Owner("Ada Berg".to_owned(), None),
        Edit::Participants(vec!["Ben Cole".to_owned(), " ".to_owned()]),
        Edit::Serves(Some((StrategyId(1), ItemId(4)))),
    ];
    edits.into_iter().fold(draft(), |program, edit| apply(program, edit, Timestamp(2)).unwrap())
}

#[test]
fn the_way_is_draft_agreed_running_finished_learned() {
    let way = [
        (Edit::Agree(Some(method("more answers", false))), ProgramState::Agreed),
        (Edit::Reopen, ProgramState::Draft),
        (Edit::Agree(Some(method("more answers", false))), ProgramState::Agreed),
        (Edit::Start(Day(20_003)), ProgramState::Running),
        (Edit::Finish(Day(20_090)), ProgramState::Finished),
        (Edit::Learn("Ask the helpers first.".to_owned()), ProgramState::Learned),
    ];
    let end = way.into_iter().fold(ready(), |program, (edit, state)| {
        let program = apply(program, edit, Timestamp(9)).unwrap();
        assert_eq!(program.state, state);
        program
    });
    assert_eq!((end.starts, end.ends), (Some(Day(20_003)), Some(Day(20_090))));
    assert_eq!(end.participants, ["Ben Cole"]);
    let refused = apply(end.clone(), Edit::Name("Other".to_owned()), Timestamp(10));
    assert_eq!(refused, Err(Refused::Over(ProgramState::Learned)));
    assert!(apply(end, Edit::Money(Money::default()), Timestamp(10)).is_ok());
}

#[test]
fn agreeing_says_everything_that_is_missing_at_once() {
    let mut bare = draft();
    bare.tasks.clear();
    bare.owner = "Marketing team".to_owned();
    let refused = apply(bare, Edit::Agree(None), Timestamp(2)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "before it can be agreed: The owner is a person, not a department. Name at least one person who takes part. \
         Write at least one step. Link it to a method of a strategy."
    );
    for (method, says) in [
        (method(" ", false), "Its method does not say how it leads to the goal."),
        (method("more", true), "Its method lies in the nice-to-have box."),
    ] {
        let refused = apply(ready(), Edit::Agree(Some(method)), Timestamp(2)).unwrap_err();
        assert!(refused.to_string().ends_with(says), "{refused}");
    }
}

#[test]
fn learning_needs_words_and_ends_follow_starts() {
    let running = [Edit::Agree(Some(method("more", false))), Edit::Start(Day(20_000))]
        .into_iter()
        .fold(ready(), |program, edit| apply(program, edit, Timestamp(3)).unwrap());
    let early = apply(running.clone(), Edit::Finish(Day(19_999)), Timestamp(4));
    assert_eq!(early, Err(Refused::EndsBeforeStart(Day(20_000), Day(19_999))));
    let finished = apply(running, Edit::Finish(Day(20_001)), Timestamp(4)).unwrap();
    assert!(matches!(
        apply(finished, Edit::Learn(" \n".to_owned()), Timestamp(5)),
        Err(Refused::Missing { to: ProgramState::Learned, .. })
    ));
}

#[test]
fn numbers_out_of_order_are_refused() {
    let cost = |low, mid, high| Cost {
        kind: CostKind::People,
        centre: CostCentre::Support,
        text: "Owner".to_owned(),
        quantity: Estimate { low, mid, high },
        rate: Estimate::exactly(60.0),
    };
    let money = |cost| Edit::Money(Money { costs: vec![cost], values: Vec::new() });
    assert!(apply(draft(), money(cost(1.0, 2.0, 3.0)), Timestamp(2)).is_ok());
    for wrong in [cost(3.0, 2.0, 4.0), cost(-1.0, 2.0, 3.0), cost(1.0, f64::NAN, 3.0)] {
        assert!(matches!(apply(draft(), money(wrong), Timestamp(2)), Err(Refused::Number(_, _))));
    }
}

#[test]
fn tasks_keep_their_numbers_and_the_moment_they_were_done() {
    let program = draft();
    let next = ItemId(program.next_item);
    let draft = TaskDraft { text: "Call ".to_owned(), owner: "Ben".to_owned(), due: None };
    let program = apply(program, Edit::AddTask(draft.clone()), Timestamp(2)).unwrap();
    let program = apply(program, Edit::TaskDone(next, true), Timestamp(3)).unwrap();
    let program = apply(program, Edit::TaskDone(next, true), Timestamp(4)).unwrap();
    assert_eq!(program.tasks.last().unwrap().done_at, Some(Timestamp(3)));
    let program = apply(program, Edit::RemoveTask(next), Timestamp(5)).unwrap();
    let program = apply(program, Edit::AddTask(draft.clone()), Timestamp(6)).unwrap();
    assert_ne!(program.tasks.last().unwrap().id, next);
    let gone = apply(program, Edit::ChangeTask(next, draft), Timestamp(7));
    assert_eq!(gone, Err(Refused::NoTask(next)));
}

#[test]
fn people_and_departments_are_told_apart() {
    for (owner, person) in [
        ("Ada Berg", true),
        ("Dr. It", true),
        ("Support", false),
        ("Growth Team", false),
        ("Product Marketing", false),
        ("", false),
    ] {
        assert_eq!(is_person(owner), person, "{owner}");
    }
}

fn any_edit() -> impl proptest::strategy::Strategy<Value = Edit> {
    prop_oneof![
        any::<bool>().prop_map(|good| Edit::Agree(good.then(|| method("more", false)))),
        Just(Edit::Reopen),
        (19_990..20_100).prop_map(|day| Edit::Start(Day(day))),
        (19_990..20_100).prop_map(|day| Edit::Finish(Day(day))),
        "[a ]{0,3}".prop_map(Edit::Learn),
        "[a ]{0,3}".prop_map(Edit::Name),
        "[a ]{0,3}".prop_map(|name| Edit::Owner(name, None)),
        (19_990..20_100, 19_990..20_100).prop_map(|(a, b)| Edit::Dates(Some(Day(a)), Some(Day(b)))),
        (0_u32..14).prop_map(|id| Edit::RemoveTask(ItemId(id))),
        (0_u32..14, any::<bool>()).prop_map(|(id, done)| Edit::TaskDone(ItemId(id), done)),
        "[a ]{0,3}".prop_map(|text| Edit::AddTask(TaskDraft { text, ..TaskDraft::default() })),
        "[a ]{0,3}".prop_map(|text| Edit::CheckIn {
            by: "Ada".to_owned(),
            mood: Mood::AtRisk,
            text
        }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_the_states_keep_their_promises(
        edits in proptest::collection::vec(any_edit(), 0..60),
    ) {
        let mut program = ready();
        for (moment, edit) in (3..).zip(edits) {
            let before = program.clone();
            let Ok(after) = apply(program, edit, Timestamp(moment)) else {
                program = before;
                continue;
            };
            let step = (before.state.index(), after.state.index());
            prop_assert!(step.0 == step.1 || step.0 + 1 == step.1 || step == (1, 0), "{step:?}");
            prop_assert!(before.check_ins.iter().eq(after.check_ins.iter().take(before.check_ins.len())));
            if step == (0, 1) {
                prop_assert!(is_person(&after.owner) && after.serves.is_some() && !after.tasks.is_empty());
            }
            if after.state >= ProgramState::Running {
                prop_assert!(after.starts.is_some() || before.state >= ProgramState::Running);
            }
            if after.state == ProgramState::Learned {
                prop_assert!(!after.learned.is_empty() && after.ends.is_some());
                prop_assert_eq!(&after.tasks, &before.tasks);
            }
            if let (Some(starts), Some(ends)) = (after.starts, after.ends) {
                prop_assert!(starts <= ends);
            }
            let mut ids: Vec<ItemId> = after.tasks.iter().map(|task| task.id).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), after.tasks.len());
            prop_assert!(ids.iter().all(|id| id.0 < after.next_item));
            program = after;
        }
    }
}

#[test]
fn names_are_tied_to_contacts_as_long_as_they_stand_there() {
    let named = |name: &str, id| NamedContact { name: name.to_owned(), contact: ContactId(id) };
    let mut program = ready();
    tie(&mut program, vec![named("Ada Berg", 1), named("ben cole", 2), named("Nobody", 3)]);
    assert_eq!(program.named, [named("Ada Berg", 1), named("ben cole", 2)]);
    change(&mut program, Edit::Owner("Cem Day".to_owned(), None), Timestamp(3)).unwrap();
    tie(&mut program, vec![named("Ben Cole", 4)]);
    assert_eq!(program.named, [named("Ben Cole", 4)]);
}

#[test]
fn who_wished_to_go_leaves_a_hole_wherever_their_name_stood() {
    let said = |by: &str| Edit::CheckIn {
        by: by.to_owned(),
        mood: Mood::OnTrack,
        text: "Fine.".to_owned(),
    };
    let edits = [
        Edit::AddTask(TaskDraft {
            text: "Ask Ben".to_owned(),
            owner: "B. Cole".to_owned(),
            due: None,
        }),
        said("ben cole"),
        said("Ada Berg"),
    ];
    let mut program =
        edits.into_iter().fold(ready(), |p, edit| apply(p, edit, Timestamp(2)).unwrap());
    tie(&mut program, vec![NamedContact { name: "B. Cole".to_owned(), contact: ContactId(2) }]);
    let before = program.clone();
    assert!(!program.forget(ContactId(9), "Somebody else") && program == before);
    assert!(!program.forget(ContactId(9), "B. Cole") && program == before, "a namesake");
    assert!(program.forget(ContactId(2), " Ben COLE "));
    assert_eq!(program.participants, [ERASED_PERSON]);
    assert_eq!(program.tasks.last().unwrap().owner, ERASED_PERSON);
    assert_eq!(
        (program.check_ins[0].by.as_str(), program.check_ins[0].text.as_str()),
        (ERASED_PERSON, ERASED_WORDS)
    );
    assert_eq!((program.owner.as_str(), program.check_ins[1].text.as_str()), ("Ada Berg", "Fine."));
    assert!(program.named.is_empty());
}
