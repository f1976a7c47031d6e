//! The scan shows every post of the window once, as it was put in.

use index::{Index, Options};
use model::{Changes, Seq, Timestamp, Window};
use proptest::prelude::*;

use crate::posts::{added, any_posts, cases, plan, tags};

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn every_post_of_the_window_is_seen_once(posts in any_posts(60), since in -100_000i64..100_000, all in any::<bool>()) {
        let plan = plan();
        let mut index = Index::in_memory(&plan, Options { threads: 1, memory_mib: 15 }).unwrap();
        index.apply(&added(posts.clone())).unwrap();
        index.commit().unwrap();
        index.apply(&Changes { gone: vec![Seq(2)], put: Vec::new(), upto: Seq(1_000) }).unwrap();
        index.commit().unwrap();
        let searcher = index.searcher();
        let window = if all { Window::ALWAYS } else { Window { since: Timestamp(since), until: Timestamp(since + 60_000) } };
        let mut seen = Vec::new();
        for part in 0..searcher.parts() {
            searcher.scan(part, window, &mut |row| {
                let post = &posts[row.seq.0 as usize - 1];
                assert_eq!((row.text, row.title), (&*post.post.text, post.post.title.as_deref()));
                assert_eq!((row.author, row.network), (&*post.post.author.handle, post.post.network.as_str()));
                assert_eq!((row.key, row.created_at), (post.post.id.key(), post.post.created_at));
                assert_eq!(row.watches, tags(&plan, post));
                assert_eq!(row.sentiment.map(|s| s.label()), post.reading.sentiment.map(|s| s.label()));
                assert_eq!((row.acts, row.emotion, row.repeat), (post.reading.acts, post.reading.emotion, post.reading.repeat_of.is_some()));
                seen.push(row.seq);
            }).unwrap();
        }
        seen.sort_unstable();
        let wanted: Vec<_> = posts.iter().filter(|p| p.seq != Seq(2) && window.contains(p.post.created_at)).map(|p| p.seq).collect();
        prop_assert_eq!(seen, wanted);
    }
}
