//! A strategy as a text: written, changed, taken in again under the rules of the application, and linted.

use serde_json::Value;

use crate::shell::Shell;

const TEXT: &str = r#"name = "Light for all"
mission = "We answer where people ask."

[goal]
text = "1,000 positive public feedbacks by the end of the year"
objectives = ["deepen_relationships"]
measure = "Liked"
target = 1000.0
by = "2099-12-31"
benefits_market = "A lamp that works."
evidence = ["measure: Liked"]

[[swot.strengths]]
text = "People like our lamps."
evidence = ["measure: Liked"]

[[team]]
name = "Ann"
party = "customer"

[[methods]]
name = "Lamp forum"
leads_to_goal = "Who is helped says so."
answers = ["People like our lamps."]
"#;

#[test]
fn a_strategy_goes_to_git_and_comes_back() {
    let shell = Shell::new();
    let file = shell.write("strategy.toml", TEXT.as_bytes());
    let refused = shell.run(&["strategy", "import", &file]);
    assert_eq!(refused.status, 1);
    assert!(
        refused.err.contains("there is no measure called `Liked`")
            || refused.err.contains("is no evidence"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("line "), "{}", refused.err);
    assert_eq!(shell.run(&["kpi", "add", "positive_feedback", "--name", "Liked"]).status, 0);
    let said = shell.run(&["strategy", "import", &file, "--dry-run"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let listed = shell.run(&["strategy", "list", "--json"]);
    assert_eq!(listed.out.trim(), "[]");
    let said = shell.run(&["strategy", "import", &file]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.out.contains("Ann is invited; only they can accept."), "{}", said.out);
    let toml = shell.run(&["strategy", "export", "light for all"]).out;
    let again = shell.write("again.toml", toml.as_bytes());
    let said = shell.run(&["strategy", "import", &again, "--into", "1"]);
    assert_eq!(said.out.trim(), "all was so already", "{}", said.err);
    let yaml = shell.run(&["strategy", "export", "--format", "yaml"]).out;
    let yaml =
        shell.write("again.yaml", yaml.replace("where people ask", "within a day").as_bytes());
    let said = shell.run(&["strategy", "import", &yaml, "--into", "1"]);
    assert!(said.out.contains("took 1 edit"), "{}{}", said.out, said.err);
    assert!(shell.run(&["strategy", "export"]).out.contains("We answer within a day."));
}

#[test]
fn the_lint_ends_with_a_status_and_says_what_to_do() {
    let shell = Shell::new();
    let none = shell.run(&["strategy", "lint"]);
    assert_eq!(none.status, 1);
    assert!(none.err.contains("there is no strategy yet"), "{}", none.err);
    let file = shell.write("s.toml", b"name = \"Bare\"\n");
    assert_eq!(shell.run(&["strategy", "import", &file]).status, 0);
    let said = shell.run(&["strategy", "lint", "--json"]);
    assert_eq!(said.status, 1);
    let said: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(said["can_be_signed"], false);
    assert_eq!(said["complaints"][0]["rule"], "no_assessment");
    let said = shell.run(&["strategy", "lint"]).out;
    assert!(said.contains("! The team has no customer."), "{said}");
    let bad = shell.write("bad.toml", b"name = \"x\"\nvision = \"y\"\n");
    let said = shell.run(&["strategy", "import", &bad]);
    assert!(said.err.contains("line 2: "), "{}", said.err);
}
