#![doc = include_str!("../README.md")]

mod acts;
mod detect;
mod features;
pub mod heads;
mod reader;
mod repeats;
mod scripts;
mod signals;
pub mod tokens;
pub mod training;
mod vocabulary;
pub mod weights;

pub use reader::{MODEL, Reader, Scratch};
pub use repeats::{Repeats, Signature};
