//! Finished HTML or SVG, told apart by type from text that still has to be escaped.

use std::fmt::{self, Write};

use askama::Template;
use askama::filters::{Escaper, Html, HtmlSafe};

/// Finished markup: written as it is. Made only by templates and drawings of this crate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markup(String);

impl Markup {
    /// The markup of a template.
    pub(crate) fn of(template: &impl Template) -> Self {
        let mut out = String::with_capacity(template_size(template));
        let rendered = template.render_into(&mut out);
        debug_assert!(rendered.is_ok(), "a template of this crate writes to memory alone");
        Self(out)
    }

    /// What this crate's own drawing wrote.
    pub(crate) const fn drawn(out: String) -> Self {
        Self(out)
    }

    /// Several pieces, one after the other.
    pub fn join(pieces: &[Self]) -> Self {
        Self(pieces.iter().map(Self::as_str).collect())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As owned text.
    pub fn into_string(self) -> String {
        self.0
    }
}

const fn template_size<T: Template>(_: &T) -> usize {
    T::SIZE_HINT
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// Writes `text` to `out`, escaped for HTML and SVG content and quoted attributes.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    let written = Html.write_escaped_str(&mut *out, text);
    debug_assert!(written.is_ok(), "memory can be written to");
}

/// Writes `text` to `out` as it is.
pub(crate) fn write_into(out: &mut String, text: fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "memory can be written to");
}
