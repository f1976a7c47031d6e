//! What people type in other tools: what we read, and what we say about the rest.

use std::ops::Range;

use crate::ast::MAX_DISTANCE;
use crate::error::QueryError;
use crate::lex::TokenKind;
use crate::notes::NoteKind;

pub(crate) mod fields;

/// Meltwater's `NEAR` without a number.
const NEAR_ALONE: u32 = 4;

/// The operator that `word` is, with what the lint should say; `None` when it is a word to look for.
pub(crate) fn operator(
    word: &str,
    span: Range<usize>,
) -> Result<Option<(TokenKind, Option<NoteKind>)>, QueryError> {
    let near = |distance, ordered, note| Ok(Some((TokenKind::Near { distance, ordered }, note)));
    match word {
        "AND" => return Ok(Some((TokenKind::And, None))),
        "OR" => return Ok(Some((TokenKind::Or, None))),
        "NOT" => return Ok(Some((TokenKind::Not, None))),
        "NEAR" => return near(NEAR_ALONE, false, Some(NoteKind::NearAlone)),
        "ONEAR" => return near(NEAR_ALONE, true, Some(NoteKind::NearAlone)),
        _ => {}
    }
    if let Some(number) = word.strip_prefix("NEAR/") {
        let digits = number.strip_suffix(['f', 'F']);
        return near(distance(digits.unwrap_or(number), span)?, digits.is_some(), None);
    }
    if let Some(number) = word.strip_prefix("ONEAR/") {
        return near(distance(number, span)?, true, None);
    }
    if let Some(number) = word.strip_prefix("/+").or_else(|| word.strip_prefix('/'))
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        return near(distance(number, span)?, true, Some(NoteKind::Slash));
    }
    match foreign_operator(word) {
        Some((reason, remedy)) => Err(QueryError::new(span, reason, remedy)),
        None => Ok(None),
    }
}

/// The distance that `digits` name.
pub(crate) fn distance(digits: &str, span: Range<usize>) -> Result<u32, QueryError> {
    let remedy =
        format!("write a number from 1 to {MAX_DISTANCE}: `NEAR/5`, `NEAR/5f`, `\"a b\"~5`");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(QueryError::new(span, "a distance needs a whole number", remedy));
    }
    match digits.parse() {
        Ok(number) if (1..=MAX_DISTANCE).contains(&number) => Ok(number),
        _ => Err(QueryError::new(span, format!("the distance {digits} is out of range"), remedy)),
    }
}

/// Why `word` is refused although it is no operator of ours, and what to write.
fn foreign_operator(word: &str) -> Option<(String, String)> {
    let say = |reason: &str, remedy: &str| Some((reason.to_owned(), remedy.to_owned()));
    let stem = word.split_once('/').map_or(word, |(stem, _)| stem);
    match stem {
        "SENTENCE" => {
            return say(
                "`SENTENCE` (Talkwalker) is not supported",
                "write `NEAR/15`, which is about a sentence; in lower case it is a word",
            );
        }
        "PARAGRAPH" => {
            return say(
                "`PARAGRAPH` is not supported",
                "write `NEAR/50`, which is about a paragraph; in lower case it is a word",
            );
        }
        "ATLEAST" => {
            return say(
                "`ATLEAST` (a word's frequency, as in Meltwater) is not supported",
                "leave it out: a post is matched by one mention; in lower case it is a word",
            );
        }
        "NOTNEAR" | "NOTWITHIN" => {
            return say(
                "`NOTNEAR` is not supported",
                "write `a NOT (a NEAR/5 b)`; it also refuses posts that hold `a` a second time",
            );
        }
        "ANDNOT" => return say("`ANDNOT` is not an operator", "write `AND NOT`"),
        _ => {}
    }
    match word {
        "&" | "&&" | "+" => return say("a sign alone is no operator", "write `AND`"),
        "|" | "||" => return say("a sign alone is no operator", "write `OR`"),
        "!" => return say("a sign alone is no operator", "write `NOT`"),
        "AND/OR" | "AND|OR" => {
            return say("`AND/OR` is not an operator", "write `OR`: it also finds posts with both");
        }
        _ => {}
    }
    if word.starts_with('!') {
        return say("`!` is no operator", "write `NOT`, or `{NASA}` for exact letters");
    }
    if let Some((word, power)) = word.split_once('^')
        && !word.is_empty()
        && power.starts_with(|c: char| c.is_ascii_digit())
    {
        return say("weights with `^` are not supported", "leave the `^` and its number out");
    }
    if let Some((before, after)) = word.split_once('~')
        && after.bytes().all(|b| b.is_ascii_digit())
    {
        return Some(if before.is_empty() {
            (
                "`~` must stand directly after a quote or bracket".to_owned(),
                "write `\"a b\"~5` without a space".to_owned(),
            )
        } else {
            (
                "similar spellings with `~` are not supported".to_owned(),
                format!("write `{before}*`, or the spellings with `OR`"),
            )
        });
    }
    None
}
