//! The application over a small workspace in memory and a ledger in a temporary folder.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod api;
mod app;
mod digests;
mod handbook;
mod inbox;
mod listen;
mod people;
mod permissions;
mod programs;
mod report;
mod search;
mod several;
mod sign_in;
mod strategy;
