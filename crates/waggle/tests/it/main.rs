//! The command line as a user runs it: each test makes a workspace of its own in a temporary folder.

mod demo;
mod erase;
mod import;
mod queries;
mod shell;
