//! Words of the handbook and the brief, by chapter.

mod brief;
mod evidence;
mod frame;
pub mod heads;
pub mod labels;
mod money;
mod names;
mod programs;
mod reporting;
mod research;
mod strategy;
pub mod titles;

pub use brief::*;
pub use evidence::*;
pub use frame::*;
pub use money::*;
pub use names::*;
pub use programs::*;
pub use reporting::*;
pub use research::*;
pub use strategy::*;
