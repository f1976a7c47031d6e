//! A post as the index takes it in: the ledger's post, its words and its watches, laid out by field.

use model::{Seq, Settled, WatchId, Words};
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Document, Field, Value};

use crate::record;
use crate::schema::Fields;
use crate::tags::{self, Seen};
use crate::terms::Terms;
use crate::traits::Traits;

/// One post, ready to be indexed. Making one is most of the work and can be done on any thread.
#[derive(Debug)]
pub struct Entry {
    fields: Fields,
    seq: Seq,
    created: u64,
    traits: Traits,
    followers: Option<u64>,
    engagement: Option<u64>,
    watches: Vec<WatchId>,
    words: String,
    tags: String,
    network: String,
    language: model::Language,
    record: Vec<u8>,
}

impl Entry {
    /// `words` are the post's, `watches` those that match it; `link` says whether its text holds one.
    pub(crate) fn new(
        fields: Fields,
        settled: &Settled,
        words: &Words,
        watches: &[WatchId],
        link: bool,
    ) -> Self {
        let mut watches = watches.to_vec();
        watches.sort_unstable();
        watches.dedup();
        let terms = Terms::of_words(words);
        let seen = Seen { words, watches: &watches, link, cut: terms.has_cut() };
        Self {
            fields,
            seq: settled.seq,
            created: created_key(settled.post.created_at.0),
            traits: Traits::of(&settled.post, &settled.reading),
            followers: settled.post.author.followers,
            engagement: settled.post.engagement,
            tags: tags::of(settled, seen).into_text(),
            words: terms.into_text(),
            network: settled.post.network.as_str().to_owned(),
            language: settled.reading.language,
            record: record::write(settled, &watches),
            watches,
        }
    }

    /// The post's sequence number.
    pub fn seq(&self) -> Seq {
        self.seq
    }
}

/// A moment in seconds as a column holds it: order-preserving and unsigned.
pub(crate) fn created_key(secs: i64) -> u64 {
    tantivy::i64_to_u64(secs)
}

/// The inverse of [`created_key`].
pub(crate) fn created_secs(key: u64) -> i64 {
    tantivy::u64_to_i64(key)
}

const SINGLE: usize = 10;

impl Document for Entry {
    type Value<'a> = Leaf<'a>;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values { entry: self, next: 0 }
    }
}

/// A field's value.
#[derive(Debug, Clone)]
pub struct Leaf<'a>(ReferenceValueLeaf<'a>);

impl<'a> Value<'a> for Leaf<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(self.0.clone())
    }
}

/// The fields of an entry with their values.
#[derive(Debug)]
pub struct Values<'a> {
    entry: &'a Entry,
    next: usize,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, Leaf<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let Entry { fields, .. } = self.entry;
        loop {
            let place = self.next;
            self.next += 1;
            let number = ReferenceValueLeaf::U64;
            let (field, value) = match place {
                0 => (fields.seq, number(self.entry.seq.0)),
                1 => (fields.words, ReferenceValueLeaf::Str(&self.entry.words)),
                2 => (fields.tags, ReferenceValueLeaf::Str(&self.entry.tags)),
                3 => (fields.created, number(self.entry.created)),
                4 => (fields.traits, number(self.entry.traits.0)),
                5 => match self.entry.followers {
                    Some(followers) => (fields.followers, number(followers)),
                    None => continue,
                },
                6 => match self.entry.engagement {
                    Some(engagement) => (fields.engagement, number(engagement)),
                    None => continue,
                },
                7 => (fields.network, ReferenceValueLeaf::Str(&self.entry.network)),
                8 => (fields.language, ReferenceValueLeaf::Str(self.entry.language.as_str())),
                9 => (fields.record, ReferenceValueLeaf::Bytes(&self.entry.record)),
                more => {
                    let watch = self.entry.watches.get(more - SINGLE)?;
                    (fields.watch, number(u64::from(watch.0)))
                }
            };
            return Some((field, Leaf(value)));
        }
    }
}
