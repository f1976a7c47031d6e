//! What queries find, by example.

use model::words::Part;
use model::{Kind, Label, Plan, Timestamp, Zone};
use query::{Candidate, Matcher, WatchSet, parse};

use crate::generate::{Said, plan};

fn matcher(query: &str) -> Matcher {
    Matcher::new(&parse(query).expect(query), &plan(&[])).expect(query)
}

/// Checks which of `texts` the query finds: those that start with `+`.
fn check(query: &str, texts: &[&str]) {
    let matcher = matcher(query);
    for text in texts {
        let (expected, text) = (text.starts_with('+'), text[1..].trim_start());
        let said = Said::new(None, text);
        assert_eq!(matcher.matches(&said.candidate()), expected, "`{query}` on `{text}`");
    }
}

#[test]
fn words_fold_case_and_accents_one_way() {
    check("nino", &["+ El NIÑO is back", "+ nino", "- niños"]);
    check("niño", &["+ El NIÑO", "- el nino", "+ el nin\u{303}o"]);
    check("STRASSE", &["+ Hauptstraße 1? straße", "- Hauptstrasse"]);
    check("don’t", &["+ I don't know", "- dont"]);
}

#[test]
fn hashtags_are_found_by_their_word_and_handles_by_their_sign() {
    check("fail", &["+ what a #Fail!", "+ fail", "- failed", "- @fail"]);
    check("#fail", &["+ what a #FAIL", "- fail"]);
    check("@acme", &["+ thanks @Acme.", "+ hi @acme@example.org", "- acme", "- #acme"]);
    check("@acme@example.org", &["+ hi @acme@example.org", "- hi @acme"]);
}

#[test]
fn emoji_and_cjk_are_found() {
    check("👍", &["+ ok 👍🏽", "+ 👍👍", "- 👎"]);
    check("👍🏽", &["+ ok 👍🏽", "- 👍"]);
    check("❤️", &["+ I ❤ it", "+ I ❤️ it"]);
    check("東京", &["+ 私は東京に住む", "- 京東"]);
    check("東京 OR カメラ", &["+ 新しいカメラ", "- 新しい"]);
    check("צה\"ל", &["+ צה\"ל"]);
}

#[test]
fn phrases_are_adjacent_positions() {
    check(
        "\"united airlines\"",
        &[
            "+ United Airlines",
            "+ united, #airlines",
            "- united late airlines",
            "- airlines united",
        ],
    );
    check("e-mail", &["+ an e-mail", "+ E mail", "- email", "- mail e"]);
    check("\"customer serv*\"", &["+ the customer service", "- customers service"]);
    check("\"{Apple} pie\"", &["+ Apple pie", "- apple pie"]);
}

#[test]
fn near_counts_positions() {
    check("late NEAR/2 flight", &["+ late my flight", "+ flight is late", "- late on my flight"]);
    check("late NEAR/2f flight", &["+ late my flight", "- flight is late"]);
    check("late ONEAR/2 flight", &["+ late my flight", "- flight is late"]);
    check("late NEAR flight", &["+ late a b c flight", "- late a b c d flight"]);
    check("\"late flight\"~2", &["+ flight so late", "- flight is so late"]);
    check("(a OR b) NEAR/1 (c OR d)", &["+ x d b", "- a x c"]);
    check(
        "\"new york\" NEAR/2 hotel",
        &["+ new york x hotel", "+ hotel x new york", "- new york x x hotel"],
    );
    check("a NEAR/1 b NEAR/1 c", &["+ a b c", "+ c b a", "- b a c"]);
    check("(a NEAR/1 b) NEAR/1 c", &["+ a b c", "+ b a c", "- a b x c"]);
    check("\"a b c\"~2", &["+ c a b", "- a b x c"]);
    check("(a AND (b OR c))~3", &["+ a x x c", "- a x x x c"]);
}

#[test]
fn wildcards_fit_whole_words() {
    check("delay*", &["+ delays", "+ delay", "+ #delayed", "- adelay", "- dela"]);
    check("wom?n", &["+ woman", "+ Women", "- womn", "- womaan"]);
    check("del*ed", &["+ delayed", "+ deled", "- delays"]);
    check("#acme*", &["+ #acmefail", "- acmefail"]);
    check("cafe*", &["+ Cafés", "+ cafes"]);
    check("café*", &["+ Cafés", "- cafes"]);
}

#[test]
fn exact_letters_are_exact() {
    check("{BT}", &["+ I left BT", "+ #BT", "- bt", "- Bt", "- @BT"]);
    check("{British Airways}", &["+ by British Airways", "- british Airways"]);
    check("!\"NASA\"", &["+ NASA", "- nasa"]);
}

#[test]
fn boolean_operators_and_comments() {
    check("a AND (b OR c) NOT d", &["+ a c", "- a", "- a b d"]);
    check("(a NOT b) OR c", &["+ a", "- a b", "+ a b c"]);
    check("a <<< b AND >>> OR c", &["+ c"]);
    check("a –b", &["+ a", "- a b"]);
    check("“a b”", &["+ a b", "- b a"]);
}

#[test]
fn titles_are_apart_from_texts() {
    let said = Said::new(Some("Acme rises"), "Zeta falls");
    let post = said.candidate();
    for (query, expected) in [
        ("acme AND zeta", true),
        ("\"rises zeta\"", false),
        ("rises NEAR/100 zeta", false),
        ("title:acme", true),
        ("title:zeta", false),
        ("title:\"acme rises\"", true),
        ("title:(acme AND NOT zeta)", true),
        ("title:(acme NEAR/1f rises)", true),
        ("title:(acme OR zeta) AND zeta", true),
        ("headline:ac*", true),
    ] {
        assert_eq!(matcher(query).matches(&post), expected, "{query}");
    }
}

/// A post of which everything is known.
fn full<'a>(said: &'a Said) -> Candidate<'a> {
    Candidate {
        author: "AnnLee",
        network: "reddit",
        channel: Some("r/Rust"),
        url: Some("https://Old.Reddit.com/r/rust/1"),
        kind: Kind::Reply,
        label: Some(Label::Negative),
        followers: Some(500),
        engagement: None,
        // 2026-03-28T23:30:00Z is 00:30 of the 29th in Berlin.
        created_at: Timestamp(1_774_740_600),
        ..said.candidate()
    }
}

#[test]
fn fields_are_asked() {
    let said = Said::new(None, "see https://shop.example.com/x?y=1 #now");
    let post = full(&said);
    for (query, expected) in [
        ("author:annlee", true),
        ("author:@AnnLee", true),
        ("author:ann", false),
        ("author:ann*", true),
        ("from:\"reddit:annlee\"", true),
        ("author:mastodon:annlee", false),
        ("author:(bob OR annlee)", true),
        ("network:(mastodon OR Reddit)", true),
        ("subreddit:rust", true),
        ("channel:r/RUST", true),
        ("site:reddit.com", true),
        ("site:\"https://www.reddit.com/\"", true),
        ("site:dit.com", false),
        ("topLevelDomain:com", true),
        ("url:reddit.com/R/", true),
        ("links:example.com", true),
        ("links:reddit.com", false),
        ("is:reply", true),
        ("lang:en AND -is:retweet", true),
        ("has:link AND has:hashtag", true),
        ("has:(media OR mention)", false),
        ("sentiment:negative", true),
        ("followers:[500 TO *]", true),
        ("followers:[* TO 499]", false),
        ("followers_count:100..1000", true),
        ("engagement:[* TO *]", false),
        ("created:2026-03-29", true),
        ("created:2026-03-28", false),
        ("created:[2026-03-29 TO 2026-03-29]", true),
        ("created:[2026-03-29T00:30 TO *]", true),
        ("created:[2026-03-29T00:31 TO *]", false),
        ("created:[* TO 2026-03-28T23:30:00Z]", true),
        ("created:[* TO 2026-03-28T23:29:59Z]", false),
        ("lang:en-GB", true),
        ("language:de", false),
        ("side:external AND source:FORUM", true),
    ] {
        assert_eq!(matcher(query).matches(&post), expected, "{query}");
    }
}

#[test]
fn subjects_watches_and_quadrants_are_resolved_by_the_plan() {
    let said = Said::new(None, "x");
    let post = Candidate { watches: &[model::WatchId(2)], ..said.candidate() };
    for (query, expected) in [
        ("subject:acme", false),
        ("subject:\"Zeta Corp\"", true),
        ("watch:\"acme BY name\"", false),
        ("quadrant:competitor", true),
        ("quadrant:brand", false),
        ("quadrant:partners", false),
    ] {
        assert_eq!(matcher(query).matches(&post), expected, "{query}");
    }
    let query = parse("a AND subject:Nobody").unwrap();
    let error = Matcher::new(&query, &plan(&[])).unwrap_err();
    assert_eq!(error.span, 6..20);
    assert_eq!(
        error.to_string(),
        "this workspace has no subject called `Nobody`; use one of `Acme`, `Zeta Corp`, or add it to `waggle.toml`"
    );
}

#[test]
fn hits_say_why_a_post_matched() {
    let said = Said::new(Some("Delays again"), "Both United flights were so late, so late! Jobs");
    let hits = |query: &str| {
        let found = matcher(query).hits(&said.candidate())?;
        let text = |part| if part == Part::Title { "Delays again" } else { said.text.as_str() };
        let slice = |hit: query::Hit| text(hit.part)[hit.span].to_owned();
        Some(found.into_iter().map(slice).collect::<Vec<_>>())
    };
    assert_eq!(hits("delay* AND late NOT jobless").unwrap(), ["Delays", "late", "late"]);
    assert_eq!(hits("\"so late\" OR delta").unwrap(), ["so late", "so late"]);
    assert_eq!(hits("united NEAR/4 late").unwrap(), ["United", "late"]);
    assert_eq!(hits("\"united late\"~4").unwrap(), ["United", "late"]);
    assert_eq!(hits("(united AND delta) OR flights").unwrap(), ["flights"]);
    assert_eq!(hits("\"so late\" OR late").unwrap(), ["so late", "so late"]);
    assert_eq!(hits("lang:en").unwrap(), Vec::<String>::new());
    assert_eq!(hits("delta"), None);
}

#[test]
fn a_set_refuses_what_a_watch_must_not_use_and_names_the_watch() {
    let refused = |query: &str| {
        let (watch, error) = WatchSet::new(&plan(&[query.to_owned()])).unwrap_err();
        (watch.0, error.reason)
    };
    assert_eq!(refused("acme AND").0, 3);
    let (watch, reason) = refused("acme AND quadrant:brand");
    assert_eq!(watch, 3);
    assert_eq!(reason, "a watch must not use `quadrant:`, which asks what watches find");
    let empty = WatchSet::new(&Plan::empty("none", Zone::utc())).unwrap();
    assert!(empty.is_empty());
    let mut matching = vec![model::WatchId(9)];
    empty.matching(&Said::new(None, "acme").candidate(), &mut matching);
    assert!(matching.is_empty());
}

#[test]
fn a_very_long_post_is_judged_in_time_that_grows_with_its_length() {
    let text = "👍 ok ".repeat(100_000);
    let said = Said::new(None, &text);
    for query in [
        "\"👍 👍\"",
        "👍 NEAR/100f nothing",
        "(👍 NEAR/100 ok) NEAR/100f (never OR nothing)",
        "(👍 AND ok AND nothing)~100",
        "((👍 NEAR/100 ok) NEAR/100 👍) NEAR/1f nothing",
    ] {
        assert!(!matcher(query).matches(&said.candidate()), "{query}");
    }
}
