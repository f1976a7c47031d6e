//! The application over a small workspace in memory and a ledger in a temporary folder.

mod api;
mod app;
mod inbox;
mod permissions;
mod report;
mod sign_in;
