#![doc = include_str!("../README.md")]

pub mod findings;
pub mod keys;
mod say;
pub mod statistics;

pub mod coverage;
pub mod differ;

pub mod candidates;
pub mod edit;
pub mod swot;

pub mod activate;
pub mod compare;
pub mod lint;

pub mod chain;
pub mod map;

pub mod document;

pub use activate::{edition, end, may_take_force, sign, take_force};
pub use candidates::{Candidate, candidates};
pub use chain::{Chain, ChainContext, Link, chain};
pub use compare::{Difference, compare, since_signed};
pub use coverage::{AspectCoverage, QuadrantCoverage, coverage};
pub use differ::{Changed, differ};
pub use edit::{Actor, Edit, Refused, apply};
pub use findings::{findings, kept};
pub use lint::{Complaint, LintContext, Rule, lint};
pub use map::{MapContext, Step, method_map};
