//! Points from a table: what a person typed in, or a file of another system.

use std::collections::BTreeMap;

use model::{Day, Kpi, KpiId, KpiPoint, MemberId, Timestamp};

/// Columns of the table, in any order and case.
pub const COLUMNS: [&str; 5] = ["measure", "from", "to", "value", "source"];

/// A row of the table, with the line on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1, the head included.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Its line.
    pub line: u64,
    /// Why, in a sentence.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// Why a cell cannot be used, and what to write instead.
struct Bad {
    why: String,
    remedy: &'static str,
}

/// Reads points for `kpis` from rows of cells, the head first. Without a column `measure`, all are for `only`.
///
/// # Errors
/// Every row that cannot be used, so that all can be mended at once.
pub fn points(
    rows: &[Row],
    kpis: &[Kpi],
    only: Option<KpiId>,
    by: (Option<MemberId>, Timestamp),
) -> Result<Vec<(KpiId, KpiPoint)>, Vec<Wrong>> {
    let (columns, rows) = columns(rows, only).map_err(|wrong| vec![wrong])?;
    let mut seen: BTreeMap<(KpiId, Day), u64> = BTreeMap::new();
    let (mut kept, mut wrong) = (Vec::new(), Vec::new());
    for Row { line, cells } in rows {
        let cell =
            |place: Option<usize>| place.and_then(|i| cells.get(i)).map_or("", |text| text.trim());
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut refuse =
            |why, remedy: &str| wrong.push(Wrong { line: *line, why, remedy: remedy.to_owned() });
        match read(columns.map(cell), kpis, only, by) {
            Err(Bad { why, remedy }) => refuse(why, remedy),
            Ok((id, point)) => match seen.insert((id, point.from), *line) {
                Some(first) => {
                    let why =
                        format!("the period from {} stands on line {first} already", point.from);
                    refuse(why, "keep one of the two lines");
                }
                None => kept.push((id, point)),
            },
        }
    }
    if wrong.is_empty() { Ok(kept) } else { Err(wrong) }
}

/// Where each of [`COLUMNS`] stands, and the rows behind the head.
fn columns(rows: &[Row], only: Option<KpiId>) -> Result<([Option<usize>; 5], &[Row]), Wrong> {
    let wrong = |why: &str, remedy: String| Wrong { line: 1, why: why.to_owned(), remedy };
    let Some((head, rows)) = rows.split_first() else {
        let remedy = format!("write a first line with {}", COLUMNS.join(", "));
        return Err(wrong("the table is empty", remedy));
    };
    let column =
        |name: &str| head.cells.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
    let missing: Vec<&str> = COLUMNS
        .into_iter()
        .filter(|name| matches!(*name, "from" | "value") || (*name == "measure" && only.is_none()))
        .filter(|name| column(name).is_none())
        .collect();
    if !missing.is_empty() {
        let why = format!("the first line names no column {}", missing.join(", "));
        let known = COLUMNS.join(", ");
        return Err(wrong(&why, format!("name the columns in the first line: {known}")));
    }
    Ok((COLUMNS.map(column), rows))
}

fn read(
    [measure, from, to, value, source]: [&str; 5],
    kpis: &[Kpi],
    only: Option<KpiId>,
    (member, at): (Option<MemberId>, Timestamp),
) -> Result<(KpiId, KpiPoint), Bad> {
    let id = if measure.is_empty() { only } else { find(measure, kpis) };
    let id = id.ok_or_else(|| Bad {
        why: format!("`{measure}` is no measure"),
        remedy: "write its number or name as the list of measures has it",
    })?;
    let from = day_of(from)?;
    let to = if to.is_empty() { from } else { day_of(to)? };
    if to < from {
        let remedy = "write the first day under `from` and the last under `to`";
        return Err(Bad { why: format!("{to} lies before {from}"), remedy });
    }
    let value = number_of(value)?;
    let point = KpiPoint {
        from,
        to,
        value,
        interval: None,
        n: 0,
        source: source.to_owned(),
        member,
        entered_at: at,
    };
    Ok((id, point))
}

fn find(text: &str, kpis: &[Kpi]) -> Option<KpiId> {
    let number = text.parse().ok().map(KpiId);
    let by_name = |kpi: &&Kpi| kpi.name.trim().eq_ignore_ascii_case(text);
    kpis.iter()
        .find(|kpi| Some(kpi.id) == number)
        .or_else(|| kpis.iter().find(by_name))
        .map(|kpi| kpi.id)
}

/// A day as `2026-11-27`.
///
/// # Errors
/// A sentence.
pub fn day(text: &str) -> Result<Day, String> {
    day_of(text).map_err(Bad::sentence)
}

/// A number as `1234.5` or `1 234.5`; a share may be written as `12 %`.
///
/// # Errors
/// A sentence; also for what is not finite.
pub fn number(text: &str) -> Result<f64, String> {
    number_of(text).map_err(Bad::sentence)
}

impl Bad {
    fn sentence(self) -> String {
        format!("{}; {}", self.why, self.remedy)
    }
}

fn day_of(text: &str) -> Result<Day, Bad> {
    let of = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(text.trim());
    serde::Deserialize::deserialize(of)
        .map_err(|_| Bad { why: format!("`{text}` is no day"), remedy: "write it as 2026-11-27" })
}

fn number_of(text: &str) -> Result<f64, Bad> {
    let (digits, scale) = match text.trim().strip_suffix('%') {
        Some(digits) => (digits, 0.01),
        None => (text, 1.0),
    };
    let digits: String = digits
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{202f}' && *c != '\'')
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    let wrong = || Bad {
        why: format!("`{text}` is no number"),
        remedy: "write it as 1200.5, without commas",
    };
    let number: f64 = digits.parse().map_err(|_| wrong())?;
    if number.is_finite() { Ok(number * scale) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::current::tests::kpi;

    fn table(lines: &[&str]) -> Vec<Row> {
        let row = |(line, text): (u64, &&str)| Row {
            line,
            cells: text.split(';').map(str::to_owned).collect(),
        };
        (1..).zip(lines).map(row).collect()
    }

    #[test]
    fn rows_become_points_of_the_measure_that_they_name() {
        let kpis = [kpi(model::Shape::Sum)];
        let rows = table(&[
            "Measure;from;to;value;source",
            "1;2026-01-01;2026-01-31;1 200.5;books",
            "",
            "positive PUBLIC feedbacks;2026-02-01;;12 %;",
        ]);
        let found = points(&rows, &kpis, None, (None, Timestamp(9))).unwrap();
        assert_eq!(found.len(), 2);
        let (id, first) = &found[0];
        assert_eq!((*id, first.value, first.source.as_str()), (KpiId(1), 1_200.5, "books"));
        assert_eq!(first.to.to_string(), "2026-01-31");
        assert!((found[1].1.value - 0.12).abs() < 1e-12 && found[1].1.to == found[1].1.from);
    }

    #[test]
    fn one_wrong_row_stops_all_and_every_wrong_row_is_named() {
        let kpis = [kpi(model::Shape::Sum)];
        let rows = table(&[
            "from;value",
            "2026-01-01;5",
            "2026-13-01;5",
            "2026-01-02;1,5",
            "2026-01-02;inf",
            "2026-01-01;6",
        ]);
        let wrong = points(&rows, &kpis, Some(KpiId(1)), (None, Timestamp(9))).unwrap_err();
        assert_eq!(wrong.iter().map(|one| one.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert_eq!(wrong[0].remedy, "write it as 2026-11-27");
        assert_eq!(wrong[3].why, "the period from 2026-01-01 stands on line 2 already");
        let headless = points(&table(&["a;b"]), &kpis, None, (None, Timestamp(9))).unwrap_err();
        assert_eq!(headless[0].why, "the first line names no column measure, from, value");
    }
}
