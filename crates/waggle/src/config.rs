//! `waggle.toml`: who is watched, how, and from where, as text that can live in git.

mod guests;
mod oidc;

use std::ops::Range;
use std::path::{Path, PathBuf};

use ledger::{Draft, SourceDraft, SubjectDraft, WatchDraft};
use model::{Network, Plan, Quadrant, Side, Zone};
use query::Severity;
use serde::Deserialize;
use toml::Spanned;

pub use guests::{AssistantTable, ReadingTable};
pub use oidc::OidcTable;

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub workspace: WorkspaceTable,
    #[serde(default, rename = "subject")]
    pub subjects: Vec<SubjectTable>,
    #[serde(default, rename = "watch")]
    pub watches: Vec<WatchTable>,
    #[serde(default, rename = "source")]
    pub sources: Vec<SourceTable>,
    #[serde(default)]
    pub mail: Option<crate::mail::MailTable>,
    #[serde(default)]
    pub oidc: Option<OidcTable>,
    #[serde(default)]
    pub reading: ReadingTable,
    #[serde(default)]
    pub assistant: Option<AssistantTable>,
}

/// `[workspace]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceTable {
    pub name: String,
    #[serde(default = "utc")]
    pub time_zone: Spanned<String>,
}

/// `[[subject]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectTable {
    pub name: Spanned<String>,
    pub quadrant: Quadrant,
    #[serde(default)]
    pub accounts: Vec<Spanned<String>>,
}

/// `[[watch]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchTable {
    pub name: Spanned<String>,
    pub subject: Spanned<String>,
    pub query: Spanned<String>,
}

/// `[[source]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceTable {
    pub name: Spanned<String>,
    pub network: Network,
    #[serde(default = "external")]
    pub side: Side,
}

fn utc() -> Spanned<String> {
    Spanned::new(0..0, "UTC".to_owned())
}

fn external() -> Side {
    Side::External
}

/// What is wrong with the file, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: std::io::Error },
    #[error("{}, line {line}: {reason}", path.display())]
    Invalid { path: PathBuf, line: usize, reason: String },
}

impl Config {
    /// Reads and checks the file at `path`.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|reason| ConfigError::Unreadable { path: path.to_owned(), reason })?;
        Self::parse(&text, path)
    }

    /// Checks `text`; `path` is for messages.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let at = |span: Option<Range<usize>>, reason: String| {
            let start = span.map_or(0, |span| span.start);
            let line = 1 + text.bytes().take(start).filter(|b| *b == b'\n').count();
            ConfigError::Invalid { path: path.to_owned(), line, reason }
        };
        let config: Self = toml::from_str(text)
            .map_err(|error| at(error.span(), error.message().trim_end().to_owned()))?;
        config.check().map_err(|(span, reason)| at(Some(span), reason))?;
        Ok(config)
    }

    /// The zone in which days and hours are counted. Checked by [`Self::parse`].
    pub fn zone(&self) -> Zone {
        Zone::named(self.workspace.time_zone.get_ref()).unwrap_or_else(|_| Zone::utc())
    }

    /// The plan without numbers.
    pub fn draft(&self) -> Draft {
        let subject = |s: &SubjectTable| SubjectDraft {
            name: s.name.get_ref().clone(),
            quadrant: s.quadrant,
            accounts: s.accounts.iter().map(|a| a.get_ref().clone()).collect(),
        };
        let watch = |w: &WatchTable| WatchDraft {
            name: w.name.get_ref().clone(),
            subject: w.subject.get_ref().clone(),
            query: w.query.get_ref().clone(),
        };
        let source = |s: &SourceTable| SourceDraft {
            name: s.name.get_ref().clone(),
            network: s.network.clone(),
            side: s.side,
        };
        Draft {
            workspace: self.workspace.name.clone(),
            zone: self.zone(),
            subjects: self.subjects.iter().map(subject).collect(),
            watches: self.watches.iter().map(watch).collect(),
            sources: self.sources.iter().map(source).collect(),
        }
    }

    /// Whether `plan` is what the file says, in whatever order, so that nothing needs to be written.
    pub fn describes(&self, plan: &Plan) -> bool {
        let draft = self.draft();
        let subjects =
            draft.subjects.iter().map(|s| (s.name.as_str(), s.quadrant, folded(&s.accounts)));
        let known =
            plan.subjects.iter().map(|s| (s.name.as_str(), s.quadrant, folded(&s.accounts)));
        let subject_of = |id| plan.subject(id).map(|s| s.name.as_str()).unwrap_or_default();
        let watches =
            draft.watches.iter().map(|w| (w.name.as_str(), w.subject.as_str(), w.query.as_str()));
        let known_watches =
            plan.watches.iter().map(|w| (w.name.as_str(), subject_of(w.subject), w.query.as_str()));
        let sources = draft.sources.iter().map(|s| (s.name.as_str(), &s.network, s.side));
        let known_sources = plan.sources.iter().map(|s| (s.name.as_str(), &s.network, s.side));
        plan.workspace == draft.workspace
            && plan.zone.name() == draft.zone.name()
            && sorted(subjects) == sorted(known)
            && sorted(watches) == sorted(known_watches)
            && sorted(sources) == sorted(known_sources)
    }

    fn check(&self) -> Result<(), (Range<usize>, String)> {
        let zone = &self.workspace.time_zone;
        Zone::named(zone.get_ref()).map_err(|error| (zone.span(), error.to_string()))?;
        unique("subject", self.subjects.iter().map(|s| &s.name))?;
        unique("watch", self.watches.iter().map(|w| &w.name))?;
        unique("source", self.sources.iter().map(|s| &s.name))?;
        for account in self.subjects.iter().flat_map(|s| &s.accounts) {
            let valid = account.get_ref().split_once(':').is_some_and(|(network, handle)| {
                Network::new(network).is_ok() && !handle.is_empty()
            });
            if !valid {
                let reason = format!("write the account `{}` as network:handle", account.get_ref());
                return Err((account.span(), reason));
            }
        }
        self.watches.iter().try_for_each(|watch| self.check_watch(watch))?;
        self.oidc.as_ref().map_or(Ok(()), OidcTable::check)
    }

    fn check_watch(&self, watch: &WatchTable) -> Result<(), (Range<usize>, String)> {
        let name = watch.subject.get_ref();
        if !self.subjects.iter().any(|s| s.name.get_ref() == name) {
            let known: Vec<_> = self.subjects.iter().map(|s| s.name.get_ref().as_str()).collect();
            let reason = format!(
                "the watch `{}` belongs to `{name}`, which is no subject; there are: {}",
                watch.name.get_ref(),
                known.join(", ")
            );
            return Err((watch.subject.span(), reason));
        }
        let text = watch.query.get_ref();
        let broken = |error: query::QueryError| {
            let reason = format!(
                "the watch `{}` cannot be used\n{}",
                watch.name.get_ref(),
                error.render(text)
            );
            (watch.query.span(), reason)
        };
        let parsed = query::parse(text).map_err(broken)?;
        match query::lint_watch(&parsed).into_iter().find(|lint| lint.severity == Severity::Error) {
            Some(lint) => {
                let reason = format!("the watch `{}` cannot be used: {lint}", watch.name.get_ref());
                Err((watch.query.span(), reason))
            }
            None => Ok(()),
        }
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items
}

/// Accounts as the ledger keeps them.
fn folded(accounts: &[String]) -> Vec<String> {
    let fold = |account: &String| account.trim().replace(":@", ":").to_lowercase();
    sorted(accounts.iter().map(fold))
}

fn unique<'a>(
    what: &str,
    names: impl Iterator<Item = &'a Spanned<String>>,
) -> Result<(), (Range<usize>, String)> {
    let mut seen = std::collections::HashSet::new();
    for name in names {
        if name.get_ref().trim().is_empty() {
            return Err((name.span(), format!("a {what} needs a name")));
        }
        if !seen.insert(name.get_ref().to_lowercase()) {
            return Err((
                name.span(),
                format!("there are two {what}s called `{}`", name.get_ref()),
            ));
        }
    }
    Ok(())
}
