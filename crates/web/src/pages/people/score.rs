//! Whose words weigh: the score of the top contacts, a plain sum of three named parts.
//!
//! score = ln(1 + mentions) + ½ ln(1 + engagement) + ¼ ln(1 + followers), over all accounts of a person and all subjects of
//! the market. The weights are those of the assessment's voices: the second thousand followers says less than the first,
//! and followers weigh least, because they are no relationships.

use model::assessment::Voice;
use model::post::author_key;
use model::{Assessment, Network, Plan, Side};
use rustc_hash::FxHashMap;

const ENGAGEMENT_WEIGHT: f64 = 0.5;
const FOLLOWERS_WEIGHT: f64 = 0.25;

/// What somebody wrote about the market's subjects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// Mentions of the market's subjects.
    pub mentions: u64,
    /// Engagement on them.
    pub engagement: u64,
    /// Followers, where they are declared.
    pub followers: u64,
}

impl Weight {
    /// The score.
    pub fn score(&self) -> f64 {
        let log = |value: u64| (value as f64).ln_1p();
        log(self.mentions)
            + ENGAGEMENT_WEIGHT * log(self.engagement)
            + FOLLOWERS_WEIGHT * log(self.followers)
    }

    /// With what another account of the same person, or another subject, adds.
    pub fn add(&mut self, other: &Self) {
        self.mentions += other.mentions;
        self.engagement += other.engagement;
        self.followers = self.followers.max(other.followers);
    }
}

/// A strong voice of the market.
#[derive(Debug, Clone, PartialEq)]
pub struct Strong {
    /// Where.
    pub network: Network,
    /// Who.
    pub handle: String,
    /// What they wrote.
    pub weight: Weight,
}

/// The strongest voices on any subject, by `network:handle`. Accounts of the subjects themselves are no people.
pub fn strongest(assessment: &Assessment, plan: &Plan) -> FxHashMap<String, Strong> {
    let own = |voice: &Voice| {
        let key = author_key(&voice.network, &voice.author);
        plan.subjects.iter().flat_map(|subject| &subject.accounts).any(|a| a.to_lowercase() == key)
    };
    let mut strong: FxHashMap<String, Strong> = FxHashMap::default();
    let subjects = assessment.quadrants.iter().flat_map(|quadrant| &quadrant.subjects);
    for voice in subjects.flat_map(|subject| &subject.voices) {
        if voice.side == Side::Internal || own(voice) {
            continue;
        }
        let weight = Weight {
            mentions: voice.posts,
            engagement: voice.engagement,
            followers: voice.followers.unwrap_or(0),
        };
        let new = || Strong {
            network: voice.network.clone(),
            handle: voice.author.clone(),
            weight: Weight::default(),
        };
        let key = author_key(&voice.network, &voice.author);
        strong.entry(key).or_insert_with(new).weight.add(&weight);
    }
    strong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_sum_of_its_parts() {
        let weight = Weight { mentions: 5, engagement: 100, followers: 10_000 };
        let hand = 6_f64.ln() + 0.5 * 101_f64.ln() + 0.25 * 10_001_f64.ln();
        assert!((weight.score() - hand).abs() < 1e-12);
        let mut both = weight;
        both.add(&Weight { mentions: 1, engagement: 0, followers: 20 });
        assert_eq!(both, Weight { mentions: 6, ..weight });
    }
}
