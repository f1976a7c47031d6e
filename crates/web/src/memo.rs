//! What was computed from a snapshot, kept until the next: fifty people who look at the same page make one search.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// Most that is kept of one snapshot; then it begins anew.
const MOST: usize = 512;

type Values = FxHashMap<String, Arc<dyn Any + Send + Sync>>;

/// Computed values by name, all of one version of the snapshot.
#[derive(Debug, Default)]
pub struct Memo {
    kept: Mutex<(u64, Values)>,
}

impl Memo {
    /// The value called `name` of snapshot `version`, if it is there: for who must wait for what it is made of.
    pub fn known<T: Send + Sync + 'static>(&self, version: u64, name: &str) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let of_this = (kept.0 == version).then(|| kept.1.get(name).cloned());
        of_this.flatten().and_then(|value| value.downcast::<T>().ok())
    }

    /// The value called `name` of snapshot `version`; `make` is asked where it is not there. Two who ask at once may both
    /// make it.
    ///
    /// # Errors
    /// Those of `make`; nothing is kept then.
    pub fn get<T: Send + Sync + 'static, E>(
        &self,
        version: u64,
        name: &str,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        match self.known(version, name) {
            Some(known) => Ok(known),
            None => Ok(self.keep(version, name, make()?)),
        }
    }

    /// The same, where making it means waiting.
    ///
    /// # Errors
    /// Those of `make`; nothing is kept then.
    pub async fn get_later<T: Send + Sync + 'static, E>(
        &self,
        version: u64,
        name: &str,
        make: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        match self.known(version, name) {
            Some(known) => Ok(known),
            None => Ok(self.keep(version, name, make.await?)),
        }
    }

    fn keep<T: Send + Sync + 'static>(&self, version: u64, name: &str, made: T) -> Arc<T> {
        let made = Arc::new(made);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 < version || kept.1.len() >= MOST {
            kept.1.clear();
            kept.0 = version;
        }
        if kept.0 == version {
            kept.1.insert(name.to_owned(), Arc::clone(&made) as Arc<dyn Any + Send + Sync>);
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_until_the_next_version() {
        let memo = Memo::default();
        let ask = |version, value: u32| *memo.get(version, "a", || Ok::<_, ()>(value)).unwrap();
        assert_eq!((ask(1, 10), ask(1, 20), ask(2, 30), ask(2, 40)), (10, 10, 30, 30));
        // Whoever still holds the old snapshot neither gets the new value nor spoils it.
        assert_eq!((ask(1, 50), ask(2, 60)), (50, 30));
        assert_eq!(memo.get(2, "a", || Err::<u32, _>("x")).as_deref(), Ok(&30));
        assert_eq!(memo.get(3, "a", || Err::<u32, _>("x")), Err("x"));
    }
}
