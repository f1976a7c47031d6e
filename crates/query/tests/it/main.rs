//! The watch language from outside: what it means, how it prints, what it says.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a test's helper fails the test by panicking"
)]

mod dialects;
mod errors;
mod generate;
mod lints;
mod matching;
mod meaning;
mod reference;
mod texts;
