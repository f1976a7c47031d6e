//! The first page: the newest posts that match, and how many there are in all.

use std::cmp::Reverse;

use model::{
    Acts, Emotion, Kind, Label, Language, Network, PostId, Quote, Seq, Side, Timestamp, WatchId,
    Words,
};
use query::Query;
use tantivy::fastfield::Column;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, TERMINATED, Term};

use crate::entry::created_key;
use crate::error::IndexError;
use crate::record::Record;
use crate::schema::column;
use crate::searcher::Searcher;
use crate::visit::{Prepared, Stored};

/// Which posts come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Those said last; of the same second, those that came into the ledger last.
    #[default]
    Newest,
    /// The reverse.
    Oldest,
}

/// Which part of the matches to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many at most.
    pub limit: usize,
    /// How many to leave out first.
    pub offset: usize,
    /// Which come first.
    pub order: Order,
}

impl Default for Page {
    fn default() -> Self {
        Self { limit: 20, offset: 0, order: Order::Newest }
    }
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Found {
    /// Posts that match, on this page or not.
    pub total: u64,
    /// Those on this page, in order.
    pub hits: Vec<Hit>,
}

/// A post that matches, and why.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its place in the ledger.
    pub seq: Seq,
    /// The post.
    pub id: PostId,
    /// When it was said.
    pub created_at: Timestamp,
    /// Where.
    pub network: Network,
    /// The part of the network.
    pub channel: Option<String>,
    /// The author's handle, empty when unknown.
    pub author: String,
    /// The name shown beside it.
    pub author_name: Option<String>,
    /// Of the author, as declared.
    pub followers: Option<u64>,
    /// As declared.
    pub engagement: Option<u64>,
    /// The name of the source that brought it.
    pub source: String,
    /// Inside or outside.
    pub side: Side,
    /// Original, reply …
    pub kind: Kind,
    /// As understood.
    pub language: Language,
    /// The most probable sentiment; `None` when it was not read.
    pub label: Option<Label>,
    /// The emotion that stands out.
    pub emotion: Option<Emotion>,
    /// What it does.
    pub acts: Acts,
    /// Whether it repeats an earlier post.
    pub repeat: bool,
    /// Headline.
    pub title: Option<String>,
    /// The words.
    pub text: String,
    /// Where to read it.
    pub url: Option<String>,
    /// The watches that match it.
    pub watches: Vec<WatchId>,
    /// The words that made it match.
    pub because: Vec<query::Hit>,
}

impl Searcher {
    /// The posts that match, newest first, and their number.
    ///
    /// # Errors
    /// [`IndexError::Query`] when the query names something that the plan does not hold; [`IndexError::Engine`] when
    /// the index fails.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Found, IndexError> {
        self.search_after(query, page, None)
    }

    /// As [`Self::search`], but only with the posts that come after `after` in the page's order; the number is still
    /// of all. Who asks with the last post of each page walks through all of them, however many come in meanwhile.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn search_after(
        &self,
        query: &Query,
        page: &Page,
        after: Option<(Timestamp, Seq)>,
    ) -> Result<Found, IndexError> {
        let prepared = self.prepare(query)?;
        let (total, best) = self.best(&prepared, page, after)?;
        let mut words = Words::default();
        let hits = best
            .into_iter()
            .map(|address| self.hit(prepared.matcher.as_ref(), address, &mut words))
            .collect::<Result<_, _>>()?;
        Ok(Found { total, hits })
    }

    /// The posts with these sequence numbers, in this order; those that the index does not hold are left out.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index fails.
    pub fn fetch(&self, seqs: &[Seq]) -> Result<Vec<Quote>, IndexError> {
        let mut watches = Vec::new();
        let mut quotes = Vec::with_capacity(seqs.len());
        for &seq in seqs {
            let Some(address) = self.address(seq)? else { continue };
            let stored: Stored = self.engine.doc(address)?;
            let record = stored.read(&mut watches)?;
            let text = match record.title {
                Some(title) => format!("{title}\n{}", record.text),
                None => record.text.to_owned(),
            };
            quotes.push(Quote {
                id: record.id,
                seq: record.seq,
                network: network(&record)?,
                author: record.author.to_owned(),
                created_at: record.created_at,
                text,
                url: record.url.map(str::to_owned),
            });
        }
        Ok(quotes)
    }

    /// The post with this number, if it stands in this view; nothing is set off in it.
    ///
    /// # Errors
    /// When the engine cannot read.
    pub fn hit_at(&self, seq: Seq) -> Result<Option<Hit>, IndexError> {
        let Some(address) = self.address(seq)? else { return Ok(None) };
        self.hit(None, address, &mut Words::default()).map(Some)
    }

    pub(crate) fn address(&self, seq: Seq) -> Result<Option<DocAddress>, IndexError> {
        let term = Term::from_field_u64(self.fields.seq, seq.0);
        for (segment, reader) in (0..).zip(self.engine.segment_readers()) {
            let inverted = reader.inverted_index(self.fields.seq)?;
            let Some(mut docs) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while docs.doc() != TERMINATED {
                if !reader.is_deleted(docs.doc()) {
                    return Ok(Some(DocAddress::new(segment, docs.doc())));
                }
                docs.advance();
            }
        }
        Ok(None)
    }

    fn best(
        &self,
        prepared: &Prepared,
        page: &Page,
        after: Option<(Timestamp, Seq)>,
    ) -> Result<(u64, Vec<DocAddress>), IndexError> {
        let wanted = page.offset.saturating_add(page.limit);
        if page.limit == 0 {
            return Ok((self.count_prepared(prepared)?, Vec::new()));
        }
        let newest = page.order == Order::Newest;
        let start = |reader: &tantivy::SegmentReader| {
            let columns = reader.fast_fields();
            let best =
                Best::new(columns.u64(column::CREATED)?, columns.u64(column::SEQ)?, wanted, newest);
            Ok(best.after(after))
        };
        let stretches = self.visit(prepared, start, Best::see)?;
        let total = stretches.iter().map(|(_, best)| best.total).sum();
        let mut all: Vec<_> = stretches
            .into_iter()
            .flat_map(|(segment, best)| {
                best.kept
                    .into_iter()
                    .map(move |(key, seq, doc)| (key, seq, DocAddress::new(segment, doc)))
            })
            .collect();
        all.sort_unstable_by_key(|(key, seq, _)| Reverse((*key, *seq)));
        let page = all.into_iter().skip(page.offset).take(page.limit);
        Ok((total, page.map(|(_, _, address)| address).collect()))
    }

    pub(crate) fn hit(
        &self,
        matcher: Option<&query::Matcher>,
        address: DocAddress,
        words: &mut Words,
    ) -> Result<Hit, IndexError> {
        let stored: Stored = self.engine.doc(address)?;
        let mut watches = Vec::new();
        let record = stored.read(&mut watches)?;
        words.read(record.title, record.text);
        let candidate = record.candidate(self, words, &watches);
        let because = matcher.and_then(|matcher| matcher.hits(&candidate));
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(Hit {
            seq: record.seq,
            id: record.id,
            created_at: record.created_at,
            network: network(&record)?,
            channel: owned(record.channel),
            author: record.author.to_owned(),
            author_name: owned(record.author_name),
            followers: record.followers,
            engagement: record.engagement,
            source: self.source_name(record.source).to_owned(),
            side: record.traits.side(),
            kind: record.traits.kind(),
            language: record.language,
            label: record.traits.label(),
            emotion: record.traits.emotion(),
            acts: record.traits.acts(),
            repeat: record.traits.repeat(),
            title: owned(record.title),
            text: record.text.to_owned(),
            url: owned(record.url),
            because: because.unwrap_or_default(),
            watches,
        })
    }
}

fn network(record: &Record<'_>) -> Result<Network, IndexError> {
    Network::new(record.network).map_err(|_| {
        let note = "a stored post names no network";
        IndexError::Engine(tantivy::error::DataCorruption::comment_only(note).into())
    })
}

/// The best posts of one stretch so far.
struct Best {
    created: Column<u64>,
    seq: Column<u64>,
    wanted: usize,
    /// Turns keys around where the oldest are wanted, so that the largest key is always the best.
    flip: u64,
    /// Key and number, turned around as the keys are: what is not smaller is left out.
    after: Option<(u64, u64)>,
    total: u64,
    /// Posts whose key is smaller are out.
    threshold: u64,
    kept: Vec<(u64, u64, DocId)>,
    keys: [u64; tantivy::COLLECT_BLOCK_BUFFER_LEN],
}

impl Best {
    fn new(created: Column<u64>, seq: Column<u64>, wanted: usize, newest: bool) -> Self {
        let flip = if newest { 0 } else { u64::MAX };
        let keys = [0; tantivy::COLLECT_BLOCK_BUFFER_LEN];
        Self {
            created,
            seq,
            wanted,
            flip,
            after: None,
            total: 0,
            threshold: 0,
            kept: Vec::new(),
            keys,
        }
    }

    fn after(mut self, after: Option<(Timestamp, Seq)>) -> Self {
        self.after = after.map(|(at, seq)| (created_key(at.0) ^ self.flip, seq.0 ^ self.flip));
        self
    }

    fn see(&mut self, docs: &[DocId]) {
        self.total += docs.len() as u64;
        let Some(keys) = self.keys.get_mut(..docs.len()) else { return };
        self.created.values.get_vals(docs, keys);
        for (&doc, key) in docs.iter().zip(keys) {
            let key = *key ^ self.flip;
            if key < self.threshold || self.after.is_some_and(|(after, _)| key > after) {
                continue;
            }
            let seq = self.seq.values.get_val(doc) ^ self.flip;
            if self.after.is_none_or(|after| (key, seq) < after) {
                self.kept.push((key, seq, doc));
            }
        }
        if self.kept.len() >= self.wanted.saturating_mul(2).max(256) {
            self.prune();
        }
    }

    fn prune(&mut self) {
        if self.kept.len() <= self.wanted {
            return;
        }
        let (_, worst_out, _) = self
            .kept
            .select_nth_unstable_by_key(self.wanted, |(key, seq, _)| Reverse((*key, *seq)));
        self.threshold = self.threshold.max(worst_out.0);
        self.kept.truncate(self.wanted);
    }
}
