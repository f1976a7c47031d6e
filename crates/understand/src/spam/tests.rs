//! Each sign of spam is seen and told as a sentence; people who agree, quote and share are left alone.

use super::*;

struct Stream {
    spam: Spam,
    posts: u128,
}

impl Stream {
    fn new() -> Self {
        Self { spam: Spam::new(), posts: 0 }
    }

    fn say(&mut self, author: &str, at: i64, text: &str) -> bool {
        self.posts += 1;
        let trace = Trace::of(text);
        let id = PostId::from_bytes(self.posts.to_be_bytes());
        self.spam.see(&Passing { id, author, at: Timestamp(at), repost: false, trace: &trace })
    }

    fn sentences(self) -> Vec<String> {
        self.spam.finish().into_iter().map(|flag| flag.sentence).collect()
    }
}

#[test]
fn one_author_with_one_template_is_flagged_from_the_fifth_copy_on() {
    let mut stream = Stream::new();
    let flagged: Vec<bool> = (0..7)
        .map(|n| {
            stream.say(
                "x:bot",
                n * 600,
                &format!("Only {} left: buy your lamp now at https://a.example/{n}", 90 - n),
            )
        })
        .collect();
    assert_eq!(flagged, [false, false, false, false, true, true, true]);
    assert_eq!(
        stream.sentences(),
        ["one author posted one template 7 times within 60 minutes; only links and numbers differ"]
    );
}

#[test]
fn many_authors_with_one_template_are_flagged_by_what_differs() {
    let mut stream = Stream::new();
    for n in 0..12 {
        let name = ["Anna", "Bo", "Carla", "Dan"][n as usize % 4];
        stream.say(
            &format!("x:bot{}", n % 4),
            n * 120,
            &format!("Dear {name}, you have won a free phone, answer today to get it"),
        );
    }
    assert_eq!(
        stream.sentences(),
        ["4 authors posted one template 12 times within 22 minutes; only names differ"]
    );
}

#[test]
fn bursts_of_bare_links_are_flagged_with_the_host() {
    let mut stream = Stream::new();
    for n in 0..10 {
        stream.say(
            &format!("x:bot{}", n % 2),
            n * 60,
            &format!("wow https://www.cheap.example/p/{n}"),
        );
    }
    assert_eq!(
        stream.sentences(),
        ["2 authors posted 10 times hardly more than a link to cheap.example within 9 minutes"]
    );
}

#[test]
fn people_are_left_alone() {
    let mut stream = Stream::new();
    for n in 0..40i64 {
        let person = format!("x:person{n}");
        // Thanks, a popular page, and a quotation that is passed on over a day.
        stream.say(&person, n * 60, "thank you so much");
        stream.say(&person, n * 60, "https://news.example/big-story");
        stream.say(
            &person,
            n * 1_800,
            "The best time to plant a tree was twenty years ago, they say",
        );
        stream.say(
            "x:fan",
            n * 60,
            &format!("RT @bot{n} Only today: buy your lamp now at https://a.example/{n}"),
        );
        stream.say(
            "x:talker",
            n * 900,
            ["I like it", "really?", "no idea", "see you", "fine"][n as usize % 5],
        );
        let quoted = format!("lol “@acme: Our fleet is on fleek today. https://t.co/{n}”");
        stream.say(&person, n * 60, &quoted);
        stream.say("", n * 60, "somebody whose name is not known says this every minute");
    }
    let said = stream.sentences();
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn slow_copies_and_late_posts_are_no_burst() {
    let mut stream = Stream::new();
    for n in 0..30 {
        let late = stream.say(
            "x:weekly",
            n * 604_800,
            "Good morning, the shop is open from nine to five today",
        );
        assert!(!late);
    }
    let mut stream = Stream::new();
    for at in [900, 100, i64::MAX, i64::MIN, 0] {
        stream.say("x:odd", at, "the same words at the oddest of all times");
    }
    assert_eq!(stream.spam.finish(), []);
}

#[test]
fn a_new_burst_is_a_new_flag_and_each_post_stands_once() {
    let mut stream = Stream::new();
    for burst in 0..2 {
        for n in 0..8 {
            let text = format!("Win a trip to the sea, click here: https://go.example/{burst}{n}");
            stream.say(&format!("x:bot{}", n % 4), burst * 500_000 + n * 60, &text);
        }
    }
    let flags = stream.spam.finish();
    assert_eq!(flags.iter().map(|flag| flag.posts.len()).collect::<Vec<_>>(), [8, 8]);
    let mut ids: Vec<_> = flags.iter().flat_map(|flag| flag.posts.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 16);
}

#[test]
fn odd_texts_leave_a_trace() {
    for text in [
        "",
        " ",
        "@",
        "@@ ##",
        "https://",
        "://",
        "www.",
        "\u{200d}😀".repeat(100_000).as_str(),
        "İ ﷽ ß",
    ] {
        let trace = Trace::of(text);
        assert!(!trace.telling, "{text:.20} {trace:?}");
    }
}

/// The synthetic market plants bursts of bots: posts whose author's handle tells them.
#[test]
fn bursts_that_the_market_planted_are_found() {
    let scale = market::Scale::of(40_000, Timestamp(1_790_000_000));
    let mut market = market::Market::new(scale, 5);
    let mut spam = Spam::new();
    let mut bots = FxHashMap::default();
    while let Some(said) = market.next_said() {
        let post = said.post;
        let trace = Trace::of(&post.text);
        let author = post.author_key().unwrap_or_default();
        let repost = post.kind == model::Kind::Repost;
        spam.see(&Passing {
            id: post.id,
            author: &author,
            at: post.created_at,
            repost,
            trace: &trace,
        });
        let planted = post.text.contains("https://go.example/");
        bots.insert(post.id, planted);
    }
    let planted = bots.values().filter(|planted| **planted).count();
    let flags = spam.finish();
    let flagged: Vec<PostId> = flags.iter().flat_map(|flag| flag.posts.iter().copied()).collect();
    let right = flagged.iter().filter(|id| bots.get(id) == Some(&true)).count();
    eprintln!(
        "{planted} planted, {} flagged in {} groups, {right} of them planted",
        flagged.len(),
        flags.len()
    );
    for flag in flags.iter().filter(|flag| bots.get(&flag.posts[0]) != Some(&true)).take(5) {
        eprintln!("not planted: {}", flag.sentence);
    }
    assert!(planted > 100, "{planted}");
    assert!(right * 10 >= planted * 9, "{right} of {planted}");
    assert!(right * 10 >= flagged.len() * 9, "{right} of {}", flagged.len());
}
