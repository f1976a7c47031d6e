//! placeholder
use crate::query::Query;
use std::ops::Range;
/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// w
    Warning,
    /// e
    Error,
}
/// Lint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// s
    pub span: Range<usize>,
    /// s
    pub severity: Severity,
    /// r
    pub reason: String,
    /// r
    pub remedy: String,
}
/// lint
pub fn lint_watch(query: &Query) -> Vec<Lint> {
    let _ = query.notes();
    Vec::new()
}
