#![doc = include_str!("../README.md")]

mod acts;
pub mod adapt;
pub mod classes;
pub mod convolution;
mod detect;
mod explain;
mod features;
pub mod heads;
mod reader;
mod repeats;
mod scripts;
mod signals;
pub mod spam;
mod spelling;
pub mod target;
pub mod tokens;
pub mod training;
#[cfg(feature = "transformer")]
pub mod transformer;
mod vocabulary;
pub mod weights;

pub use explain::Contribution;
pub use reader::{MODEL, Reader, Scratch};
pub use repeats::{Repeats, Signature};
