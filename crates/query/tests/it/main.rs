//! The watch language from outside: what it means, how it prints, what it says.

mod dialects;
mod errors;
mod generate;
mod lints;
mod matching;
mod meaning;
mod reference;
mod texts;
