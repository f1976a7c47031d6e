//! The application over a small workspace in memory and a ledger in a temporary folder.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

mod api;
mod app;
mod inbox;
mod permissions;
mod report;
mod sign_in;
