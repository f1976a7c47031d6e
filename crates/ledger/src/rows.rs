//! Posts and readings as rows, and back.

use model::post::Author;
use model::{Kind, Language, Network, Post, PostId, Reading, Sentiment, Seq, Settled, Side};
use model::{SourceId, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};

use crate::batch::{Binds, Insert};
use crate::code::{Code, acts_code, acts_from_code, count, uncount, unreadable};
use crate::payload::Packed;
use crate::tombstone::tag;

/// The columns of `post` and `post_version`, in the order of [`bind_post`].
macro_rules! post_columns {
    () => {
        "workspace_id, seq, id, version, digest, settled_at, network, native_id, source_id, side, kind, \
         author_tag, handle, author_name, followers, created_at, title, text, url, channel, language, parent, \
         thread, engagement, reach, media"
    };
}

/// The columns that [`settled`] reads, in its order; the tables are joined USING (workspace_id, seq).
macro_rules! settled_columns {
    () => {
        "seq, id, version, network, native_id, source_id, side, kind, handle, author_name, followers, \
         created_at, title, text, url, channel, language, parent, thread, engagement, reach, media, \
         model, read_language, negative, neutral, positive, emotion, acts, repeat_of"
    };
}
pub(crate) use {post_columns, settled_columns};

pub(crate) static INSERT_POST: Insert =
    Insert::new(concat!("INSERT INTO post (", post_columns!(), ") VALUES "), 26);
pub(crate) static INSERT_VERSION: Insert =
    Insert::new(concat!("INSERT INTO post_version (", post_columns!(), ") VALUES "), 26);
pub(crate) static INSERT_READING: Insert = Insert::new(
    "INSERT INTO reading (workspace_id, seq, model, read_language, negative, neutral, positive, emotion, acts, \
     repeat_of) VALUES ",
    10,
);
pub(crate) static INSERT_PAYLOAD: Insert =
    Insert::new("INSERT INTO payload (workspace_id, seq, packing, size, bytes) VALUES ", 5);

/// One version of a post on its way into the ledger.
pub(crate) struct Entry {
    pub(crate) seq: u64,
    pub(crate) version: u32,
    pub(crate) digest: [u8; 16],
    pub(crate) author: Option<[u8; 32]>,
    pub(crate) post: Post,
    pub(crate) reading: Reading,
}

pub(crate) fn bind_post(binds: &mut Binds, workspace: i64, at: Timestamp, entry: &Entry) {
    let post = &entry.post;
    binds.int(workspace);
    binds.int(count(entry.seq));
    binds.blob(post.id.as_bytes());
    binds.int(i64::from(entry.version));
    binds.blob(&entry.digest);
    binds.int(at.0);
    binds.text(post.network.as_str());
    binds.text(&post.native_id);
    binds.int(i64::from(post.source.0));
    binds.int(post.side.code());
    binds.int(post.kind.code());
    binds.maybe_int(entry.author.as_ref().map(tag));
    binds.text(&post.author.handle);
    binds.maybe_text(post.author.name.as_deref());
    binds.maybe_int(post.author.followers.map(count));
    binds.int(post.created_at.0);
    binds.maybe_text(post.title.as_deref());
    binds.text(&post.text);
    binds.maybe_text(post.url.as_deref());
    binds.maybe_text(post.channel.as_deref());
    binds.maybe_text(post.language.as_ref().map(Language::as_str));
    binds.maybe_blob(post.parent.as_ref().map(|id| id.as_bytes().as_slice()));
    binds.maybe_blob(post.thread.as_ref().map(|id| id.as_bytes().as_slice()));
    binds.maybe_int(post.engagement.map(count));
    binds.maybe_int(post.reach.map(count));
    binds.int(i64::from(post.media));
}

pub(crate) fn bind_reading(binds: &mut Binds, workspace: i64, seq: u64, reading: &Reading) {
    let Reading { model, language, sentiment, emotion, acts, repeat_of } = reading;
    binds.int(workspace);
    binds.int(count(seq));
    binds.int(i64::from(*model));
    binds.text(language.as_str());
    binds.maybe_double(sentiment.map(|s| f64::from(s.negative)));
    binds.maybe_double(sentiment.map(|s| f64::from(s.neutral)));
    binds.maybe_double(sentiment.map(|s| f64::from(s.positive)));
    binds.maybe_int(emotion.map(Code::code));
    binds.int(acts_code(*acts));
    binds.maybe_blob(repeat_of.as_ref().map(|id| id.as_bytes().as_slice()));
}

pub(crate) fn bind_payload(binds: &mut Binds, workspace: i64, seq: u64, packed: &Packed) {
    binds.int(workspace);
    binds.int(count(seq));
    binds.int(packed.packing);
    binds.int(packed.size);
    binds.blob(&packed.bytes);
}

/// Reads the columns of a row from left to right.
pub(crate) struct Columns<'r> {
    row: &'r SqliteRow,
    next: usize,
}

impl<'r> Columns<'r> {
    pub(crate) fn of(row: &'r SqliteRow) -> Self {
        Self { row, next: 0 }
    }

    pub(crate) fn get<T: Decode<'r, Sqlite> + Type<Sqlite>>(&mut self) -> Result<T, sqlx::Error> {
        let place = self.next;
        self.next += 1;
        self.row.try_get_unchecked(place)
    }

    pub(crate) fn seq(&mut self) -> Result<Seq, sqlx::Error> {
        Ok(Seq(uncount(self.get()?)))
    }

    pub(crate) fn code<T: Code>(&mut self) -> Result<T, sqlx::Error> {
        T::from_code(self.get()?)
    }

    pub(crate) fn number(&mut self) -> Result<u32, sqlx::Error> {
        let value: i64 = self.get()?;
        u32::try_from(value).map_err(|_| unreadable("number", value))
    }

    pub(crate) fn maybe_count(&mut self) -> Result<Option<u64>, sqlx::Error> {
        Ok(self.get::<Option<i64>>()?.map(uncount))
    }

    pub(crate) fn maybe_id(&mut self) -> Result<Option<PostId>, sqlx::Error> {
        self.get::<Option<&[u8]>>()?.map(post_id).transpose()
    }

    pub(crate) fn id(&mut self) -> Result<PostId, sqlx::Error> {
        post_id(self.get()?)
    }

    pub(crate) fn network(&mut self) -> Result<Network, sqlx::Error> {
        let name: &str = self.get()?;
        Network::new(name).map_err(|error| unreadable("network", error))
    }

    fn language(&mut self) -> Result<Option<Language>, sqlx::Error> {
        let tag: Option<&str> = self.get()?;
        let read = |tag| Language::from_tag(tag).ok_or_else(|| unreadable("language", tag));
        tag.map(read).transpose()
    }
}

fn post_id(bytes: &[u8]) -> Result<PostId, sqlx::Error> {
    let wrong = |_| unreadable("post id", format!("{} bytes", bytes.len()));
    Ok(PostId::from_bytes(bytes.try_into().map_err(wrong)?))
}

/// The post without its payload, from the columns `id, version, … media` of [`settled_columns`].
pub(crate) fn post(columns: &mut Columns<'_>) -> Result<(u32, Post), sqlx::Error> {
    let id = columns.id()?;
    let version = columns.number()?;
    let post = Post {
        id,
        network: columns.network()?,
        native_id: columns.get()?,
        source: SourceId(columns.number()?),
        side: columns.code::<Side>()?,
        kind: columns.code::<Kind>()?,
        author: Author {
            handle: columns.get()?,
            name: columns.get()?,
            followers: columns.maybe_count()?,
        },
        created_at: Timestamp(columns.get()?),
        title: columns.get()?,
        text: columns.get()?,
        url: columns.get()?,
        channel: columns.get()?,
        language: columns.language()?,
        parent: columns.maybe_id()?,
        thread: columns.maybe_id()?,
        engagement: columns.maybe_count()?,
        reach: columns.maybe_count()?,
        media: columns.get::<i64>()? != 0,
        raw: Vec::new(),
    };
    Ok((version, post))
}

fn reading(columns: &mut Columns<'_>) -> Result<Reading, sqlx::Error> {
    let model = columns.number()?;
    let language = columns.language()?.unwrap_or(Language::UNDETERMINED);
    let mut probability = || Ok::<_, sqlx::Error>(columns.get::<Option<f64>>()?.map(|p| p as f32));
    let (negative, neutral, positive) = (probability()?, probability()?, probability()?);
    let sentiment = match (negative, neutral, positive) {
        (Some(negative), Some(neutral), Some(positive)) => {
            Some(Sentiment { negative, neutral, positive })
        }
        _ => None,
    };
    let emotion: Option<i64> = columns.get()?;
    Ok(Reading {
        model,
        language,
        sentiment,
        emotion: emotion.map(Code::from_code).transpose()?,
        acts: acts_from_code(columns.get()?),
        repeat_of: columns.maybe_id()?,
    })
}

/// A post with its reading and without its payload, from [`settled_columns`].
pub(crate) fn settled(row: &SqliteRow) -> Result<Settled, sqlx::Error> {
    let mut columns = Columns::of(row);
    let seq = columns.seq()?;
    let (version, post) = post(&mut columns)?;
    Ok(Settled { seq, version, post, reading: reading(&mut columns)? })
}
