//! What the found posts are made of, each part with the search that shows it alone.

use index::By;
use model::{Act, Kind, Label, Language, Network, Quadrant};
use query::{Field, Node};

use super::asked::{Asked, Question, narrowed};
use crate::auth::{May, ReadPosts};
use crate::error::PageError;
use crate::say;

/// Parts of one kind that are shown.
const SHOWN: usize = 7;

/// One kind of parts.
pub struct Facet {
    /// Its name.
    pub name: &'static str,
    /// The largest parts.
    pub values: Vec<Value>,
    /// How many more there are.
    pub more: u64,
}

/// One part.
pub struct Value {
    /// Its name.
    pub name: String,
    /// Posts.
    pub count: u64,
    /// Its share of all, in per cent, for the width of a bar.
    pub share: u64,
    /// The search for it alone; `None` where there is no query for it.
    pub href: Option<String>,
}

const ALL: [(By, &str); 8] = [
    (By::Network, "Network"),
    (By::Sentiment, "Sentiment"),
    (By::Act, "What it does"),
    (By::Quadrant, "Quadrant"),
    (By::Subject, "Subject"),
    (By::Watch, "Watch"),
    (By::Language, "Language"),
    (By::Kind, "Kind"),
];

/// The parts of what a search finds, in one walk over it.
pub fn of(
    who: &May<ReadPosts>,
    asked: &Asked,
    question: &Question,
    total: u64,
) -> Result<Vec<Facet>, PageError> {
    let by: Vec<By> = ALL.iter().map(|(by, _)| *by).collect();
    let snapshot = who.snapshot();
    let parts = who.memo.get(snapshot.version, &format!("parts {}", question.whole), || {
        Ok::<_, PageError>(snapshot.searcher.breakdowns(&question.whole, &by)?)
    })?;
    let facet = |((by, name), parts): ((By, &'static str), Vec<(String, u64)>)| {
        let more = parts.len().saturating_sub(SHOWN) as u64;
        let value = |(word, count): (String, u64)| Value {
            href: clause(by, &word).map(|clause| {
                asked
                    .with_query(narrowed(&asked.q, question.typed.as_ref(), &clause))
                    .href("/search")
            }),
            name: name_of(by, word),
            share: (count * 100).checked_div(total).unwrap_or(0),
            count,
        };
        Facet { name, values: parts.into_iter().take(SHOWN).map(value).collect(), more }
    };
    let all = ALL.into_iter().zip(parts.iter().cloned()).map(facet);
    Ok(all.filter(|facet| !facet.values.is_empty()).collect())
}

/// The condition for one part, in the query language.
fn clause(by: By, word: &str) -> Option<String> {
    let field = match by {
        By::Network => Field::Network(Network::new(word).ok()?),
        By::Language => Field::Language(Language::from_tag(word)?),
        By::Watch if !word.starts_with('#') => Field::Watch(word.to_owned()),
        By::Subject if !word.starts_with('#') => Field::Subject(word.to_owned()),
        By::Watch | By::Subject => return None,
        By::Quadrant => Field::Quadrant(Quadrant::from_word(word)?),
        By::Sentiment => Field::Sentiment(Label::from_word(word)?),
        By::Act => Field::Act(Act::from_word(word)?),
        By::Kind => Field::Kind(Kind::from_word(word)?),
    };
    let text = Node::Field(field, Default::default()).to_string();
    query::parse(&text).is_ok().then_some(text)
}

fn name_of(by: By, word: String) -> String {
    let known = match by {
        By::Network => Network::new(&word).ok().map(|n| report::catalogue::network(&n)),
        By::Language => Language::from_tag(&word).map(report::catalogue::language),
        By::Quadrant => {
            Quadrant::from_word(&word).map(|q| report::catalogue::quadrant(q).to_owned())
        }
        By::Sentiment => Some(say::label(Label::from_word(&word)).to_owned()),
        By::Act => Act::from_word(&word).map(|act| say::act(act).to_owned()),
        By::Kind | By::Watch | By::Subject => None,
    };
    known.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_query_or_none() {
        assert_eq!(clause(By::Network, "hacker_news").unwrap(), "network:hacker_news");
        assert_eq!(
            clause(By::Watch, "Lumen \"brand\" (all)").unwrap(),
            "watch:\"Lumen \\\"brand\\\" (all)\""
        );
        assert_eq!(clause(By::Act, "purchase_intent").unwrap(), "act:purchase_intent");
        assert_eq!(clause(By::Language, "und").unwrap(), "lang:und");
        assert_eq!(clause(By::Sentiment, "unread"), None);
        assert_eq!(clause(By::Watch, "#12"), None);
        assert_eq!(name_of(By::Language, "de".to_owned()), "German");
        assert_eq!(name_of(By::Sentiment, "unread".to_owned()), "not read");
    }
}
