//! What is planted: who is talked about where, about which topics, and how people feel about each.

use crate::stage::Stage;
use crate::topic::Topic;
use crate::who::Who;

/// How much of the talk about `who` is on each topic of [`Topic::ALL`], events left out.
pub(crate) const fn topics(who: Who) -> [f64; 13] {
    match who {
        Who::Brand => [0.13, 0.12, 0.13, 0.10, 0.13, 0.16, 0.12, 0.11, 0.0, 0.0, 0.0, 0.0, 0.0],
        Who::RivalA => [0.15, 0.13, 0.12, 0.14, 0.13, 0.14, 0.13, 0.06, 0.0, 0.0, 0.0, 0.0, 0.0],
        Who::RivalB => [0.16, 0.12, 0.08, 0.18, 0.12, 0.12, 0.15, 0.07, 0.0, 0.0, 0.0, 0.0, 0.0],
        Who::Dealer => [0.0, 0.0, 0.0, 0.12, 0.0, 0.0, 0.0, 0.0, 0.88, 0.0, 0.0, 0.0, 0.0],
        Who::Leasing => [0.0, 0.0, 0.0, 0.0, 0.16, 0.0, 0.0, 0.0, 0.0, 0.84, 0.0, 0.0, 0.0],
        Who::Riders => [0.0; 13],
    }
}

/// Shares of negative, neutral and positive posts about `who` on `topic`.
pub(crate) const fn moods(who: Who, topic: Topic) -> [f64; 3] {
    match (who, topic) {
        (_, Topic::Failure) => [0.70, 0.29, 0.01],
        (_, Topic::Launch) => [0.08, 0.34, 0.58],
        (_, Topic::Rise) => [0.0, 0.30, 0.70],
        (Who::Brand, Topic::Delivery) => [0.44, 0.30, 0.26],
        (Who::Brand, Topic::App) => [0.40, 0.30, 0.30],
        (Who::Brand, Topic::Parts) => [0.14, 0.74, 0.12],
        (Who::Brand, Topic::Service) => [0.10, 0.22, 0.68],
        (Who::Brand, Topic::Comfort) => [0.07, 0.20, 0.73],
        (Who::Brand, Topic::Price) => [0.24, 0.29, 0.47],
        (Who::Brand, _) => [0.16, 0.27, 0.57],
        (Who::RivalA, Topic::Delivery) => [0.12, 0.33, 0.55],
        (Who::RivalA, Topic::App) => [0.14, 0.34, 0.52],
        (Who::RivalA, Topic::Service) => [0.42, 0.33, 0.25],
        (Who::RivalA, Topic::Comfort) => [0.33, 0.35, 0.32],
        (Who::RivalA, Topic::Parts) => [0.20, 0.65, 0.15],
        (Who::RivalA, _) => [0.24, 0.38, 0.38],
        (Who::RivalB, Topic::Parts) => [0.22, 0.63, 0.15],
        (Who::RivalB, _) => [0.33, 0.39, 0.28],
        (Who::Dealer, _) => [0.23, 0.37, 0.40],
        (Who::Leasing, _) => [0.29, 0.40, 0.31],
        (Who::Riders, _) => [0.27, 0.38, 0.35],
    }
}

/// How staff feel about a topic: negative, neutral, positive. They praise the app.
pub(crate) const fn staff_moods(topic: Topic) -> [f64; 3] {
    match topic {
        Topic::App => [0.07, 0.0, 0.93],
        Topic::Service => [0.45, 0.0, 0.55],
        Topic::Delivery => [0.85, 0.0, 0.15],
        Topic::Parts | Topic::Failure => [1.0, 0.0, 0.0],
        Topic::Launch => [0.0, 0.0, 1.0],
        _ => [0.5, 0.0, 0.5],
    }
}

/// What staff talk about, in the order of [`Topic::ALL`].
pub(crate) const STAFF_TOPICS: [f64; 13] =
    [0.06, 0.16, 0.46, 0.0, 0.12, 0.06, 0.08, 0.06, 0.0, 0.0, 0.0, 0.0, 0.0];

/// Where `who` is talked about, in the order of [`Stage::ALL`]; staff chat left out.
pub(crate) const fn stages(who: Option<Who>) -> [f64; 9] {
    match who {
        Some(Who::Brand) => [0.15, 0.14, 0.16, 0.22, 0.02, 0.15, 0.025, 0.135, 0.0],
        Some(Who::RivalA) => [0.22, 0.19, 0.27, 0.0, 0.05, 0.24, 0.03, 0.0, 0.0],
        Some(Who::RivalB) => [0.20, 0.14, 0.32, 0.0, 0.06, 0.25, 0.03, 0.0, 0.0],
        Some(Who::Dealer) => [0.28, 0.22, 0.28, 0.0, 0.0, 0.19, 0.03, 0.0, 0.0],
        Some(Who::Leasing) => [0.22, 0.24, 0.32, 0.0, 0.04, 0.15, 0.03, 0.0, 0.0],
        Some(Who::Riders) => [0.28, 0.22, 0.28, 0.0, 0.05, 0.17, 0.0, 0.0, 0.0],
        None => [0.35, 0.30, 0.20, 0.0, 0.05, 0.10, 0.0, 0.0, 0.0],
    }
}

/// How likely a question about `topic` is answered by `who` on `stage` where they have an account, and the median of
/// the time that it takes, in seconds.
pub(crate) const fn answers(who: Who, topic: Option<Topic>, stage: Stage) -> (f64, f64) {
    match (who, topic, stage) {
        (Who::Brand, Some(Topic::Parts), _) => (0.02, 180_000.0),
        (Who::Brand, _, Stage::Forum) => (0.72, 12_600.0),
        (Who::Brand, ..) => (0.55, 18_000.0),
        (Who::RivalA, ..) => (0.38, 64_800.0),
        (Who::RivalB, ..) => (0.12, 144_000.0),
        (Who::Dealer, ..) => (0.40, 28_800.0),
        (Who::Leasing, ..) => (0.25, 86_400.0),
        (Who::Riders, ..) => (0.0, 0.0),
    }
}
