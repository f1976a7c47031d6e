//! Subjects, watches and sources keep their numbers.

use ledger::{Draft, LedgerError, SubjectDraft, WatchDraft};
use model::{Plan, Quadrant, Zone};

use crate::samples::{Fresh, source_draft};

fn draft(subjects: &[(&str, Quadrant)], watches: &[(&str, &str)], sources: &[&str]) -> Draft {
    Draft {
        workspace: "Acme".to_owned(),
        zone: Zone::named("Europe/Berlin").unwrap(),
        subjects: subjects
            .iter()
            .map(|(name, quadrant)| SubjectDraft {
                name: (*name).to_owned(),
                quadrant: *quadrant,
                accounts: vec![format!("Mastodon:{name}")],
            })
            .collect(),
        watches: watches
            .iter()
            .map(|(name, subject)| WatchDraft {
                name: (*name).to_owned(),
                subject: (*subject).to_owned(),
                query: format!("\"{name}\""),
            })
            .collect(),
        sources: sources.iter().map(|name| source_draft(name)).collect(),
    }
}

fn numbers(plan: &Plan) -> String {
    let subjects = plan.subjects.iter().map(|s| format!("{}={}/{}", s.id, s.name, s.quadrant));
    let watches = plan.watches.iter().map(|w| format!("{}={}>{}", w.id, w.name, w.subject));
    let sources = plan.sources.iter().map(|s| format!("{}={}", s.id, s.name));
    let join = |all: Vec<String>| all.join(" ");
    format!(
        "{} | {} | {}",
        join(subjects.collect()),
        join(watches.collect()),
        join(sources.collect())
    )
}

pub async fn numbers_are_kept_by_name(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let first = draft(
        &[("Acme", Quadrant::Brand), ("Rival", Quadrant::Competitors)],
        &[("acme", "acme"), ("rival", "Rival")],
        &["forum"],
    );
    let plan = workspace.apply_plan(&first).await.unwrap();
    assert_eq!(
        numbers(&plan),
        "1=Acme/brand 2=Rival/competitors | 1=acme>1 2=rival>2 | 1=export 2=forum"
    );
    assert_eq!((plan.workspace.as_str(), plan.zone.name()), ("Acme", "Europe/Berlin"));
    assert_eq!(plan.subjects[0].accounts, ["mastodon:acme"]);
    assert_eq!(plan.watches[1].query, "\"rival\"");

    let second = draft(
        &[("New", Quadrant::Partners), ("RIVAL", Quadrant::Partners), ("Acme", Quadrant::Brand)],
        &[("Rival", "new"), ("more", "Acme")],
        &["Forum"],
    );
    let plan = workspace.apply_plan(&second).await.unwrap();
    assert_eq!(
        numbers(&plan),
        "1=Acme/brand 2=RIVAL/partners 3=New/partners | 2=Rival>3 3=more>1 | 1=export 2=Forum"
    );
    assert_eq!(numbers(&workspace.plan().await.unwrap()), numbers(&plan));
}

pub async fn what_vanishes_is_retired_and_comes_back(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let full = draft(&[("A", Quadrant::Brand), ("B", Quadrant::Brand)], &[("w", "B")], &["s"]);
    let before = numbers(&workspace.apply_plan(&full).await.unwrap());
    let plan = workspace.apply_plan(&draft(&[("A", Quadrant::Brand)], &[], &[])).await.unwrap();
    assert_eq!(numbers(&plan), "1=A/brand |  | 1=export");
    assert_eq!(workspace.sources().await.unwrap().len(), 2, "posts still point at it");
    let plan = workspace.apply_plan(&draft(&[("C", Quadrant::Brand)], &[], &[])).await.unwrap();
    assert_eq!(numbers(&plan), "3=C/brand |  | 1=export", "numbers are never used twice");
    assert_eq!(numbers(&workspace.apply_plan(&full).await.unwrap()), before);
}

pub async fn an_imported_source_survives_a_plan(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let named = draft(&[], &[], &["forum"]);
    workspace.apply_plan(&named).await.unwrap();
    // Importing into a source of the plan does not take it away from the plan.
    let forum = workspace.add_source(&source_draft("FORUM")).await.unwrap();
    let plan = workspace.apply_plan(&draft(&[], &[], &[])).await.unwrap();
    assert_eq!(numbers(&plan), " |  | 1=export");
    // Once it is retired, an import revives it as its own.
    assert_eq!(workspace.add_source(&source_draft("forum")).await.unwrap(), forum);
    let plan = workspace.apply_plan(&draft(&[], &[], &[])).await.unwrap();
    assert_eq!(numbers(&plan), " |  | 1=export 2=forum");
}

pub async fn a_wrong_plan_changes_nothing(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let good = draft(&[("A", Quadrant::Brand)], &[("w", "A")], &[]);
    let before = numbers(&workspace.apply_plan(&good).await.unwrap());
    let twice = draft(&[("A", Quadrant::Brand), ("a ", Quadrant::Brand)], &[], &[]);
    let refused = workspace.apply_plan(&twice).await.unwrap_err();
    assert!(matches!(refused, LedgerError::Duplicate { what: "subjects", .. }), "{refused}");
    let astray = draft(&[("B", Quadrant::Brand)], &[("w", "A")], &[]);
    let refused = workspace.apply_plan(&astray).await.unwrap_err();
    assert!(matches!(refused, LedgerError::UnknownSubject { .. }), "{refused}");
    assert_eq!(numbers(&workspace.plan().await.unwrap()), before);
}
