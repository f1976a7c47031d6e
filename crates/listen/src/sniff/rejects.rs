//! Recognises the rejects of an earlier import, and takes over what that import knew.

use serde::Deserialize;

use super::Sniffed;
use crate::error::ImportError;
use crate::layout::Layout;
use crate::mapping::Mapping;
use crate::options::{Format, ImportOptions};
use crate::rejects::{HeaderLine, RejectsHeader};
use crate::split::Splitter;
use crate::split::mended::Mended;
use crate::split::table::Table;

pub(crate) fn sniff(
    name: &str,
    head: &[u8],
    options: &ImportOptions,
) -> Result<Option<Sniffed>, ImportError> {
    let end = memchr::memchr(b'\n', head).map_or(head.len(), |place| place + 1);
    let line = head.get(..end).unwrap_or(head).trim_ascii();
    if !line.starts_with(b"{") {
        return Ok(None);
    }
    let Ok(HeaderLine { header }) = serde_json::from_slice(line) else {
        return match serde_json::from_slice::<RejectLine>(line) {
            Ok(_) => Err(ImportError::RejectsWithoutHeader { name: name.to_owned() }),
            Err(_) => Ok(None),
        };
    };
    let mapping = if options.mapping.is_empty() {
        Mapping::parse(&header.map)?
    } else {
        options.mapping.clone()
    };
    let delimiter = header.delimiter.and_then(|c| u8::try_from(c).ok());
    let layout = match delimiter {
        Some(_) => Layout::of_columns(&header.columns, &mapping)?,
        None => Layout::of_paths(&header.columns, &mapping)?,
    };
    let table = delimiter.map(|delimiter| Table { delimiter, columns: header.columns.len() });
    Ok(Some(Sniffed {
        format: Format::Rejects,
        splitter: Splitter::Mended(Mended { table }),
        skip: end,
        line: 1,
        columns: header.columns.clone(),
        delimiter,
        wrapper: header.wrapper.clone(),
        layout,
        notes: vec![format!(
            "these are rejects of `{}`; their columns, dates and network are read as there",
            header.file
        )],
        mended: Some(header),
    }))
}

#[derive(Deserialize)]
struct RejectLine {
    #[serde(rename = "line")]
    _line: u64,
    #[serde(rename = "reason")]
    _reason: String,
}

/// What the file's own header of rejects says, for a caller that must choose the source before it opens the import.
pub fn rejects_header(head: &[u8]) -> Option<RejectsHeader> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    serde_json::from_slice::<HeaderLine>(line).ok().map(|line| line.header)
}
