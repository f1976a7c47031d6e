//! Finds the posts in JSON: one per line, one after another, in an array, or in an array inside an object.

use super::{Sniffed, sample};
use crate::chunk::Verdict;
use crate::error::ImportError;
use crate::field::Field;
use crate::flatten::{Listing, flatten};
use crate::layout::{Layout, fold_name};
use crate::options::{Format, ImportOptions};
use crate::sniff::table::missing_column;
use crate::split::Splitter;
use crate::split::json::{Elements, Lines, Scan, scan};

/// Members that hold the posts in known exports and answers, folded.
const ARRAYS: [&str; 18] = [
    "results",
    "documents",
    "data",
    "posts",
    "mentions",
    "items",
    "hits",
    "statuses",
    "messages",
    "tweets",
    "entries",
    "records",
    "rows",
    "comments",
    "reviews",
    "values",
    "content",
    "children",
];

pub(crate) fn sniff(
    name: &str,
    head: &[u8],
    whole: bool,
    options: &ImportOptions,
) -> Result<Sniffed, ImportError> {
    let blank = head.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let start = head.get(blank..).unwrap_or_default();
    let elements = |in_array, key| Splitter::Elements(Elements { in_array, key });
    let (splitter, skip) = match start.first() {
        Some(b'[') => (elements(true, None), blank + 1),
        Some(b'{') => {
            let wraps = matches!(scan(start, whole), Scan::Value(length) if has_words(start.get(..length).unwrap_or(start), options));
            match find_array(start).filter(|_| !wraps && options.format != Some(Format::JsonLines))
            {
                Some((place, key)) => (elements(true, Some(key)), blank + place),
                None if one_per_line(start) || options.format == Some(Format::JsonLines) => {
                    (Splitter::Lines(Lines), blank)
                }
                None => (elements(false, None), blank),
            }
        }
        _ => (Splitter::Lines(Lines), blank),
    };
    let before = head.get(..skip).unwrap_or_default();
    let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
    let (columns, wrapper) = paths(&splitter, head.get(skip..).unwrap_or_default(), line, whole);
    if columns.is_empty() {
        let reason = "no object with members was found".to_owned();
        return Err(ImportError::NotJson { name: name.to_owned(), line, reason });
    }
    let layout = Layout::of_paths(&columns, &options.mapping)?;
    let found = |field: &Field| holds(&layout, &columns, *field);
    if ![Field::Text, Field::Title, Field::MoreText].iter().any(found) {
        return Err(missing_column(name, line, columns, Field::Text));
    }
    if !found(&Field::CreatedAt) && !found(&Field::Time) {
        return Err(missing_column(name, line, columns, Field::CreatedAt));
    }
    let format = if splitter == Splitter::Lines(Lines) { Format::JsonLines } else { Format::Json };
    let mut notes = Vec::new();
    if let Splitter::Elements(Elements { key: Some(key), .. }) = &splitter {
        notes.push(format!("the posts are in the member `{key}`"));
    }
    Ok(Sniffed {
        format,
        splitter,
        skip,
        line,
        columns,
        delimiter: None,
        wrapper,
        layout,
        mended: None,
        notes,
    })
}

/// Whether any of the paths found holds `field`.
pub(crate) fn holds(layout: &Layout, paths: &[String], field: Field) -> bool {
    let wanted = layout.places(field).iter().filter_map(|&p| layout.columns.get(usize::from(p)));
    let folded: Vec<String> = paths.iter().map(|path| fold_name(path)).collect();
    wanted.into_iter().any(|name| folded.contains(name))
}

/// Whether an object is itself a post, by the members that it has.
fn has_words(object: &[u8], options: &ImportOptions) -> bool {
    let mut listing = Listing::default();
    if flatten(object, &mut listing).is_err() {
        return false;
    }
    let (paths, _) = unwrapped(listing);
    Layout::of_paths(&paths, &options.mapping).is_ok_and(|layout| {
        [Field::Text, Field::Title].iter().any(|field| holds(&layout, &paths, *field))
            && (holds(&layout, &paths, Field::CreatedAt) || holds(&layout, &paths, Field::Time))
    })
}

/// The members of the objects at the head, and the member in which each is wrapped.
fn paths(
    splitter: &Splitter,
    head: &[u8],
    line: u64,
    whole: bool,
) -> (Vec<String>, Option<String>) {
    let mut listing = Listing::default();
    for (record, bytes) in sample(splitter, head, line, whole).iter() {
        if record.verdict == Verdict::Object {
            // What does not parse becomes a reject later.
            let _ = flatten(bytes, &mut listing);
        }
    }
    unwrapped(listing)
}

fn unwrapped(listing: Listing) -> (Vec<String>, Option<String>) {
    let paths: Vec<String> = listing.found.into_iter().map(|(path, _)| path).collect();
    let first =
        paths.first().and_then(|path| path.split_once('.')).map(|(first, _)| first.to_owned());
    let Some(wrapper) = first.filter(|_| paths.len() > 1) else { return (paths, None) };
    let inner: Option<Vec<String>> = paths
        .iter()
        .map(|path| {
            path.split_once('.').filter(|(f, _)| *f == wrapper).map(|(_, rest)| rest.to_owned())
        })
        .collect();
    inner.map_or((paths, None), |inner| (inner, Some(wrapper)))
}

/// Whether the first line is a whole object.
fn one_per_line(start: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', start).unwrap_or(start.len());
    let line = start.get(..end).unwrap_or(start).trim_ascii_end();
    let line = line.strip_suffix(b",").unwrap_or(line);
    matches!(scan(line, true), Scan::Value(length) if length == line.len())
        || (end < start.len() && start.get(end + 1) == Some(&b'{'))
        || end == start.len() && matches!(scan(line, false), Scan::More)
}

/// The first array of objects inside an object, those of known names first: the place after its `[`, and its key.
fn find_array(object: &[u8]) -> Option<(usize, String)> {
    let mut first = None;
    let mut key: Option<&[u8]> = None;
    let mut at = 0;
    while let Some(&byte) = object.get(at) {
        if byte == b'"' {
            let mut end = at + 1;
            loop {
                let step = memchr::memchr2(b'"', b'\\', object.get(end..)?);
                let Some(step) = step else { return first };
                end += step;
                if object.get(end) == Some(&b'"') {
                    break;
                }
                end += 2;
            }
            let after = object.get(end + 1..).unwrap_or_default().trim_ascii_start();
            if after.first() == Some(&b':') {
                key = object.get(at + 1..end);
            }
            at = end;
        } else if byte == b'[' {
            let inside = object.get(at + 1..).unwrap_or_default().trim_ascii_start();
            if let Some(name) = key.and_then(|key| std::str::from_utf8(key).ok())
                && inside.first() == Some(&b'{')
            {
                let found = (at + 1, name.to_owned());
                if ARRAYS.contains(&fold_name(name).as_str()) {
                    return Some(found);
                }
                first.get_or_insert(found);
            }
        }
        at += 1;
    }
    first
}
