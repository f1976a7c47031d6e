//! "How was this computed?": formula, n, interval, uncorrected value and query of every figure that a part shows.

use askama::Template;
use model::Figure;

use super::formula::{general, split};
use super::scene::Scene;
use crate::catalogue as say;
use crate::clean::{self, clean};
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

#[derive(Template)]
#[template(path = "parts/how.html", whitespace = "minimize")]
struct How {
    formulas: Vec<String>,
    /// What stands before the query, and the query, where all figures share one or its start.
    query: Option<(&'static str, String)>,
    /// Where the shared query's posts can be read.
    href: Option<String>,
    table: Markup,
}

#[derive(Template)]
#[template(
    source = "{% if let Some(href) = href %}<a href=\"{{ href }}\">{% endif %}<code>{{ query }}</code>{% if href.is_some() %}</a>{% endif %}",
    ext = "html"
)]
struct Query {
    query: String,
    href: Option<String>,
}

/// The computation of named figures; nothing where there are none. What all of them share is said once.
pub fn how(scene: &Scene<'_>, figures: &[(String, &Figure)]) -> Markup {
    let Some((_, first)) = figures.first() else { return Markup::default() };
    figures.iter().for_each(|(_, figure)| scene.uses(&figure.formula));
    let formulas = Formulas::of(figures);
    let one_query = figures.iter().all(|(_, figure)| figure.query == first.query);
    let any_raw = figures.iter().any(|(_, figure)| figure.raw.is_some());
    let [name, value, interval, raw, n, query] = say::HOW_HEADS;
    let mut heads = vec![name];
    if formulas.said.len() > 1 {
        heads.push(say::HEAD_FORMULA);
    }
    heads.extend([value, interval]);
    if any_raw {
        heads.push(raw);
    }
    heads.push(n);
    if !one_query {
        heads.push(query);
    }
    let mut table = Table::new(say::HOW_CAPTION, &heads).quiet();
    let start = if one_query { None } else { common_start(figures) };
    let mut last = None;
    for (name, figure) in figures {
        let (_, counts) = split(&figure.formula);
        let mut row = vec![Cell::foreign(name)];
        if formulas.said.len() > 1 {
            row.push(Cell::Number(formulas.number(figure)));
        }
        row.push(Cell::Number(numbers::value(figure)));
        row.push(Cell::number_or_dash(numbers::range(figure)));
        if any_raw {
            row.push(Cell::number_or_dash(numbers::raw(figure)));
        }
        // The counts of a share end in its n.
        row.push(Cell::Number(counts.unwrap_or_else(|| numbers::count(figure.n))));
        if !one_query {
            row.push(if last == Some(&figure.query) {
                Cell::Text(say::AS_ABOVE.to_owned())
            } else {
                Cell::Markup(Markup::of(&Query {
                    query: rest(&figure.query, start),
                    href: scene.href(&figure.query),
                }))
            });
            last = Some(&figure.query);
        }
        table.push(row);
    }
    let query = if one_query {
        (!first.query.is_empty()).then(|| (say::QUERY, clean(&first.query)))
    } else {
        start.map(|start| (say::QUERIES_START, clean(start)))
    };
    let href = if one_query { scene.href(&first.query) } else { None };
    Markup::of(&How { formulas: formulas.said, query, href, table: table.markup() })
}

/// Formulas of a computation. Those that differ in their numbers alone are said once, with `N` for the numbers.
struct Formulas {
    general: Vec<String>,
    said: Vec<String>,
}

impl Formulas {
    fn of(figures: &[(String, &Figure)]) -> Self {
        let mut formulas = Self { general: Vec::new(), said: Vec::new() };
        for (_, figure) in figures {
            let (said, _) = split(&figure.formula);
            let general = general(&figure.formula);
            match formulas.general.iter().position(|known| *known == general) {
                None => {
                    formulas.general.push(general);
                    formulas.said.push(said);
                }
                Some(place) => {
                    if let Some(known) =
                        formulas.said.get_mut(place).filter(|known| **known != said)
                    {
                        *known = general;
                    }
                }
            }
        }
        formulas
    }

    /// The place of a figure's formula in the list, counted from 1.
    fn number(&self, figure: &Figure) -> String {
        let general = general(&figure.formula);
        let place = self.general.iter().position(|known| *known == general);
        place.map_or_else(String::new, |place| (place + 1).to_string())
    }
}

/// Shortest start that is worth saying once.
const WORTH: usize = 24;

/// What all queries start with, up to the end of a word, where that is long enough to be worth it.
fn common_start<'f>(figures: &[(String, &'f Figure)]) -> Option<&'f str> {
    let (_, first) = figures.first()?;
    let shared = figures.iter().fold(first.query.len(), |most, (_, figure)| {
        let same =
            first.query.bytes().zip(figure.query.bytes()).take_while(|(a, b)| a == b).count();
        most.min(same)
    });
    // Cutting at a blank keeps words, and characters, whole.
    let end = first.query.as_bytes().get(..shared)?.iter().rposition(|byte| *byte == b' ')?;
    (end >= WORTH).then(|| first.query.get(..end)).flatten()
}

fn rest(query: &str, start: Option<&str>) -> String {
    match start.and_then(|start| query.strip_prefix(start)) {
        Some(rest) => format!("… {}", clean(rest)),
        None => clean(query),
    }
}

/// Figures under the names of what they belong to.
pub fn named<'f>(
    items: impl IntoIterator<Item = (String, Option<&'f Figure>)>,
) -> Vec<(String, &'f Figure)> {
    items.into_iter().filter_map(|(name, figure)| Some((clean::clean(&name), figure?))).collect()
}
