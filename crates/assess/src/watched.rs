//! The plan as the assessment uses it: subjects by a dense number, and whose account is whose.

use model::{Plan, Quadrant, Subject, SubjectId, WatchId, Words};
use rustc_hash::{FxHashMap, FxHashSet};

/// A subject's place among the subjects of the plan, in the order of their ids.
pub(crate) type Place = u16;

/// Who is watched.
pub(crate) struct Watched<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) subjects: Vec<&'a Subject>,
    by_watch: FxHashMap<WatchId, Place>,
    owners: FxHashMap<String, Vec<Place>>,
}

impl<'a> Watched<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        let mut subjects: Vec<&Subject> = plan.subjects.iter().collect();
        subjects.sort_by_key(|subject| subject.id);
        let place = |id| subjects.iter().position(|subject| subject.id == id);
        let by_watch = plan
            .watches
            .iter()
            .filter_map(|watch| Some((watch.id, place(watch.subject)? as Place)))
            .collect();
        let mut owners: FxHashMap<String, Vec<Place>> = FxHashMap::default();
        for (place, subject) in subjects.iter().enumerate() {
            for account in &subject.accounts {
                owners.entry(account.to_lowercase()).or_default().push(place as Place);
            }
        }
        Self { plan, subjects, by_watch, owners }
    }

    /// The subjects whose watches these are, in order, each once.
    pub(crate) fn of_watches(&self, watches: &[WatchId], into: &mut Vec<Place>) {
        into.clear();
        into.extend(watches.iter().filter_map(|watch| self.by_watch.get(watch)));
        into.sort_unstable();
        into.dedup();
    }

    /// The subjects to whom the account `network:handle` (lower case) belongs.
    pub(crate) fn owners(&self, account: &str) -> &[Place] {
        self.owners.get(account).map_or(&[], Vec::as_slice)
    }

    /// The subject at `place`.
    pub(crate) fn subject(&self, place: Place) -> Option<&'a Subject> {
        self.subjects.get(usize::from(place)).copied()
    }

    /// The place of the subject with this id.
    pub(crate) fn place(&self, id: SubjectId) -> Option<Place> {
        self.subjects.binary_search_by_key(&id, |subject| subject.id).ok().map(|at| at as Place)
    }

    /// The places of the subjects in `quadrant`.
    pub(crate) fn in_quadrant(&self, quadrant: Quadrant) -> Vec<Place> {
        let inside = |place: &Place| self.subject(*place).is_some_and(|s| s.quadrant == quadrant);
        (0..self.subjects.len() as Place).filter(inside).collect()
    }

    /// The watches of a subject joined by OR.
    pub(crate) fn query(&self, subject: &Subject) -> String {
        let queries: Vec<&str> = self
            .plan
            .watches
            .iter()
            .filter(|watch| watch.subject == subject.id)
            .map(|watch| watch.query.trim())
            .collect();
        match queries.as_slice() {
            [one] => (*one).to_owned(),
            many => many.iter().map(|q| format!("({q})")).collect::<Vec<_>>().join(" OR "),
        }
    }

    /// The folded words of a subject's name and of its accounts' handles: they name it and are never a topic.
    pub(crate) fn name_words(subject: &Subject) -> FxHashSet<String> {
        let handles = subject.accounts.iter().filter_map(|account| account.split_once(':'));
        let mut words = folded(&subject.name);
        handles.for_each(|(_, handle)| words.extend(folded(handle)));
        let joined: String = Words::of(None, &subject.name)
            .iter()
            .map(|word| word.span())
            .filter_map(|span| subject.name.get(span))
            .collect();
        words.extend(folded(&joined));
        words
    }

    /// The folded words of the queries that find a subject; operators and fields are among them and harm nobody.
    pub(crate) fn query_words(&self, subject: &Subject) -> FxHashSet<String> {
        let own = |watch: &&model::Watch| watch.subject == subject.id;
        self.plan.watches.iter().filter(own).flat_map(|watch| folded(&watch.query)).collect()
    }
}

fn folded(text: &str) -> FxHashSet<String> {
    let words = Words::of(None, text);
    words.iter().map(|word| words.folded(word).trim_start_matches('@').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use model::{Watch, Zone};

    use super::*;

    #[test]
    fn subjects_are_found_by_watch_account_and_words() {
        let mut plan = Plan::empty("w", Zone::utc());
        plan.subjects.push(Subject {
            id: SubjectId(4),
            name: "Virgin America".to_owned(),
            quadrant: Quadrant::Brand,
            accounts: vec!["twitter:virginamerica".to_owned()],
        });
        let watch = |id, query: &str| Watch {
            id: WatchId(id),
            name: format!("w{id}"),
            subject: SubjectId(4),
            query: query.to_owned(),
        };
        plan.watches = vec![watch(1, "@virginamerica"), watch(2, "vx OR \"virgin air\"")];
        let watched = Watched::new(&plan);
        let mut places = Vec::new();
        watched.of_watches(&[WatchId(2), WatchId(1), WatchId(9)], &mut places);
        assert_eq!(places, [0]);
        assert_eq!(watched.owners("twitter:virginamerica"), [0]);
        assert!(watched.owners("twitter:ann").is_empty());
        assert_eq!(watched.query(&plan.subjects[0]), "(@virginamerica) OR (vx OR \"virgin air\")");
        let names = Watched::name_words(&plan.subjects[0]);
        assert!(["virgin", "america", "virginamerica"].iter().all(|word| names.contains(*word)));
        assert!(watched.query_words(&plan.subjects[0]).contains("vx"));
    }
}
