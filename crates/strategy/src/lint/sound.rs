//! A sound strategy.
