//! The main job on the synthetic market, small.

use serde_json::Value;

use crate::shell::Shell;

#[test]
fn the_demo_makes_a_report_and_judges_it() {
    let shell = Shell::new();
    let said = shell.run(&["demo", "--no-serve", "--posts", "4000", "--out", "market"]);
    assert_eq!(said.status, 0, "{}", said.err);
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

#[test]
fn the_demo_replaces_nothing_that_is_not_a_demo() {
    let shell = Shell::new();
    let said = shell.run(&["demo", "--posts", "1000", "--out", "."]);
    assert!(said.status == 1 && said.err.contains("no demo"), "{}", said.err);
    assert!(shell.path("waggle.toml").exists());
}
