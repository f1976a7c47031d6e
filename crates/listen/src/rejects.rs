//! The file of rejects: each with its line, its reason and its bytes, so that it can be mended and imported again.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use crate::chunk::Reject;
use crate::options::DateOrder;

/// What the import of the rejects needs to know of the file that they come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectsHeader {
    /// The file that they come from.
    pub file: String,
    /// The source that it was imported for.
    pub source: String,
    /// The network of rows that name none.
    pub network: String,
    /// The delimiter of a table; none for JSON.
    pub delimiter: Option<char>,
    /// The columns of the table; the paths found in JSON.
    pub columns: Vec<String>,
    /// The member in which each JSON object is wrapped.
    #[serde(default)]
    pub wrapper: Option<String>,
    /// The columns said by hand, as `--map` writes them.
    #[serde(default)]
    pub map: String,
    /// Day or month first, as it was found out or said.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// The fields that are HTML.
    #[serde(default)]
    pub html: Vec<String>,
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
pub(crate) struct HeaderLine {
    pub(crate) header: RejectsHeader,
}

/// One of the other lines.
#[derive(Serialize)]
struct RejectLine<'a> {
    line: u64,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes_base64: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_from: Option<u64>,
}

/// Writes `rejects/<file name>.jsonl`. The file appears, or replaces the earlier one, at [`RejectFile::finish`]; when
/// nothing was rejected none is left.
#[derive(Debug)]
pub struct RejectFile {
    path: PathBuf,
    header: RejectsHeader,
    part: Option<BufWriter<File>>,
    written: u64,
}

impl RejectFile {
    /// For the rejects of the file called `name`, in the folder `dir`, which is made when the first reject comes.
    pub fn new(dir: &Path, name: &str, header: RejectsHeader) -> Self {
        Self { path: dir.join(file_name(name)), header, part: None, written: 0 }
    }

    /// Where the file will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many rejects were written.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Writes one reject.
    pub fn push(&mut self, reject: &Reject) -> io::Result<()> {
        let text = std::str::from_utf8(&reject.bytes).ok();
        let line = RejectLine {
            line: reject.line,
            reason: &reject.reason,
            bytes: text,
            bytes_base64: text.is_none().then(|| BASE64_STANDARD.encode(&reject.bytes)),
            cut_from: reject.cut_from,
        };
        let out = self.open()?;
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
        self.written += 1;
        Ok(())
    }

    /// Puts the file into its place, on disk; `None` when nothing was rejected.
    pub fn finish(mut self) -> io::Result<Option<PathBuf>> {
        let Some(part) = self.part.take() else {
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(None),
            };
        };
        let finished = (|| {
            let file = part.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            fs::rename(part_path(&self.path), &self.path)
        })();
        if let Err(error) = finished {
            // The first error is the one to report.
            let _ = fs::remove_file(part_path(&self.path));
            return Err(error);
        }
        Ok(Some(self.path.clone()))
    }

    fn open(&mut self) -> io::Result<&mut BufWriter<File>> {
        if self.part.is_none() {
            if let Some(dir) = self.path.parent() {
                fs::create_dir_all(dir)?;
            }
            let mut out = BufWriter::new(File::create(part_path(&self.path))?);
            serde_json::to_writer(&mut out, &HeaderLine { header: self.header.clone() })?;
            out.write_all(b"\n")?;
            self.part = Some(out);
        }
        self.part.as_mut().ok_or_else(|| io::Error::other("the file of rejects is not open"))
    }
}

impl Drop for RejectFile {
    /// An import that was given up leaves the earlier file and no part of a new one.
    fn drop(&mut self) {
        if self.part.take().is_some() {
            let _ = fs::remove_file(part_path(&self.path));
        }
    }
}

fn part_path(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

/// The name of the file of rejects for the file called `name`: its last part, without anything that could lead out of
/// the folder.
pub(crate) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or("");
    let fit = |c: char| if c.is_control() || "<>:\"|?*".contains(c) { '_' } else { c };
    let mut safe: String = last.chars().map(fit).take(180).collect();
    if safe.starts_with('.') || safe.is_empty() || safe == "-" {
        safe = format!("stdin{}", safe.trim_start_matches(['.', '-']));
    }
    while safe.len() > 200 {
        safe.pop();
    }
    safe.push_str(".jsonl");
    safe
}

/// Removes every reject in the folder `dir` whose bytes hold one of `needles` (a handle, a link, an id) as a whole
/// word, in any case of letters; returns how many. Files left without rejects are removed.
pub fn erase_rejects(dir: &Path, needles: &[&str]) -> io::Result<u64> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        other => other?,
    };
    let needles: Vec<String> =
        needles.iter().map(|n| n.to_lowercase()).filter(|n| !n.is_empty()).collect();
    let mut erased = 0;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "jsonl") && path.is_file() {
            erased += erase_from(&path, &needles)?;
        }
    }
    Ok(erased)
}

fn erase_from(path: &Path, needles: &[String]) -> io::Result<u64> {
    let mut kept = 0_u64;
    let mut erased = 0_u64;
    let part = part_path(path);
    let mut out = BufWriter::new(File::create(&part)?);
    let mut reader = BufReader::new(File::open(path)?);
    let mut line = Vec::new();
    let mut first = true;
    while {
        line.clear();
        reader.read_until(b'\n', &mut line)? > 0
    } {
        let is_header = std::mem::take(&mut first);
        if !is_header && holds_any(&line, needles) {
            erased += 1;
            continue;
        }
        kept += u64::from(!is_header);
        out.write_all(&line)?;
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    if erased == 0 {
        fs::remove_file(&part)?;
    } else if kept == 0 {
        fs::remove_file(&part)?;
        fs::remove_file(path)?;
    } else {
        fs::rename(&part, path)?;
    }
    Ok(erased)
}

fn holds_any(line: &[u8], needles: &[String]) -> bool {
    #[derive(Deserialize)]
    struct Line {
        reason: Option<String>,
        bytes: Option<String>,
        bytes_base64: Option<String>,
    }
    let texts = match serde_json::from_slice::<Line>(line) {
        Ok(line) => {
            let coded = line.bytes_base64.and_then(|coded| BASE64_STANDARD.decode(coded).ok());
            let coded = coded.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            [line.reason, line.bytes, coded]
        }
        Err(_) => [Some(String::from_utf8_lossy(line).into_owned()), None, None],
    };
    texts.iter().flatten().any(|text| {
        let text = text.to_lowercase();
        needles.iter().any(|needle| holds_word(&text, needle))
    })
}

/// Whether `needle` stands in `text` and is not a part of a longer word.
fn holds_word(text: &str, needle: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(needle).any(|(place, found)| {
        let before = text.get(..place).and_then(|before| before.chars().next_back());
        let after = text.get(place + found.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(in_word) && !after.is_some_and(in_word)
    })
}

#[cfg(test)]
mod tests;
