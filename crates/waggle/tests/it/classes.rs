//! Classes are trained, tested, read and listed; readings are explained and aimed; spam is listed with its reason.

use serde_json::Value;

use crate::shell::Shell;

const TOPICS: [(&str, [&str; 6]); 2] = [
    (
        "delivery",
        [
            "where is my parcel",
            "my delivery is late again",
            "the courier never came with the parcel",
            "when will the parcel arrive",
            "track the delivery of my order",
            "parcel stuck at the depot",
        ],
    ),
    (
        "payment",
        [
            "my card was charged twice",
            "refund my money to the card",
            "wrong amount on the invoice",
            "the payment was declined",
            "charged the wrong amount on my card",
            "when do I get the refund",
        ],
    ),
];

fn rows(row: impl Fn(&str, &str) -> String) -> String {
    TOPICS.iter().flat_map(|(class, texts)| texts.map(|text| row(class, text))).collect()
}

fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

#[test]
fn classes_are_trained_tested_read_and_listed() {
    let shell = Shell::new();
    assert!(shell.run(&["class", "list"]).out.contains("class train"));
    let csv = format!(
        "topic,message\n{}",
        rows(|class, text| format!("{class},\"{text}, \"\"please\"\"\"\n"))
    );
    let file = shell.write("examples.csv", csv.as_bytes());
    let said =
        shell.run(&["class", "train", "help", "--from", &file, "--label", "topic", "--json"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let trained = json(&said.out);
    assert_eq!((&trained["classes"], &trained["quality"]["examples"]), (&2.into(), &12.into()));
    assert!(shell.path("classes/help.classes").is_file());
    let lines = rows(|class, text| format!("{{\"intent\": \"{class}\", \"text\": \"{text}?\"}}\n"));
    let unseen = shell.write("unseen.jsonl", lines.as_bytes());
    let tested = json(&shell.run(&["class", "test", "help", "--from", &unseen, "--json"]).out);
    assert!(tested["accuracy"].as_f64().unwrap() > 0.9, "{tested}");
    let read = shell
        .run_with(&["class", "read", "help"], "is the parcel at the depot\nrefund my card\n\n");
    let classes: Vec<Value> = read.out.lines().map(|line| json(line)["class"].clone()).collect();
    assert_eq!(classes.len(), 3);
    assert_eq!((&classes[0], &classes[1]), (&"delivery".into(), &"payment".into()));
    assert!(shell.run(&["class", "list"]).out.contains("help"));
    let human = shell.run(&["class", "train", "help", "--from", &unseen]);
    assert!(human.out.contains("macro-F1") && human.out.contains("xamples"), "{}", human.out);
}

#[test]
fn one_class_is_learned_from_plain_lines_and_a_background() {
    let shell = Shell::new();
    let [(_, of), (_, not)] = TOPICS;
    let file = shell.write("of.txt", of.join("\n").as_bytes());
    let background = shell.write("not.txt", not.join("\n").as_bytes());
    let said = shell.run(&["class", "train", "late", "--from", &file, "--background", &background]);
    assert_eq!(said.status, 0, "{}", said.err);
    let read = shell.run(&["class", "read", "late", "the parcel is stuck", "my card was charged"]);
    let classes: Vec<Value> = read.out.lines().map(|line| json(line)["class"].clone()).collect();
    assert_eq!(classes, ["late", "rest"]);
}

#[test]
fn wrong_examples_are_named_with_line_and_remedy() {
    let shell = Shell::new();
    let check = |name: &str, content: &str, words: &[&str]| {
        let file = shell.write(name, content.as_bytes());
        let said = shell.run(&["class", "train", "x", "--from", &file]);
        assert_eq!(said.status, 1, "{}", said.out);
        assert!(words.iter().all(|word| said.err.contains(word)), "{}", said.err);
    };
    check("a.csv", "a,b\n1,2\n", &["line 1", "`a`, `b`", "--text"]);
    check("a.jsonl", "{\"text\": \"x\", \"label\": \"y\"}\nnot json\n", &["line 2", "no JSON"]);
    check("b.jsonl", "{\"text\": \"x\"}\n", &["line 1", "--label"]);
    check("a.tsv", "label\ttext\na\tone\n\tthree\nb\tx\n", &["line 3", "at least 5"]);
    check("a.xlsx", "x", &[".csv, .tsv or .jsonl"]);
    let said = shell.run(&["class", "read", "nothing", "text"]);
    assert!(said.status == 1 && said.err.contains("class list"), "{}", said.err);
    let said = shell.run(&["class", "read", "../../etc/passwd", "text"]);
    assert!(said.status == 1 && said.err.contains("letters"), "{}", said.err);
}

#[test]
fn readings_are_explained_and_aimed_only_when_asked() {
    let shell = Shell::new();
    let text = "I love my Acme bike but the Zeta one is horrible";
    let plain = json(&shell.run(&["read", text]).out);
    let keys: Vec<&String> = plain.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 5, "{keys:?}");
    let aimed = json(&shell.run(&["read", "--target", "acme", text]).out);
    assert_eq!(aimed["target_sentiment"]["sentiment"]["label"], "positive", "{aimed}");
    let aimed = json(&shell.run(&["read", "--target", "zeta", text]).out);
    assert_eq!(aimed["target_sentiment"]["sentiment"]["label"], "negative", "{aimed}");
    let aimed = json(&shell.run(&["read", "--target", "nobody", text]).out);
    assert_eq!(aimed["target_sentiment"]["found"], false);
    let said = shell.run(&["read", "--target", "acme AND (", text]);
    assert!(said.status == 1 && said.err.contains('^'), "{}", said.err);
    let lines = "The lamp is horrible\n\nlovely day\n";
    let said = shell.run_with(&["read", "--explain", "--json"], lines);
    let first = json(said.out.lines().next().unwrap());
    assert_eq!(said.out.lines().count(), 3);
    assert_eq!(first["explanation"]["contributions"][0]["text"], "horrible", "{first}");
    let said = shell.run_with(&["read", "--explain"], lines);
    assert!(said.out.contains("for      horrible"), "{}", said.out);
}

#[test]
fn spam_is_listed_with_its_reason() {
    let shell = Shell::new();
    let mut csv = "id,created_at,author,text,url\n".to_owned();
    for n in 0..10 {
        csv.push_str(&format!(
            "s{n},2026-01-05T10:{n:02}:00Z,bot{},Win a trip to the sea today at https://go.example/{n},https://n.example/{n}\n",
            n % 4
        ));
        csv.push_str(&format!(
            "p{n},2026-01-05T11:{n:02}:00Z,person{n},acme story number {n} of mine is told here,\n"
        ));
    }
    let file = shell.write("posts.csv", csv.as_bytes());
    assert_eq!(shell.run(&["import", &file]).status, 0);
    let said = shell.run(&["spam"]);
    assert!(
        said.out
            .contains("4 authors posted one template 10 times within 9 minutes; only links differ"),
        "{}{}",
        said.out,
        said.err
    );
    assert!(said.out.contains("https://n.example/0"), "{}", said.out);
    let flag = json(shell.run(&["spam", "--json"]).out.lines().next().unwrap());
    assert_eq!((&flag["reason"], &flag["posts"]), (&"template".into(), &10.into()));
}
