//! What is written is read, and nothing but what was written.

use model::{Acts, Author, Emotion, Kind, Network, Post, Reading, Side};
use proptest::prelude::*;

use super::*;

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::of("\\PC{0,20}")
}

prop_compose! {
    fn settled()(
        seq in any::<u64>(), network in "[a-z]{1,8}", native in "[a-z0-9]{1,8}", source in any::<u32>(),
        created in any::<i64>(), handle in "\\PC{0,12}", name in text(), title in text(), body in "\\PC{0,80}",
        url in text(), channel in text(), parent in any::<bool>(),
        numbers in any::<[Option<u64>; 2]>(), kind in 0usize..6, internal in any::<bool>(), media in any::<bool>(),
        classes in prop::option::of((0.0f32..1.0, 0.0f32..1.0, 0.001f32..1.0)),
        emotion in prop::option::of(0usize..7), acts in 0u8..128, repeat in any::<bool>(),
    ) -> Settled {
        let network = Network::new(&network).unwrap();
        let id = PostId::of(&network, &native);
        let [followers, engagement] = numbers;
        let sentiment = classes.map(|(a, b, c)| {
            let sum = a + b + c;
            Sentiment { negative: a / sum, neutral: b / sum, positive: c / sum }
        });
        Settled {
            seq: Seq(seq),
            version: 1,
            post: Post {
                id, network, native_id: native, source: SourceId(source),
                side: if internal { Side::Internal } else { Side::External },
                kind: Kind::from_index(kind).unwrap(),
                author: Author { handle, name, followers },
                created_at: Timestamp(created), title, text: body, url, channel, language: None,
                parent: parent.then_some(id), thread: None, engagement, reach: None, media, raw: Vec::new(),
            },
            reading: Reading {
                model: 1, language: Language::ENGLISH, sentiment,
                emotion: emotion.and_then(Emotion::from_index), acts: Acts(acts),
                repeat_of: repeat.then_some(id),
            },
        }
    }
}

proptest! {
    #[test]
    fn a_record_comes_back(settled in settled(), watches in prop::collection::btree_set(any::<u32>(), 0..5)) {
        let watches: Vec<_> = watches.into_iter().map(WatchId).collect();
        let bytes = write(&settled, &watches);
        let mut found = Vec::new();
        let record = read(&bytes, &mut found).unwrap();
        let (post, reading) = (&settled.post, &settled.reading);
        prop_assert_eq!(found, watches);
        prop_assert_eq!((record.seq, record.id, record.created_at), (settled.seq, post.id, post.created_at));
        prop_assert_eq!((record.title, record.text, record.url), (post.title.as_deref(), &*post.text, post.url.as_deref()));
        prop_assert_eq!((record.author, record.author_name), (&*post.author.handle, post.author.name.as_deref()));
        prop_assert_eq!((record.followers, record.engagement), (post.author.followers, post.engagement));
        prop_assert_eq!((record.network, record.channel), (post.network.as_str(), post.channel.as_deref()));
        prop_assert_eq!((record.parent, record.source), (post.parent.map(|id| id.key()), post.source));
        prop_assert_eq!(record.language, reading.language);
        let traits = record.traits;
        prop_assert_eq!((traits.kind(), traits.side(), traits.media()), (post.kind, post.side, post.media));
        prop_assert_eq!((traits.emotion(), traits.acts()), (reading.emotion, reading.acts));
        prop_assert_eq!(traits.repeat(), reading.repeat_of.is_some());
        prop_assert_eq!(traits.label(), reading.sentiment.map(|s| s.label()));
        prop_assert_eq!(record.sentiment.map(|s| s.label()), traits.label());
        if let (Some(stored), Some(exact)) = (record.sentiment, reading.sentiment) {
            for (stored, exact) in stored.as_array().into_iter().zip(exact.as_array()) {
                prop_assert!((stored - exact).abs() < 0.02, "{} {}", stored, exact);
            }
        }
    }

    #[test]
    fn anything_else_is_refused_or_read_but_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes, &mut Vec::new());
    }
}
