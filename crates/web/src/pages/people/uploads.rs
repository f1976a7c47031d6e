//! Files of contacts between looking at them and taking them in: kept in memory, for a quarter of an hour, and few.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::Upserted;
use listen::ContactFile;
use model::{MemberId, Timestamp};
use rustc_hash::FxHashMap;

/// Files that are kept at the same time; the oldest makes room.
const MOST: usize = 4;
/// How long one is kept.
const KEPT_SECS: i64 = 15 * 60;

/// The files of a workspace.
#[derive(Default)]
pub struct Uploads(Mutex<FxHashMap<String, Arc<Upload>>>);

/// One file, of one member.
pub struct Upload {
    /// Whose.
    pub member: MemberId,
    /// Its name.
    pub name: String,
    /// When it came.
    pub at: Timestamp,
    /// What it says.
    pub file: ContactFile,
    taken: AtomicU64,
    state: Mutex<State>,
}

/// How far the taking in is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    /// Looked at.
    #[default]
    Read,
    /// Being taken in.
    Running,
    /// Taken in.
    Done(Upserted),
    /// Stopped, and why.
    Failed(Upserted, String),
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Uploads {
    /// Keeps a file under a token.
    pub fn keep(&self, token: String, upload: Upload) {
        let mut all = locked(&self.0);
        let oldest = upload.at.plus_secs(-KEPT_SECS);
        all.retain(|_, other| other.at > oldest);
        while all.len() >= MOST {
            let first =
                all.iter().min_by_key(|(_, other)| other.at).map(|(token, _)| token.clone());
            let Some(first) = first else { break };
            all.remove(&first);
        }
        all.insert(token, Arc::new(upload));
    }

    /// The file under a token, if it is this member's.
    pub fn find(&self, token: &str, member: MemberId) -> Option<Arc<Upload>> {
        locked(&self.0).get(token).filter(|upload| upload.member == member).cloned()
    }

    /// Forgets those that are too old at `now`.
    pub fn sweep(&self, now: Timestamp) {
        locked(&self.0).retain(|_, upload| upload.at > now.plus_secs(-KEPT_SECS));
    }
}

impl Upload {
    /// A file that was just read.
    pub fn new(member: MemberId, name: String, at: Timestamp, file: ContactFile) -> Self {
        Self { member, name, at, file, taken: AtomicU64::new(0), state: Mutex::default() }
    }

    /// How far it is.
    pub fn state(&self) -> State {
        locked(&self.state).clone()
    }

    /// Begins; `false` when somebody has begun already.
    pub fn begin(&self) -> bool {
        let mut state = locked(&self.state);
        let fresh = *state == State::Read;
        if fresh {
            *state = State::Running;
        }
        fresh
    }

    /// People taken in so far.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Notes that more were taken in.
    pub fn took(&self, people: u64) {
        self.taken.fetch_add(people, Ordering::Relaxed);
    }

    /// Ends.
    pub fn end(&self, state: State) {
        *locked(&self.state) = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_kept_and_each_for_its_member() {
        let uploads = Uploads::default();
        let file = listen::read_contacts(b"name\nAnn\n");
        for n in 0..6 {
            let upload = Upload::new(
                MemberId(n % 2),
                "f".to_owned(),
                Timestamp(1_000 + i64::from(n)),
                file.clone(),
            );
            uploads.keep(n.to_string(), upload);
        }
        assert!(uploads.find("1", MemberId(1)).is_none(), "the oldest made room");
        assert!(uploads.find("5", MemberId(0)).is_none(), "it is somebody else's");
        let found = uploads.find("5", MemberId(1)).unwrap();
        assert!(found.begin() && !found.begin());
        uploads.sweep(Timestamp(1_004 + KEPT_SECS));
        assert!(
            uploads.find("4", MemberId(0)).is_none() && uploads.find("5", MemberId(1)).is_some()
        );
    }
}
