//! Live measures move with imported posts, keep their history, and never overrule what a person typed in.

use std::fmt::Write as _;

use serde_json::Value;

use crate::shell::Shell;

const KINDS: [(&str, &str); 5] = [
    ("customers_talking", "People"),
    ("positive_feedback", "Liked"),
    ("share_of_voice", "Voice"),
    ("declared_reach", "Reach"),
    ("suggestions", "Wishes"),
];

/// Two posts about Acme in each of `weeks` weeks of January 2026, and one about Zeta.
fn posts(weeks: i32, tag: &str) -> String {
    let mut csv = String::from("id,date,author,followers,text\n");
    for week in 0..weeks {
        let day = 5 + 7 * week;
        let line = |csv: &mut String, n: i32, who: &str, text: &str| {
            writeln!(csv, "{tag}{week}-{n},2026-01-{day:02}T10:0{n}:00Z,{who},100,{text}").unwrap();
        };
        line(
            &mut csv,
            1,
            &format!("ann{tag}{week}"),
            "I love my acme lamp it is wonderful and great thank you",
        );
        line(&mut csv, 2, "bob", "The acme lamp stands on my desk");
        line(&mut csv, 3, "cem", "The zeta lamp stands on my desk");
    }
    csv
}

fn measures(shell: &Shell) -> Vec<Value> {
    let said = shell.run(&["kpi", "list", "--json"]);
    let all: Value = serde_json::from_str(&said.out).unwrap();
    all.as_array().unwrap().clone()
}

fn stands(shell: &Shell, name: &str) -> Option<f64> {
    let all = measures(shell);
    let found = all.iter().find(|one| one["measure"]["name"] == name).unwrap();
    found["stands"]["value"].as_f64()
}

#[test]
fn measures_move_with_imported_posts_and_keep_what_people_typed_in() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", posts(3, "a").as_bytes());
    assert_eq!(shell.run(&["import", &file]).status, 0);
    for (measure, name) in KINDS {
        let said = shell.run(&["kpi", "add", measure, "--name", name, "--since", "2026-01-05"]);
        assert_eq!(said.status, 0, "{}", said.err);
    }
    let said = shell.run(&[
        "kpi",
        "add",
        "query",
        "--query",
        "desk",
        "--name",
        "Desks",
        "--since",
        "2026-01-05",
    ]);
    assert_eq!(said.status, 0, "{}", said.err);
    let said = shell.run(&["kpi", "refresh", "--json"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert_eq!(stands(&shell, "Desks"), Some(6.0));
    let liked = stands(&shell, "Liked").unwrap();
    assert!(liked > 0.5 && liked <= 6.0, "{liked}");

    // The same again changes nothing; more posts of the same weeks make new points beside the old ones.
    let again: Value = serde_json::from_str(&shell.run(&["kpi", "refresh", "--json"]).out).unwrap();
    assert_eq!(again["points"], 0);
    let more = shell.write("more.csv", posts(2, "b").as_bytes());
    assert_eq!(shell.run(&["import", &more]).status, 0);
    shell.run(&["kpi", "refresh"]);
    assert_eq!(stands(&shell, "Desks"), Some(10.0));
    let desks = measures(&shell).into_iter().find(|one| one["measure"]["name"] == "Desks").unwrap();
    let before = desks["points"].as_u64().unwrap();

    // What a person typed in stands, whatever is counted later.
    let typed = shell.write(
        "typed.csv",
        b"measure,from,to,value,source\nDesks,2026-01-05,2026-01-11,100,by hand\n",
    );
    let said = shell.run(&["kpi", "add-points", &typed]);
    assert_eq!((said.status, said.out.trim()), (0, "1 point added"), "{}", said.err);
    shell.run(&["kpi", "refresh"]);
    assert_eq!(stands(&shell, "Desks"), Some(106.0));
    let desks = measures(&shell).into_iter().find(|one| one["measure"]["name"] == "Desks").unwrap();
    assert_eq!(desks["points"], before + 1);
}

#[test]
fn wrong_rows_are_named_and_nothing_is_taken() {
    let shell = Shell::new();
    shell.run(&["kpi", "add", "manual", "--name", "Revenue", "--since", "2026-01-01"]);
    let file = shell.write(
        "rows.csv",
        b"measure,from,value\nRevenue,2026-01-01,5\nOther,2026-01-02,5\nRevenue,2026-02-30,1\n",
    );
    let said = shell.run(&["kpi", "add-points", &file]);
    assert_ne!(said.status, 0);
    assert!(
        said.err.contains("line 3: `Other` is no measure") && said.err.contains("line 4"),
        "{}",
        said.err
    );
    assert_eq!(stands(&shell, "Revenue"), None);
    let said = shell.run(&["kpi", "add", "followers"]);
    assert!(said.err.contains("there are: customers_talking"), "{}", said.err);
}
