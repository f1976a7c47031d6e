//! An invented handbook of the invented Larkfield Cycles, and a long one for measuring. Nothing in it was ever said.

mod people;
mod strategy;
mod works;

use model::{
    Aspect, AssessmentId, Finding, FindingKey, KeptAssessment, Network, PostId, Quadrant, Timestamp,
};

use super::context::{EditionMark, Handbook, QuotedPost, Words};

/// Number of the sample's assessment.
const KEPT: AssessmentId = AssessmentId(3);

/// A handbook in its second edition, signed by three people, with an erased and a withheld post.
pub fn sample() -> Handbook {
    let assessed = model::sample::sample();
    let kept = kept(&assessed);
    let as_of = kept.as_of.plus_secs(9 * Timestamp::DAY_SECS);
    let mut handbook = Handbook {
        workspace: assessed.workspace.clone(),
        time_zone: assessed.time_zone.clone(),
        currency: "EUR".to_owned(),
        as_of,
        edition: Some(EditionMark {
            number: 2,
            by: "Mira Okafor".to_owned(),
            note: "The spring program was added.".to_owned(),
        }),
        strategy: strategy::strategy(as_of),
        assessments: vec![kept],
        left_out: 0,
        stands_as: None,
        signatures: people::signatures(as_of),
        posts: Vec::new(),
        works: works::works(as_of),
        lacks: vec!["Benefit 2 names no benefit for customers.".to_owned()],
        decision: "Release 40,000 EUR for the second year of “Riders help riders”, decided by the board on 15 January."
            .to_owned(),
    };
    handbook.posts = posts(&handbook, as_of);
    handbook
}

/// The sample with `findings` findings and as many posts; 1,000 give about a hundred pages.
pub fn long(findings: usize) -> Handbook {
    let mut handbook = sample();
    for kept in &mut handbook.assessments {
        let own = kept.findings.clone();
        for (place, finding) in own.iter().cycle().enumerate().take(findings).skip(own.len()) {
            let mut more = finding.clone();
            more.key = FindingKey(format!("{}/again-{place}", finding.key));
            more.says = format!("{} Seen again in stretch {place}.", finding.says);
            more.examples = vec![post_id(&format!("more-{place}"))];
            kept.findings.push(more);
        }
    }
    let as_of = handbook.as_of;
    handbook.posts = posts(&handbook, as_of);
    handbook
}

fn post_id(native: &str) -> PostId {
    PostId::of(&network("reddit"), native)
}

fn network(name: &str) -> Network {
    Network::new(name).unwrap_or_else(|_| unreachable!("`{name}` is a network's name"))
}

/// Findings made from the sample's assessment.
fn kept(assessed: &model::Assessment) -> KeptAssessment {
    let mut findings = Vec::new();
    for view in assessed.subjects() {
        let mut add = |key: String, aspect: Aspect, says: String, figure: &model::Figure| {
            let examples = vec![post_id(&format!("{key}-a")), post_id(&format!("{key}-b"))];
            findings.push(Finding {
                key: FindingKey(key),
                quadrant: view.quadrant,
                aspect,
                subject: Some(view.id),
                subject_name: view.name.clone(),
                says,
                figure: figure.clone(),
                scatter: None,
                examples,
            });
        };
        let name = &view.name;
        let value = |figure: &model::Figure| crate::numbers::value(figure);
        let people = format!("{} people mention {name}.", value(&view.people));
        add(format!("people/{name}"), Aspect::People, people, &view.people);
        if let Some(net) = &view.feeling.net {
            let says = format!("Net sentiment towards {name} is {}.", value(net));
            add(format!("net/{name}"), Aspect::Sentiment, says, net);
        }
        for place in view.places.iter().take(3) {
            let says = format!(
                "{} of the mentions of {name} are on {}.",
                value(&place.share),
                place.network
            );
            add(format!("place/{}/{name}", place.network), Aspect::Places, says, &place.share);
        }
        for topic in view.topics.iter().take(4) {
            let Some(net) = &topic.net else { continue };
            let says =
                format!("On “{}”, net sentiment towards {name} is {}.", topic.name, value(net));
            add(format!("topic/{}/{name}", topic.name), Aspect::Topics, says, net);
        }
        if let Some(answered) = &view.responsiveness.answered_by_subject {
            let says =
                format!("{name} answers {} of the questions that it is asked.", value(answered));
            add(format!("answered/{name}"), Aspect::Presence, says, answered);
        }
    }
    for row in &assessed.recommendation {
        let says = format!(
            "{} of the recommendations in the category go to {}.",
            crate::numbers::value(&row.share),
            row.name
        );
        findings.push(Finding {
            key: FindingKey(format!("recommendation/{}", row.name)),
            quadrant: row.quadrant,
            aspect: Aspect::Influencers,
            subject: Some(row.id),
            subject_name: row.name.clone(),
            says,
            figure: row.share.clone(),
            scatter: None,
            examples: Vec::new(),
        });
    }
    findings.sort_by_key(|it| (it.quadrant.index(), it.aspect.index()));
    debug_assert!(findings.iter().any(|it| it.quadrant == Quadrant::Brand));
    KeptAssessment {
        id: KEPT,
        as_of: assessed.as_of,
        window: assessed.window,
        mentions: assessed.basis.mentions,
        findings,
    }
}

/// What was said, with holes where somebody wished them.
fn posts(handbook: &Handbook, as_of: Timestamp) -> Vec<QuotedPost> {
    let texts = [
        "Third set of brake pads this winter. The shop says it is the salt, the forum says it is the compound. Who is right?",
        "Switched from a car to the Larkfield cargo bike in May. 2,400 km later the only thing I replaced is the bell.",
        "Has anybody had an answer from support in less than a week? Mine took eleven days, and then it was a link to the manual.",
        "If they sold the display separately I would buy two of them tomorrow.",
        "Recommended it to my sister; she recommended it to her whole office 🚲",
    ];
    let wanted = handbook.posts_wanted();
    let said = wanted.iter().zip(texts.iter().cycle()).enumerate().map(|(place, (id, text))| {
        let words = match place % 11 {
            5 => Words::Erased,
            8 => Words::Withheld("the author's terms ask not to be quoted.".to_owned()),
            _ => Words::Said {
                text: (*text).to_owned(),
                author: if place % 7 == 3 {
                    String::new()
                } else {
                    format!("rider{}", place * 37 % 400)
                },
                network: network(["reddit", "mastodon", "rss"].get(place % 3).unwrap_or(&"csv")),
                at: as_of.plus_secs(-(place as i64 % 80 + 9) * Timestamp::DAY_SECS),
                url: (place % 2 == 0).then(|| format!("https://social.example/post/{place}")),
            },
        };
        QuotedPost { id: *id, words }
    });
    said.collect()
}
