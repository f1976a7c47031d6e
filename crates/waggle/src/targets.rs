//! Sentiment towards each subject of a post that names several, for the assessment: where the watches' words stand, and what the
//! clauses around them say. Read once a post and kept, since the pages assess again and again.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use index::Row;
use model::words::Part;
use model::{Kind, Plan, Quadrant, Sentiment, Seq, Side, SubjectId, WatchId, Words};
use query::{Candidate, Matcher};
use rustc_hash::FxHashMap;
use understand::target::ReadFrom;
use understand::{Reader, Scratch};

/// Posts that are kept before all are forgotten.
const MOST: usize = 1_000_000;

/// The sentiment towards those subjects of a post that it speaks of in words of their own.
type Apart = Arc<[(SubjectId, Sentiment)]>;

/// Reads posts towards the subjects of a plan.
pub struct Targets {
    reader: Reader,
    watches: FxHashMap<WatchId, (SubjectId, Matcher)>,
    kept: Mutex<FxHashMap<Seq, Apart>>,
}

impl Targets {
    /// For the subjects of `plan`. Those who buy are left out: a post is not said for or against them.
    pub fn of(plan: &Plan) -> Self {
        let watch = |watch: &model::Watch| {
            let subject = plan.subject(watch.subject)?;
            let parsed = query::parse(&watch.query).ok()?;
            let matcher = Matcher::new(&parsed, plan).ok()?;
            (subject.quadrant != Quadrant::Customers)
                .then_some((watch.id, (watch.subject, matcher)))
        };
        let watches = plan.watches.iter().filter_map(watch).collect();
        Self { reader: Reader::built_in(), watches, kept: Mutex::default() }
    }

    /// Leaves in `into` the sentiment towards the subjects of `row` that it speaks of in words of their own. Nothing for posts
    /// with one subject, for those that say nothing of their own, and for those whose sentiment is certain, as it is where a
    /// person gave it.
    pub fn read(
        &self,
        row: &Row<'_>,
        scratch: &mut Scratch,
        into: &mut Vec<(SubjectId, Sentiment)>,
    ) {
        into.clear();
        let open = row.sentiment.is_some_and(|s| s.as_array().iter().all(|p| *p < 0.999));
        let own = !row.repeat && row.kind != Kind::Repost && row.side == Side::External;
        if !open || !own || row.watches.len() < 2 || !self.names_several(row) {
            return;
        }
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(&row.seq).cloned();
        let apart = known.unwrap_or_else(|| {
            let apart = self.read_apart(row, scratch);
            let mut kept = lock();
            if kept.len() >= MOST {
                kept.clear();
            }
            kept.insert(row.seq, Arc::clone(&apart));
            apart
        });
        into.extend_from_slice(&apart);
    }

    fn names_several(&self, row: &Row<'_>) -> bool {
        let mut subjects = row.watches.iter().filter_map(|watch| Some(self.watches.get(watch)?.0));
        let first = subjects.next();
        subjects.any(|other| Some(other) != first)
    }

    fn read_apart(&self, row: &Row<'_>, scratch: &mut Scratch) -> Apart {
        let words = Words::of(row.title, row.text);
        let candidate = candidate(row, &words);
        let mut named: Vec<(SubjectId, Vec<Range<usize>>)> = Vec::new();
        for (subject, matcher) in row.watches.iter().filter_map(|watch| self.watches.get(watch)) {
            let hits = matcher.hits(&candidate).unwrap_or_default();
            let spans = hits.into_iter().filter(|hit| hit.part == Part::Text).map(|hit| hit.span);
            match named.iter_mut().find(|(known, _)| known == subject) {
                Some((_, places)) => places.extend(spans),
                None => named.push((*subject, spans.collect())),
            }
        }
        let mut apart = Vec::new();
        for (subject, places) in named.iter().filter(|(_, places)| !places.is_empty()) {
            let others = named.iter().filter(|(other, _)| other != subject);
            let others: Vec<Range<usize>> =
                others.flat_map(|(_, places)| places.iter().cloned()).collect();
            let hint = Some(row.language);
            let read = self.reader.towards(scratch, row.text, places, &others, hint);
            if let Some(sentiment) = read.sentiment.filter(|_| read.read_from != ReadFrom::Whole) {
                apart.push((*subject, sentiment));
            }
        }
        apart.into()
    }
}

/// The post as a matcher sees it. What the index does not keep is left open: a watch that asks for it has no places here, and
/// the post is read whole.
fn candidate<'a>(row: &Row<'a>, words: &'a Words) -> Candidate<'a> {
    Candidate {
        words,
        title: row.title,
        text: row.text,
        author: row.author,
        author_name: None,
        network: row.network,
        channel: row.channel,
        language: row.language,
        url: None,
        kind: row.kind,
        side: row.side,
        source: "",
        label: row.sentiment.map(|sentiment| sentiment.label()),
        emotion: row.emotion,
        acts: row.acts,
        media: false,
        repeat: row.repeat,
        followers: row.followers,
        engagement: row.engagement,
        created_at: row.created_at,
        watches: row.watches,
    }
}

#[cfg(test)]
mod tests {
    use model::{Acts, Label, Language, Subject, Timestamp, Watch, Zone};

    use super::*;

    fn plan() -> Plan {
        let mut plan = Plan::empty("w", Zone::utc());
        let subjects = [
            ("Acme", Quadrant::Brand, "acme"),
            ("Zeta", Quadrant::Competitors, "zeta"),
            ("Riders", Quadrant::Customers, "bike"),
        ];
        for (id, (name, quadrant, query)) in (1..).zip(subjects) {
            let subject = SubjectId(id);
            let (name, query) = (name.to_owned(), query.to_owned());
            plan.watches.push(Watch { id: WatchId(id), name: name.clone(), subject, query });
            plan.subjects.push(Subject { id: subject, name, quadrant, accounts: Vec::new() });
        }
        plan
    }

    fn read(
        targets: &Targets,
        text: &str,
        watches: &[u32],
        sentiment: [f32; 3],
    ) -> Vec<(u32, Label)> {
        let [negative, neutral, positive] = sentiment;
        let watches: Vec<WatchId> = watches.iter().map(|id| WatchId(*id)).collect();
        let row = Row {
            seq: Seq(text.len() as u64),
            key: 1,
            parent: None,
            created_at: Timestamp(0),
            watches: &watches,
            network: "csv",
            channel: None,
            author: "ann",
            followers: None,
            engagement: None,
            language: Language::ENGLISH,
            sentiment: Some(Sentiment { negative, neutral, positive }),
            emotion: None,
            acts: Acts::NONE,
            kind: Kind::Original,
            side: Side::External,
            repeat: false,
            title: None,
            text,
        };
        let mut into = Vec::new();
        // The second time from what was kept.
        for _ in 0..2 {
            targets.read(&row, &mut Scratch::default(), &mut into);
        }
        into.iter().map(|(subject, sentiment)| (subject.0, sentiment.label())).collect()
    }

    #[test]
    fn each_of_several_subjects_gets_its_own_sentiment() {
        let targets = Targets::of(&plan());
        let both = "I love my Acme, it is wonderful, but the Zeta is a horrible bike";
        let open = [0.3, 0.4, 0.3];
        assert_eq!(
            read(&targets, both, &[1, 2, 3], open),
            [(1, Label::Positive), (2, Label::Negative)]
        );
        assert_eq!(
            read(&targets, "I love my Acme bike", &[1, 3], open),
            [],
            "customers are no target"
        );
        assert_eq!(read(&targets, both, &[1], open), [], "one subject: the whole post is about it");
        assert_eq!(read(&targets, both, &[1, 2], [0.0, 1.0, 0.0]), [], "what a person said stands");
    }
}
