//! Finding the watches that match a post, and laying the post out for the index.

use model::{Plan, Settled, SourceId, WatchId, Words};
use query::{Candidate, Matcher, WatchSet};

use crate::entry::Entry;
use crate::error::IndexError;
use crate::schema::Fields;

/// Makes entries from posts; shared by any number of threads.
#[derive(Debug)]
pub struct Tagger {
    fields: Fields,
    watches: WatchSet,
    /// `has:link`, asked of the matcher itself, so that what counts as a link is said in one place.
    link: Matcher,
    sources: Vec<(SourceId, String)>,
}

/// Buffers that one thread uses for many posts.
#[derive(Debug, Default)]
pub struct Scratch {
    words: Words,
    watches: Vec<WatchId>,
}

impl Tagger {
    pub(crate) fn new(fields: Fields, plan: &Plan) -> Result<Self, IndexError> {
        let watches = WatchSet::new(plan).map_err(|(id, error)| {
            let name = plan.watches.iter().find(|w| w.id == id).map(|w| w.name.clone());
            IndexError::Watch { name: name.unwrap_or_else(|| id.to_string()), error }
        })?;
        let sources = plan.sources.iter().map(|s| (s.id, s.name.clone())).collect();
        let link = Matcher::new(&query::parse("has:link")?, plan)?;
        Ok(Self { fields, watches, link, sources })
    }

    /// The post as the index takes it in, tagged with the watches that match.
    pub fn entry(&self, settled: &Settled, scratch: &mut Scratch) -> Entry {
        scratch.words.read(settled.post.title.as_deref(), &settled.post.text);
        let Scratch { words, watches } = scratch;
        watches.clear();
        let candidate = self.candidate(settled, words);
        self.watches.matching(&candidate, watches);
        Entry::new(self.fields, settled, words, watches, self.link.matches(&candidate))
    }

    /// The same with watches that the caller has found already.
    pub fn entry_tagged(
        &self,
        settled: &Settled,
        watches: &[WatchId],
        scratch: &mut Scratch,
    ) -> Entry {
        scratch.words.read(settled.post.title.as_deref(), &settled.post.text);
        let link = self.link.matches(&self.candidate(settled, &scratch.words));
        Entry::new(self.fields, settled, &scratch.words, watches, link)
    }

    /// The entries of many posts, in order, made on up to `threads` threads.
    pub fn entries(&self, posts: &[Settled], threads: usize) -> Vec<Entry> {
        let share = posts.len().div_ceil(threads.max(1)).max(256);
        let make = |posts: &[Settled]| {
            let mut scratch = Scratch::default();
            posts.iter().map(|post| self.entry(post, &mut scratch)).collect::<Vec<_>>()
        };
        if posts.len() <= share {
            return make(posts);
        }
        std::thread::scope(|scope| {
            let workers: Vec<_> =
                posts.chunks(share).map(|posts| (posts, scope.spawn(|| make(posts)))).collect();
            // A worker that panicked is done again here, where the panic reaches the caller.
            workers
                .into_iter()
                .flat_map(|(posts, worker)| worker.join().unwrap_or_else(|_| make(posts)))
                .collect()
        })
    }

    fn candidate<'a>(&'a self, settled: &'a Settled, words: &'a Words) -> Candidate<'a> {
        let id = settled.post.source;
        let source = self.sources.iter().find(|(known, _)| *known == id).map(|(_, name)| name);
        let source = source.map(String::as_str).unwrap_or_default();
        Candidate::of(&settled.post, &settled.reading, words, source, &[])
    }
}
