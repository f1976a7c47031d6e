//! Patterns, letters and how words of a query are read.
