//! What an import reads from: a file or any stream, with the bytes read so far counted for progress.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What an import reads from.
pub struct Input {
    pub(crate) name: String,
    pub(crate) reader: Box<dyn Read + Send>,
    pub(crate) total_bytes: Option<u64>,
}

impl Input {
    /// The file at `path`.
    pub fn file(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "it is a folder: import the files in it",
            ));
        }
        Ok(Self {
            name: path.display().to_string(),
            reader: Box::new(file),
            total_bytes: metadata.is_file().then_some(metadata.len()),
        })
    }

    /// A stream such as standard input, called `name` in messages.
    pub fn stream(name: &str, reader: impl Read + Send + 'static) -> Self {
        Self { name: name.to_owned(), reader: Box::new(reader), total_bytes: None }
    }
}

/// The regular files of a folder in the order of their names, hidden ones left out; a file yields itself.
pub fn files_in(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && fs::metadata(entry.path())?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Counts what passes through, readable from elsewhere.
pub(crate) struct Counting<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Counting<R> {
    pub(crate) fn new(inner: R) -> (Self, Arc<AtomicU64>) {
        let count = Arc::new(AtomicU64::new(0));
        (Self { inner, count: Arc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Reads until `wanted` bytes are there or the end is reached.
pub(crate) fn read_up_to(
    reader: &mut dyn Read,
    buffer: &mut Vec<u8>,
    wanted: usize,
) -> io::Result<bool> {
    let read = reader.take(wanted as u64).read_to_end(buffer)?;
    Ok(read < wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_yields_its_files_by_name_and_a_file_itself() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "a.csv", ".hidden"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join("c")).unwrap();
        let names = |files: Vec<PathBuf>| {
            files.iter().map(|f| f.file_name().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(files_in(folder.path()).unwrap()), ["a.csv", "b.csv"]);
        let one = folder.path().join("a.csv");
        assert_eq!(files_in(&one).unwrap(), vec![one]);
        assert!(files_in(&folder.path().join("none")).is_err());
        assert!(Input::file(folder.path()).is_err());
    }
}
