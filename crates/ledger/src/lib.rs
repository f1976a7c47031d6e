#![doc = include_str!("../README.md")]

mod api;
mod audit;
mod batch;
mod chunk;
mod code;
mod contacts;
mod corrections;
mod desk;
mod erase;
mod error;
mod follow;
mod gaps;
mod hooks;
mod imports;
mod judge;
mod members;
mod migrate;
mod payload;
mod plan;
mod read;
mod rows;
mod settle;
mod store;
mod strategies;
mod tombstone;
mod workspace;

pub use api::{ApiToken, NewToken, Once, Scope};
pub use audit::AuditEntry;
pub use chunk::{Chunk, FileDigest, ImportMark, Known, Outcome, Recent};
pub use contacts::{CONTACTS_A_CHUNK, ContactFilter, Prefer, Upserted};
pub use corrections::Verdict;
pub use desk::{SavedReply, SavedView};
pub use erase::Erased;
pub use error::LedgerError;
pub use hooks::{Delivery, DeliveryState, Due, HookEvent, Webhook};
pub use imports::ImportState;
pub use members::{Member, NewMember, Session};
pub use payload::PAYLOAD_LIMIT;
pub use plan::{Draft, SourceDraft, SubjectDraft, WatchDraft};
pub use read::Version;
pub use store::Options;
pub use strategies::{
    Accepted, AssessmentSummary, Changed, EditionSummary, StrategyEvent, StrategySummary,
};
pub use workspace::{Counts, Ledger, WorkspaceId, WorkspaceLedger};
