//! The application over a small workspace in memory and a ledger in a temporary folder.

mod app;
mod inbox;
mod listen;
mod permissions;
mod report;
mod search;
mod sign_in;
