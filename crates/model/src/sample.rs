//! An invented assessment of an invented maker of bicycles, rich enough to show everything that the report can show.
//! For tests, for the example, and for whoever works on the look of the page. Nothing in it was ever said.

mod compared;
mod figures;
mod profiles;
mod spoken;
mod subject;

use crate::assessment::{Basis, QuadrantView, ShareRow, SubjectView};
use crate::{
    Assessment, Confusion, Day, Gap, GapCause, Kind, Language, Network, Quadrant, SourceId,
    SubjectId, Timestamp, Window, Zone,
};

use figures::{share, whole};

/// First day of the sample's window: 24 August 2026.
const FIRST: Day = Day(20_689);
/// Days in the window.
const DAYS: i32 = 90;

/// An assessment of the invented Larkfield Cycles: seven subjects in four quadrants over ninety days.
pub fn sample() -> Assessment {
    let zone = Zone::named("Europe/Berlin").unwrap_or_else(|_| Zone::utc());
    let window = Window { since: zone.start_of(FIRST), until: zone.start_of(Day(FIRST.0 + DAYS)) };
    let subjects: Vec<SubjectView> = profiles::PROFILES.iter().map(subject::view).collect();
    let quadrants = Quadrant::ALL
        .iter()
        .map(|quadrant| QuadrantView {
            quadrant: *quadrant,
            subjects: subjects.iter().filter(|s| s.quadrant == *quadrant).cloned().collect(),
            missing: if *quadrant == Quadrant::Partners {
                vec!["Only one partner is watched; dealers often own the relationship with the customer.".to_owned()]
            } else {
                Vec::new()
            },
        })
        .collect();
    let mentions: u64 = subjects.iter().map(|s| s.mentions.n).sum();
    Assessment {
        format: 1,
        workspace: "Larkfield Cycles".to_owned(),
        as_of: window.until.plus_secs(8 * 3_600 + 15 * 60),
        window,
        time_zone: "Europe/Berlin".to_owned(),
        basis: basis(mentions),
        quadrants,
        voice: voice(&subjects),
        recommendation: recommendation(&subjects),
        comparisons: compared::comparisons(),
        spikes: compared::spikes(),
        inside_outside: Some(compared::inside_outside()),
        gaps: gaps(&zone),
        classifier: Confusion {
            counts: [[2_412, 391, 118], [402, 2_987, 366], [97, 318, 2_201]],
            prior: [0.31, 0.41, 0.28],
            worth: None,
            measured_on: "9,292 held-out posts in English from public collections".to_owned(),
        },
        act_errors: Vec::new(),
    }
}

/// A network by its name; the sample's names are all valid.
fn network(name: &str) -> Network {
    Network::new(name).unwrap_or_else(|_| unreachable!("`{name}` is a network's name"))
}

fn basis(mentions: u64) -> Basis {
    let language = |tag| Language::from_tag(tag).unwrap_or(Language::UNDETERMINED);
    let part = |share: f64| (mentions as f64 * share) as u64;
    Basis {
        posts: 121_480,
        mentions,
        repeats: part(0.061),
        reposts: part(0.094),
        internal: 3_214,
        authors: part(0.37),
        not_read: part(0.027),
        spam: Some(part(0.012)),
        without_spam: false,
        languages: [
            ("en", 0.71),
            ("de", 0.14),
            ("fr", 0.07),
            ("es", 0.04),
            ("ar", 0.02),
            ("und", 0.02),
        ]
        .map(|(tag, share)| (language(tag), part(share)))
        .to_vec(),
        networks: [
            ("reddit", 0.34),
            ("mastodon", 0.24),
            ("bluesky", 0.19),
            ("discourse", 0.12),
            ("rss", 0.06),
            ("hacker_news", 0.05),
        ]
        .map(|(name, share)| (network(name), part(share)))
        .to_vec(),
        kinds: [
            (Kind::Reply, 0.44),
            (Kind::Original, 0.39),
            (Kind::Repost, 0.09),
            (Kind::Article, 0.05),
            (Kind::Review, 0.03),
        ]
        .map(|(kind, share)| (kind, part(share)))
        .to_vec(),
    }
}

fn row(view: &SubjectView, count: u64, share: crate::Figure) -> ShareRow {
    ShareRow {
        id: view.id,
        name: view.name.clone(),
        quadrant: view.quadrant,
        count,
        share,
        without_spam: None,
    }
}

fn voice(subjects: &[SubjectView]) -> Vec<ShareRow> {
    let outside = || subjects.iter().filter(|s| s.quadrant != Quadrant::Customers);
    let all: u64 = outside().map(|s| s.mentions.n).sum();
    let formula = "share of voice = mentions of the subject ÷ mentions of all subjects outside the customers' quadrant";
    let mut rows: Vec<ShareRow> = outside()
        .map(|s| row(s, s.mentions.n, whole(s.mentions.n, all, formula, &s.query)))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

fn recommendation(subjects: &[SubjectView]) -> Vec<ShareRow> {
    let formula = "share of recommendation = posts that recommend the subject ÷ posts that ask for or give a \
                   recommendation in the category";
    let planted = [(3, 498), (4, 411), (5, 187), (6, 92), (7, 31)];
    let asked = 1_214;
    planted
        .iter()
        .filter_map(|(id, count)| {
            let view = subjects.iter().find(|s| s.id == SubjectId(*id))?;
            let query = format!("({}) AND is:recommendation", view.query);
            Some(row(view, *count, share(*count, asked, formula, &query)))
        })
        .collect()
}

fn gaps(zone: &Zone) -> Vec<Gap> {
    let at = |day: i32, hour: i64| -> Timestamp {
        zone.start_of(Day(FIRST.0 + day)).plus_secs(hour * 3_600)
    };
    vec![
        Gap {
            source: SourceId(2),
            source_name: "Mastodon, cycling tags".to_owned(),
            window: Window { since: at(33, 14), until: at(36, 9) },
            cause: GapCause::Disconnected,
            lost: None,
        },
        Gap {
            source: SourceId(4),
            source_name: "Forum export".to_owned(),
            window: Window { since: at(71, 0), until: at(72, 6) },
            cause: GapCause::ParseFailures,
            lost: Some(214),
        },
    ]
}

/// An assessment of nothing: no subject, no post. What a new workspace sees.
pub fn empty() -> Assessment {
    let quadrants = Quadrant::ALL.iter().map(|quadrant| QuadrantView {
        quadrant: *quadrant,
        subjects: Vec::new(),
        missing: vec![format!("Nobody is watched among the {quadrant}.")],
    });
    Assessment {
        workspace: "Empty".to_owned(),
        basis: Basis::default(),
        quadrants: quadrants.collect(),
        voice: Vec::new(),
        recommendation: Vec::new(),
        comparisons: Vec::new(),
        spikes: Vec::new(),
        inside_outside: None,
        gaps: Vec::new(),
        ..sample()
    }
}
