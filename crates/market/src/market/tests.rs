//! The market keeps its promises: size, order, ids, truth, and likeness where it is planted and only there.

use std::collections::{HashMap, HashSet};

use model::{Act, Side, Words};

use super::*;
use crate::planted::Said;

const UNTIL: Timestamp = Timestamp(1_790_000_000);

fn whole(posts: u64, seed: u64) -> (Vec<Said>, Truth) {
    let mut market = Market::new(Scale::of(posts, UNTIL), seed);
    let said: Vec<Said> = std::iter::from_fn(|| market.next_said()).collect();
    (said, market.truth().clone())
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_seed_does_not() {
    let digest = |seed| {
        let mut hasher = blake3::Hasher::new();
        for said in whole(3_000, seed).0 {
            hasher.update(&said.post.digest());
            hasher.update(&said.post.raw);
        }
        hasher.finalize()
    };
    assert_eq!(digest(1), digest(1));
    assert_ne!(digest(1), digest(2));
}

#[test]
fn a_market_has_the_asked_size_in_the_order_of_time_with_ids_of_its_own() {
    for posts in [1_000, 12_345] {
        let (said, truth) = whole(posts, 3);
        assert_eq!(said.len() as u64, posts);
        assert_eq!(truth.posts, posts);
        assert!(said.windows(2).all(|pair| pair[0].post.created_at <= pair[1].post.created_at));
        assert!(said.iter().all(|s| truth.window.contains(s.post.created_at)));
        let ids: HashSet<PostId> = said.iter().map(|s| s.post.id).collect();
        assert_eq!(ids.len() as u64, posts);
        for Said { post, .. } in &said {
            assert_eq!(post.id, PostId::of(&post.network, &post.native_id));
        }
    }
}

#[test]
fn parents_come_before_their_answers_and_are_named_as_an_export_names_them() {
    let (said, _) = whole(8_000, 4);
    let mut seen: HashMap<PostId, &Said> = HashMap::new();
    let mut replies = 0;
    for one in &said {
        if let Some(parent) = one.post.parent {
            let parent = seen.get(&parent).expect("a parent was said before");
            assert_eq!(one.parent_native_id.as_deref(), Some(parent.post.native_id.as_str()));
            assert_eq!(one.post.network, parent.post.network);
            replies += usize::from(one.post.kind == Kind::Reply);
        }
        seen.insert(one.post.id, one);
    }
    assert!(replies > 1_500, "{replies}");
}

#[test]
fn what_a_post_mentions_is_what_its_words_name() {
    let (said, _) = whole(20_000, 5);
    for one in &said {
        let text = format!("{} {}", one.post.title.as_deref().unwrap_or_default(), one.post.text);
        let mut named = WhoSet::named_in(&text);
        if ["discourse", "app_store"].contains(&one.post.network.as_str()) {
            named = named.with(Who::Brand);
        }
        // The short handles stand for their owners, too.
        assert_eq!(named, one.planted.mentions, "{text}");
        assert!(!one.post.text.trim().is_empty());
    }
}

#[test]
fn the_truth_is_the_sum_of_what_is_planted() {
    let (said, truth) = whole(20_000, 6);
    for subject in &truth.subjects {
        let mentions: Vec<&Said> = said
            .iter()
            .filter(|s| s.post.side == Side::External && s.planted.mentions.has(subject.who))
            .filter(|s| s.planted.own != Some(subject.who))
            .collect();
        assert_eq!(subject.mentions, mentions.len() as u64);
        assert_eq!(subject.labels.iter().sum::<u64>(), subject.mentions);
        assert_eq!(subject.volume.iter().sum::<u64>(), subject.mentions);
        let distinct = mentions.iter().filter(|s| !s.planted.repeat);
        assert_eq!(subject.distinct, distinct.clone().count() as u64);
        let asked = distinct.filter(|s| s.planted.acts.has(Act::Question)).count() as u64;
        let questions = subject.all_questions();
        assert_eq!(questions.asked, asked);
        assert!(questions.by_subject <= questions.by_anyone && questions.by_anyone <= asked);
        assert!(questions.old_answered <= questions.old);
    }
    let spoken: u64 = truth.languages.iter().sum();
    assert_eq!(spoken, truth.mentions);
    assert_eq!(truth.stages.iter().sum::<u64>(), truth.mentions);
}

#[test]
fn the_answers_of_the_truth_are_those_in_the_threads() {
    let (said, truth) = whole(20_000, 7);
    let mut first: HashMap<PostId, (&str, Option<i64>, bool)> = HashMap::new();
    let mut asked: HashMap<PostId, &Said> = HashMap::new();
    for one in &said {
        if one.planted.acts.has(Act::Question)
            && !one.planted.repeat
            && one.planted.mentions.has(Who::Brand)
        {
            asked.insert(one.post.id, one);
        }
        let Some(question) = one.post.parent.and_then(|parent| asked.get(&parent)) else {
            continue;
        };
        if one.post.kind != Kind::Reply {
            continue;
        }
        let entry = first.entry(question.post.id).or_insert(("", None, false));
        entry.2 |= one.post.author != question.post.author;
        if one.planted.own == Some(Who::Brand) && entry.1.is_none() {
            entry.1 = Some(one.post.created_at.0 - question.post.created_at.0);
        }
    }
    let brand = truth.subject(Who::Brand).unwrap();
    let mut delays: Vec<i64> = first.values().filter_map(|(_, delay, _)| *delay).collect();
    delays.sort_unstable();
    assert_eq!(brand.all_questions().by_subject, delays.len() as u64);
    let anyone = first.values().filter(|entry| entry.2).count() as u64;
    let counted = brand.all_questions().by_anyone;
    assert!(anyone.abs_diff(counted) <= 2, "{anyone} {counted}");
    let median = delays[delays.len() / 2] as f64;
    let binned = brand.answer_secs(0.5).unwrap();
    assert!((binned / median - 1.0).abs() < 0.03, "{binned} {median}");
}

#[test]
fn what_is_planted_is_there() {
    let (said, truth) = whole(40_000, 8);
    let brand = truth.subject(Who::Brand).unwrap();
    let rival = truth.subject(Who::RivalA).unwrap();
    let net = |mood: [f64; 3]| mood[2] - mood[0];
    for topic in [Topic::Delivery, Topic::App] {
        assert!(net(brand.mood_on(topic)) < net(rival.mood_on(topic)) - 0.2, "{topic:?}");
    }
    for topic in [Topic::Service, Topic::Comfort] {
        assert!(net(brand.mood_on(topic)) > net(rival.mood_on(topic)) + 0.2, "{topic:?}");
    }
    for (mood, planted) in brand.mood().into_iter().zip([0.25, 0.33, 0.42]) {
        assert!((mood - planted).abs() < 0.04, "{:?}", brand.mood());
    }
    let usual: u64 = brand.volume[5..20].iter().sum::<u64>() / 15;
    assert!(brand.volume[35] > 3 * usual && brand.volume[60] > 2 * usual);
    let late: u64 = rival.volume[80..].iter().sum();
    let early: u64 = rival.volume[30..40].iter().sum();
    assert!(late as f64 > 1.4 * early as f64);
    let parts = brand.questions[Topic::Parts as usize];
    assert!(parts.asked > 100 && parts.by_anyone * 4 < parts.asked, "{parts:?}");
    let app = truth.staff[Topic::App as usize];
    assert!(app[2] > 5 * app[0], "{app:?}");
    let gap = truth.gaps[0].window;
    assert!(
        !said
            .iter()
            .any(|s| s.post.network.as_str() == "bluesky" && gap.contains(s.post.created_at))
    );
    assert!(truth.voices.iter().all(|(.., posts)| *posts > 0), "{:?}", truth.voices);
    let tongues: HashSet<Tongue> = said.iter().map(|s| s.planted.tongue).collect();
    assert_eq!(tongues.len(), Tongue::ALL.len());
    assert!(
        said.iter().any(|s| s.post.text.contains("<script>") || s.post.text.contains("onerror"))
    );
    assert!(said.iter().any(|s| s.post.text.len() > 2_000));
    let english = truth.languages[0] as f64 / truth.mentions as f64;
    assert!((0.58..0.68).contains(&english), "{english}");
}

/// Words and pairs of words, without handles, hashtags' signs and links.
fn shingles(text: &str) -> HashSet<String> {
    let words = Words::of(None, text);
    let folded: Vec<&str> = words
        .iter()
        .map(|word| words.folded(word))
        .filter(|word| !word.starts_with('@') && !word.contains(".example"))
        .collect();
    let pairs = folded.windows(2).map(|pair| pair.join(" "));
    folded.iter().map(|word| (*word).to_owned()).chain(pairs).collect()
}

fn jaccard(a: &HashSet<String>, b: &HashSet<String>) -> f64 {
    let both = a.intersection(b).count() as f64;
    both / (a.len() as f64 + b.len() as f64 - both)
}

#[test]
fn independent_posts_are_unlike_and_copies_are_alike() {
    let (said, _) = whole(8_000, 9);
    let window: Vec<&Said> = said.iter().skip(1_500).take(5_000).collect();
    let independent: Vec<&Said> = window
        .into_iter()
        .filter(|s| !s.planted.repeat && Words::of(None, &s.post.text).len() >= 6)
        .collect();
    let alone: Vec<HashSet<String>> = independent.iter().map(|s| shingles(&s.post.text)).collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    let s = |place: usize| independent[place];
    let mut alike = 0;
    for (place, post) in alone.iter().enumerate() {
        // Half of all shingles shared means that most of any third of them are: few candidates are enough.
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for shingle in post {
            if let Some(others) = holders.get(shingle.as_str()) {
                others.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
            }
        }
        let twin = shared
            .iter()
            .any(|(other, both)| 3 * both >= post.len() && jaccard(post, &alone[*other]) >= 0.5);
        alike += usize::from(twin);
        if twin {
            println!("{} {}: {}", s(place).post.network, s(place).post.kind, s(place).post.text);
        }
        post.iter().for_each(|shingle| holders.entry(shingle).or_default().push(place));
    }
    let share = alike as f64 / alone.len() as f64;
    assert!(share < 0.01, "{alike} of {} are near an independent post", alone.len());

    let by_id: HashMap<PostId, &Said> = said.iter().map(|s| (s.post.id, s)).collect();
    let reposts = said.iter().filter(|s| s.post.kind == Kind::Repost);
    for repost in reposts {
        assert_eq!(repost.post.text, by_id[&repost.post.parent.unwrap()].post.text);
    }
    // A near-copy names no parent: it must be near some earlier post of its network.
    let copies: Vec<&Said> =
        said.iter().filter(|s| s.planted.repeat && s.post.parent.is_none()).collect();
    assert!(copies.len() > 150, "{}", copies.len());
    let near = |copy: &&&Said| {
        let own = shingles(&copy.post.text);
        said.iter()
            .filter(|s| s.post.network == copy.post.network && s.post.id != copy.post.id)
            .filter(|s| s.post.text.len().abs_diff(copy.post.text.len()) < 60)
            .any(|s| jaccard(&own, &shingles(&s.post.text)) >= 0.5)
    };
    let sample: Vec<&Said> = copies.into_iter().step_by(8).collect();
    assert_eq!(sample.iter().filter(near).count(), sample.len());
}

#[test]
fn every_network_has_a_valid_name_and_posts_of_its_own() {
    assert_eq!(Stage::networks().len(), Stage::ALL.len());
    let (said, _) = whole(6_000, 10);
    for (place, stage) in Stage::ALL.into_iter().enumerate() {
        let own: Vec<&Said> =
            said.iter().filter(|s| s.post.network.as_str() == stage.network_name()).collect();
        assert!(!own.is_empty(), "{stage:?}");
        assert!(own.iter().all(|s| s.post.source.0 as usize == place + 1));
        assert!(own.iter().all(|s| s.post.side == stage.side()));
    }
}
