//! Reads the values of fields.

use std::ops::Range;

use jiff::civil;
use model::{Act, Emotion, Kind, Label, Language, Network, Quadrant, Side};

use super::Parser;
use crate::ast::Node;
use crate::dialect::fields::{self, Name, Resolved};
use crate::error::QueryError;
use crate::field::{AuthorName, Field, Has, Moment, Moments, Numbers, lower};
use crate::lex::{TokenKind, is_minus};
use crate::notes::{Note, NoteKind};

/// A value as written.
struct Value {
    text: String,
    span: Range<usize>,
    range: bool,
}

impl Parser<'_> {
    /// What follows the token `name:` at `span`.
    pub(super) fn field(&mut self, name: &str, span: Range<usize>) -> Result<Node, QueryError> {
        let field = match fields::resolve(name) {
            Resolved::Ours(field) => field,
            Resolved::Alias(field, read) => {
                let written = name.to_owned();
                let kind = NoteKind::Alias { written, read: read.to_owned() };
                self.notes.push(Note { span: span.clone(), kind });
                field
            }
            Resolved::Foreign(reason, remedy) => {
                return Err(QueryError::new(span, reason, remedy));
            }
            Resolved::Unknown(near) => return Err(self.unknown(name, near, span)),
        };
        if self.in_title {
            return Err(QueryError::new(
                span,
                "a field may not stand inside `title:`",
                "close the bracket of `title:` before, and join the field with `AND`",
            ));
        }
        let glued = self.here().start == span.end && self.at < self.tokens.len();
        if !glued {
            return Err(QueryError::new(
                span,
                format!("`{name}:` has no value"),
                format!("write the value directly after the colon: {}", example(field)),
            ));
        }
        if field == Name::Title {
            return self.title(span);
        }
        if self.peek() != Some(&TokenKind::Open) {
            let value = self.value(field)?;
            return read(field, &value, span.start..value.span.end);
        }
        self.at += 1;
        self.list(field, span)
    }

    /// `name:(a OR b)`, after its `(`.
    fn list(&mut self, field: Name, name: Range<usize>) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        loop {
            let value = self.value(field)?;
            nodes.push(read(field, &value, name.start..value.span.end)?);
            match self.peek() {
                Some(TokenKind::Or) => self.at += 1,
                Some(TokenKind::Close { within: None }) => {
                    self.at += 1;
                    return Ok(Node::or(nodes));
                }
                None => {
                    return Err(QueryError::new(
                        name,
                        "the list of this field is never closed",
                        "add `)` after its last value",
                    ));
                }
                Some(_) => {
                    return Err(QueryError::new(
                        self.here(),
                        "a field's list joins its values with `OR` only",
                        "write `network:(reddit OR mastodon)`; for `AND`, repeat the field",
                    ));
                }
            }
        }
    }

    fn value(&mut self, field: Name) -> Result<Value, QueryError> {
        let here = self.here();
        let refused = |span| {
            QueryError::new(
                span,
                "a value of the field is missing here",
                format!("write for example {}", example(field)),
            )
        };
        let Some(token) = self.next() else { return Err(refused(here)) };
        let span = token.span;
        match token.kind {
            TokenKind::Bare { text } | TokenKind::Quoted { text, within: None } => {
                Ok(Value { text, span, range: false })
            }
            TokenKind::Range { text } => Ok(Value { text, span, range: true }),
            // `author:(mastodon:ann OR …)` and `url:(https://… OR …)`: the colon belongs to the value.
            TokenKind::Field { .. } => {
                let glued = self.here().start == span.end;
                match (self.peek(), glued) {
                    (Some(TokenKind::Bare { .. }), true) => {
                        let span = span.start..self.here().end;
                        self.at += 1;
                        let text = self.text.get(span.clone()).unwrap_or_default().to_owned();
                        Ok(Value { text, span, range: false })
                    }
                    _ => Err(refused(span)),
                }
            }
            _ => Err(refused(span)),
        }
    }

    fn title(&mut self, span: Range<usize>) -> Result<Node, QueryError> {
        if let Some(TokenKind::Bare { text }) = self.peek()
            && text.starts_with(is_minus)
        {
            return Err(QueryError::new(
                self.here(),
                "a minus sign may not stand inside `title:`",
                "write `-title:word`, or `title:(word NOT other)`",
            ));
        }
        self.in_title = true;
        let node = self.part()?;
        self.in_title = false;
        let span = span.start..self.end_of_last();
        if node.is_negative() {
            return Err(super::level::bare_negative(span));
        }
        Ok(Node::Field(Field::Title(Box::new(node)), span.into()))
    }

    fn unknown(&self, name: &str, near: Option<&str>, span: Range<usize>) -> QueryError {
        let end = self.here();
        let end = if end.start == span.end { end.end } else { span.end };
        let words = self.text.get(span.start..end).unwrap_or(name).replace('"', "");
        let remedy = match near {
            Some(near) => format!("write `{near}:`, or `\"{words}\"` in quotes to look for words"),
            None => format!(
                "write `\"{words}\"` in quotes to look for words; the fields are {}",
                fields::ours()
            ),
        };
        QueryError::new(span, format!("there is no field `{name}:`"), remedy)
    }
}

/// A value that works.
fn example(field: Name) -> &'static str {
    match field {
        Name::Author => "`author:ann`, `author:\"mastodon:ann\"`, `author:ann*`",
        Name::Network => "`network:reddit`",
        Name::Channel => "`channel:rust`, `channel:\"Daily News\"`",
        Name::Lang => "`lang:en`",
        Name::Site => "`site:example.com`",
        Name::Url => "`url:example.com/shop`",
        Name::Links => "`links:example.com`",
        Name::Title => "`title:acme`, `title:\"acme phone\"`",
        Name::Kind | Name::EngagementType | Name::PubType => {
            "`kind:original`, `reply`, `repost`, `quote`, `article` or `review`"
        }
        Name::Is => "`is:reply`, `repost`, `original`, `quote`, `article`, `review` or `repeat`",
        Name::Has => {
            "`has:link`, `media`, `hashtag`, `mention`, `title`, or an act: `has:question`, \
             `complaint`, `suggestion`, `praise`, `recommendation_asked`, `recommendation_given`, \
             `purchase_intent`"
        }
        Name::Sentiment => "`sentiment:negative`, `neutral` or `positive`",
        Name::Emotion => {
            "`emotion:joy`, `optimism`, `anger`, `disgust`, `sadness`, `fear` or `surprise`"
        }
        Name::Act => {
            "`act:question`, `complaint`, `suggestion`, `praise`, `recommendation_asked`, \
             `recommendation_given` or `purchase_intent`"
        }
        Name::Side => "`side:external` or `side:internal`",
        Name::Source => "`source:\"Customer forum\"`",
        Name::Subject => "`subject:\"Acme\"`",
        Name::Watch => "`watch:\"Acme by name\"`",
        Name::Quadrant => "`quadrant:customers`, `brand`, `partners` or `competitors`",
        Name::Followers => "`followers:[500 TO 100000]`, `followers:[500 TO *]`",
        Name::Engagement => "`engagement:[10 TO *]`",
        Name::Created => {
            "`created:[2026-01-01 TO 2026-01-31]`, `created:[2026-01-31T12:00 TO *]`, \
             `created:2026-01-31`"
        }
    }
}

fn read(name: Name, value: &Value, span: Range<usize>) -> Result<Node, QueryError> {
    let text = value.text.trim();
    let ranged = matches!(name, Name::Followers | Name::Engagement | Name::Created);
    let field = if text.is_empty() || (value.range && !ranged) {
        None
    } else {
        field_of(name, text, value.range)
    };
    match field {
        Some(field) => Ok(Node::Field(field, span.into())),
        None => {
            let reason = format!("`{text}` is no value for this field");
            let remedy = match foreign_value(name, text) {
                Some(remedy) => remedy.to_owned(),
                None => format!("write for example {}", example(name)),
            };
            Err(QueryError::new(value.span.clone(), reason, remedy))
        }
    }
}

/// What to write for a value of another tool that has no equal here.
fn foreign_value(name: Name, text: &str) -> Option<&'static str> {
    match (name, text.to_ascii_lowercase().as_str()) {
        (Name::Is, "verified" | "blue_verified") => Some(
            "X's mark of verification is not read: use `followers:[10000 TO *]`, or leave it out",
        ),
        (Name::Is, "nullcast") => Some("leave it out: advertisements are not marked here"),
        (Name::Has, "geo") => Some("posts carry no place here: name the places as words"),
        (Name::Has, "cashtags") => Some("write the sign's letters as a word: `tsla`"),
        (Name::PubType, _) => Some("use `network:` for where, or `kind:article`, `kind:review`"),
        (Name::Site, text) if text.contains('/') => {
            Some("a site is a host, `site:example.com`; for a part of the address write `url:`")
        }
        (Name::Followers | Name::Engagement, text) if text.parse::<u64>().is_ok() => {
            Some("write a range, `[500 TO *]` for at least, `[500 TO 500]` for exactly")
        }
        (Name::Followers | Name::Engagement, text) if text.contains(" to ") => {
            Some("write whole numbers, the smaller one first, or `*` for an open end")
        }
        (Name::Created, text) if text.contains(" to ") => Some(
            "write dates that exist, the earlier one first, or `*` for an open end: \
             `created:[2026-01-01 TO 2026-01-31]`, `created:[2026-01-31T12:00 TO *]`",
        ),
        _ => None,
    }
}

fn field_of(name: Name, text: &str, range: bool) -> Option<Field> {
    Some(match name {
        Name::Author => Field::Author(author(text)?),
        Name::Network => Field::Network(Network::new(text).ok()?),
        Name::Channel => Field::Channel(channel(text)?),
        Name::Lang => Field::Language(Language::from_tag(text)?),
        Name::Site => Field::Site(site(text)?),
        Name::Url => Field::Url(lower(text)),
        Name::Links => Field::Links(lower(text)),
        Name::Kind => Field::Kind(Kind::from_word(text)?),
        Name::Is => is(text)?,
        Name::Has => has(text)?,
        Name::Sentiment => Field::Sentiment(Label::from_word(text)?),
        Name::Emotion => Field::Emotion(Emotion::from_word(text)?),
        Name::Act => Field::Act(Act::from_word(text)?),
        Name::Side => Field::Side(Side::from_word(text)?),
        Name::Source => Field::Source(text.to_owned()),
        Name::Subject => Field::Subject(text.to_owned()),
        Name::Watch => Field::Watch(text.to_owned()),
        Name::Quadrant => Field::Quadrant(quadrant(text)?),
        Name::Followers => Field::Followers(numbers(text, range)?),
        Name::Engagement => Field::Engagement(numbers(text, range)?),
        Name::Created => Field::Created(moments(text, range)?),
        Name::EngagementType => Field::Kind(match text.to_ascii_lowercase().as_str() {
            "comment" | "reply" => Kind::Reply,
            "retweet" | "repost" => Kind::Repost,
            "quote" => Kind::Quote,
            _ => return None,
        }),
        Name::PubType => Field::Kind(match text.to_ascii_lowercase().as_str() {
            "news" | "newspaper" | "magazine" | "blog" | "article" => Kind::Article,
            "review" | "reviews" => Kind::Review,
            _ => return None,
        }),
        // Read by `Parser::title`.
        Name::Title => return None,
    })
}

fn author(text: &str) -> Option<AuthorName> {
    let (network, handle) = match text.split_once(':') {
        Some((network, handle)) => (Some(Network::new(network).ok()?), handle),
        None => (None, text),
    };
    let handle = lower(handle.trim().trim_start_matches('@'));
    let (handle, prefix) = match handle.strip_suffix('*') {
        Some(start) => (start.to_owned(), true),
        None => (handle, false),
    };
    (!handle.is_empty() && !handle.contains('*')).then_some(AuthorName { network, handle, prefix })
}

/// Channels compare without `r/` in front, as some sources write it and others do not.
fn channel(text: &str) -> Option<String> {
    let name = lower(text);
    let name = name.strip_prefix('/').unwrap_or(&name);
    let name = name.strip_prefix("r/").unwrap_or(name).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn site(text: &str) -> Option<String> {
    let text = lower(text);
    let host = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = host.strip_suffix('/').unwrap_or(host);
    let host = host.strip_prefix("*.").unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host).trim_matches('.');
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    (!host.is_empty() && host.chars().all(fits)).then(|| host.to_owned())
}

fn is(text: &str) -> Option<Field> {
    match text.to_ascii_lowercase().as_str() {
        "repeat" => Some(Field::Repeat),
        "retweet" | "share" => Some(Field::Kind(Kind::Repost)),
        "comment" => Some(Field::Kind(Kind::Reply)),
        word => Kind::from_word(word).map(Field::Kind),
    }
}

fn has(text: &str) -> Option<Field> {
    let word = text.to_ascii_lowercase();
    if let Some(has) = Has::ALL.into_iter().find(|has| has.as_str() == word) {
        return Some(Field::Has(has));
    }
    match word.as_str() {
        "links" => Some(Field::Has(Has::Link)),
        "images" | "image" | "video" | "videos" | "video_link" => Some(Field::Has(Has::Media)),
        "hashtags" => Some(Field::Has(Has::Hashtag)),
        "mentions" => Some(Field::Has(Has::Mention)),
        word => Act::from_word(word).map(Field::Act),
    }
}

fn quadrant(text: &str) -> Option<Quadrant> {
    let plural = format!("{text}s");
    Quadrant::from_word(text).or_else(|| Quadrant::from_word(&plural))
}

/// The ends of `1 TO 9` (in brackets) or `1..9` (without); `*` is open.
fn ends(text: &str, range: bool) -> Option<(Option<&str>, Option<&str>)> {
    let (from, to) = if range {
        text.split_once(" TO ").or_else(|| text.split_once(" to "))
    } else {
        text.split_once("..")
    }?;
    let open = |end: &'_ str| matches!(end, "*" | "").then_some(());
    let (from, to) = (from.trim(), to.trim());
    Some((open(from).map_or(Some(from), |()| None), open(to).map_or(Some(to), |()| None)))
}

fn numbers(text: &str, range: bool) -> Option<Numbers> {
    let number = |text: &str| text.replace(['_', ','], "").parse::<u64>().ok();
    let end = |end: Option<&str>| end.map_or(Some(None), |text| number(text).map(Some));
    let (from, to) = ends(text, range)?;
    let (from, to) = (end(from)?, end(to)?);
    let upside_down = from.zip(to).is_some_and(|(from, to)| from > to);
    (!upside_down).then_some(Numbers { from, to })
}

fn moments(text: &str, range: bool) -> Option<Moments> {
    let (from, to) = match ends(text, range) {
        Some(ends) => ends,
        None if range => return None,
        None => (Some(text), Some(text)),
    };
    let end = |end: Option<&str>| end.map_or(Some(None), |text| moment(text).map(Some));
    let (from, to) = (end(from)?, end(to)?);
    let utc = model::Zone::utc();
    let first = |moment: Moment| moment.first(&utc).0;
    // A local time may lie up to a day beside the same reading in UTC.
    let upside_down = from.zip(to).is_some_and(|(from, to)| match (from, to) {
        (Moment::Instant(_), Moment::Instant(_)) => first(from) > first(to),
        (Moment::Instant(_), _) | (_, Moment::Instant(_)) => false,
        (Moment::Local(_), Moment::Day(_)) => first(from) >= to.after(&utc).0,
        _ => first(from) > first(to),
    });
    (!upside_down).then_some(Moments { from, to })
}

fn moment(text: &str) -> Option<Moment> {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some(Moment::Instant(instant.into()));
    }
    if text.contains([':', 'T', 't']) {
        let local: civil::DateTime = text.parse().ok()?;
        return local.with().subsec_nanosecond(0).build().ok().map(Moment::Local);
    }
    text.parse().ok().map(Moment::Day)
}
