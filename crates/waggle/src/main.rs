//! Waggle on the command line.
fn main() {}
