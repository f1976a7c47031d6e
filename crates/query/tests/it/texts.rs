//! No text makes the crate panic, and every text that parses prints to one that means the same.

use crate::generate::cases;
use proptest::prelude::*;
use query::{explain, lint, lint_watch, parse};

fn check(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Ok(query) => {
            let printed = query.to_string();
            let again = parse(&printed);
            prop_assert!(again.is_ok(), "`{}` prints as `{}`", text, printed);
            prop_assert_eq!(&again.unwrap(), &query, "`{}` prints as `{}`", text, printed);
            prop_assert!(explain(&query).ends_with('\n'));
            for lint in lint(&query).into_iter().chain(lint_watch(&query)) {
                prop_assert!(text.get(lint.span.clone()).is_some());
                prop_assert!(lint.render(text).contains('^'));
            }
        }
        Err(error) => {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?} in `{}`", error, text);
            prop_assert!(error.render(text).contains('^'));
            prop_assert!(!error.reason.is_empty() && !error.remedy.is_empty());
        }
    }
    Ok(())
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = &[
        "a",
        "acme",
        "niño",
        "AND",
        "OR",
        "NOT",
        "NEAR/3",
        "NEAR/3f",
        "NEAR",
        "/5",
        "-",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "{",
        "}",
        "[",
        "]",
        "~5",
        "*",
        "?",
        "#",
        "@",
        ":",
        "author:",
        "title:",
        "lang:en",
        "followers:[1 TO 9]",
        "created:[2026-01-01 TO *]",
        "is:reply",
        "<<<",
        ">>>",
        "\\",
        "👍",
        "東京",
        "צה\"ל",
        "e\u{301}",
        "\u{200d}",
        "\t",
        "\n",
        "and",
        ".",
        "'",
        "’",
        "–",
        "!",
        "\u{fe0f}",
        "🇩🇪",
        "has:(link OR media)",
        "de*",
        "wom?n",
        "\"a b\"",
        "\"a b\"~3",
        "{BT}",
        "ㇰ",
        "ǂ",
    ][..];
    let piece = prop::sample::select(pieces);
    prop::collection::vec((piece, any::<bool>()), 0..14).prop_map(|pieces| {
        let spaced =
            |(piece, space): (&str, bool)| format!("{piece}{}", if space { " " } else { "" });
        pieces.into_iter().map(spaced).collect()
    })
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        check(&text)?;
    }

    #[test]
    fn any_characters_are_read_or_refused(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_mixture_of_the_languages_pieces_is_read_or_refused(text in pieces()) {
        check(&text)?;
    }
}

#[test]
fn very_deep_and_very_long_queries_are_refused_or_read() {
    let deep = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    assert!(parse(&deep(200)).is_ok());
    assert!(parse(&deep(201)).unwrap_err().reason.contains("nested"));
    assert!(parse(&"(".repeat(190_000)).is_err());
    assert!(parse(&"NOT ".repeat(40_000)).is_err());
    assert!(parse(&"-".repeat(190_000)).is_err());
    check(&"title:".repeat(30_000)).unwrap();
    assert!(parse(&"{".repeat(190_000)).is_err());
    assert!(parse(&"a".repeat(200_001)).unwrap_err().reason.contains("200001 bytes"));

    let long: Vec<String> = (0..25_000).map(|n| format!("w{n}")).collect();
    let query = parse(&long.join(" OR ")).unwrap_err();
    assert!(query.reason.contains("bytes"));
    let query = parse(&long[..15_000].join(" OR ")).unwrap();
    assert_eq!(parse(&query.to_string()).unwrap(), query);
    assert!(lint(&query).is_empty());
    assert!(explain(&query).lines().count() > 15_000);

    // Brackets of AND and OR in turn cannot be flattened.
    let mut nested = String::from("a");
    for level in 0..190 {
        nested = format!("({nested}) {} the", if level % 2 == 0 { "AND" } else { "OR" });
    }
    let query = parse(&nested).unwrap();
    check(&nested).unwrap();
    assert!(explain(&query).contains("the"));
    let near = (0..190).fold("a".to_owned(), |q, _| format!("({q}) NEAR/2 b"));
    check(&near).unwrap();
}
