#![doc = include_str!("../README.md")]

pub mod catalogue;
pub mod charts;
pub mod clean;
pub mod digest;
pub mod handbook;
pub mod markup;
pub mod money;
pub mod page;
pub mod summary;
pub mod table;
pub mod tokens;
pub mod typeset;

pub use model::sample::sample;
pub use model::{dates, numbers};
pub use page::html;
pub use summary::summary;
