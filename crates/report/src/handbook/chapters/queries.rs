//! Queries that begin alike, as those about one subject do, are printed with a mark for their beginning: each stays whole and the
//! appendix short.

use std::collections::HashMap;

use super::super::block::{Grid, Line, Span};
use crate::catalogue as say;
use crate::catalogue::heads;

/// Where a query can be cut.
const AND: &str = " AND ";
/// A beginning gets a mark where that saves so many characters.
const WORTH: usize = 200;
/// Most beginnings that get a mark.
const MOST: usize = 24;

/// The beginnings with marks, from Q1 on.
pub struct Beginnings(Vec<String>);

impl Beginnings {
    /// Those that shorten `queries` most.
    pub fn of(queries: &[String]) -> Self {
        let mut left: Vec<&str> = queries.iter().map(String::as_str).collect();
        let mut found = Vec::new();
        while found.len() < MOST {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for query in &left {
                for head in heads_of(query) {
                    *counts.entry(head).or_default() += 1;
                }
            }
            let saves = |(head, times): (&&str, &usize)| (times - 1) * head.len();
            let best = counts.iter().map(|it| (saves(it), *it.0));
            // Of two that save as much the same one each time.
            let Some((saved, best)) = best.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1))) else {
                break;
            };
            if saved < WORTH {
                break;
            }
            left.retain(|query| rest_of(query, best).is_none());
            found.push(best.to_owned());
        }
        Self(found)
    }

    /// The query, with the mark of its beginning where that has one.
    pub fn shorten(&self, query: &str) -> Line {
        let known = self
            .0
            .iter()
            .zip(1..)
            .find_map(|(head, number)| rest_of(query, head).map(|rest| (number, rest)));
        match known {
            None => vec![Span::Code { t: query.to_owned() }],
            Some((number, rest)) => {
                let mark = Span::Mark { t: mark(number), to: anchor(number) };
                if rest.is_empty() {
                    vec![mark]
                } else {
                    vec![mark, Span::Code { t: rest.to_owned() }]
                }
            }
        }
    }

    /// All of them, as a table.
    pub fn grid(&self) -> Grid {
        let mut grid = Grid::new("", &heads::QUERIES);
        grid.rows.extend(self.0.iter().zip(1..).map(|(head, number)| {
            let mark = Span::Anchor { t: mark(number), id: anchor(number) };
            vec![vec![mark], vec![Span::Code { t: head.clone() }]]
        }));
        grid
    }
}

fn mark(number: usize) -> String {
    format!("{}{number}", say::QUERY_LETTER)
}

fn anchor(number: usize) -> String {
    format!("query-{number}")
}

/// Beginnings of a query, the whole included.
fn heads_of(query: &str) -> impl Iterator<Item = &str> {
    let cuts = query.match_indices(AND).map(|(at, _)| at).chain([query.len()]);
    cuts.filter_map(|at| query.get(..at)).filter(|head| !head.is_empty())
}

/// What follows `head` in `query`, where it is one of its beginnings.
fn rest_of<'a>(query: &'a str, head: &str) -> Option<&'a str> {
    query.strip_prefix(head).filter(|rest| rest.is_empty() || rest.starts_with(AND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_and_its_rest_are_the_query() {
        let base = format!("subject:\"Lumen\"{}", " AND -author:\"somebody else\"".repeat(8));
        let mut queries: Vec<String> =
            (0..9).map(|n| format!("{base} AND network:n{n}")).chain([base.clone()]).collect();
        queries.push("plain".to_owned());
        let found = Beginnings::of(&queries);
        assert_eq!(found.0.as_slice(), std::slice::from_ref(&base));
        for query in &queries {
            let line = found.shorten(query);
            let words: String = line.iter().map(Span::words).collect();
            assert_eq!(words.replacen("Q1", &base, 1), *query);
        }
        assert_eq!(found.shorten(&base).len(), 1);
        assert_eq!(found.grid().rows.len(), 1);
        assert!(Beginnings::of(&["a AND b".to_owned()]).0.is_empty());
    }
}
