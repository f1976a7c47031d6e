//! Every refusal points at its place, says why, and says what to write.

use insta::assert_snapshot;
use query::parse;

/// What the writer of a wrong query sees.
fn check(text: &str) -> String {
    parse(text).expect_err("a wrong query").render(text)
}

#[test]
fn operators_need_both_sides() {
    assert_snapshot!(check("acme AND"), @r#"
    acme AND
            ^
    something to look for is missing here
    add a word, a phrase or a field, or remove the operator before
    "#);
    assert_snapshot!(check("AND acme"), @r#"
    AND acme
    ^^^
    `AND` has nothing to join on its left
    put a word before it, or write `"and"` for the word
    "#);
    assert_snapshot!(check("acme AND OR zeta"), @r#"
    acme AND OR zeta
             ^^
    `OR` has nothing to join on its left
    put a word before it, or write `"or"` for the word
    "#);
    assert_eq!(parse("").unwrap_err().reason, "the query is empty");
    assert_snapshot!(check("acme && phone"), @r#"
    acme && phone
         ^^
    a sign alone is no operator
    write `AND`
    "#);
    assert_snapshot!(check("acme SENTENCE phone"), @r#"
    acme SENTENCE phone
         ^^^^^^^^
    `SENTENCE` (Talkwalker) is not supported
    write `NEAR/15`, which is about a sentence; in lower case it is a word
    "#);
}

#[test]
fn what_opens_must_close() {
    assert_snapshot!(check("(acme"), @r#"
    (acme
    ^
    this bracket is never closed
    add `)` at its end
    "#);
    assert_snapshot!(check("acme)"), @r#"
    acme)
        ^
    this bracket closes nothing
    remove it, or open one before
    "#);
    assert_snapshot!(check("()"), @r#"
    ()
     ^
    something to look for is missing before this bracket
    put a word, a phrase or a field into the brackets, or remove them
    "#);
    assert_snapshot!(check("\"acme phone"), @r#"
    "acme phone
    ^
    this quote is never closed
    add `"` after the last word of the phrase
    "#);
    assert_snapshot!(check("{BT"), @r#"
    {BT
    ^
    this `{` is never closed
    add `}` after the word whose letters must be exact: `{BT}`
    "#);
    assert_snapshot!(check("acme <<< what"), @r#"
    acme <<< what
         ^^^
    this comment has no end
    close it with `>>>`
    "#);
}

#[test]
fn and_and_or_do_not_mix() {
    assert_snapshot!(check("acme AND zeta OR jobs"), @r#"
    acme AND zeta OR jobs
                  ^^
    `AND` (or a missing operator, which means `AND`) and `OR` stand on one level without brackets
    write `(acme AND zeta) OR jobs` (as Meltwater and X read it), or `acme AND (zeta OR jobs)`
    "#);
    assert_snapshot!(check("acme zeta OR jobs"), @r#"
    acme zeta OR jobs
              ^^
    `AND` (or a missing operator, which means `AND`) and `OR` stand on one level without brackets
    write `(acme AND zeta) OR jobs` (as Meltwater and X read it), or `acme AND (zeta OR jobs)`
    "#);
    assert_snapshot!(check("acme OR zeta NEAR/5 phone"), @r#"
    acme OR zeta NEAR/5 phone
            ^^^^^^^^^^^^^^^^^
    `NEAR` and `OR` stand on one level without brackets
    write `(a OR b) NEAR/5 c`, or `a OR (b NEAR/5 c)`
    "#);
}

#[test]
fn not_needs_something_positive() {
    assert_snapshot!(check("NOT jobs"), @r#"
    NOT jobs
    ^^^^^^^^
    `NOT` needs something positive beside it: alone it would find nearly every post
    add what posts must hold: `acme NOT jobs`, or a field: `lang:en NOT jobs`
    "#);
    assert_snapshot!(check("-jobs -careers"), @r#"
    -jobs -careers
    ^^^^^^^^^^^^^^
    `NOT` needs something positive beside it: alone it would find nearly every post
    add what posts must hold: `acme NOT jobs`, or a field: `lang:en NOT jobs`
    "#);
    assert_snapshot!(check("acme OR NOT zeta"), @r#"
    acme OR NOT zeta
            ^^^
    `NOT` stands beside `OR` on one level, where it would find nearly everything
    put brackets around: `(a OR b) NOT c`, or `a OR (b NOT c)`
    "#);
    assert_snapshot!(check("acme AND NOT NOT zeta"), @r#"
    acme AND NOT NOT zeta
                 ^^^
    two `NOT` in a row cancel each other out
    remove both, or one
    "#);
}

#[test]
fn nearness_has_rules() {
    assert_snapshot!(check("(acme AND zeta) NEAR/5 phone"), @r#"
    (acme AND zeta) NEAR/5 phone
    ^^^^^^^^^^^^^^^
    `AND` may not stand inside `NEAR`
    write `(a NEAR/5 c) AND (b NEAR/5 c)`, or `(a AND b AND c)~5`
    "#);
    assert_snapshot!(check("acme NEAR/5 NOT phone"), @r#"
    acme NEAR/5 NOT phone
                ^^^
    `NOT` may not stand inside `NEAR`
    write `(a NEAR/5 b) NOT c`, or `a NOT (a NEAR/5 b)`
    "#);
    assert_snapshot!(check("acme NEAR/5 lang:en"), @r#"
    acme NEAR/5 lang:en
                ^^^^^^^
    a field stands nowhere in the text, so nothing is near it
    join it with `AND` outside: `(a NEAR/5 b) AND lang:en`
    "#);
    assert_snapshot!(check("acme NEAR/0 phone"), @r#"
    acme NEAR/0 phone
         ^^^^^^
    the distance 0 is out of range
    write a number from 1 to 100: `NEAR/5`, `NEAR/5f`, `"a b"~5`
    "#);
    assert_snapshot!(check("acme NEAR/500 phone"), @r#"
    acme NEAR/500 phone
         ^^^^^^^^
    the distance 500 is out of range
    write a number from 1 to 100: `NEAR/5`, `NEAR/5f`, `"a b"~5`
    "#);
    assert_snapshot!(check("acme NEAR/x phone"), @r#"
    acme NEAR/x phone
         ^^^^^^
    a distance needs a whole number
    write a number from 1 to 100: `NEAR/5`, `NEAR/5f`, `"a b"~5`
    "#);
    assert_snapshot!(check("(acme OR zeta)~5"), @r#"
    (acme OR zeta)~5
    ^^^^^^^^^^^^^^^^
    `~5` needs parts joined by `AND` in its brackets
    write `(a AND (b OR c))~5`, or leave `~5` out
    "#);
    assert_snapshot!(check("(acme AND (zeta NEAR/2 phone))~5"), @r#"
    (acme AND (zeta NEAR/2 phone))~5
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    `(…)~5` may hold words, phrases and one layer of `OR` brackets
    take `NOT`, fields and `NEAR` out: `(a AND b)~5 AND NOT c`
    "#);
}

#[test]
fn wildcards_have_rules() {
    assert_snapshot!(check("*phone"), @r#"
    *phone
    ^^^^^^
    a word cannot start with `*` or `?`
    write the start of the word: `deliver*`; for any word between two others `a NEAR/2f b`
    "#);
    assert_snapshot!(check("d*"), @r#"
    d*
    ^^
    fewer than two letters stand before `*`
    write more of the word: `de*`, better `deliver*`
    "#);
    assert_snapshot!(check("\"the * phone\""), @r#"
    "the * phone"
    ^^^^^^^^^^^^^
    a word cannot start with `*` or `?`
    write the start of the word: `deliver*`; for any word between two others `a NEAR/2f b`
    "#);
    assert_snapshot!(check("{BT*}"), @r#"
    {BT*}
    ^^^^^
    `*` and `?` do not work in exact letters
    write the exact spellings with `OR`: `({BT} OR {BTs})`
    "#);
    assert_snapshot!(check("acme~2"), @r#"
    acme~2
    ^^^^^^
    similar spellings with `~` are not supported
    write `acme*`, or the spellings with `OR`
    "#);
    assert_snapshot!(check("acme^3"), @r#"
    acme^3
    ^^^^^^
    weights with `^` are not supported
    leave the `^` and its number out
    "#);
    assert_snapshot!(check("\"\""), @r#"
    ""
    ^^
    there is no word to look for in this
    write letters, digits or an emoji; punctuation alone cannot be found
    "#);
    assert_snapshot!(check(":-)"), @r#"
    :-)
    ^^
    there is no word to look for in this
    write letters, digits or an emoji; punctuation alone cannot be found
    "#);
}

#[test]
fn unknown_fields_name_what_to_write() {
    assert_snapshot!(check("colour:red"), @r#"
    colour:red
    ^^^^^^^
    there is no field `colour:`
    write `"colour:red"` in quotes to look for words; the fields are `author:` `network:` `channel:` `lang:` `site:` `url:` `links:` `title:` `kind:` `is:` `has:` `sentiment:` `emotion:` `act:` `side:` `source:` `subject:` `watch:` `quadrant:` `followers:` `engagement:` `created:`
    "#);
    assert_snapshot!(check("autor:ann"), @r#"
    autor:ann
    ^^^^^^
    there is no field `autor:`
    write `author:`, or `"autor:ann"` in quotes to look for words
    "#);
    assert_snapshot!(check("country:de"), @r#"
    country:de
    ^^^^^^^^
    `country:` (Brandwatch) is not supported
    posts carry no place here: name the places as words, or use `lang:`
    "#);
    assert_snapshot!(check("conversation_id:12"), @r#"
    conversation_id:12
    ^^^^^^^^^^^^^^^^
    `conversation_id:` (X) is not supported
    look for a thread by `url:`, or for answers by `kind:reply`
    "#);
    assert_snapshot!(check("https://example.com/page"), @r#"
    https://example.com/page
    ^^^^^^
    `https:` (the start of a link) is not supported
    write `url:"https://example.com/page"` or `links:example.com`
    "#);
}

#[test]
fn values_are_checked() {
    assert_snapshot!(check("lang:english"), @r#"
    lang:english
         ^^^^^^^
    `english` is no value for this field
    write for example `lang:en`
    "#);
    assert_snapshot!(check("followers:500"), @r#"
    followers:500
              ^^^
    `500` is no value for this field
    write a range, `[500 TO *]` for at least, `[500 TO 500]` for exactly
    "#);
    assert_snapshot!(check("followers:[9 TO 1]"), @r#"
    followers:[9 TO 1]
              ^^^^^^^^
    `9 TO 1` is no value for this field
    write whole numbers, the smaller one first, or `*` for an open end
    "#);
    assert_snapshot!(check("created:[2026-02-30 TO *]"), @r#"
    created:[2026-02-30 TO *]
            ^^^^^^^^^^^^^^^^^
    `2026-02-30 TO *` is no value for this field
    write dates that exist, the earlier one first, or `*` for an open end: `created:[2026-01-01 TO 2026-01-31]`, `created:[2026-01-31T12:00 TO *]`
    "#);
    assert_snapshot!(check("site:example.com/shop"), @r#"
    site:example.com/shop
         ^^^^^^^^^^^^^^^^
    `example.com/shop` is no value for this field
    a site is a host, `site:example.com`; for a part of the address write `url:`
    "#);
    assert_snapshot!(check("network:(reddit AND mastodon)"), @r#"
    network:(reddit AND mastodon)
                    ^^^
    a field's list joins its values with `OR` only
    write `network:(reddit OR mastodon)`; for `AND`, repeat the field
    "#);
    assert_snapshot!(check("author: ann"), @r#"
    author: ann
    ^^^^^^^
    `author:` has no value
    write the value directly after the colon: `author:ann`, `author:"mastodon:ann"`, `author:ann*`
    "#);
    assert_snapshot!(check("sentiment:bad"), @r#"
    sentiment:bad
              ^^^
    `bad` is no value for this field
    write for example `sentiment:negative`, `neutral` or `positive`
    "#);
    assert_snapshot!(check("is:verified"), @r#"
    is:verified
       ^^^^^^^^
    `verified` is no value for this field
    X's mark of verification is not read: use `followers:[10000 TO *]`, or leave it out
    "#);
    assert_snapshot!(check("has:geo"), @r#"
    has:geo
        ^^^
    `geo` is no value for this field
    posts carry no place here: name the places as words
    "#);
    assert_snapshot!(check("title:(acme AND lang:en)"), @r#"
    title:(acme AND lang:en)
                    ^^^^^
    a field may not stand inside `title:`
    close the bracket of `title:` before, and join the field with `AND`
    "#);
}

#[test]
fn carets_stand_under_wide_characters_after_tabs_and_in_their_line() {
    assert_snapshot!(check("東京のカメラ AND OR 写真"), @r#"
    東京のカメラ AND OR 写真
                     ^^
    `OR` has nothing to join on its left
    put a word before it, or write `"or"` for the word
    "#);
    assert_snapshot!(check("acme\tAND\t\tOR phone"), @r#"
    acme AND  OR phone
              ^^
    `OR` has nothing to join on its left
    put a word before it, or write `"or"` for the word
    "#);
    assert_snapshot!(check("acme AND (\n  phone OR\n  tablet AND case\n)"), @r#"
    3 |   tablet AND case
                 ^^^
    `AND` (or a missing operator, which means `AND`) and `OR` stand on one level without brackets
    write `phone OR (tablet AND case)` (as Meltwater and X read it), or `(phone OR tablet) AND case`
    "#);
    assert_snapshot!(check("acme AND (phone OR tablet OR laptop OR monitor OR keyboard OR mouse OR printer OR scanner) AND OR (delay OR late OR broken OR defect OR fault OR refund)"), @r#"
    … printer OR scanner) AND OR (delay OR late OR broken OR defect OR fault OR r…
                              ^^
    `OR` has nothing to join on its left
    put a word before it, or write `"or"` for the word
    "#);
}
