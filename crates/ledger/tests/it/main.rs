//! The ledger as its users see it.

mod contract;
mod file;
mod kill;
mod random;
mod samples;
mod traces;
