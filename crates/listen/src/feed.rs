//! The window of a stream that a splitter looks at: grows while a record is incomplete, forgets what was consumed.

use std::io;

use crate::encoding::Decoded;

/// How much is read at a time, and how much of a file is looked at before it is understood.
pub(crate) const HEAD_BYTES: usize = 256 << 10;

/// The window of a stream that a splitter looks at.
pub(crate) struct Feed {
    source: Option<Decoded>,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    line: u64,
}

impl Feed {
    /// The window at the start of `source`, with nothing in it yet.
    pub(crate) fn new(source: Decoded) -> Self {
        Self { source: Some(source), buffer: Vec::new(), start: 0, ended: false, line: 1 }
    }

    /// A window over bytes in memory whose first line has the number `line`.
    pub(crate) fn of_bytes(bytes: &[u8], line: u64) -> Self {
        Self { source: None, buffer: bytes.to_vec(), start: 0, ended: true, line }
    }

    /// What is there and not consumed.
    pub(crate) fn data(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Whether nothing comes after [`Self::data`].
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// The number of the line in which [`Self::data`] begins, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Malformed sequences that decoding replaced since the last time.
    pub(crate) fn take_replaced(&mut self) -> u64 {
        self.source.as_mut().map_or(0, Decoded::take_replaced)
    }

    /// Takes lone carriage returns for line ends, in what is there and what comes.
    pub(crate) fn treat_cr_as_lf(&mut self) {
        self.buffer.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        if let Some(source) = &mut self.source {
            source.treat_cr_as_lf();
        }
    }

    /// Reads on: at least as much as is there, so that looking again from the start stays cheap.
    pub(crate) fn more(&mut self) -> io::Result<()> {
        let held = self.data().len();
        self.buffer.copy_within(self.start.., 0);
        self.buffer.truncate(held);
        self.start = 0;
        match &mut self.source {
            Some(source) if !self.ended => {
                self.ended = source.fill(&mut self.buffer, held.max(HEAD_BYTES))?;
            }
            _ => self.ended = true,
        }
        Ok(())
    }

    /// Forgets the first `bytes`.
    pub(crate) fn consume(&mut self, bytes: usize) {
        let gone = self.data().get(..bytes).unwrap_or(self.data());
        let (length, lines) = (gone.len(), memchr::memchr_iter(b'\n', gone).count());
        self.start += length;
        self.line += lines as u64;
        if self.start == self.buffer.len() && self.buffer.capacity() > (4 << 20) {
            self.buffer = Vec::new();
            self.start = 0;
        }
    }
}
