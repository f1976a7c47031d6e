//! Queries as people bring them from other tools: read as theirs, or refused with a word about the tool.

use query::{Severity, lint, parse};

/// Checks what a query from elsewhere is read as.
fn check(pasted: &str, canonical: &str) {
    let query = parse(pasted).unwrap_or_else(|error| panic!("{}", error.render(pasted)));
    assert_eq!(query.to_string(), canonical, "{pasted}");
}

#[test]
fn brandwatch_queries_paste_in() {
    check(
        "(brewla OR \"brew la\" OR @brewla) AND (coffee NEAR/4 (machine* OR grinder)) NOT site:brewla.example",
        "(brewla OR \"brew la\" OR @brewla) AND (coffee NEAR/4 (machine* OR grinder)) AND NOT site:brewla.example",
    );
    check("<<<names>>> \"brewla espresso\"~5 OR {BREW}", "\"brewla espresso\"~5 OR {BREW}");
    check("((brewla OR brew) AND (leak* OR drip*))~6", "((brewla OR brew) AND (leak* OR drip*))~6");
    check("brewla NEAR/3f leaks", "brewla NEAR/3f leaks");
    check("authorFollowers:[500 TO 100000] AND brewla", "followers:[500 TO 100000] AND brewla");
    check("language:(en OR de) AND brewla", "(lang:en OR lang:de) AND brewla");
    check("engagementType:(COMMENT OR REPLY) AND brewla", "(kind:reply OR kind:reply) AND brewla");
    check("brewla NOT engagementType:RETWEET", "brewla AND NOT kind:repost");
    check("subreddit:espresso AND title:\"help me\"", "channel:espresso AND title:\"help me\"");
    check("pubType:news AND brewla", "kind:article AND brewla");
    check("links:brewla.example/shop", "links:\"brewla.example/shop\"");
}

#[test]
fn meltwater_queries_paste_in() {
    check("title:brewla AND (leak ONEAR/5 kitchen)", "title:brewla AND (leak NEAR/5f kitchen)");
    check("brewla NEAR repair", "brewla NEAR/4 repair");
    check(
        "“brewla espresso” NOT (job* OR career*)",
        "\"brewla espresso\" AND NOT (job* OR career*)",
    );
    check(
        "(brewla AND leak) OR (brewla AND NOT machine)",
        "(brewla AND leak) OR (brewla AND NOT machine)",
    );
}

#[test]
fn talkwalker_queries_paste_in() {
    check(
        "brewla AND NOT (recruit* OR \"we are hiring\") AND site:\"https://news.example/\"",
        "brewla AND NOT (recruit* OR \"we are hiring\") AND site:news.example",
    );
    check(
        "\"brew la\" AND host_url:\"http://www.blog.example\"",
        "\"brew la\" AND site:blog.example",
    );
    check("(brewla OR br?wla) -jobs", "(brewla OR br?wla) AND NOT jobs");
    check("domain_url:example.com AND lang:fr", "site:example.com AND lang:fr");
}

#[test]
fn x_and_youscan_queries_paste_in() {
    check(
        "(brewla OR #brewla) from:ann -is:retweet has:images lang:en",
        "(brewla OR #brewla) AND author:ann AND NOT kind:repost AND has:media AND lang:en",
    );
    check("brewla followers_count:1000..10000", "brewla AND followers:[1000 TO 10000]");
    check("\"brewla leak\"~3 -is:quote", "\"brewla leak\"~3 AND NOT kind:quote");
    check("(brewla /5 leak*) -buy -sell", "(brewla NEAR/5f leak*) AND NOT buy AND NOT sell");
}

#[test]
fn what_is_read_differently_is_said() {
    let said = |pasted: &str| -> Vec<String> {
        let query = parse(pasted).unwrap();
        lint(&query).into_iter().map(|lint| lint.reason).collect()
    };
    assert_eq!(said("brewla AND leak*").len(), 0);
    assert!(said("brewla leak")[0].contains("X and YouScan"));
    assert!(said("brewla NEAR leak")[0].contains("Meltwater"));
    assert!(said("brewla /3 leak")[0].contains("NEAR/nf"));
    assert_eq!(said("authorFollowers:[1 TO *]"), ["`authorFollowers:` is read as `followers:`"]);
    let query = parse("brewla or leak").unwrap();
    assert!(lint(&query).iter().all(|lint| lint.severity == Severity::Warning));
}

#[test]
fn what_is_not_supported_names_its_tool_and_a_remedy() {
    for (pasted, reason, remedy) in [
        ("brewla AND country:us", "(Brandwatch)", "name the places"),
        ("authorGender:F AND brewla", "(Brandwatch)", "author:"),
        ("rating:[3 TO 5]", "(Brandwatch)", "kind:review"),
        ("raw:BREW", "(Brandwatch)", "{BT}"),
        ("minuteOfDay:[1110 TO 1140]", "(Brandwatch)", "created:"),
        ("parentPostId:12", "(Brandwatch)", "kind:reply"),
        ("objects:cup", "(Brandwatch)", "has:media"),
        ("ingress:brewla", "(Meltwater)", "title:"),
        ("ATLEAST/3 brewla", "Meltwater", "leave it out"),
        ("brewla SENTENCE leak", "(Talkwalker)", "NEAR/15"),
        ("reach:[1 TO *]", "(Talkwalker)", "followers:"),
        ("conversation_id:1", "(X)", "url:"),
        ("to:ann brewla", "(X)", "@handle"),
        ("context:1.2", "(X)", "OR"),
        ("sample:10", "(X)", "everything"),
        ("authorContaining:ann", "(Sprinklr)", "author:ann*"),
        ("brewla AND leak OR drip", "one level", "Meltwater"),
    ] {
        let error = parse(pasted).expect_err(pasted);
        assert!(error.reason.contains(reason), "{pasted}: {error}");
        assert!(error.remedy.contains(remedy), "{pasted}: {error}");
    }
}
