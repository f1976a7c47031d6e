//! Which fields a post has in the index, and how each is kept.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{IndexSettings, store::Compressor};

use crate::terms::TOKENIZER;

/// The shape of the index on disk. Any change of fields, tags, columns or the stored record takes the next number;
/// an index with another number is made again from the ledger.
pub(crate) const FORMAT: u32 = 1;

/// Handles of the fields; the order is the order in the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The ledger's sequence number: term (deletes go by it) and column.
    pub seq: Field,
    /// The words of title and text at their positions.
    pub words: Field,
    /// Everything else that is found by an exact word: see `tags`.
    pub tags: Field,
    /// When it was said, order-preserving as `u64`: column.
    pub created: Field,
    /// Label, emotion, acts, kind, side and flags, packed: column.
    pub traits: Field,
    /// Followers of the author, where declared: column.
    pub followers: Field,
    /// Engagement, where declared: column.
    pub engagement: Field,
    /// The watches that match: column with any number of values.
    pub watch: Field,
    /// The network: column with a dictionary.
    pub network: Field,
    /// The language: column with a dictionary.
    pub language: Field,
    /// The whole record, for showing, judging and assessing: see `record`.
    pub record: Field,
}

/// Names of the columns that are read by name.
pub(crate) mod column {
    pub const SEQ: &str = "seq";
    pub const CREATED: &str = "created";
    pub const TRAITS: &str = "traits";
    pub const WATCH: &str = "watch";
    pub const NETWORK: &str = "network";
    pub const LANGUAGE: &str = "language";
}

/// The schema and its handles.
pub(crate) fn schema() -> (Schema, Fields) {
    let number = NumericOptions::default().set_fast();
    let text = |option| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_fieldnorms(false)
            .set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let dictionary = TextOptions::default().set_fast("raw");
    let mut builder = Schema::builder();
    let fields = Fields {
        seq: builder.add_u64_field(column::SEQ, number.clone().set_indexed()),
        words: builder.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions)),
        tags: builder.add_text_field("tags", text(IndexRecordOption::Basic)),
        created: builder.add_u64_field(column::CREATED, number.clone()),
        traits: builder.add_u64_field(column::TRAITS, number.clone()),
        followers: builder.add_u64_field("followers", number.clone()),
        engagement: builder.add_u64_field("engagement", number.clone()),
        watch: builder.add_u64_field(column::WATCH, number),
        network: builder.add_text_field(column::NETWORK, dictionary.clone()),
        language: builder.add_text_field(column::LANGUAGE, dictionary),
        record: builder.add_bytes_field("record", BytesOptions::default().set_stored()),
    };
    (builder.build(), fields)
}

/// Settings of a new index. Compression runs on the indexing thread: a third thread gains nothing on two cores.
pub(crate) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}
