//! The cells of one record, by column: the one shape that rows of tables and JSON objects share.

/// The cells of one record. Reused from record to record, it keeps its buffers.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: String,
    bytes: Vec<u8>,
    spans: Vec<(usize, usize)>,
    damaged: Vec<bool>,
}

impl Cells {
    /// Forgets the last record and makes room for `columns` cells, all empty.
    pub(crate) fn reset(&mut self, columns: usize) {
        self.text.clear();
        self.bytes.clear();
        self.spans.clear();
        self.spans.resize(columns, (0, 0));
        self.damaged.clear();
    }

    /// Fills all cells of a row at once: `fill` is given a sink and calls it with each cell in order.
    pub(crate) fn fill_row(&mut self, fill: impl FnOnce(&mut dyn FnMut(&[u8]))) {
        let (bytes, spans) = (&mut self.bytes, &mut self.spans);
        let mut places = spans.iter_mut();
        fill(&mut |cell| {
            if let Some(span) = places.next() {
                let start = bytes.len();
                bytes.extend_from_slice(cell);
                *span = (start, bytes.len());
            }
        });
        match std::str::from_utf8(&self.bytes) {
            Ok(valid) => self.text.push_str(valid),
            Err(_) => self.repair(),
        }
    }

    /// Replaces what is not UTF-8 and remembers the cells in which it stood.
    fn repair(&mut self) {
        self.damaged.resize(self.spans.len(), false);
        for (span, damaged) in self.spans.iter_mut().zip(&mut self.damaged) {
            let cell = String::from_utf8_lossy(self.bytes.get(span.0..span.1).unwrap_or_default());
            *damaged = matches!(cell, std::borrow::Cow::Owned(_));
            let start = self.text.len();
            self.text.push_str(&cell);
            *span = (start, self.text.len());
        }
    }

    /// Puts `value` into a cell that is still empty.
    pub(crate) fn put(&mut self, column: usize, value: &str) {
        if let Some(span) = self.spans.get_mut(column).filter(|(start, end)| start == end) {
            let start = self.text.len();
            self.text.push_str(value);
            *span = (start, self.text.len());
        }
    }

    /// The cell of a column, without white space around it; empty when there is none.
    pub(crate) fn get(&self, column: u16) -> &str {
        match self.spans.get(usize::from(column)) {
            Some((start, end)) if start < end => self.raw(column).trim(),
            _ => "",
        }
    }

    /// The cell of a column as it stands.
    pub(crate) fn raw(&self, column: u16) -> &str {
        let span = self.spans.get(usize::from(column)).copied().unwrap_or_default();
        self.text.get(span.0..span.1).unwrap_or_default()
    }

    /// Whether bytes that are no text were replaced in the cell.
    pub(crate) fn is_damaged(&self, column: u16) -> bool {
        self.damaged.get(usize::from(column)).copied().unwrap_or(false)
    }

    /// Whether any cell is damaged.
    pub(crate) fn any_damaged(&self) -> bool {
        self.damaged.contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_found_in_its_cell_alone() {
        let mut cells = Cells::default();
        cells.reset(3);
        cells.fill_row(|sink| {
            for cell in [&b"a"[..], b"gr\xf6n", "süß".as_bytes(), b"one too many"] {
                sink(cell);
            }
        });
        assert_eq!((cells.get(0), cells.get(1), cells.get(2)), ("a", "gr\u{fffd}n", "süß"));
        assert!(cells.any_damaged() && cells.is_damaged(1) && !cells.is_damaged(2));
        assert_eq!(cells.get(9), "");
        cells.reset(1);
        cells.put(0, "first");
        cells.put(0, "second");
        cells.put(7, "nowhere");
        assert_eq!(cells.get(0), "first");
        assert!(!cells.any_damaged());
    }
}
