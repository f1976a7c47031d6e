//! One file for each verb of the command line.

pub mod assess;
pub mod bench;
pub mod class;
pub mod completions;
pub mod demo;
pub mod digest;
pub mod erase;
pub mod handbook;
pub mod import;
pub mod index;
pub mod init;
pub mod kpi;
pub mod people;
pub mod query;
pub mod read;
pub mod reread;
pub mod search;
pub mod serve;
pub mod spam;
pub mod status;
pub mod strategy;
pub mod topics;
