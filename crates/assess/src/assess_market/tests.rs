//! The driver on small made-up markets.
