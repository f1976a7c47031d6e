//! Topics keep their names: what was called so before is called so again, what a person named has that name, and topics with one
//! given name are one.

use model::{TopicAnchor, TopicName};
use rustc_hash::{FxHashMap, FxHashSet};

use super::TopicKey;

/// A group of phrases before it is known which topic it is.
pub(super) struct Found {
    /// Its strongest phrases joined by `, `.
    pub(super) name: String,
    /// Its phrases as numbers, the leading one first.
    pub(super) marks: Vec<TopicAnchor>,
    /// Its phrases as they are written, in the same order.
    pub(super) texts: Vec<String>,
    pub(super) phrases: Vec<u32>,
}

/// The topics of these groups, in the order of their first group.
pub(super) fn named(groups: Vec<Found>, known: &[TopicName]) -> Vec<TopicKey> {
    let by_anchor: FxHashMap<TopicAnchor, &TopicName> =
        known.iter().map(|name| (name.anchor, name)).collect();
    let leads: FxHashSet<TopicAnchor> =
        groups.iter().filter_map(|group| group.marks.first()).copied().collect();
    let mut taken: FxHashSet<TopicAnchor> = FxHashSet::default();
    let mut topics: Vec<TopicKey> = Vec::new();
    for group in groups {
        let Some(lead) = group.marks.first().copied() else { continue };
        // `bags` may lead today what `bag` led yesterday, unless that is a topic of its own now.
        let follows = |mark: &&TopicAnchor| **mark == lead || !leads.contains(*mark);
        let before = group.marks.iter().filter(follows).find_map(|mark| by_anchor.get(mark));
        let before = before.filter(|name| taken.insert(name.anchor));
        let anchor = before.map_or(lead, |name| name.anchor);
        let given = before.is_some_and(|name| name.given);
        let name = match before {
            Some(name) if name.given || still_true(&name.name, &group.texts) => name.name.clone(),
            _ => group.name,
        };
        let same = topics.iter_mut().find(|topic| topic.given && given && topic.name == name);
        match same {
            Some(topic) => {
                topic.anchors.push(anchor);
                topic.texts.extend(group.texts);
                topic.phrases.extend(group.phrases);
            }
            None => topics.push(TopicKey {
                name,
                anchors: vec![anchor],
                given,
                texts: group.texts,
                phrases: group.phrases,
            }),
        }
    }
    apart(&mut topics);
    topics
}

/// Whether at least half of the phrases that made up a name still mark the topic.
fn still_true(name: &str, texts: &[String]) -> bool {
    let parts: Vec<String> = name.split(", ").map(str::to_lowercase).collect();
    let stands = |part: &&String| texts.iter().any(|text| text.to_lowercase() == **part);
    parts.iter().filter(stands).count() * 2 >= parts.len()
}

/// Two topics of one name could not be told apart: names that people gave come first, others are numbered.
fn apart(topics: &mut [TopicKey]) {
    let mut seen: FxHashSet<String> =
        topics.iter().filter(|topic| topic.given).map(|topic| topic.name.clone()).collect();
    for topic in topics.iter_mut().filter(|topic| !topic.given) {
        let mut number = 2;
        let plain = topic.name.clone();
        while !seen.insert(topic.name.clone()) {
            topic.name = format!("{plain} ({number})");
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(number: u32, texts: &[&str]) -> Found {
        Found {
            name: texts.iter().take(3).copied().collect::<Vec<_>>().join(", "),
            marks: texts.iter().map(|text| TopicAnchor::of(text)).collect(),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            phrases: vec![number],
        }
    }

    fn name(phrase: &str, name: &str, given: bool) -> TopicName {
        TopicName { anchor: TopicAnchor::of(phrase), name: name.to_owned(), given }
    }

    fn names(topics: &[TopicKey]) -> Vec<&str> {
        topics.iter().map(|topic| topic.name.as_str()).collect()
    }

    #[test]
    fn a_topic_keeps_its_name_while_half_of_it_is_true() {
        let known = [name("battery", "battery, charging cable, life", false)];
        let now = |texts: &[&str]| named(vec![found(1, texts)], &known);
        assert_eq!(names(&now(&["battery", "Life", "plug"])), ["battery, charging cable, life"]);
        assert_eq!(names(&now(&["battery", "plug", "fire"])), ["battery, plug, fire"]);
        let other = now(&["price", "cheap"]);
        assert_eq!((names(&other), other[0].given), (vec!["price, cheap"], false));
    }

    #[test]
    fn a_given_name_stays_whatever_marks_the_topic_and_makes_one_of_several() {
        let known = [name("battery", "Power", true), name("charger", "Power", true)];
        let groups = || {
            vec![
                found(1, &["price"]),
                found(2, &["charger", "plug"]),
                found(3, &["battery", "empty"]),
            ]
        };
        let topics = named(groups(), &known);
        assert_eq!(names(&topics), ["price", "Power"]);
        assert_eq!(topics[1].phrases, [2, 3]);
        assert_eq!(topics[1].texts, ["charger", "plug", "battery", "empty"]);
        let anchors = ["charger", "battery"].map(TopicAnchor::of);
        assert!(topics[1].given && topics[1].anchors == anchors);
        // Without the names they are three.
        assert_eq!(named(groups(), &[]).len(), 3);
    }

    #[test]
    fn another_form_may_lead_and_a_topic_of_its_own_is_not_swallowed() {
        let known = [name("bag", "Luggage", true)];
        let moved = named(vec![found(1, &["bags", "bag", "lost"])], &known);
        assert_eq!((names(&moved), moved[0].anchors[0]), (vec!["Luggage"], TopicAnchor::of("bag")));
        let both = named(vec![found(1, &["seat", "bag"]), found(2, &["bag", "lost"])], &known);
        assert_eq!(names(&both), ["seat, bag", "Luggage"]);
        let twice = named(vec![found(1, &["bags", "bag"]), found(2, &["sack", "bag"])], &known);
        assert_eq!(names(&twice), ["Luggage", "sack, bag"]);
    }

    #[test]
    fn no_two_topics_have_one_name() {
        let known = [name("price", "power, price", false), name("battery", "power, price", true)];
        let topics = named(vec![found(2, &["price", "power"]), found(1, &["battery"])], &known);
        assert_eq!(names(&topics), ["power, price (2)", "power, price"]);
    }
}
