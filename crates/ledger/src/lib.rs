#![doc = include_str!("../README.md")]

mod batch;
mod chunk;
mod code;
mod erase;
mod error;
mod follow;
mod gaps;
mod imports;
mod judge;
mod migrate;
mod payload;
mod plan;
mod read;
mod rows;
mod settle;
mod store;
mod tombstone;
mod workspace;

pub use chunk::{Chunk, FileDigest, ImportMark, Known, Outcome, Recent};
pub use erase::Erased;
pub use error::LedgerError;
pub use imports::ImportState;
pub use payload::PAYLOAD_LIMIT;
pub use plan::{Draft, SourceDraft, SubjectDraft, WatchDraft};
pub use read::Version;
pub use store::Options;
pub use workspace::{Counts, Ledger, WorkspaceId, WorkspaceLedger};
