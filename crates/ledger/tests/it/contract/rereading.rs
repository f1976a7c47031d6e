//! Reading posts again.

use ledger::Verdict;
use model::{Acts, Label, Reading, Sentiment, Seq, Settled};

use crate::samples::{Follower, Fresh, NOW, chunk, id, said};

fn feels(reading: &Reading, [negative, neutral, positive]: [f32; 3], model: u32) -> Reading {
    let sentiment = Some(Sentiment { negative, neutral, positive });
    Reading { sentiment, model, ..reading.clone() }
}

async fn settle(fresh: &Fresh) {
    let posts = (1..=4).map(|n| said(&n.to_string(), "ann", &format!("text {n}")));
    let read = posts.map(|(post, reading)| (post, feels(&reading, [0.2, 0.7, 0.1], 2)));
    fresh.workspace.settle(chunk(read.collect())).await.unwrap();
}

async fn others(fresh: &Fresh, model: u32) -> Vec<Settled> {
    let head = fresh.workspace.head().await.unwrap();
    fresh.workspace.read_by_others(model, (Seq(0), head), 10).await.unwrap()
}

pub async fn posts_move_with_what_they_are_read_as(fresh: Fresh) {
    settle(&fresh).await;
    let mut follower = Follower::at_head(&fresh.workspace).await;
    let before = others(&fresh, 258).await;
    assert_eq!(before.len(), 4);
    let again = |(n, settled): (usize, &Settled)| {
        let p = if n < 2 { [0.8, 0.1, 0.1] } else { [0.2, 0.7, 0.1] };
        (settled.clone(), feels(&settled.reading, p, 258))
    };
    let again: Vec<_> = before.iter().enumerate().map(again).collect();
    assert_eq!(fresh.workspace.reread(&again).await.unwrap(), 2);
    assert!(others(&fresh, 258).await.is_empty());
    assert_eq!(fresh.workspace.read_by().await.unwrap(), [(258, 4)]);
    follower.catch_up(&fresh.workspace, 1).await;
    // What did not move differs in the number of its reading alone, which no follower keeps.
    let numbers = |follower: &Follower| follower.posts.keys().copied().collect::<Vec<Seq>>();
    assert_eq!(numbers(&follower), numbers(&Follower::at_head(&fresh.workspace).await));
    let moved = fresh.workspace.posts(&[Seq(5), Seq(6)]).await.unwrap();
    let told = |s: &Settled| (s.post.text.clone(), s.reading.sentiment.unwrap().label());
    assert_eq!(
        moved.iter().map(told).collect::<Vec<_>>(),
        [("text 1".to_owned(), Label::Negative), ("text 2".to_owned(), Label::Negative)]
    );
    let one = fresh.workspace.post_by_id(id("1")).await.unwrap().unwrap();
    assert_eq!((one.seq, one.version), (Seq(5), 1));
    assert_eq!(one.post.raw, said("1", "ann", "text 1").0.raw);
    // What moved on in between is passed over.
    assert_eq!(fresh.workspace.reread(&again[..1]).await.unwrap(), 0);
}

pub async fn a_correction_stays_over_what_is_read_again(fresh: Fresh) {
    settle(&fresh).await;
    let verdict = Verdict { label: Some(Label::Positive), acts: None, drawn: true };
    fresh.workspace.correct(id("3"), verdict, None, NOW).await.unwrap();
    let before = fresh.workspace.posts_by_ids(&[id("3")]).await.unwrap();
    let [before] = before.as_slice() else { panic!("{before:?}") };
    let again = feels(&before.reading, [0.9, 0.1, 0.0], 258);
    assert_eq!(fresh.workspace.reread(&[(before.clone(), again)]).await.unwrap(), 0);
    let after = fresh.workspace.post_by_id(id("3")).await.unwrap().unwrap();
    assert_eq!(after.reading.sentiment.unwrap().label(), Label::Positive);
    assert_eq!((after.reading.model, after.seq), (258, before.seq));
    let correction = fresh.workspace.correction(id("3")).await.unwrap().unwrap();
    assert!(correction.drawn);
    assert_eq!(correction.model_sentiment.unwrap().label(), Label::Negative);
    // The model gets its newest word back when the correction is withdrawn.
    let none = Verdict { label: None, acts: None, drawn: false };
    fresh.workspace.correct(id("3"), none, None, NOW).await.unwrap();
    let after = fresh.workspace.post_by_id(id("3")).await.unwrap().unwrap();
    assert_eq!(after.reading.sentiment.unwrap().label(), Label::Negative);
    assert_eq!(after.reading.acts, Acts::NONE);
}
