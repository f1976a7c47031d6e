//! Streams all parts in parallel and joins what the threads gathered into one corpus.
//!
//! Threads number texts and people in the order in which they meet them, so numbers differ from run to run. Nothing that is
//! reported may depend on a number: counts do not, and ties are broken by texts and sequence numbers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use model::{Day, Timestamp, Window, Zone};

use crate::corpus::{Author, BREAK, Corpus, NONE, Post, Reply};
use crate::gather::{Gathered, People, Sets};
use crate::intern::Interner;
use crate::request::{AssessError, AssessmentRequest, Stage, Step};
use crate::watched::{Place, Watched};
use crate::{Observed, ObservedError};

/// The longest window, in days: posts outside the ten years before the last one are misdated rather than old.
const LONGEST_DAYS: i32 = 3_653;

/// How many posts a thread takes in between two reports.
const REPORT_EVERY: u64 = 20_000;

/// How many threads are worth starting for this much work.
pub(crate) fn threads(tasks: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    tasks.min(cores).max(1)
}

/// Everything that the request asks to look at.
pub(crate) fn observe<'a>(
    request: &AssessmentRequest<'_>,
    watched: &'a Watched<'a>,
    market: &dyn Observed,
    progress: &mut dyn FnMut(Step),
) -> Result<Corpus<'a>, AssessError> {
    let asked = request.window.unwrap_or(Window::ALWAYS);
    let gathered = scan(request.without_spam, asked, watched, market, progress)?;
    let zone = &watched.plan.zone;
    let (mut low, mut high) = (i64::MAX, i64::MIN);
    let mut days = std::collections::BTreeMap::<i32, u64>::new();
    for part in &gathered {
        if let Some((first, last)) = part.ends {
            (low, high) = (low.min(first), high.max(last));
        }
        part.days.iter().for_each(|(day, count)| *days.entry(*day).or_default() += count);
    }
    let ends = (low <= high).then_some((low, high));
    let days: Vec<(i32, u64)> = days.into_iter().collect();
    let window = window_of(asked, ends, &days, request.as_of, zone);
    let inside = |day: i32| {
        zone.start_of(Day(day)) < window.until && zone.start_of(Day(day + 1)) > window.since
    };
    let all: u64 = days.iter().map(|(_, count)| count).sum();
    let seen: u64 = days.iter().filter(|(day, _)| inside(*day)).map(|(_, count)| count).sum();
    let mut joined = Joined::default();
    for part in gathered {
        joined.add(part)?;
    }
    Ok(joined.into_corpus(watched, window, (seen, all - seen)))
}

fn scan(
    without_spam: bool,
    window: Window,
    watched: &Watched<'_>,
    market: &dyn Observed,
    progress: &mut dyn FnMut(Step),
) -> Result<Vec<Gathered>, AssessError> {
    let parts = market.parts();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let work = |sender: mpsc::Sender<u64>| -> Result<Gathered, ObservedError> {
        let mut gathered = Gathered::new(without_spam);
        let mut fresh = 0;
        loop {
            let part = next.fetch_add(1, Ordering::Relaxed);
            if part >= parts {
                break;
            }
            market.scan(part, window, &mut |seen| {
                gathered.take(&seen, watched, &watched.plan.zone);
                fresh += 1;
                if fresh == REPORT_EVERY {
                    // Nobody listens any more: then nobody needs to know.
                    let _ = sender.send(std::mem::take(&mut fresh));
                }
            })?;
        }
        let _ = sender.send(fresh);
        Ok(gathered)
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads(parts))
            .map(|_| {
                let (sender, work) = (sender.clone(), &work);
                scope.spawn(move || work(sender))
            })
            .collect();
        drop(sender);
        let mut done = 0;
        for fresh in receiver {
            done += fresh;
            progress(Step { stage: Stage::Posts, done, of: None });
        }
        let joined = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        Ok(joined.collect::<Result<Vec<_>, _>>()?)
    })
}

/// The window with finite ends: the data's own where none was asked. Days after `as_of` and more than ten years before the
/// last day do not count as the data's own.
fn window_of(
    asked: Window,
    ends: Option<(i64, i64)>,
    days: &[(i32, u64)],
    as_of: Timestamp,
    zone: &Zone,
) -> Window {
    let longest = i64::from(LONGEST_DAYS) * Timestamp::DAY_SECS;
    let short = asked.until.0.saturating_sub(asked.since.0) <= longest;
    let Some((low, high)) = ends else {
        let since = if asked.since.0 == i64::MIN { as_of } else { asked.since };
        let until = if asked.until.0 == i64::MAX { as_of } else { asked.until };
        return Window { since, until: until.max(since) };
    };
    if short {
        return asked;
    }
    let today = zone.day(as_of).0;
    let own_last = days.iter().rev().map(|(day, _)| *day).find(|day| *day <= today + 1);
    let last = own_last.unwrap_or_else(|| zone.day(Timestamp(high)).0);
    let first = days.iter().map(|(day, _)| *day).find(|day| *day > last - LONGEST_DAYS);
    let first = first.unwrap_or(last);
    let since = zone.start_of(Day(first)).0.max(low).max(asked.since.0);
    let until = zone.start_of(Day(last + 1)).0.min(high.saturating_add(1));
    let open = |end: i64, asked: i64| if (asked - end).abs() < longest { asked } else { end };
    Window {
        since: Timestamp(if asked.since.0 == i64::MIN {
            since
        } else {
            open(since, asked.since.0)
        }),
        until: Timestamp(if asked.until.0 == i64::MAX {
            until
        } else {
            open(until, asked.until.0)
        }),
    }
}

/// Columns of several threads, renumbered into one.
#[derive(Default)]
struct Joined {
    posts: Vec<Post>,
    tokens: Vec<u32>,
    surfaces: Interner,
    folded: Interner,
    fold_of: Vec<u32>,
    people: People,
    networks: Interner,
    channels: Interner,
    languages: Vec<model::Language>,
    sets: Sets,
    replies: Vec<Reply>,
    toward: Vec<(u32, Place, (u8, u8))>,
    spam: Option<u64>,
}

impl Joined {
    fn add(&mut self, part: Gathered) -> Result<(), AssessError> {
        let base = self.tokens.len();
        if base + part.tokens.len() >= BREAK as usize {
            return Err(AssessError::TooMuchText);
        }
        let surfaces = self.join_surfaces(&part);
        let networks = join(&mut self.networks, &part.networks);
        let channels = join(&mut self.channels, &part.channels);
        let sets: Vec<u32> = part.sets.list.iter().map(|set| self.sets.number(set)).collect();
        let people = self.join_people(&part, &networks, &sets);
        let languages: Vec<u16> = part.languages.iter().map(|l| self.language(*l)).collect();
        let at = |list: &[u32], number: u32| list.get(number as usize).copied().unwrap_or(NONE);
        self.tokens.reserve_exact(part.tokens.len());
        self.tokens.extend(
            part.tokens.iter().map(|token| at(&surfaces, token & !BREAK) | (token & BREAK)),
        );
        let first = self.posts.len() as u32;
        self.toward.extend(part.toward.iter().map(|(post, of, read)| (post + first, *of, *read)));
        if let Some(spam) = part.spam {
            *self.spam.get_or_insert(0) += spam;
        }
        self.posts.reserve_exact(part.posts.len());
        self.posts.extend(part.posts.into_iter().map(|post| Post {
            author: at(&people, post.author),
            channel: at(&channels, post.channel),
            about: at(&sets, post.about),
            words_end: post.words_end + base as u32,
            network: at(&networks, u32::from(post.network)) as u16,
            language: languages.get(usize::from(post.language)).copied().unwrap_or_default(),
            ..post
        }));
        self.replies
            .extend(part.replies.into_iter().map(|r| Reply { author: at(&people, r.author), ..r }));
        Ok(())
    }

    fn join_surfaces(&mut self, part: &Gathered) -> Vec<u32> {
        let folds = join(&mut self.folded, &part.folded);
        let mut numbers = Vec::with_capacity(part.surfaces.len());
        for (text, fold) in part.surfaces.iter().zip(&part.fold_of) {
            let number = self.surfaces.intern(text);
            if number as usize == self.fold_of.len() {
                self.fold_of.push(folds.get(*fold as usize).copied().unwrap_or(NONE));
            }
            numbers.push(number);
        }
        numbers
    }

    fn join_people(&mut self, part: &Gathered, networks: &[u32], sets: &[u32]) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(part.people.list.len());
        for (key, person) in part.people.keys.iter().zip(&part.people.list) {
            let (number, new) = self.people.number(key);
            numbers.push(number);
            let Some(known) = self.people.list.get_mut(number as usize) else { continue };
            let handle = if new || person.handle < known.handle {
                person.handle.clone()
            } else {
                std::mem::take(&mut known.handle)
            };
            *known = Author {
                handle,
                network: networks.get(usize::from(person.network)).map_or(0, |n| *n as u16),
                owners: sets.get(person.owners as usize).copied().unwrap_or(0),
                inside: known.inside || person.inside,
                outside: known.outside || person.outside,
            };
        }
        numbers
    }

    fn language(&mut self, language: model::Language) -> u16 {
        let known = self.languages.iter().position(|other| *other == language);
        known.unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        }) as u16
    }

    fn into_corpus<'a>(
        mut self,
        watched: &'a Watched<'a>,
        window: Window,
        (seen, misdated): (u64, u64),
    ) -> Corpus<'a> {
        for post in &mut self.posts {
            if !window.contains(Timestamp(post.at)) {
                (post.flags, post.about) = (0, 0);
            }
        }
        self.replies.retain(|reply| window.contains(Timestamp(reply.at)));
        self.replies.sort_unstable_by_key(|reply| (reply.parent, reply.at));
        let (mentions, toward) = self.mentions(watched.subjects.len());
        Corpus {
            watched,
            window,
            seen,
            misdated,
            posts: self.posts,
            tokens: self.tokens,
            surfaces: self.surfaces,
            folded: self.folded,
            fold_of: self.fold_of,
            authors: self.people.list,
            networks: self.networks,
            channels: self.channels,
            languages: self.languages,
            sets: self.sets.list,
            replies: self.replies,
            mentions,
            toward,
            spam: self.spam,
        }
    }
}

type Mentions = (Vec<Vec<u32>>, Vec<Vec<(u32, Post)>>);

impl Joined {
    /// For each subject its mentions, and those in which the sentiment towards it was read apart.
    fn mentions(&mut self, subjects: usize) -> Mentions {
        let mut mentions = vec![Vec::new(); subjects];
        let mut toward = vec![Vec::new(); subjects];
        self.toward.sort_unstable();
        for (place, post) in (0..).zip(&self.posts).filter(|(_, post)| post.is_matched()) {
            let about = self.sets.list.get(post.about as usize);
            for subject in about.into_iter().flat_map(|set| set.iter()) {
                let at = usize::from(*subject);
                let (Some(list), Some(apart)) = (mentions.get_mut(at), toward.get_mut(at)) else {
                    continue;
                };
                let read = self.toward.binary_search_by_key(&(place, *subject), |t| (t.0, t.1));
                match read.ok().and_then(|read| self.toward.get(read)) {
                    Some((_, _, sentiment)) => {
                        list.push(BREAK | apart.len() as u32);
                        apart.push((place, Post { sentiment: *sentiment, ..post.clone() }));
                    }
                    None => list.push(place),
                }
            }
        }
        (mentions, toward)
    }
}

/// The numbers in `into` of the texts of `from`, by their numbers there.
fn join(into: &mut Interner, from: &Interner) -> Vec<u32> {
    from.iter().map(|text| into.intern(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = Timestamp::DAY_SECS;

    fn check(asked: (i64, i64), days: &[i32], expected: (i64, i64)) {
        let counts: Vec<(i32, u64)> = days.iter().map(|day| (*day, 1)).collect();
        let ends = counts.first().zip(counts.last());
        let ends = ends.map(|(a, b)| (i64::from(a.0) * DAY + 60, i64::from(b.0) * DAY + 120));
        let asked = Window { since: Timestamp(asked.0), until: Timestamp(asked.1) };
        let found = window_of(asked, ends, &counts, Timestamp(20_000 * DAY), &Zone::utc());
        assert_eq!((found.since.0, found.until.0), expected);
    }

    #[test]
    fn an_open_end_is_the_datas_own() {
        let open = (i64::MIN, i64::MAX);
        check(open, &[19_000, 19_050], (19_000 * DAY + 60, 19_050 * DAY + 121));
        check((19_010 * DAY, i64::MAX), &[19_010, 19_050], (19_010 * DAY, 19_050 * DAY + 121));
        check((5 * DAY, 9 * DAY), &[6], (5 * DAY, 9 * DAY));
        check(open, &[], (20_000 * DAY, 20_000 * DAY));
    }

    #[test]
    fn the_year_9999_and_1970_do_not_stretch_the_window() {
        let open = (i64::MIN, i64::MAX);
        check(open, &[0, 19_000, 19_050, 2_932_000], (19_000 * DAY, 19_051 * DAY));
        check((0, i64::MAX), &[0, 19_000, 19_050], (19_000 * DAY, 19_050 * DAY + 121));
    }
}
