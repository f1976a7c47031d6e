//! Programs and measures: changed under rules, with a history that nobody rewrites.

use ledger::{Changed, Options};
use model::{
    Day, Interval, Kpi, KpiId, KpiPoint, Measure, MemberId, Program, ProgramId, ProgramKind,
    Timestamp,
};

use crate::samples::{Fresh, NOW};

pub fn program(id: ProgramId) -> Program {
    let draft = Program::draft(id, "Lamp doctors", ProgramKind::SupportCommunity, NOW);
    Program { owner: "Mo".to_owned(), ..draft }
}

fn kpi(id: KpiId) -> Kpi {
    Kpi {
        target: Some(1_000.0),
        by: Some(Day(20_100)),
        method: "counted from posts".to_owned(),
        ..Kpi::weekly(id, "positive feedback", Measure::PositiveFeedback, Day(20_000))
    }
}

fn point(value: f64, at: i64) -> KpiPoint {
    KpiPoint {
        from: Day(20_000),
        to: Day(20_006),
        value,
        interval: Some(Interval { low: value - 1.0, high: value + 1.0, level: 0.95 }),
        n: 12,
        source: "lumen".to_owned(),
        member: Some(MemberId(1)),
        entered_at: Timestamp(at),
    }
}

#[tokio::test]
async fn a_change_is_kept_whole_or_not_at_all() {
    let fresh = Fresh::with(&Options::default()).await;
    let ledger = &fresh.workspace;
    let made = ledger.add_program(None, NOW, program).await.unwrap();
    assert_eq!(ledger.program(made.id).await.unwrap().unwrap(), made);
    let by = (Some(MemberId(1)), NOW.plus_secs(9));
    let rename = |program: &mut Program| {
        program.name = "Light doctors".to_owned();
        Ok::<_, String>(())
    };
    let done = ledger.change_program(made.id, Some(1), by, ("renamed", "x"), rename).await.unwrap();
    assert_eq!(done, Changed::Done(()));
    let stale = ledger.change_program(made.id, Some(1), by, ("renamed", ""), rename).await.unwrap();
    assert_eq!(stale, Changed::Stale(2));
    let refuse = |program: &mut Program| {
        program.name.clear();
        Err::<(), _>("it needs a name".to_owned())
    };
    let refused = ledger.change_program(made.id, None, by, ("renamed", ""), refuse).await.unwrap();
    assert_eq!(refused, Changed::Refused("it needs a name".to_owned()));
    let absent = ledger.change_program(ProgramId(9), None, by, ("", ""), rename).await.unwrap();
    assert_eq!(absent, Changed::Missing);
    let kept = ledger.program(made.id).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.version, kept.changed_at), ("Light doctors", 2, by.1));
    let history = ledger.program_history(made.id, 9).await.unwrap();
    let verbs: Vec<_> = history.iter().map(|event| event.verb.as_str()).collect();
    assert_eq!(verbs, ["renamed", "begun"]);
}

#[tokio::test]
async fn points_stand_beside_each_other_and_outlive_their_measure() {
    let fresh = Fresh::with(&Options::default()).await;
    let ledger = &fresh.workspace;
    let first = ledger.add_kpi(kpi).await.unwrap();
    let second = ledger.add_kpi(kpi).await.unwrap();
    assert_ne!(first.id, second.id);
    let points = [(first.id, point(5.0, 1)), (first.id, point(6.0, 2)), (second.id, point(7.0, 3))];
    ledger.add_points(&points).await.unwrap();
    assert_eq!(ledger.points(first.id).await.unwrap(), [point(5.0, 1), point(6.0, 2)]);
    assert_eq!(ledger.all_points().await.unwrap(), points);
    assert!(ledger.remove_kpi(first.id, NOW).await.unwrap());
    assert!(!ledger.put_kpi(&first).await.unwrap());
    assert_eq!(ledger.kpis().await.unwrap(), std::slice::from_ref(&second));
    assert_eq!(ledger.kpi(first.id).await.unwrap().unwrap(), first);
    assert_eq!(ledger.points(first.id).await.unwrap().len(), 2);
    assert_ne!(ledger.add_kpi(kpi).await.unwrap().id, first.id);
}
