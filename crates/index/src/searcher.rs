//! A view of one commit of the index, for any number of threads to search.

use std::path::Path;
use std::sync::Arc;

use model::{Plan, Seq, SourceId};
use tantivy::directory::MmapDirectory;
use tantivy::{ReloadPolicy, TantivyError};

use crate::error::IndexError;
use crate::open::{Unfit, equip, sound};
use crate::options::Options;
use crate::payload::Payload;
use crate::read_only::ReadOnly;
use crate::retag::{Retag, differences};
use crate::schema::Fields;

/// Merges may remove files between looking at the list of them and opening them; so often is the list read again.
const ATTEMPTS: usize = 20;

/// A view of one commit. Cheap to clone; later commits do not change it.
#[derive(Clone)]
pub struct Searcher {
    pub(crate) engine: tantivy::Searcher,
    pub(crate) fields: Fields,
    pub(crate) plan: Arc<Plan>,
    payload: Payload,
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("posts", &self.len()).finish_non_exhaustive()
    }
}

impl Searcher {
    pub(crate) fn new(
        engine: tantivy::Searcher,
        fields: Fields,
        plan: Arc<Plan>,
        payload: Payload,
    ) -> Self {
        Self { engine, fields, plan, payload }
    }

    /// Opens the index in `dir` for reading: takes no lock, writes nothing, works beside a writer.
    ///
    /// # Errors
    /// [`IndexError::Unusable`] when there is none, or it is damaged or of another version.
    pub fn open(dir: &Path, plan: &Plan, options: Options) -> Result<Self, IndexError> {
        let unusable = |why: String| IndexError::Unusable { dir: dir.to_owned(), why };
        if !dir.join("meta.json").exists() {
            return Err(unusable("there is none".to_owned()));
        }
        let place = MmapDirectory::open(dir).map_err(TantivyError::from)?;
        let mut last = None;
        for _ in 0..ATTEMPTS {
            match Self::open_once(place.clone(), plan, options) {
                Ok(searcher) => return Ok(searcher),
                Err(unfit) => last = Some(unfit),
            }
        }
        Err(match last {
            Some(Unfit::Refused(error)) => error.into(),
            Some(Unfit::Damaged(why)) => unusable(why),
            None => unusable("it could not be opened".to_owned()),
        })
    }

    fn open_once(place: MmapDirectory, plan: &Plan, options: Options) -> Result<Self, Unfit> {
        let (mut engine, payload) = sound(ReadOnly(place))?;
        let fields = equip(&mut engine, options.threads)?;
        let reader: tantivy::IndexReader =
            engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self::new(reader.searcher(), fields, Arc::new(plan.clone()), payload))
    }

    /// Posts in it.
    pub fn len(&self) -> u64 {
        self.engine.num_docs()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How far it follows the ledger.
    pub fn upto(&self) -> Seq {
        self.payload.upto()
    }

    /// Which watches of the plan its posts are not tagged with yet. While there are any, `watch:`, `subject:` and
    /// `quadrant:` answer by the old ones.
    pub fn retag_plan(&self) -> Retag {
        differences(&self.payload, &Payload::new(&self.plan))
    }

    pub(crate) fn source_name(&self, id: SourceId) -> &str {
        self.plan.source(id).map(|source| source.name.as_str()).unwrap_or_default()
    }
}
