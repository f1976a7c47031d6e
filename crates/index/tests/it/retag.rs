//! Watches that change: only the posts whose tags differ are tagged anew.

use index::{Index, Options};
use model::{Plan, Seq, Watch, WatchId};

use crate::posts::{added, plan, post};

const OPTIONS: Options = Options { threads: 1, memory_mib: 15 };

fn changed() -> Plan {
    let mut plan = plan();
    plan.watches.retain(|watch| watch.name != "rival");
    plan.watches[0].query = "alpha OR delta".to_owned();
    let subject = plan.watches[0].subject;
    let query = "epsilon NEAR/2 alpha".to_owned();
    plan.watches.push(Watch { id: WatchId(9), name: "new".to_owned(), subject, query });
    plan
}

#[test]
fn only_posts_with_other_tags_are_named_and_then_none() {
    let dir = tempfile::tempdir().unwrap();
    let texts = ["alpha", "delta", "gamma", "epsilon alpha", "nothing", "epsilon", "alpha gamma"];
    let posts: Vec<_> = (1..).zip(texts).map(|(seq, text)| post(seq, text)).collect();
    let mut index = Index::open(dir.path(), &plan(), OPTIONS).unwrap();
    index.apply(&added(posts.clone())).unwrap();
    index.commit().unwrap();
    assert!(index.retag_plan().is_empty() && index.posts_to_retag().unwrap().is_empty());
    drop(index);

    let plan = changed();
    let mut index = Index::open(dir.path(), &plan, OPTIONS).unwrap();
    let retag = index.retag_plan();
    assert_eq!(retag.added, [WatchId(9)]);
    assert_eq!(retag.changed, [WatchId(1)]);
    assert_eq!(retag.removed, [WatchId(7)]);
    assert_eq!(index.searcher().retag_plan(), retag);
    let wanted = index.posts_to_retag().unwrap();
    assert_eq!(wanted, [2, 3, 4, 7].map(Seq));

    // Half of it, and a crash: the rest is named again.
    let of = |seqs: &[Seq]| -> Vec<_> {
        posts.iter().filter(|post| seqs.contains(&post.seq)).cloned().collect()
    };
    index.retag(&of(&wanted[..2])).unwrap();
    index.commit().unwrap();
    drop(index);
    let mut index = Index::open(dir.path(), &plan, OPTIONS).unwrap();
    assert_eq!(index.posts_to_retag().unwrap(), [4, 7].map(Seq));
    index.retag(&of(&wanted[2..])).unwrap();
    index.finish_retag();
    index.commit().unwrap();
    assert!(index.retag_plan().is_empty());

    let searcher = index.searcher();
    let count = |text: &str| searcher.count(&query::parse(text).unwrap()).unwrap();
    assert_eq!(searcher.len(), 7);
    assert_eq!((count("watch:brand"), count("watch:new"), count("subject:rival")), (4, 1, 0));
    drop(index);
    assert!(Index::open(dir.path(), &plan, OPTIONS).unwrap().retag_plan().is_empty());
}

#[test]
fn another_zone_or_source_may_change_what_a_watch_means() {
    let dir = tempfile::tempdir().unwrap();
    let mut plan = plan();
    plan.watches[0].query = "alpha AND source:Export".to_owned();
    let mut index = Index::open(dir.path(), &plan, OPTIONS).unwrap();
    index.apply(&added(vec![post(1, "alpha")])).unwrap();
    index.commit().unwrap();
    drop(index);
    plan.sources[0].name = "Renamed".to_owned();
    let index = Index::open(dir.path(), &plan, OPTIONS).unwrap();
    assert_eq!(index.retag_plan().changed.len(), 3);
    assert_eq!(index.posts_to_retag().unwrap(), [Seq(1)]);
}
