//! Forms as people and programs send them.

use model::{PostId, StrategyId, Timestamp};

use super::*;

fn form(text: &[(&str, &str)]) -> Fields {
    text.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn empty() -> Strategy {
    Strategy::new(StrategyId(1), "Light", Timestamp(0))
}

#[test]
fn evidence_survives_its_word() {
    let key = FindingKey("compare/battery/lumen:x".to_owned());
    for evidence in [
        Evidence::Finding { assessment: model::AssessmentId(3), key },
        Evidence::Post(PostId::from_bytes(*b"0123456789abcdef")),
        Evidence::Kpi(KpiId(7)),
    ] {
        assert_eq!(evidence_of(&evidence_word(&evidence)), Some(evidence));
    }
    for wrong in ["", "post", "post:12", "finding:3", "finding:x:y", "kpi:-1", "word:x"] {
        assert_eq!(evidence_of(wrong), None, "{wrong}");
    }
}

#[test]
fn a_form_becomes_the_edit_that_it_says() {
    let read = edits(
        &form(&[
            ("edit", "set_goal"),
            ("text", " 1,000 positive feedbacks\r\nby the end of 2027 "),
            ("objectives", "extend_reach"),
            ("objectives", "renew_influence"),
            ("kpi", "4"),
            ("baseline", ""),
            ("target", "1000"),
            ("by", "2027-12-31"),
        ]),
        &empty(),
    );
    let Ok([Edit::SetGoal { goal: Some(goal) }]) = read.as_deref() else { panic!("{read:?}") };
    assert_eq!(goal.text, "1,000 positive feedbacks\nby the end of 2027");
    assert_eq!(goal.objectives, [Objective::ExtendReach, Objective::RenewInfluence]);
    assert_eq!((goal.kpi, goal.baseline, goal.target), (Some(KpiId(4)), None, Some(1000.0)));
    assert_eq!(goal.by.map(|day| day.to_string()).as_deref(), Some("2027-12-31"));
    let pinned = edits(
        &form(&[("edit", "attach"), ("item", "3"), ("evidence", "kpi:1"), ("evidence", "kpi:2")]),
        &empty(),
    );
    assert_eq!(pinned.map(|edits| edits.len()), Ok(2));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence() {
    for (fields, says) in [
        (vec![("edit", "fly")], "`fly` is no edit"),
        (vec![("edit", "vote"), ("item", "1"), ("agrees", "maybe")], "`maybe` is no vote"),
        (vec![("edit", "drop_swot")], "names no item"),
        (vec![("edit", "attach"), ("item", "1")], "choose what to pin"),
        (vec![("edit", "set_goal"), ("target", "many")], "`many` is no number"),
        (vec![("edit", "set_goal"), ("target", "NaN")], "`NaN` is no number"),
        (vec![("edit", "set_goal"), ("by", "soon")], "`soon` is no day"),
        (vec![("edit", "invite"), ("party", "us")], "`us` is no party"),
        (vec![("edit", "invite"), ("party", "customer"), ("email", "ann")], "no e-mail address"),
        (vec![("edit", "add"), ("entry", "report"), ("rhythm", "daily")], "choose the measure"),
    ] {
        let refused = edits(&form(&fields), &empty()).unwrap_err();
        assert!(refused.contains(says), "{refused}");
    }
}

#[test]
fn a_form_knows_what_it_was_made_from() {
    let mut strategy = empty();
    let fields = form(&[("edit", "set_mission"), ("mission", "x")]);
    let before = seen(&fields, &strategy).unwrap();
    strategy.version += 1;
    assert_eq!(seen(&fields, &strategy), Some(before.clone()), "a change elsewhere is no clash");
    strategy.hexagon.mission = "another".to_owned();
    assert_ne!(seen(&fields, &strategy), Some(before));
    assert_eq!(seen(&form(&[("edit", "vote"), ("item", "1")]), &strategy), None);
}
