//! Opening an index, and making a new one in place of what cannot be used.

use std::path::Path;
use std::sync::Arc;

use model::Plan;
use tantivy::directory::error::OpenReadError;
use tantivy::directory::{INDEX_WRITER_LOCK, MmapDirectory, RamDirectory};
use tantivy::index::SegmentComponent;
use tantivy::{Directory, ReloadPolicy, TantivyError};

use crate::error::{IndexError, is_lock_busy};
use crate::folder::{self, Found};
use crate::follow::{Index, Parts};
use crate::options::{Opened, Options};
use crate::payload::Payload;
use crate::schema::{Fields, column, schema, settings};
use crate::tagger::Tagger;
use crate::terms::{Cutter, TOKENIZER};

impl Index {
    /// Opens the index in `dir` for following the ledger. Makes it when there is none, and makes it anew, empty, when
    /// what is there is damaged or of another version: [`Index::opened`] says which.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process has it open for writing; [`IndexError::Watch`] when a watch cannot
    /// be understood; [`IndexError::Io`] and [`IndexError::Engine`] when the disk refuses.
    pub fn open(dir: &Path, plan: &Plan, options: Options) -> Result<Self, IndexError> {
        let found = folder::look(dir)?;
        let place = MmapDirectory::open(dir).map_err(TantivyError::from)?;
        let opened = match found {
            Found::Nothing => Opened::Created,
            Found::Foreign => {
                let why = "the folder held an index that is not Waggle's".to_owned();
                Opened::Healed { why, aside: folder::set_aside(dir)? }
            }
            Found::Ours => {
                // Whoever holds the lock is using these files: then they are not ours to judge.
                let lock = place.acquire_lock(&INDEX_WRITER_LOCK);
                let lock = lock.map_err(|e| busy(dir, TantivyError::LockFailure(e, None)))?;
                match sound(place.clone()) {
                    Ok((engine, payload)) => {
                        drop(lock);
                        return Self::start(dir, engine, payload, plan, options, Opened::Existing);
                    }
                    Err(Unfit::Refused(error)) => return Err(error.into()),
                    Err(Unfit::Damaged(why)) => {
                        folder::wipe(dir)?;
                        Opened::Healed { why, aside: Vec::new() }
                    }
                }
            }
        };
        folder::mark(dir)?;
        let engine = tantivy::Index::create(place, schema().0, settings())?;
        let mut index = Self::start(dir, engine, Payload::new(plan), plan, options, opened)?;
        index.commit_anyway()?;
        Ok(index)
    }

    /// An index in memory, for tests and for posts that need not stay.
    ///
    /// # Errors
    /// [`IndexError::Watch`] when a watch cannot be understood.
    pub fn in_memory(plan: &Plan, options: Options) -> Result<Self, IndexError> {
        let engine = tantivy::Index::create(RamDirectory::create(), schema().0, settings())?;
        let payload = Payload::new(plan);
        let mut index =
            Self::start(Path::new(""), engine, payload, plan, options, Opened::Created)?;
        index.commit_anyway()?;
        Ok(index)
    }

    fn start(
        dir: &Path,
        mut engine: tantivy::Index,
        payload: Payload,
        plan: &Plan,
        options: Options,
        opened: Opened,
    ) -> Result<Self, IndexError> {
        let fields = equip(&mut engine, options.threads)?;
        let tagger = Arc::new(Tagger::new(fields, plan)?);
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let dir = dir.to_owned();
        let parts = Parts { dir, engine, reader, fields, tagger, options, opened, payload };
        Self::with_writer(parts, plan)
    }
}

/// Gives an engine what the schema refers to, and threads to search with.
pub(crate) fn equip(engine: &mut tantivy::Index, threads: usize) -> tantivy::Result<Fields> {
    engine.tokenizers().register(TOKENIZER, Cutter::default());
    if threads > 1 {
        engine.set_multithread_executor(threads)?;
    }
    Ok(schema().1)
}

/// `error` in our terms, when it says that the lock is held.
pub(crate) fn busy(dir: &Path, error: TantivyError) -> IndexError {
    if is_lock_busy(&error) {
        return IndexError::Busy { dir: dir.to_owned() };
    }
    IndexError::Engine(error)
}

/// Why an index is not used as it is.
#[derive(Debug)]
pub(crate) enum Unfit {
    /// It can never be: make a new one.
    Damaged(String),
    /// The system refuses at the moment: say so and touch nothing.
    Refused(TantivyError),
}

impl From<TantivyError> for Unfit {
    fn from(error: TantivyError) -> Self {
        // What carries an error number comes from the operating system and may pass; a missing file will not come back.
        let refused = |io: &std::io::Error| {
            io.raw_os_error().is_some() && io.kind() != std::io::ErrorKind::NotFound
        };
        match &error {
            TantivyError::IoError(io) if refused(io) => Self::Refused(error),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
                if refused(io_error) =>
            {
                Self::Refused(error)
            }
            TantivyError::SystemError(_)
            | TantivyError::LockFailure(..)
            | TantivyError::OpenDirectoryError(_) => Self::Refused(error),
            _ => Self::Damaged(format!("it is damaged ({error})")),
        }
    }
}

/// The files of a segment.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Store,
];

/// Refuses a file that is too short for the engine's footer, which the engine would read without looking.
fn whole(files: &dyn Directory, file: &Path) -> Result<(), Unfit> {
    const FOOTER_BYTES: usize = 8;
    match files.get_file_handle(file) {
        Ok(handle) if handle.len() < FOOTER_BYTES => {
            Err(Unfit::Damaged(format!("it is damaged (`{}` is cut short)", file.display())))
        }
        // Parts of a segment that it does not need are listed and not there; opening it tells which are missed.
        _ => Ok(()),
    }
}

/// Opens what `place` holds and looks at every part of it as far as that is quick.
pub(crate) fn sound(
    place: impl Into<Box<dyn Directory>>,
) -> Result<(tantivy::Index, Payload), Unfit> {
    let place = place.into();
    let files = place.clone();
    let engine = tantivy::Index::open(place)?;
    let meta = engine.load_metas()?;
    for segment in &meta.segments {
        for component in COMPONENTS {
            whole(files.as_ref(), &segment.relative_path(component))?;
        }
    }
    let payload = meta.payload.as_deref().and_then(Payload::read);
    let payload = payload.filter(|payload| payload.format == crate::schema::FORMAT);
    let (wanted, fields) = schema();
    let payload = payload.filter(|_| engine.schema() == wanted);
    let Some(payload) = payload else {
        return Err(Unfit::Damaged("it was made by another version".to_owned()));
    };
    for segment in engine.searchable_segments()? {
        let reader = tantivy::SegmentReader::open(&segment)?;
        reader.get_store_reader(0).map_err(TantivyError::from)?;
        // Where the positions are missing, opening the segment says nothing yet.
        for field in [fields.seq, fields.words, fields.tags] {
            reader.inverted_index(field)?;
        }
        for name in [column::SEQ, column::CREATED, column::TRAITS] {
            let rows = reader.fast_fields().u64(name)?.values.num_vals();
            if rows != reader.max_doc() {
                return Err(Unfit::Damaged(format!("it is damaged (column `{name}` is short)")));
            }
        }
    }
    Ok((engine, payload))
}
