//! The index seen from outside: what it finds, how it follows, and how it survives.

#[cfg(test)]
mod count;
#[cfg(test)]
mod follow;
#[cfg(test)]
mod heal;
#[cfg(test)]
mod posts;
#[cfg(test)]
mod purge;
#[cfg(test)]
mod replay;
#[cfg(test)]
mod retag;
#[cfg(test)]
mod scan;
