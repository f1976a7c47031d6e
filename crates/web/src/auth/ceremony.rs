//! What the server remembers of a sign-in that takes two steps: kept in memory, for minutes, and used once.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use model::Timestamp;

use crate::auth::token;
use crate::error::PageError;

/// Seconds from the first step to the second.
pub const PATIENCE_SECS: i64 = 600;
/// Ceremonies under way; when there are more, the oldest is forgotten.
const MOST: usize = 1_000;

/// Ceremonies under way, by a secret that only the browser knows. After a restart people begin anew.
#[derive(Debug)]
pub struct Ceremonies<T> {
    all: Mutex<VecDeque<([u8; 32], Timestamp, T)>>,
}

impl<T> Default for Ceremonies<T> {
    fn default() -> Self {
        Self { all: Mutex::default() }
    }
}

impl<T> Ceremonies<T> {
    /// Keeps what the second step needs; answers the secret for the browser.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn remember(&self, what: T, now: Timestamp) -> Result<String, PageError> {
        let (secret, hash) = token::secret()?;
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, until, _)| *until > now);
        if all.len() >= MOST {
            all.pop_front();
        }
        all.push_back((hash, now.plus_secs(PATIENCE_SECS), what));
        Ok(secret)
    }

    /// What was kept; asked again, it is gone.
    ///
    /// # Errors
    /// When it ran out, was used, or never was.
    pub fn recall(&self, secret: &str, now: Timestamp) -> Result<T, PageError> {
        let hash = token::hash(secret);
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all.iter().position(|(of, _, _)| *of == hash);
        let found = place.and_then(|place| all.remove(place)).filter(|(_, until, _)| *until > now);
        let gone = "this sign-in was begun too long ago, or was used; begin again";
        found.map(|(_, _, what)| what).ok_or_else(|| PageError::Refused(gone.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ceremony_ends_once_and_in_time() {
        let all = Ceremonies::default();
        let now = Timestamp(1_000);
        let first = all.remember('a', now).unwrap();
        let second = all.remember('b', now).unwrap();
        assert_eq!(all.recall(&first, now).unwrap(), 'a');
        assert!(all.recall(&first, now).is_err());
        assert!(all.recall(&second, now.plus_secs(PATIENCE_SECS)).is_err());
        assert!(all.recall("guess", now).is_err());
    }

    #[test]
    fn many_that_are_never_ended_push_out_the_oldest() {
        let all = Ceremonies::default();
        let now = Timestamp(1_000);
        let first = all.remember(0, now).unwrap();
        let last = (1..=MOST).map(|n| all.remember(n, now).unwrap()).last().unwrap();
        assert!(all.recall(&first, now).is_err());
        assert_eq!(all.recall(&last, now).unwrap(), MOST);
    }
}
