//! Invariant 1: searching history means the same as asking the matcher of every post.

use index::{Index, Options, Order, Page, Searcher};
use model::{Seq, Timestamp};
use proptest::prelude::*;

use crate::posts::{added, any_posts, any_query, cases, plan, replay};

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn searching_is_replaying(
        posts in any_posts(60),
        cut in 0usize..60,
        gone in prop::collection::vec(1u64..60, 0..6),
        queries in prop::collection::vec(any_query(), 40),
    ) {
        let plan = plan();
        let mut index = Index::in_memory(&plan, Options { threads: 1, memory_mib: 15 }).unwrap();
        // Two segments, and posts removed from both.
        let (first, second) = posts.split_at(cut.min(posts.len()));
        index.apply(&added(first.to_vec())).unwrap();
        index.commit().unwrap();
        let mut changes = added(second.to_vec());
        changes.gone = gone.iter().copied().map(Seq).filter(|seq| first.iter().any(|post| post.seq == *seq)).collect();
        changes.upto = changes.upto.max(Seq(posts.len() as u64));
        index.apply(&changes).unwrap();
        index.commit().unwrap();
        let live: Vec<_> = posts.iter().filter(|post| !changes.gone.contains(&post.seq)).cloned().collect();
        let searcher = index.searcher();
        prop_assert_eq!(searcher.len(), live.len() as u64);
        for text in queries {
            let Ok(query) = query::parse(&text) else { continue };
            let expected = replay(&query, &plan, &live);
            let mut found = searcher.seqs(&query).unwrap();
            found.sort_unstable();
            prop_assert_eq!(&found, &expected, "{}", text);
            prop_assert_eq!(searcher.count(&query).unwrap(), expected.len() as u64, "{}", text);
            let page = Page { limit: 5, offset: 2, order: Order::Newest };
            let page_found = searcher.search(&query, &page).unwrap();
            prop_assert_eq!(page_found.total, expected.len() as u64, "{}", text);
            let mut order: Vec<_> = live.iter().filter(|post| expected.contains(&post.seq)).map(|post| (post.post.created_at, post.seq)).collect();
            order.sort_unstable_by(|a, b| b.cmp(a));
            let wanted: Vec<_> = order.iter().skip(2).take(5).map(|(_, seq)| *seq).collect();
            let shown: Vec<_> = page_found.hits.iter().map(|hit| hit.seq).collect();
            prop_assert_eq!(shown, wanted, "{}", text);
            for way in [Order::Newest, Order::Oldest] {
                let walked = walk(&searcher, &query, way);
                prop_assert_eq!(&walked, &order, "{}", text);
                order.reverse();
            }
        }
    }
}

/// All that match, page by page, each page after the last post of the one before.
fn walk(searcher: &Searcher, query: &query::Query, order: Order) -> Vec<(Timestamp, Seq)> {
    let page = Page { limit: 3, offset: 0, order };
    let mut walked: Vec<(Timestamp, Seq)> = Vec::new();
    loop {
        let found = searcher.search_after(query, &page, walked.last().copied()).unwrap();
        if found.hits.is_empty() {
            return walked;
        }
        walked.extend(found.hits.iter().map(|hit| (hit.created_at, hit.seq)));
    }
}

#[test]
fn a_word_beyond_every_limit_is_found_by_itself_and_by_its_start() {
    let plan = plan();
    let mut index = Index::in_memory(&plan, Options::default()).unwrap();
    let long = "ab".repeat(4_000);
    let posts = vec![
        crate::posts::post(1, &format!("{long}c")),
        crate::posts::post(2, &format!("{long}d")),
        crate::posts::post(3, "abba"),
    ];
    index.apply(&added(posts.clone())).unwrap();
    index.commit().unwrap();
    let searcher = index.searcher();
    for text in [
        format!("{long}c"),
        "ab*".to_owned(),
        format!("{long}*"),
        "ab*c".to_owned(),
        format!("alpha OR \"{long}c\""),
    ] {
        let Ok(query) = query::parse(&text) else { panic!("{text:.20}") };
        let mut found = searcher.seqs(&query).unwrap();
        found.sort_unstable();
        assert_eq!(found, replay(&query, &plan, &posts), "{text:.20}");
        assert!(!found.is_empty());
    }
}
