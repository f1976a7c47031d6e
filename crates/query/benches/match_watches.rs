//! How long it takes to find the watches that match a post.
fn main() {}
