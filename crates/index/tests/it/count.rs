//! Histograms and tallies against counting by hand.

use std::collections::BTreeMap;

use index::{Bar, Bucket, By, Index, Options};
use model::Day;
use proptest::prelude::*;

use crate::posts::{added, any_posts, cases, plan, replay, tags};

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn bars_are_what_one_would_count_by_hand(posts in any_posts(50), threads in 1usize..3) {
        let plan = plan();
        let mut index = Index::in_memory(&plan, Options { threads, memory_mib: 15 }).unwrap();
        index.apply(&added(posts.clone())).unwrap();
        index.commit().unwrap();
        let searcher = index.searcher();
        let all: u64 = searcher.tally_all().unwrap().iter().map(|day| day.count).sum();
        prop_assert_eq!(all, posts.len() as u64);
        for text in ["alpha OR beta", "followers:[0 TO *] OR lang:en", "{ALPHA} OR title:alpha"] {
            let query = query::parse(text).unwrap();
            let matching = replay(&query, &plan, &posts);
            let matching = || posts.iter().filter(|post| matching.contains(&post.seq));
            let day = |post: &model::Settled| plan.zone.day(post.post.created_at);
            let by = |key: &dyn Fn(&model::Settled) -> (Day, u8)| {
                let mut bars: BTreeMap<(Day, u8), u64> = BTreeMap::new();
                matching().for_each(|post| *bars.entry(key(post)).or_default() += 1);
                bars.into_iter().map(|((day, hour), count)| Bar { day, hour, count }).collect::<Vec<_>>()
            };
            let bars = |bucket| searcher.histogram(&query, bucket).unwrap();
            prop_assert_eq!(bars(Bucket::Day), by(&|post| (day(post), 0)));
            prop_assert_eq!(bars(Bucket::Hour), by(&|post| (day(post), plan.zone.hour(post.post.created_at))));
            let monday = |post: &model::Settled| (Day(day(post).0 - i32::from(day(post).weekday())), 0);
            prop_assert_eq!(bars(Bucket::Week), by(&monday));
            let first = |post: &model::Settled| (Day(day(post).0 - i32::from(day(post).ymd().2) + 1), 0);
            prop_assert_eq!(bars(Bucket::Month), by(&first));
            let mut days: BTreeMap<Day, (u64, [u64; 3])> = BTreeMap::new();
            for post in matching() {
                let entry = days.entry(day(post)).or_default();
                entry.0 += 1;
                if let Some(sentiment) = post.reading.sentiment {
                    entry.1[sentiment.label().index()] += 1;
                }
            }
            let shares = |of: &dyn Fn(&model::Settled) -> Vec<String>| {
                let mut shares: BTreeMap<String, u64> = BTreeMap::new();
                matching().flat_map(of).for_each(|name| *shares.entry(name).or_default() += 1);
                let mut shares: Vec<_> = shares.into_iter().collect();
                shares.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
                shares
            };
            let found = |by| searcher.breakdown(&query, by).unwrap();
            prop_assert_eq!(found(By::Network), shares(&|post| vec![post.post.network.to_string()]));
            prop_assert_eq!(found(By::Language), shares(&|post| vec![post.reading.language.to_string()]));
            let names = |post: &model::Settled| {
                let named = |id| plan.watches.iter().find(|watch| watch.id == id).unwrap().name.clone();
                tags(&plan, post).into_iter().map(named).collect()
            };
            prop_assert_eq!(found(By::Watch), shares(&names));
            let subjects = |post: &model::Settled| -> Vec<model::SubjectId> {
                let of = |id| plan.watches.iter().find(|watch| watch.id == id).unwrap().subject;
                let all: std::collections::BTreeSet<_> = tags(&plan, post).into_iter().map(of).collect();
                all.into_iter().collect()
            };
            let subject_names = |post: &model::Settled| {
                subjects(post).into_iter().map(|id| plan.subject(id).unwrap().name.clone()).collect()
            };
            prop_assert_eq!(found(By::Subject), shares(&subject_names));
            let quadrants = |post: &model::Settled| {
                let all: std::collections::BTreeSet<String> =
                    subjects(post).into_iter().map(|id| plan.subject(id).unwrap().quadrant.to_string()).collect();
                all.into_iter().collect()
            };
            prop_assert_eq!(found(By::Quadrant), shares(&quadrants));
            prop_assert_eq!(found(By::Kind), shares(&|post| vec![post.post.kind.to_string()]));
            let acts = |post: &model::Settled| post.reading.acts.iter().map(|act| act.to_string()).collect();
            prop_assert_eq!(found(By::Act), shares(&acts));
            let sentiment = |post: &model::Settled| {
                vec![post.reading.sentiment.map_or("unread".to_owned(), |s| s.label().to_string())]
            };
            prop_assert_eq!(found(By::Sentiment), shares(&sentiment));
            let mut order: Vec<_> = matching().map(|post| (post.post.created_at, post.seq)).collect();
            order.sort_unstable();
            let oldest: Vec<_> = order.iter().map(|(_, seq)| *seq).collect();
            prop_assert_eq!(&searcher.listing(&query, index::Order::Oldest).unwrap(), &oldest);
            let newest: Vec<_> = oldest.iter().rev().copied().collect();
            prop_assert_eq!(&searcher.listing(&query, index::Order::Newest).unwrap(), &newest);
            let hits = searcher.hits_at(&query, &newest).unwrap();
            prop_assert_eq!(hits.iter().map(|hit| hit.seq).collect::<Vec<_>>(), newest);
            prop_assert!(searcher.cost(&query).unwrap().candidates >= hits.len() as u64);
            let tally: Vec<_> = searcher.tally(&query).unwrap().into_iter().map(|d| (d.day, (d.count, d.labels))).collect();
            prop_assert_eq!(tally, days.into_iter().collect::<Vec<_>>());
        }
    }
}
