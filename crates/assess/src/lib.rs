#![doc = include_str!("../README.md")]

mod observed;
mod request;

mod corpus;
mod gather;
mod intern;
mod observe;
mod parallel;
mod tokens;
mod watched;

pub mod correct;
pub mod differences;
pub mod draws;
pub mod intervals;

pub mod contrast;
mod phrases;
mod spell;
mod stopwords;
mod topics;

mod examples;
mod figures;
mod library;
pub mod moves;
mod queries;
mod scene;

mod acts;
mod basis;
mod compare;
mod feeling;
pub mod inside;
mod places;
mod respond;
mod shares;
mod spikes;
mod view;
mod voices;
mod volume;

mod assess_market;

pub use assess_market::assess;
pub use observed::{Observation, Observed, ObservedError};
pub use request::{AssessError, AssessmentRequest, Stage, Step};

#[cfg(test)]
mod fake;
