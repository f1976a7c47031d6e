//! Names of topics.

use model::{TopicAnchor, TopicName};

use crate::samples::{Fresh, NOW, chunk, said};

fn anchor(phrase: &str) -> TopicAnchor {
    TopicAnchor::of(phrase)
}

async fn names(fresh: &Fresh) -> Vec<(String, bool)> {
    let names = fresh.workspace.topic_names().await.unwrap();
    names.into_iter().map(|n| (n.name, n.given)).collect()
}

fn made(pairs: &[(&str, &str)]) -> Vec<(TopicAnchor, String)> {
    pairs.iter().map(|(phrase, name)| (anchor(phrase), (*name).to_owned())).collect()
}

pub async fn a_given_name_stays_and_a_made_one_is_made_anew(fresh: Fresh) {
    let first = made(&[("battery", "battery, cable"), ("price", "price, cheap")]);
    fresh.workspace.keep_topic_names(&first, NOW).await.unwrap();
    fresh.workspace.name_topics(&[anchor("battery")], Some("Power"), NOW).await.unwrap();
    let second = made(&[("battery", "battery, plug"), ("price", "price, sale")]);
    fresh.workspace.keep_topic_names(&second, NOW).await.unwrap();
    let given = |name: &str, given| (name.to_owned(), given);
    assert_eq!(names(&fresh).await, [given("Power", true), given("price, sale", false)]);
    // Merged, and taken apart again.
    let both = [anchor("battery"), anchor("price")];
    fresh.workspace.name_topics(&both, Some("Power"), NOW).await.unwrap();
    assert_eq!(names(&fresh).await, [given("Power", true), given("Power", true)]);
    fresh.workspace.name_topics(&both, None, NOW).await.unwrap();
    assert_eq!(names(&fresh).await, []);
}

pub async fn erasing_takes_names_that_are_made_of_words(fresh: Fresh) {
    fresh.workspace.settle(chunk(vec![said("1", "ann", "battery")])).await.unwrap();
    fresh.workspace.keep_topic_names(&made(&[("battery", "battery")]), NOW).await.unwrap();
    fresh.workspace.name_topics(&[anchor("price")], Some("Money"), NOW).await.unwrap();
    fresh.workspace.erase_author("mastodon:ann").await.unwrap();
    let left = fresh.workspace.topic_names().await.unwrap();
    let money = TopicName { anchor: anchor("price"), name: "Money".to_owned(), given: true };
    assert_eq!(left, [money]);
}
