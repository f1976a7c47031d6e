//! Points at a place of a query with carets that are right for wide characters, tabs, long and many lines.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// How many columns of a query are shown around the place.
pub const COLUMNS: usize = 76;

/// One shown character: what is printed for it, how wide, and the byte where it stands.
struct Cell {
    shown: char,
    width: usize,
    at: usize,
}

/// The line of `text` in which `span` starts (numbered when there are several) and a line of carets under the span.
pub fn caret(text: &str, span: &Range<usize>) -> String {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let (before, after) = text.split_at(start);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = after.find('\n').map_or(text.len(), |at| start + at);
    let line = text.get(line_start..line_end).unwrap_or_default();
    let gutter = if text.contains('\n') {
        format!("{} | ", before.matches('\n').count() + 1)
    } else {
        String::new()
    };

    let cells = cells(line, line_start);
    let (first, last) = window(&cells, start);
    let shown = cells.get(first..last).unwrap_or_default();
    let cut_left = if first > 0 { "…" } else { "" };
    let cut_right = if last < cells.len() { "…" } else { "" };
    let lead: usize = shown.iter().filter(|c| c.at < start).map(|c| c.width).sum();
    let under: usize = shown.iter().filter(|c| (start..end).contains(&c.at)).map(|c| c.width).sum();

    let mut out = gutter.clone();
    out.push_str(cut_left);
    out.extend(shown.iter().map(|cell| cell.shown));
    out.push_str(cut_right);
    out.push('\n');
    let indent = gutter.chars().count() + cut_left.chars().count() + lead;
    out.extend(std::iter::repeat_n(' ', indent));
    out.extend(std::iter::repeat_n('^', under.max(1)));
    out
}

fn cells(line: &str, line_start: usize) -> Vec<Cell> {
    line.char_indices()
        .map(|(at, c)| {
            // A tab has no width of its own, and a control character could command the terminal.
            let shown = match c {
                '\t' | '\r' => ' ',
                c if c.is_control() => '\u{fffd}',
                c => c,
            };
            Cell { shown, width: shown.width().unwrap_or(1), at: line_start + at }
        })
        .collect()
}

/// The cells to show: all when they fit, else as many as fit around `start`, a third of them before it.
fn window(cells: &[Cell], start: usize) -> (usize, usize) {
    let width: usize = cells.iter().map(|c| c.width).sum();
    if width <= COLUMNS {
        return (0, cells.len());
    }
    let place = cells.partition_point(|cell| cell.at < start);
    let mut first = place;
    let mut used = 0;
    while let Some(before) = first.checked_sub(1).and_then(|at| cells.get(at)) {
        if used + before.width > COLUMNS / 3 {
            break;
        }
        used += before.width;
        first -= 1;
    }
    let mut last = place;
    while let Some(cell) = cells.get(last) {
        if used + cell.width > COLUMNS {
            break;
        }
        used += cell.width;
        last += 1;
    }
    // What is free at the right is given to the left.
    while let Some(before) = first.checked_sub(1).and_then(|at| cells.get(at)) {
        if used + before.width > COLUMNS {
            break;
        }
        used += before.width;
        first -= 1;
    }
    (first, last)
}

/// The nearest border of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
