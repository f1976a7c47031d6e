//! The ledger as its users see it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod api;
mod contract;
mod digests;
mod file;
mod kill;
mod people;
mod programs;
mod random;
mod samples;
mod sign_in;
mod traces;
