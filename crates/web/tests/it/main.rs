//! The application over a small workspace in memory and a ledger in a temporary folder.

mod app;
mod inbox;
mod people;
mod permissions;
mod report;
mod sign_in;
