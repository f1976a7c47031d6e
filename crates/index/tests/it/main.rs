//! The index seen from outside: what it finds, how it follows, and how it survives.

mod count;
mod follow;
mod heal;
mod posts;
mod purge;
mod replay;
mod retag;
mod scan;
