//! Counting: how many posts match, in which stretch of time, with which sentiment.

use model::assessment::DayCount;
use model::{Day, Seq, Timestamp, WatchId, Window};
use query::Query;
use rustc_hash::FxHashMap;
use tantivy::query::{AllQuery, EnableScoring};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, SegmentReader};

use crate::calendar::Calendar;
use crate::entry::created_secs;
use crate::error::IndexError;
use crate::nominate::Nomination;
use crate::read_column::NumberColumn;
use crate::schema::column;
use crate::searcher::Searcher;
use crate::traits::Traits;
use crate::visit::Prepared;

/// How long the bars of a histogram are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bucket {
    /// A local hour; where the clocks are set back, the hour that comes twice is one bar.
    Hour,
    /// A local day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

/// One bar of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bar {
    /// Its first local day.
    pub day: Day,
    /// Its local hour (0–23); 0 unless it is an hour.
    pub hour: u8,
    /// Posts.
    pub count: u64,
}

impl Searcher {
    /// How many posts match.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn count(&self, query: &Query) -> Result<u64, IndexError> {
        self.count_prepared(&self.prepare(query)?)
    }

    pub(crate) fn count_prepared(&self, prepared: &Prepared) -> Result<u64, IndexError> {
        let Nomination { query, exact } = &prepared.nomination;
        if *exact {
            // The engine knows shortcuts that walking through the posts does not.
            let weight = query.weight(EnableScoring::disabled_from_searcher(&self.engine))?;
            let readers = self.engine.segment_readers().iter();
            let counts = self
                .engine
                .index()
                .search_executor()
                .map(|reader| weight.count(reader).map(u64::from), readers)?;
            return Ok(counts.into_iter().sum());
        }
        let count = |count: &mut u64, docs: &[DocId]| *count += docs.len() as u64;
        Ok(self.visit(prepared, |_| Ok(0), count)?.into_iter().map(|(_, count)| count).sum())
    }

    /// How many posts match in each stretch of time of the plan's zone: those with any, in order.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn histogram(&self, query: &Query, bucket: Bucket) -> Result<Vec<Bar>, IndexError> {
        let unit = if bucket == Bucket::Hour { 3_600 } else { Timestamp::DAY_SECS };
        let counts = self.counts::<1>(&self.prepare(query)?, unit)?;
        let mut bars: Vec<Bar> = Vec::new();
        for (slot, [count]) in counts {
            let (day, hour) = match bucket {
                Bucket::Hour => (slot.div_euclid(24), slot.rem_euclid(24) as u8),
                _ => (slot, 0),
            };
            let day = first_day(Day(day as i32), bucket);
            match bars.last_mut() {
                Some(bar) if (bar.day, bar.hour) == (day, hour) => bar.count += count,
                _ => bars.push(Bar { day, hour, count }),
            }
        }
        Ok(bars)
    }

    /// How many posts match on each day of the plan's zone, and with which sentiment: days with any, in order.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn tally(&self, query: &Query) -> Result<Vec<DayCount>, IndexError> {
        self.tally_prepared(&self.prepare(query)?)
    }

    /// The same over every post; the watch language has no query for that.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index fails.
    pub fn tally_all(&self) -> Result<Vec<DayCount>, IndexError> {
        let nomination = Nomination { query: Box::new(AllQuery), exact: true };
        self.tally_prepared(&Prepared { nomination, matcher: None })
    }

    fn tally_prepared(&self, prepared: &Prepared) -> Result<Vec<DayCount>, IndexError> {
        let counts = self.counts::<4>(prepared, Timestamp::DAY_SECS)?;
        let days = counts.into_iter().map(|(day, [negative, neutral, positive, unread])| {
            let count = negative + neutral + positive + unread;
            DayCount { day: Day(day as i32), count, labels: [negative, neutral, positive] }
        });
        Ok(days.collect())
    }

    /// The sequence numbers of the posts that match, in no order.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn seqs(&self, query: &Query) -> Result<Vec<Seq>, IndexError> {
        self.seqs_prepared(&self.prepare(query)?)
    }

    pub(crate) fn seqs_prepared(&self, prepared: &Prepared) -> Result<Vec<Seq>, IndexError> {
        let start =
            |reader: &SegmentReader| Ok((reader.fast_fields().u64(column::SEQ)?, Vec::new()));
        let found = self.visit(prepared, start, |(column, seqs), docs| {
            seqs.extend(docs.iter().map(|doc| Seq(column.values.get_val(*doc))));
        })?;
        Ok(found.into_iter().flat_map(|(_, (_, seqs))| seqs).collect())
    }

    /// The sequence numbers of the posts that are tagged with `watch`, in no order.
    pub(crate) fn seqs_tagged(&self, watch: WatchId) -> Result<Vec<Seq>, IndexError> {
        let nomination = self.nominator()?.watches(&[watch]);
        self.seqs_prepared(&Prepared { nomination, matcher: None })
    }

    /// Counts by units of local time and, for four slots, by label.
    fn counts<const SLOTS: usize>(
        &self,
        prepared: &Prepared,
        unit: i64,
    ) -> Result<Vec<(i64, [u64; SLOTS])>, IndexError> {
        let zone = &self.plan.zone;
        let start = |reader: &SegmentReader| {
            let columns = reader.fast_fields();
            let created = columns.u64(column::CREATED)?;
            let since = Timestamp(created_secs(created.min_value()));
            let until = Timestamp(created_secs(created.max_value()).saturating_add(1));
            let traits = columns.u64(column::TRAITS)?;
            let calendar = Calendar::new(zone, Window { since, until }, unit);
            Ok(Counter::<SLOTS> {
                created: NumberColumn::new(created),
                traits: NumberColumn::new(traits),
                counts: Counts::for_slots(calendar.slots()),
                calendar,
            })
        };
        let stretches = self.visit(prepared, start, Counter::see)?;
        let mut all: FxHashMap<i64, [u64; SLOTS]> = FxHashMap::default();
        for (_, counter) in stretches {
            counter.counts.each(counter.calendar.first(), |slot, counts| {
                let sums = all.entry(slot).or_insert([0; SLOTS]);
                sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            });
        }
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_unstable_by_key(|(slot, _)| *slot);
        Ok(all)
    }
}

fn first_day(day: Day, bucket: Bucket) -> Day {
    match bucket {
        Bucket::Hour | Bucket::Day => day,
        Bucket::Week => Day(day.0 - i32::from(day.weekday())),
        Bucket::Month => Day(day.0 - i32::from(day.ymd().2) + 1),
    }
}

struct Counter<const SLOTS: usize> {
    created: NumberColumn,
    traits: NumberColumn,
    calendar: Calendar,
    counts: Counts<SLOTS>,
}

impl<const SLOTS: usize> Counter<SLOTS> {
    fn see(&mut self, docs: &[DocId]) {
        let created = self.created.read(docs);
        if SLOTS == 1 {
            for key in created {
                self.counts.add(self.calendar.slot(created_secs(*key)), 0);
            }
            return;
        }
        for (key, traits) in created.iter().zip(self.traits.read(docs)) {
            self.counts.add(self.calendar.slot(created_secs(*key)), Traits(*traits).label_slot());
        }
    }
}

/// Counts by slot: a table where the slots are few, a map where somebody posted in the year 9999.
enum Counts<const SLOTS: usize> {
    Table(Vec<[u64; SLOTS]>),
    Map(FxHashMap<u64, [u64; SLOTS]>),
}

impl<const SLOTS: usize> Counts<SLOTS> {
    fn for_slots(slots: u64) -> Self {
        const TABLE_MAX: u64 = 100_000;
        if slots <= TABLE_MAX {
            Self::Table(vec![[0; SLOTS]; slots as usize])
        } else {
            Self::Map(FxHashMap::default())
        }
    }

    #[inline]
    fn add(&mut self, slot: u64, kind: usize) {
        let counts = match self {
            Self::Table(table) => table.get_mut(slot as usize),
            Self::Map(map) => Some(map.entry(slot).or_insert([0; SLOTS])),
        };
        if let Some(count) = counts.and_then(|counts| counts.get_mut(kind)) {
            *count += 1;
        }
    }

    fn each(self, first: i64, mut visit: impl FnMut(i64, [u64; SLOTS])) {
        match self {
            Self::Table(table) => {
                let used = (0..).zip(table).filter(|(_, counts)| counts.iter().any(|c| *c > 0));
                used.for_each(|(slot, counts)| visit(first + slot, counts));
            }
            Self::Map(map) => {
                map.into_iter().for_each(|(slot, counts)| visit(first + slot as i64, counts));
            }
        }
    }
}

/// A block is never longer than this.
pub(crate) const BLOCK: usize = COLLECT_BLOCK_BUFFER_LEN;
