//! The main job on the synthetic market, small.

use ledger::{Ledger, Options, WorkspaceId};
use model::{ProgramState, StrategyState};
use serde_json::Value;

use crate::shell::Shell;

/// The edition in force is signed by all, three programs carry it out, every measure has points, the lint is clean, and
/// the handbook can be set.
fn holds_a_company(shell: &Shell) {
    let lint = shell.run(&["strategy", "lint", "-C", "market", "--json"]);
    let lint: Value = serde_json::from_str(&lint.out).unwrap();
    // In a small market a field of the SWOT may stay empty; that is noted and stops nothing.
    assert_eq!(lint["can_be_signed"], true, "{lint}");
    let noted = lint["complaints"].as_array().unwrap().iter();
    assert!(noted.clone().all(|one| one["rule"] == "swot_field_empty"), "{lint}");
    let measures = shell.run(&["kpi", "list", "-C", "market", "--json"]);
    let measures: Vec<Value> = serde_json::from_str(&measures.out).unwrap();
    assert!(measures.len() >= 7, "{}", measures.len());
    for measure in measures {
        assert!(measure["points"].as_u64() > Some(1), "{measure}");
    }
    let pdf = shell.run(&["handbook", "-C", "market", "--out", "handbook.pdf"]);
    assert_eq!(pdf.status, 0, "{}", pdf.err);
    let pages = pdf.out.trim().rsplit(", ").next().and_then(|said| said.split(' ').next()).unwrap();
    assert!(pages.parse::<u32>().unwrap() > 5, "{}", pdf.out);
    assert!(std::fs::read(shell.path("handbook.pdf")).unwrap().starts_with(b"%PDF"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let ledger = Ledger::open(&shell.path("market/ledger.db"), &Options::default()).await;
        let ledger = ledger.unwrap().workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
        let strategy = ledger.main_strategy(None).await.unwrap().unwrap();
        assert!(matches!(strategy.state, StrategyState::Active { edition: 1, .. }));
        let signed = ledger.signatures(strategy.id).await.unwrap();
        assert_eq!(signed.len() as u64, strategy.team);
        let programs = ledger.programs().await.unwrap();
        let mut states: Vec<ProgramState> = programs.iter().map(|program| program.state).collect();
        states.sort_unstable();
        assert_eq!(states, [ProgramState::Draft, ProgramState::Running, ProgramState::Learned]);
        assert!(
            programs.iter().all(|program| program.serves.map(|(id, _)| id) == Some(strategy.id))
        );
    });
}

#[test]
fn the_demo_makes_a_report_and_judges_it() {
    let shell = Shell::new();
    let said = shell.run(&["demo", "--no-serve", "--posts", "4000", "--out", "market"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.out.contains("“Riders help riders” is signed and in force"), "{}", said.out);
    assert!(said.out.contains("serve -C market --link admin@demo.example"), "{}", said.out);
    holds_a_company(&shell);
    assert!(said.out.contains("How close the assessment came"), "{}", said.out);
    let page = std::fs::read_to_string(shell.path("market/assessment.html")).unwrap();
    assert!(page.contains("<svg") && !page.contains("<script"));
    let data = std::fs::read_to_string(shell.path("market/assessment.json")).unwrap();
    let assessment: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(assessment["quadrants"].as_array().map(Vec::len), Some(4));
    assert_eq!(assessment["basis"]["posts"], 4000);
    let voice = assessment["voice"].as_array().unwrap();
    let sum: f64 = voice.iter().filter_map(|row| row["share"]["value"].as_f64()).sum();
    assert!((sum - 1.0).abs() < 1e-9, "shares of voice sum to {sum}");
    // Every query that a figure names can be run and finds as many posts as the figure says.
    let mentions = &assessment["quadrants"][1]["subjects"][0]["mentions"];
    let query = mentions["query"].as_str().unwrap();
    let found = shell.run(&["search", "-C", "market", query, "--count"]);
    assert_eq!(found.out.trim(), format!("{}", mentions["value"].as_f64().unwrap()), "{query}");
}

/// What a small market shows depends on its days, so either may be; neither may fail.
#[test]
fn a_market_too_small_for_evidence_founds_no_company() {
    let shell = Shell::new();
    for seed in ["1", "2", "3"] {
        let arguments =
            ["demo", "--no-serve", "--posts", "1000", "--seed", seed, "--out", "market"];
        let said = shell.run(&arguments);
        assert_eq!(said.status, 0, "{}", said.err);
        let founded = said.out.contains("is signed and in force");
        assert_eq!(said.out.contains("No company is founded"), !founded, "{}", said.out);
        assert_eq!(said.out.contains("--link admin@demo.example"), founded, "{}", said.out);
    }
}

#[test]
fn the_demo_replaces_nothing_that_is_not_a_demo() {
    let shell = Shell::new();
    let said = shell.run(&["demo", "--posts", "1000", "--out", "."]);
    assert!(said.status == 1 && said.err.contains("no demo"), "{}", said.err);
    assert!(shell.path("waggle.toml").exists());
}
