//! What the matching posts are made of: how many per network, language, watch, sentiment and more.

use model::{Act, Kind, Label, Quadrant};
use query::Query;
use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::fastfield::Column;
use tantivy::{DocId, SegmentReader};

use crate::error::IndexError;
use crate::read_column::NumberColumn;
use crate::schema::column;
use crate::searcher::Searcher;
use crate::traits::Traits;

/// By what posts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Where they were said, by the network's name.
    Network,
    /// The language as understood, by its tag.
    Language,
    /// The watches that match them, by name; a post counts once for each.
    Watch,
    /// The subjects whose watches match them, by name; a post counts once for each.
    Subject,
    /// The quadrants of those subjects; a post counts once for each.
    Quadrant,
    /// The sentiment by its word; `unread` where it was not read.
    Sentiment,
    /// What they do; a post counts once for each act.
    Act,
    /// Original, reply …
    Kind,
}

impl Searcher {
    /// How many of the posts that match fall to each network, language or watch; the largest first, then by name.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn breakdown(&self, query: &Query, by: By) -> Result<Vec<(String, u64)>, IndexError> {
        Ok(self.breakdowns(query, &[by])?.pop().unwrap_or_default())
    }

    /// Several of [`Self::breakdown`] in one walk, in the order of `by`.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn breakdowns(
        &self,
        query: &Query,
        by: &[By],
    ) -> Result<Vec<Vec<(String, u64)>>, IndexError> {
        let prepared = self.prepare(query)?;
        let start = |reader: &SegmentReader| {
            by.iter().map(|by| Shares::new(self, reader, *by)).collect::<tantivy::Result<Vec<_>>>()
        };
        let see = |all: &mut Vec<Shares>, docs: &[DocId]| all.iter_mut().for_each(|s| s.see(docs));
        let mut sums: Vec<FxHashMap<String, u64>> = vec![FxHashMap::default(); by.len()];
        for (_, all) in self.visit(&prepared, start, see)? {
            for ((shares, by), sums) in all.into_iter().zip(by).zip(&mut sums) {
                for (value, count) in shares.counts.used() {
                    *sums.entry(shares.name(self, *by, value)?).or_default() += count;
                }
            }
        }
        Ok(sums.into_iter().map(ordered).collect())
    }

    /// A watch that the plan no longer holds is called by its number.
    fn watch_name(&self, id: u64) -> String {
        let known = self.plan.watches.iter().find(|watch| u64::from(watch.id.0) == id);
        known.map_or_else(|| format!("#{id}"), |watch| watch.name.clone())
    }
}

fn ordered(sums: FxHashMap<String, u64>) -> Vec<(String, u64)> {
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    sums
}

/// What is read of each post.
enum Values {
    /// Nothing: no post of the segment has any.
    None,
    /// The one number that each post has.
    One(NumberColumn),
    /// Any number of numbers.
    Many(Column<u64>),
    /// What the watches of a post stand for; a post counts once for each.
    Grouped(Column<u64>, FxHashMap<u64, u64>, Vec<u64>),
    /// A part of the packed traits.
    Traits(NumberColumn, fn(Traits, &mut dyn FnMut(u64))),
}

impl Values {
    fn of(column: Column<u64>) -> Self {
        if column.get_cardinality().is_full() {
            Self::One(NumberColumn::new(column))
        } else {
            Self::Many(column)
        }
    }
}

/// Counts by small numbers, of which there are as many as networks, watches or traits.
#[derive(Default)]
struct Counts(Vec<u64>);

impl Counts {
    #[inline]
    fn add(&mut self, value: u64) {
        let place = value as usize;
        if place >= self.0.len() {
            self.0.resize(place + 1, 0);
        }
        if let Some(count) = self.0.get_mut(place) {
            *count += 1;
        }
    }

    fn used(&self) -> impl Iterator<Item = (u64, u64)> {
        (0..).zip(self.0.iter().copied()).filter(|(_, count)| *count > 0)
    }
}

/// Counts of one stretch by the numbers that stand for names in its segment.
struct Shares {
    values: Values,
    names: Option<StrColumn>,
    counts: Counts,
}

impl Shares {
    fn new(searcher: &Searcher, reader: &SegmentReader, by: By) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let names = match by {
            By::Network => columns.str(column::NETWORK)?,
            By::Language => columns.str(column::LANGUAGE)?,
            _ => None,
        };
        let watches = || columns.column_opt::<u64>(column::WATCH);
        let traits = || columns.u64(column::TRAITS).map(NumberColumn::new);
        let values = match by {
            By::Network | By::Language => {
                names.as_ref().map_or(Values::None, |names| Values::of(names.ords().clone()))
            }
            By::Watch => watches()?.map_or(Values::None, Values::of),
            By::Subject | By::Quadrant => {
                let groups = groups(searcher, by);
                watches()?
                    .map_or(Values::None, |column| Values::Grouped(column, groups, Vec::new()))
            }
            By::Sentiment => Values::Traits(traits()?, |traits, count| {
                count(traits.label_slot() as u64);
            }),
            By::Act => Values::Traits(traits()?, |traits, count| {
                traits.acts().iter().for_each(|act| count(act.index() as u64));
            }),
            By::Kind => Values::Traits(traits()?, |traits, count| {
                count(traits.kind().index() as u64);
            }),
        };
        Ok(Self { values, names, counts: Counts::default() })
    }

    fn see(&mut self, docs: &[DocId]) {
        let counts = &mut self.counts;
        match &mut self.values {
            Values::None => {}
            Values::One(column) => column.read(docs).iter().for_each(|value| counts.add(*value)),
            Values::Many(column) => {
                let values = docs.iter().flat_map(|doc| column.values_for_doc(*doc));
                values.for_each(|value| counts.add(value));
            }
            Values::Grouped(column, groups, seen) => {
                for doc in docs {
                    seen.clear();
                    seen.extend(column.values_for_doc(*doc).filter_map(|w| groups.get(&w)));
                    seen.sort_unstable();
                    seen.dedup();
                    seen.iter().for_each(|group| counts.add(*group));
                }
            }
            Values::Traits(column, read) => {
                for traits in column.read(docs) {
                    read(Traits(*traits), &mut |value| counts.add(value));
                }
            }
        }
    }

    fn name(&self, searcher: &Searcher, by: By, value: u64) -> Result<String, IndexError> {
        let place = usize::try_from(value).unwrap_or(usize::MAX);
        let word = |word: Option<&str>| word.unwrap_or("unread").to_owned();
        Ok(match by {
            By::Network | By::Language => {
                let mut name = String::new();
                if let Some(names) = &self.names {
                    names.ord_to_str(value, &mut name)?;
                }
                name
            }
            By::Watch => searcher.watch_name(value),
            By::Subject => {
                let known = searcher.plan.subjects.iter().find(|s| u64::from(s.id.0) == value);
                known.map_or_else(|| format!("#{value}"), |subject| subject.name.clone())
            }
            By::Quadrant => word(Quadrant::from_index(place).map(Quadrant::as_str)),
            By::Sentiment => word(Label::from_index(place).map(Label::as_str)),
            By::Act => word(Act::from_index(place).map(Act::as_str)),
            By::Kind => word(Kind::from_index(place).map(Kind::as_str)),
        })
    }
}

/// The subject or quadrant of each watch of the plan.
fn groups(searcher: &Searcher, by: By) -> FxHashMap<u64, u64> {
    let plan = &searcher.plan;
    let of = |watch: &model::Watch| {
        let subject = plan.subject(watch.subject)?;
        let group = match by {
            By::Quadrant => subject.quadrant.index() as u64,
            _ => u64::from(subject.id.0),
        };
        Some((u64::from(watch.id.0), group))
    };
    plan.watches.iter().filter_map(of).collect()
}
