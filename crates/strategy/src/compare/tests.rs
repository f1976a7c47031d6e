//! Differences in words.

use model::KpiId;

use super::*;
use crate::activate::{edition, sign};
use crate::edit::{Actor, Edit, Entry};
use crate::lint::sound::{now, sound};

#[test]
fn what_was_added_taken_away_and_changed_is_said() {
    let mut sound = sound();
    let old = edition(&sound.context(), "Ina", "", 1, now()).unwrap();
    assert!(compare(&old, &old).is_empty());
    let benefit = sound.strategy.hexagon.benefits.first().unwrap().clone();
    let mut goal = sound.strategy.hexagon.goal.clone().unwrap();
    goal.target = Some(1_500.0);
    sound.edit(Edit::SetGoal { goal: Some(goal) });
    sound.edit(Edit::Remove { item: benefit.id });
    sound.edit(Edit::Add {
        entry: Entry::Report {
            kpi: KpiId(2),
            rhythm: model::Rhythm::Daily,
            audience: "support".to_owned(),
            control: false,
        },
    });
    let said: Vec<String> = compare_contents(&old.content, &sound.strategy)
        .into_iter()
        .map(|difference| format!("{}: {}", difference.section, difference.says))
        .collect();
    assert_eq!(
        said,
        [
            "goal: The goal's target was “1,000” and is “1,500”.",
            "benefits: Benefit 1 for customers was taken away: “unlike until now questions waited, now somebody answers within a day”.",
            "benefits: Benefit 1 for the company was taken away: “unlike until now we guessed, now we know”.",
            "reporting: The report of measure 2 is new: “measure 2, daily to support”.",
        ]
    );
}

#[test]
fn each_signer_is_told_what_changed_since_they_signed() {
    let mut sound = sound();
    let first = edition(&sound.context(), "Ina", "", 1, now()).unwrap();
    let (ann, pat) = (sound.teammate("Ann"), sound.teammate("Pat"));
    let actor = Actor::teammate(&sound.strategy, ann).unwrap();
    let signatures = [sign(&first, &[], &actor, now()).unwrap()];
    sound.edit(Edit::SetMission { mission: "We answer within a day.".to_owned() });
    let editions = [first];
    let (number, changed) = since_signed(ann, &signatures, &editions, &sound.strategy).unwrap();
    assert_eq!(number, 1);
    assert_eq!(changed.len(), 1);
    assert!(since_signed(pat, &signatures, &editions, &sound.strategy).is_none());
}
