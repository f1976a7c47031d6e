//! The command line as a user runs it: each test makes a workspace of its own in a temporary folder.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod classes;
mod demo;
mod digest;
mod erase;
mod import;
mod measures;
mod pipes;
mod queries;
mod rereading;
mod several;
mod shell;
mod strategy;
mod topics;
