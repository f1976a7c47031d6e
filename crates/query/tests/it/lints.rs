//! What a query says in plain words, and what its writer is warned of.

use insta::assert_snapshot;
use query::{explain, lint_watch, parse};

/// The canonical spelling, the explanation and the lints.
fn check(text: &str) -> String {
    let query = parse(text).expect("a right query");
    let lints = lint_watch(&query);
    let lints = lints.iter().map(|lint| format!("\n{:?}: {lint}", lint.severity));
    format!("{query}\n{}{}", explain(&query), lints.collect::<String>())
}

#[test]
fn operators_that_are_not_capitals_or_are_missing() {
    assert_snapshot!(check("acme and zeta"), @r#"
    acme AND and AND zeta
    Finds posts with all of:
      - the word `acme`
      - the word `and`
      - the word `zeta`

    Warning: operators are written in capitals, so this is looked for as a word; write `AND`, `OR`, `NOT` or `NEAR/5`; put the word in quotes if you mean it
    Warning: no operator stands before this, which is read as `AND` (as X and YouScan mean it); write `AND` or `OR`, or put words that belong together in quotes
    Warning: no operator stands before this, which is read as `AND` (as X and YouScan mean it); write `AND` or `OR`, or put words that belong together in quotes
    "#);
    assert_snapshot!(check("acme delay* -jobs"), @r#"
    acme AND delay* AND NOT jobs
    Finds posts with all of:
      - the word `acme`
      - a word that starts with `delay`
      - not the word `jobs`

    Warning: no operator stands before this, which is read as `AND` (as X and YouScan mean it); write `AND` or `OR`, or put words that belong together in quotes
    "#);
}

#[test]
fn words_that_are_too_common_or_covered() {
    assert_snapshot!(check("the OR acme"), @r#"
    the OR acme
    Finds posts with the word `the` or the word `acme`

    Warning: `the` alone is enough to match, and it stands in very many posts; add a word that is said only about what you mean, or use a phrase
    "#);
    assert_snapshot!(check("de* OR delay OR niño"), @r#"
    de* OR delay OR niño
    Finds posts with a word that starts with `de`, the word `delay` or the word `niño`

    Warning: `de*` fits very many words; write more letters before the `*`
    Hint: `de*` already finds `delay`; leave `delay` out
    Hint: `niño` finds only the spelling with its accents; write `nino` to find both spellings
    "#);
}

#[test]
fn questions_and_bare_near() {
    assert_snapshot!(check("\"is it late?\" NEAR slow"), @r#"
    "is it late?" NEAR/4 slow
    Finds posts with the phrase `is it late?`, and at most 4 words away the word `slow`

    Warning: `?` after a word stands for one more letter, also in quotes; leave it out if you mean a question mark; `has:question` finds questions
    Hint: `NEAR` without a number means 4 words, as in Meltwater; write `NEAR/4`, or the distance that you mean
    "#);
    assert_snapshot!(check("acme /5 zeta"), @r#"
    acme NEAR/5f zeta
    Finds posts with the word `acme`, and at most 5 words after it the word `zeta`

    Hint: `/n` is read as `NEAR/nf`: the second part comes after the first; write `NEAR/n` if the order does not matter, as in YouScan
    "#);
}

#[test]
fn what_a_watch_must_not_use_and_contradictions() {
    assert_snapshot!(check("subject:Acme AND acme AND NOT acme"), @r#"
    subject:Acme AND acme AND NOT acme
    Finds posts with all of:
      - a match of any watch of `Acme`
      - the word `acme`
      - not the word `acme`

    Error: a watch must not use `subject:`, which asks what watches find; write the words that you look for; `subject:` is for searches
    Warning: `acme` is asked for and refused, so nothing can match; remove one of them
    "#);
}

#[test]
fn fields_of_other_tools() {
    assert_snapshot!(check("language:de authorFollowers:[500 TO *] engagementType:(COMMENT OR RETWEET)"), @r#"
    lang:de AND followers:[500 TO *] AND (kind:reply OR kind:repost)
    Finds posts with all of:
      - the language `de`
      - an author with at least 500 followers
      - the kind `reply` or the kind `repost`

    Hint: `language:` is read as `lang:`; write `lang:`
    Warning: no operator stands before this, which is read as `AND` (as X and YouScan mean it); write `AND` or `OR`, or put words that belong together in quotes
    Hint: `authorFollowers:` is read as `followers:`; write `followers:`
    Warning: no operator stands before this, which is read as `AND` (as X and YouScan mean it); write `AND` or `OR`, or put words that belong together in quotes
    Hint: `engagementType:` is read as `kind:`; write `kind:`
    "#);
}

#[test]
fn a_whole_watch_is_told_as_a_list() {
    assert_snapshot!(check("(united OR \"delta airlines\" OR (american NEAR/2f airlines) OR @aa OR #aa OR 👍) AND (delay* OR cancel*) NOT author:(united OR \"mastodon:delta*\") NOT title:(jobs OR \"we are hiring\") created:[2026-01-01 TO 2026-01-31]"), @r#"
    (united OR "delta airlines" OR (american NEAR/2f airlines) OR @aa OR #aa OR 👍) AND (delay* OR cancel*) AND NOT (author:united OR author:"mastodon:delta*") AND NOT title:(jobs OR "we are hiring") AND created:[2026-01-01 TO 2026-01-31]
    Finds posts with all of:
      - any of:
        - the word `united`
        - the phrase `delta airlines`
        - the word `american`, and at most 2 words after it the word `airlines`
        - a mention of `@aa`
        - the hashtag `#aa`
        - the emoji `👍`
      - a word that starts with `delay` or a word that starts with `cancel`
      - not an author `united` or an author whose handle starts with `delta` on `mastodon`
      - not in the title the word `jobs` or the phrase `we are hiring`
      - a date from 2026-01-01 to 2026-01-31

    Warning: no operator stands before this, which is read as `AND` (as X and YouScan mean it); write `AND` or `OR`, or put words that belong together in quotes
    Warning: this watch will match no post said after the end of `created:`; leave the end open, `created:[2026-01-01 TO *]`, or ask for the time in a search
    "#);
    assert_snapshot!(check("\"acme phone broken\"~5 OR (acme AND (broken OR defect))~8"), @r#"
    "acme phone broken"~5 OR (acme AND (broken OR defect))~8
    Finds posts with any of:
      - the word `acme`, the word `phone` and the word `broken`, in any order and at most 5 words from each other
      - the word `acme` and (the word `broken` or the word `defect`), in any order and at most 8 words from each other
    "#);
}
