//! What a search asks for: its address, and the query that the address means.

use index::Order;
use jiff::civil::Date;
use model::{Day, Plan};
use query::{Node, Query};
use serde::Deserialize;

use crate::frame::encode;

/// Posts on one page.
pub const SHOWN: usize = 25;
/// The last page that is shown: what lies deeper is for an export or a narrower query.
const LAST_PAGE: usize = 400;

/// The state of a search as its address holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The query as it was typed.
    pub q: String,
    /// The first day, `2026-01-31`; empty: from the beginning.
    pub since: String,
    /// The last day; empty: until now.
    pub until: String,
    /// `oldest` or, by default, the newest first.
    pub order: String,
    /// `without` leaves out posts that repeat an earlier one.
    pub repeats: String,
    /// `day`, `week` or `month`; empty: as suits.
    pub by: String,
    /// The page, from 1.
    pub page: String,
}

/// A search that can be carried out.
#[derive(Debug, Clone)]
pub struct Question {
    /// What was typed, read; `None` when nothing was.
    pub typed: Option<Query>,
    /// All of it, with the days and the repeats.
    pub whole: Query,
    /// The first and the last day.
    pub days: (Option<Day>, Option<Day>),
}

/// Why it cannot be carried out: the query with carets under the place, the reason and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(pub String);

impl Asked {
    /// What it means in `plan`.
    pub fn question(&self, plan: &Plan) -> Result<Question, Problem> {
        let text = self.q.trim();
        let typed = if text.is_empty() { None } else { Some(read(text, plan)?) };
        let days = (day(&self.since)?, day(&self.until)?);
        let mut parts: Vec<String> = Vec::new();
        parts.extend(typed.as_ref().map(|_| format!("({text})")));
        if days != (None, None) || typed.is_none() {
            let end = |text: &str, none: &'static str| {
                if text.trim().is_empty() { none.to_owned() } else { text.trim().to_owned() }
            };
            // No post is older than 1970.
            let (since, until) = (end(&self.since, "1970-01-01"), end(&self.until, "*"));
            parts.push(format!("created:[{since} TO {until}]"));
        }
        if self.without_repeats() {
            parts.push("NOT is:repeat".to_owned());
        }
        let whole = parts.join(" AND ");
        let whole = query::parse(&whole).map_err(|error| Problem(error.render(&whole)))?;
        Ok(Question { typed, whole, days })
    }

    /// Which posts come first.
    pub fn order(&self) -> Order {
        if self.order == "oldest" { Order::Oldest } else { Order::Newest }
    }

    /// Whether repeats are left out.
    pub fn without_repeats(&self) -> bool {
        self.repeats == "without"
    }

    /// The page, from 1.
    pub fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, LAST_PAGE)
    }

    /// The page before and the page after, where there are `total` posts.
    pub fn neighbours(&self, total: u64) -> (Option<String>, Option<String>) {
        let page = self.page();
        let at = |page: usize| Self { page: page.to_string(), ..self.clone() }.href("/search");
        let more = page < LAST_PAGE && (page * SHOWN) as u64 <= total.saturating_sub(1);
        ((page > 1).then(|| at(page - 1)), more.then(|| at(page + 1)))
    }

    /// The query string, with `?` where there is any, at `path`.
    pub fn href(&self, path: &str) -> String {
        let page = if self.page() == 1 { "" } else { self.page.as_str() };
        let all = [
            ("q", self.q.trim()),
            ("since", self.since.trim()),
            ("until", self.until.trim()),
            ("order", self.order.as_str()),
            ("repeats", self.repeats.as_str()),
            ("by", self.by.as_str()),
            ("page", page),
        ];
        let mut href = path.to_owned();
        for (name, value) in all.into_iter().filter(|(_, value)| !value.is_empty()) {
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str(&format!("{name}={}", encode(value)));
        }
        href
    }

    /// The same on its first page, with another query.
    #[must_use]
    pub fn with_query(&self, q: String) -> Self {
        Self { q, page: String::new(), ..self.clone() }
    }

    /// The same on its first page, from one day to another.
    #[must_use]
    pub fn within(&self, from: Day, to: Day) -> Self {
        let (since, until) = (from.to_string(), to.to_string());
        Self { since, until, page: String::new(), by: String::new(), ..self.clone() }
    }
}

/// Reads a query and makes sure that the plan has what it names.
pub fn read(text: &str, plan: &Plan) -> Result<Query, Problem> {
    let problem = |error: query::QueryError| Problem(error.render(text));
    let parsed = query::parse(text).map_err(problem)?;
    query::Matcher::new(&parsed, plan).map_err(problem)?;
    Ok(parsed)
}

/// `text` with a further condition.
pub fn narrowed(text: &str, typed: Option<&Query>, more: &str) -> String {
    match typed.map(Query::root) {
        None => more.to_owned(),
        Some(Node::Or(_) | Node::Near(_)) => format!("({}) AND {more}", text.trim()),
        Some(_) => format!("{} AND {more}", text.trim()),
    }
}

/// The conditions beside the words, each with the query that is left without it.
pub fn conditions(typed: Option<&Query>) -> Vec<(String, String)> {
    let is_field = |node: &Node| match node {
        Node::Field(..) => true,
        Node::Not(inner) => matches!(&**inner, Node::Field(..)),
        _ => false,
    };
    match typed.map(Query::root) {
        Some(Node::And(nodes)) => {
            let fields = nodes.iter().enumerate().filter(|(_, node)| is_field(node));
            let without = |place: usize| {
                let rest = nodes.iter().enumerate().filter(|(other, _)| *other != place);
                let rest: Vec<Node> = rest.map(|(_, node)| node.clone()).collect();
                match rest.as_slice() {
                    [only] => only.to_string(),
                    _ => Node::And(rest).to_string(),
                }
            };
            let kept = |rest: &String| query::parse(rest).is_ok();
            fields
                .map(|(place, node)| (node.to_string(), without(place)))
                .filter(|(_, rest)| kept(rest))
                .collect()
        }
        Some(node) if is_field(node) => vec![(node.to_string(), String::new())],
        _ => Vec::new(),
    }
}

fn day(text: &str) -> Result<Option<Day>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let problem = |_| {
        Problem(format!(
            "{text}\n{}\nno such day; write it as 2026-01-31\n",
            "^".repeat(text.len().min(40))
        ))
    };
    let date: Date = text.parse().map_err(problem)?;
    Ok(Some(Day((date - jiff::civil::date(1970, 1, 1)).get_days())))
}

/// The place of a [`Problem`]: the line and the carets under it.
pub fn place(text: &str) -> String {
    text.lines().take(2).collect::<Vec<_>>().join("\n")
}

/// What is wrong there, and the remedy.
pub fn why(text: &str) -> String {
    text.lines().skip(2).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        Plan::empty("x", model::Zone::utc())
    }

    fn asked(q: &str) -> Asked {
        Asked { q: q.to_owned(), ..Asked::default() }
    }

    fn whole(asked: &Asked) -> String {
        asked.question(&plan()).unwrap().whole.to_string()
    }

    #[test]
    fn an_address_means_one_query() {
        assert_eq!(whole(&asked("")), "created:[1970-01-01 TO *]");
        assert_eq!(whole(&asked("acme OR apex")), "acme OR apex");
        let more = Asked {
            since: "2026-01-01".to_owned(),
            repeats: "without".to_owned(),
            ..asked("acme OR apex")
        };
        assert_eq!(whole(&more), "(acme OR apex) AND created:[2026-01-01 TO *] AND NOT is:repeat");
        assert_eq!(whole(&asked("acme <<< why >>>")), "acme");
    }

    #[test]
    fn an_error_points_at_its_place_in_what_was_typed() {
        let Problem(text) = asked("acme AND (apex").question(&plan()).unwrap_err();
        assert_eq!(place(&text), "acme AND (apex\n         ^");
        assert_eq!(why(&text), "this bracket is never closed; add `)` at its end");
        let Problem(text) = asked("subject:nobody").question(&plan()).unwrap_err();
        assert!(text.contains("^^^^"), "{text}");
        let bad = Asked { since: "yesterday".to_owned(), ..asked("acme") };
        assert!(bad.question(&plan()).is_err());
    }

    #[test]
    fn an_address_returns_what_it_was_made_of() {
        let all = Asked {
            since: "2026-01-01".to_owned(),
            order: "oldest".to_owned(),
            page: "3".to_owned(),
            ..asked("\"a b\" & c")
        };
        assert_eq!(
            all.href("/search"),
            "/search?q=%22a%20b%22%20%26%20c&since=2026-01-01&order=oldest&page=3"
        );
        assert_eq!(all.with_query("x".to_owned()).page(), 1);
        assert_eq!(asked("").neighbours(25), (None, None));
        assert_eq!(asked("a").neighbours(26).1.unwrap(), "/search?q=a&page=2");
        assert_eq!(
            all.neighbours(26),
            (Some(Asked { page: "2".to_owned(), ..all.clone() }.href("/search")), None)
        );
    }

    #[test]
    fn conditions_can_be_added_and_taken_away() {
        for (text, more) in [
            ("a OR b", "(a OR b) AND lang:en"),
            ("a", "a AND lang:en"),
            ("a b NOT c", "a b NOT c AND lang:en"),
        ] {
            let typed = query::parse(text).unwrap();
            let text = narrowed(text, Some(&typed), "lang:en");
            assert_eq!(text, more);
            let again = query::parse(&text).unwrap();
            let (condition, rest) = conditions(Some(&again)).pop().unwrap();
            assert_eq!(condition, "lang:en");
            assert_eq!(query::parse(&rest).unwrap(), typed);
        }
        let only = query::parse("lang:en").unwrap();
        assert_eq!(conditions(Some(&only)), [("lang:en".to_owned(), String::new())]);
    }
}
