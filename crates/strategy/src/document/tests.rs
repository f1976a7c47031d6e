//! What is written is read again, and an import is a series of edits under the same rules.

use model::{KpiId, Strategy, StrategyId, SwotKind};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use super::*;
use crate::edit::{Actor, Edit, apply};
use crate::lint::sound::{Sound, now, sound};

fn names(sound: &Sound) -> Names<'_> {
    Names { kpis: &sound.kpis, programs: &sound.programs }
}

/// What an import can bring: everything but what only its owner may say.
fn importable(mut document: Document) -> Document {
    for kind in SwotKind::ALL {
        document.swot.of_mut(*kind).iter_mut().for_each(|item| item.counter = None);
    }
    document
}

fn imported(document: &Document, names: &Names<'_>) -> Strategy {
    let mut new = Strategy::new(StrategyId(9), "Empty", now());
    import(&mut new, document, names, &Actor::company("Ina"), now()).unwrap();
    new
}

#[test]
fn a_strategy_as_toml() {
    let sound = sound();
    let text = to_toml(&sound.strategy, &names(&sound)).unwrap();
    insta::assert_snapshot!(text, @r#"
name = "Ride on"
assessment = 3
mission = "We answer where people ask."

[goal]
text = "1,000 positive public feedbacks from customers by the end of the year"
objectives = ["deepen_relationships"]
measure = "Positive public feedback"
baseline = 0.0
target = 1000.0
by = "2027-07-01"
benefits_market = "They get a bicycle that works."
benefits_company = "We are recommended."
evidence = ["finding 3: place/commuters/reddit"]

[[swot.strengths]]
text = "One strength of ours."
evidence = ["finding 3: place/commuters/reddit"]

[swot.strengths.counter]
by = "Ann"
text = "It may be the season."

[[swot.weaknesses]]
text = "One weakness of ours."
evidence = ["finding 3: place/commuters/reddit"]

[swot.weaknesses.counter]
by = "Ann"
text = "It may be the season."

[[swot.opportunities]]
text = "One opportunity of ours."
evidence = ["finding 3: place/commuters/reddit"]

[swot.opportunities.counter]
by = "Ann"
text = "It may be the season."

[[swot.threats]]
text = "One threat of ours."
evidence = ["finding 3: place/commuters/reddit"]

[swot.threats.counter]
by = "Ann"
text = "It may be the season."

[[team]]
name = "Tom"
party = "company"
leads = "support"

[[team]]
name = "Ann"
party = "customer"

[[team]]
name = "Pat"
party = "partner"
leads = "dealers"

[[benefits]]
answers = ["One strength of ours."]

[benefits.for_market]
until_now = "questions waited"
now = "somebody answers within a day"

[benefits.for_company]
until_now = "we guessed"
now = "we know"

[[resources]]
kind = "person"
name = "Tom"
place = "forum.example.org/tom"

[[resources]]
kind = "leadership"
name = "Pat speaks for the dealers"

[[methods]]
name = "Riders help riders"
leads_to_goal = "Who is helped says so."
answers = ["One strength of ours."]
program = "Workshop forum"

[[reporting]]
measure = "Positive public feedback"
rhythm = "weekly"
audience = "the team"
"#);
    let read = from_toml(&text).unwrap();
    assert_eq!(read, Document::of(&sound.strategy, &names(&sound)));
    let again = imported(&read, &names(&sound));
    assert_eq!(Document::of(&again, &names(&sound)), importable(read));
    assert!(again.team.iter().all(|teammate| teammate.accepted_at.is_none()));
}

#[test]
fn a_strategy_as_yaml() {
    let sound = sound();
    let text = to_yaml(&sound.strategy, &names(&sound)).unwrap();
    insta::assert_snapshot!(text, @r#"
name: Ride on
assessment: 3
mission: We answer where people ask.
goal:
  text: 1,000 positive public feedbacks from customers by the end of the year
  objectives:
  - deepen_relationships
  measure: Positive public feedback
  baseline: 0.0
  target: 1000.0
  by: "2027-07-01"
  benefits_market: They get a bicycle that works.
  benefits_company: We are recommended.
  evidence:
  - "finding 3: place/commuters/reddit"
swot:
  strengths:
  - text: One strength of ours.
    evidence:
    - "finding 3: place/commuters/reddit"
    counter:
      by: Ann
      text: It may be the season.
  weaknesses:
  - text: One weakness of ours.
    evidence:
    - "finding 3: place/commuters/reddit"
    counter:
      by: Ann
      text: It may be the season.
  opportunities:
  - text: One opportunity of ours.
    evidence:
    - "finding 3: place/commuters/reddit"
    counter:
      by: Ann
      text: It may be the season.
  threats:
  - text: One threat of ours.
    evidence:
    - "finding 3: place/commuters/reddit"
    counter:
      by: Ann
      text: It may be the season.
team:
- name: Tom
  party: company
  leads: support
- name: Ann
  party: customer
- name: Pat
  party: partner
  leads: dealers
benefits:
- answers:
  - One strength of ours.
  for_market:
    until_now: questions waited
    now: somebody answers within a day
  for_company:
    until_now: we guessed
    now: we know
resources:
- kind: person
  name: Tom
  place: forum.example.org/tom
- kind: leadership
  name: Pat speaks for the dealers
methods:
- name: Riders help riders
  leads_to_goal: Who is helped says so.
  answers:
  - One strength of ours.
  program: Workshop forum
reporting:
- measure: Positive public feedback
  rhythm: weekly
  audience: the team
"#);
    assert_eq!(from_yaml(&text).unwrap(), Document::of(&sound.strategy, &names(&sound)));
}

#[test]
fn importing_what_stands_there_changes_nothing() {
    let mut sound = sound();
    let document = Document::of(&sound.strategy, &names(&sound));
    let before = sound.strategy.clone();
    let mut strategy = sound.strategy.clone();
    let done =
        import(&mut strategy, &document, &names(&sound), &Actor::company("Ina"), now()).unwrap();
    assert_eq!(done, Imported::default());
    assert_eq!(strategy, before);
    sound.strategy = strategy;
}

#[test]
fn a_change_in_the_text_is_a_change_in_the_strategy() {
    let sound = sound();
    let text = to_toml(&sound.strategy, &names(&sound)).unwrap();
    let text = text
        .replace("One strength of ours.", "Riders answer riders.")
        .replace("target = 1000.0", "target = 1500.0")
        .replace("We answer where people ask.", "We answer within a day.");
    let document = from_toml(&text).unwrap();
    let mut strategy = sound.strategy.clone();
    let done =
        import(&mut strategy, &document, &names(&sound), &Actor::company("Ina"), now()).unwrap();
    assert_eq!(done.edits, 3);
    let (old, new) = (sound.strategy.swot.first().unwrap(), strategy.swot.first().unwrap());
    assert_eq!((new.id, new.text.as_str()), (old.id, "Riders answer riders."));
    assert!(new.votes.is_empty(), "they voted on another sentence");
    assert_eq!(new.counter, old.counter);
    assert_eq!(strategy.hexagon.goal.as_ref().unwrap().target, Some(1_500.0));
    let untouched = |s: &Strategy| s.swot.iter().skip(1).cloned().collect::<Vec<_>>();
    assert_eq!(untouched(&strategy), untouched(&sound.strategy));
}

#[test]
fn an_import_is_refused_where_an_edit_would_be() {
    let sound = sound();
    let actor = Actor::company("Ina");
    let text = to_toml(&sound.strategy, &names(&sound)).unwrap();
    let try_import = |text: &str| {
        let document = from_toml(text).unwrap();
        let mut strategy = sound.strategy.clone();
        let bad = import(&mut strategy, &document, &names(&sound), &actor, now()).unwrap_err();
        assert_eq!(strategy, sound.strategy);
        (bad.to_string(), line_of(text, &bad.needle))
    };
    let (says, line) = try_import(&text.replace("measure = \"Positive", "measure = \"Unknown"));
    assert!(says.starts_with("goal: there is no measure called `Unknown public"), "{says}");
    assert!(line.is_some());
    let bare = "name = \"x\"\n[[swot.threats]]\ntext = \"They are cheaper.\"\nevidence = []\n";
    let (says, line) = try_import(bare);
    assert!(says.contains("needs evidence"), "{says}");
    assert_eq!(line, Some(3));
}

#[test]
fn bad_texts_say_where_and_what_to_do() {
    let toml = "name = \"x\"\n[goal]\ntext = \"y\"\ntarget = \"many\"\n";
    let says = from_toml(toml).unwrap_err().to_string();
    assert!(says.starts_with("line 4: "), "{says}");
    assert!(says.ends_with(REMEDY), "{says}");
    let unknown = from_toml("name = \"x\"\nvision = \"y\"\n").unwrap_err();
    assert_eq!(unknown.line, Some(2));
    let yaml = from_yaml("name: x\ngoal:\n  text: y\n  target: many\n").unwrap_err();
    assert_eq!(yaml.line, Some(4), "{yaml}");
}

#[test]
fn two_of_one_name_are_told_apart() {
    let mut sound = sound();
    let twin = crate::lint::sound::kpi(7, "Positive public feedback");
    sound.kpis.push(twin);
    let evidence = vec![sound.evidence()];
    let (kind, text) = (SwotKind::Strength, "One strength of ours.".to_owned());
    sound.edit(Edit::AddSwot { kind, text, evidence, candidate: None });
    let document = Document::of(&sound.strategy, &names(&sound));
    assert_eq!(document.goal.as_ref().unwrap().measure.as_deref(), Some("#1"));
    assert_eq!(document.methods.first().unwrap().answers, ["strength 1"]);
    let again = imported(&document, &names(&sound));
    assert_eq!(again.hexagon.goal.as_ref().unwrap().kpi, Some(KpiId(1)));
    assert_eq!(Document::of(&again, &names(&sound)), importable(document));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives_both_ways(
        texts in proptest::collection::vec(any::<String>(), 6..7),
        numbers in proptest::collection::vec(-1e12_f64..1e12, 2..3),
        order in 0_usize..5,
    ) {
        let mut sound = sound();
        let company = Actor::company("Ina");
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        let swot = sound.strategy.swot.first().unwrap().id;
        let mut goal = sound.strategy.hexagon.goal.clone().unwrap();
        goal.text = text();
        goal.benefits_market = text();
        goal.target = numbers.first().copied();
        goal.baseline = numbers.get(1).copied();
        let edits = [
            Edit::SetMission { mission: text() },
            Edit::EditSwot { item: swot, kind: SwotKind::Weakness, text: text() },
            Edit::Rename { name: text() },
            Edit::SetGoal { goal: Some(goal) },
            Edit::Move { item: swot, to: order },
            Edit::Argue { item: swot, text: text() },
        ];
        for edit in edits {
            // What is refused (an empty text) leaves the strategy as it was.
            let _ = apply(&mut sound.strategy, &company, edit, now());
        }
        let names = names(&sound);
        let document = Document::of(&sound.strategy, &names);
        let toml = to_toml(&sound.strategy, &names).unwrap();
        prop_assert_eq!(&from_toml(&toml).unwrap(), &document);
        let yaml = to_yaml(&sound.strategy, &names).unwrap();
        prop_assert_eq!(&from_yaml(&yaml).unwrap(), &document, "{}", yaml);
        let again = imported(&document, &names);
        prop_assert_eq!(Document::of(&again, &names), importable(document));
    }
}
