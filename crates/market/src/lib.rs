#![doc = include_str!("../README.md")]

mod answer;
mod calendar;
pub mod company;
mod compose;
mod dice;
pub mod generic_csv;
mod grammar;
mod idea;
pub mod judge;
mod leaning;
mod market;
mod payload;
mod people;
pub mod plan;
pub mod planted;
mod recent;
mod role;
pub mod scale;
mod season;
mod spam;
mod speak;
pub mod stage;
mod threads;
pub mod tongue;
pub mod topic;
pub mod truth;
pub mod who;
mod write;

pub use generic_csv::write_csv;
pub use judge::{Check, judge};
pub use market::Market;
pub use plan::plan_toml;
pub use planted::{Planted, Said};
pub use scale::Scale;
pub use truth::Truth;
pub use who::Who;
