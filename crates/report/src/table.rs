//! Tables: one shape for every table of the page, so that all have captions, headed rows and aligned numbers.

use askama::Template;

use crate::catalogue as say;
use crate::clean::clean;
use crate::markup::Markup;

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Our own words.
    Text(String),
    /// A number, aligned at its end.
    Number(String),
    /// Words from outside: cleaned and kept in their own direction.
    Foreign(String),
    /// Finished markup.
    Markup(Markup),
}

impl Cell {
    /// A place for words from outside.
    pub fn foreign(text: &str) -> Self {
        Self::Foreign(clean(text))
    }

    /// Whether it can disturb the direction of its neighbours. Most words from outside cannot, and a page has many.
    fn isolated(text: &str) -> bool {
        !text.is_ascii()
    }

    /// A number, or a dash where there is none.
    pub fn number_or_dash(number: Option<String>) -> Self {
        Self::Number(number.unwrap_or_else(|| "–".to_owned()))
    }
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it holds, with the unit.
    pub head: String,
    /// Whether it holds numbers.
    pub numeric: bool,
}

/// A table. Rows are as long as the columns; the first cell heads its row.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "parts/table.html", whitespace = "suppress")]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// Rows from the top.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the caption is for screen readers alone, because a heading says the same.
    pub quiet: bool,
}

impl Table {
    /// A table whose columns are numeric where `heads` ends in `#` (the sign is not shown).
    pub fn new(caption: impl Into<String>, heads: &[&str]) -> Self {
        let columns = heads
            .iter()
            .map(|head| match head.strip_suffix('#') {
                Some(head) => Column { head: head.to_owned(), numeric: true },
                None => Column { head: (*head).to_owned(), numeric: false },
            })
            .collect();
        Self { caption: caption.into(), columns, rows: Vec::new(), quiet: false }
    }

    /// The same with its caption for screen readers alone.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "{}", self.caption);
        self.rows.push(row);
    }

    /// As markup; nothing where there is no row.
    pub fn markup(&self) -> Markup {
        if self.rows.is_empty() { Markup::default() } else { Markup::of(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_heads_its_columns_and_rows_and_escapes() {
        let mut table = Table::new("What & where", &["Network", "Posts#"]);
        table.push(vec![Cell::foreign("<b>\u{202e}x"), Cell::Number("1,200".into())]);
        insta::assert_snapshot!(table.markup().as_str(), @r##"
        <div class="scroll"><table><caption>What &#38; where</caption>
        <thead><tr><th scope="col" class="l">Network<th scope="col">Posts</thead>
        <tbody><tr><th scope="row">&#60;b&#62;x<td>1,200</tbody></table></div>
        "##);
    }
}
