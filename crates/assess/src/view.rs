//! Everything about one subject, put together.

use model::assessment::{SubjectView, Topic};
use model::{Label, Subject, Unit};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::acts::acts;
use crate::contrast::{Marked, WordCounts, marking, silent_words};
use crate::corpus::{Corpus, Post};
use crate::examples::Drawing;
use crate::feeling::{feeling, heated};
use crate::figures::{count, share_or_zero};
use crate::library::{Library, Listed};
use crate::phrases::Counts;
use crate::places::places;
use crate::queries::phrase;
use crate::respond::respond;
use crate::scene::Scene;
use crate::voices::voices;
use crate::volume::{hours, volume};
use crate::watched::Place;

/// How many phrases of a subject are listed.
const LISTED: usize = 25;

/// What all subjects are set off against: the market's posts, without those of staff.
pub(crate) struct Background {
    pub(crate) phrases: Counts,
    pub(crate) words: WordCounts,
}

impl Background {
    pub(crate) fn of(scene: &Scene<'_>) -> Self {
        let corpus = scene.corpus;
        let heard = |post: &Post| corpus.is_heard(post) && !post.is_internal();
        let places = || {
            let all = (0..).zip(&corpus.posts);
            all.filter(move |(_, post)| heard(post)).map(|(place, _)| place)
        };
        Self {
            phrases: scene.phrases.count_in(places()),
            words: WordCounts::of_posts(corpus, places()),
        }
    }
}

/// A subject's view with what has still to be looked up.
pub(crate) struct Draft {
    pub(crate) view: SubjectView,
    /// Words that name the subject.
    pub(crate) silent: FxHashSet<u32>,
    phrases: Listed,
    frustrations: Listed,
    excitements: Listed,
    /// In the order of the view's topics.
    topics: Vec<Vec<u32>>,
    waiting: Vec<u32>,
}

impl Draft {
    pub(crate) fn lists(&self) -> impl Iterator<Item = &Listed> {
        [&self.phrases, &self.frustrations, &self.excitements].into_iter()
    }

    pub(crate) fn posts(&self) -> impl Iterator<Item = u32> {
        self.topics.iter().flatten().chain(&self.waiting).copied()
    }

    pub(crate) fn finish(mut self, library: &Library<'_>) -> SubjectView {
        self.view.phrases = library.phrases(&self.phrases);
        self.view.feeling.frustrations = library.phrases(&self.frustrations);
        self.view.feeling.excitements = library.phrases(&self.excitements);
        self.view.responsiveness.waiting = library.quotes(&self.waiting);
        for (topic, examples) in self.view.topics.iter_mut().zip(&self.topics) {
            topic.examples = library.quotes(examples);
        }
        self.view
    }
}

/// Looks at one subject.
pub(crate) fn draft(
    scene: &Scene<'_>,
    background: &Background,
    subject: &Subject,
    place: Place,
) -> Draft {
    let corpus = scene.corpus;
    let own = || corpus.distinct_of(place).map(|(place, _)| place);
    let counts = scene.phrases.count_in(own());
    let words = WordCounts::of_posts(corpus, own());
    let others = background.words.without(&words);
    let silent = silent_words(corpus, subject, (&words, &others));
    let rest = background.phrases.without(&counts);
    let marked = marking(scene.phrases, &counts, &rest, &silent, LISTED);
    let [frustrations, excitements] = heated(scene, place, &silent);
    let (topics, topic_examples) = topics(scene, subject, place);
    let (responsiveness, waiting) = respond(scene, subject, place);
    let on_topic = |(at, _): &(u32, &Post)| scene.topics.mask(*at) != 0;
    let view = SubjectView {
        id: subject.id,
        name: subject.name.clone(),
        quadrant: subject.quadrant,
        query: corpus.watched.query(subject),
        mentions: mentions(scene, subject, place),
        distinct_mentions: distinct_mentions(scene, subject, place),
        without_spam: without_spam(scene, subject, place),
        people: people(scene, subject, place),
        volume: volume(corpus, place),
        hours: hours(corpus, place),
        places: places(scene, subject, place),
        other: corpus.distinct_of(place).filter(|post| !on_topic(post)).count() as u64,
        topics,
        phrases: Vec::new(),
        feeling: feeling(scene, subject, place),
        acts: acts(scene, subject, place),
        voices: voices(corpus, place),
        responsiveness,
    };
    Draft {
        view,
        silent,
        phrases: exemplify(scene, place, marked, None),
        frustrations: exemplify(scene, place, frustrations, Some(Label::Negative)),
        excitements: exemplify(scene, place, excitements, Some(Label::Positive)),
        topics: topic_examples,
        waiting,
    }
}

fn mentions(scene: &Scene<'_>, subject: &Subject, place: Place) -> model::Figure {
    let all = scene.corpus.mentions_of(place).count() as u64;
    let formula = "posts that a watch of the subject matches, said outside by others than the subject; reposts and repeats counted";
    count(all, Unit::Posts, formula, scene.mentions(subject).text())
}

fn distinct_mentions(scene: &Scene<'_>, subject: &Subject, place: Place) -> model::Figure {
    let distinct = scene.corpus.distinct_of(place).count() as u64;
    let formula = "mentions that neither repeat an earlier post, exactly or nearly, nor pass one on unchanged";
    count(distinct, Unit::Posts, formula, scene.mentions(subject).distinct().text())
}

fn without_spam(scene: &Scene<'_>, subject: &Subject, place: Place) -> Option<model::Figure> {
    scene.corpus.spam?;
    let posts = scene.corpus.mentions_of(place);
    let honest = posts.filter(|(_, post)| !post.is_spam()).count() as u64;
    let formula = "mentions that do not look like spam (`waggle spam` lists what does, with the reason): no templates, no copies by one author within a day, no bursts of links; reposts and repeats counted";
    Some(count(honest, Unit::Posts, formula, scene.mentions(subject).text()))
}

fn people(scene: &Scene<'_>, subject: &Subject, place: Place) -> model::Figure {
    let corpus = scene.corpus;
    let authors = corpus.mentions_of(place).map(|(_, post)| post.author);
    let known: FxHashSet<u32> = authors.filter(|author| corpus.is_known(*author)).collect();
    let formula = "different authors of mentions, as told apart by network and handle";
    count(known.len() as u64, Unit::People, formula, scene.mentions(subject).text())
}

/// The subject's topics, most posts first, and the places of their examples.
fn topics(scene: &Scene<'_>, subject: &Subject, place: Place) -> (Vec<Topic>, Vec<Vec<u32>>) {
    let corpus = scene.corpus;
    let all = corpus.distinct_of(place).count() as u64;
    let mut drawing = Drawing::new(scene.sampler, scene.topics.list.len());
    for (at, post) in corpus.distinct_of(place) {
        for topic in 0..scene.topics.list.len() {
            if scene.topics.holds(topic, at) {
                drawing.offer(topic, at, post);
            }
        }
    }
    let examples = drawing.finish();
    let mut rows: Vec<(Topic, Vec<u32>)> = Vec::new();
    for ((topic, key), examples) in scene.topics.list.iter().enumerate().zip(examples) {
        let on_it = || {
            corpus
                .distinct_of(place)
                .filter(|(at, _)| scene.topics.holds(topic, *at))
                .map(|(_, p)| p)
        };
        let count = on_it().count() as u64;
        if count == 0 {
            continue;
        }
        let texts: Vec<String> = key.texts.iter().map(|text| phrase(text)).collect();
        let query = scene.mentions(subject).distinct().and_any(&texts).text();
        let formula =
            "posts that hold one of the topic's phrases / mentions without repeats and reposts";
        let what = ["topic", &subject.name, &key.name];
        rows.push((
            Topic {
                name: key.name.clone(),
                anchors: key.anchors.clone(),
                given: key.given,
                phrases: key.texts.clone(),
                share: share_or_zero(count, all, formula, query.clone()),
                count,
                net: scene.net_of_part(Corpus::labels(on_it()), &what, query),
                needs: on_it().filter(|post| post.acts().is_need()).count() as u64,
                examples: Vec::new(),
            },
            examples,
        ));
    }
    rows.sort_by(|a, b| b.0.count.cmp(&a.0.count).then_with(|| a.0.name.cmp(&b.0.name)));
    rows.into_iter().unzip()
}

/// Draws examples for phrases among the subject's posts, those with one label where one is given.
pub(crate) fn exemplify(
    scene: &Scene<'_>,
    place: Place,
    marked: Vec<Marked>,
    label: Option<Label>,
) -> Listed {
    let inside = |post: &Post| label.is_none_or(|label| post.label() == Some(label));
    exemplify_in(scene, scene.corpus.distinct_of(place).filter(|(_, post)| inside(post)), marked)
}

/// Draws examples for phrases among these posts. A phrase that one person alone uses is left out: it is theirs, not the market's.
pub(crate) fn exemplify_in<'p>(
    scene: &Scene<'_>,
    posts: impl Iterator<Item = (u32, &'p Post)>,
    marked: Vec<Marked>,
) -> Listed {
    let slots: FxHashMap<u32, usize> =
        marked.iter().enumerate().map(|(slot, marked)| (marked.phrase, slot)).collect();
    let mut drawing = Drawing::new(scene.sampler, marked.len());
    let mut authors: Vec<Option<u32>> = vec![None; marked.len()];
    let mut shared = vec![false; marked.len()];
    for (at, post) in posts {
        for slot in scene.phrases.of_post(at).iter().filter_map(|phrase| slots.get(phrase)) {
            drawing.offer(*slot, at, post);
            if let (Some(first), Some(shared)) = (authors.get_mut(*slot), shared.get_mut(*slot)) {
                *shared |= !scene.corpus.is_known(post.author)
                    || *first.get_or_insert(post.author) != post.author;
            }
        }
    }
    let drawn = marked.into_iter().zip(drawing.finish()).zip(shared);
    Listed(drawn.filter(|(_, shared)| *shared).map(|(listed, _)| listed).collect())
}
