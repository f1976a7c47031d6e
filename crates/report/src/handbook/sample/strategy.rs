//! The sample's strategy: SWOT and hexagon.

use model::{
    Benefit, Change, Counter, Day, Evidence, FindingKey, Goal, Hexagon, ItemId, KpiId, Method,
    Objective, ProgramId, Report, Resource, ResourceKind, Rhythm, Strategy, StrategyId,
    StrategyState, SwotItem, SwotKind, Timestamp, Vote,
};

use super::{KEPT, people};

/// Kind, sentence, key of the finding, whether somebody disagrees.
const SWOT: [(SwotKind, &str, &str, bool); 5] = [
    (
        SwotKind::Strength,
        "Riders recommend us more often than anybody else in the category.",
        "recommendation/Larkfield Cycles",
        false,
    ),
    (
        SwotKind::Weakness,
        "Questions to us wait too long for an answer.",
        "answered/Larkfield Cycles",
        false,
    ),
    (
        SwotKind::Opportunity,
        "Families ask which cargo bike fits two children, and nobody answers them.",
        "people/Larkfield Cycles",
        true,
    ),
    (
        SwotKind::Opportunity,
        "Dealers are asked about spare parts more than about bicycles.",
        "net/Larkfield Cycles",
        false,
    ),
    (
        SwotKind::Threat,
        "A competitor's prices are praised more every week.",
        "net/Larkfield Cycles",
        true,
    ),
];

/// The strategy.
pub fn strategy(at: Timestamp) -> Strategy {
    let mut strategy = Strategy::new(StrategyId(1), "Answered before breakfast", at);
    strategy.state = StrategyState::Active { edition: 2, since: at };
    strategy.assessment = Some(KEPT);
    strategy.team = people::team(at);
    strategy.swot = SWOT.iter().zip(20..).map(|(row, id)| item(row, ItemId(id), at)).collect();
    strategy.hexagon = hexagon();
    strategy.next_item = 100;
    strategy
}

fn item(
    (kind, text, key, disputed): &(SwotKind, &str, &str, bool),
    id: ItemId,
    at: Timestamp,
) -> SwotItem {
    let vote = |by: u32| Vote { by: ItemId(by), agrees: !(*disputed && by == 4), at };
    let counter = "The sample is small and from one winter.".to_owned();
    SwotItem {
        id,
        kind: *kind,
        text: (*text).to_owned(),
        evidence: vec![
            Evidence::Finding { assessment: KEPT, key: FindingKey((*key).to_owned()) },
            Evidence::Kpi(KpiId(1)),
        ],
        candidate: None,
        by: None,
        counter: Some(Counter { by: ItemId(4), by_name: "Tom Reilly".to_owned(), text: counter }),
        votes: (1..=5).map(vote).collect(),
        opened_at: Some(at),
        dropped: false,
    }
}

fn hexagon() -> Hexagon {
    let change = |until_now: &str, now: &str| Change {
        until_now: until_now.to_owned(),
        now: now.to_owned(),
    };
    Hexagon {
        goal: Some(Goal {
            text: "1,000 positive public feedbacks from riders by the end of June 2027.".to_owned(),
            objectives: vec![Objective::DeepenRelationships, Objective::RenewInfluence],
            kpi: Some(KpiId(1)),
            baseline: Some(0.0),
            target: Some(1_000.0),
            by: Some(Day(20_999)),
            benefits_market: "Riders get an answer the same day, from somebody who rides the same bicycle.".to_owned(),
            benefits_company: "Service answers each question once, in public, instead of forty times by e-mail.".to_owned(),
            evidence: vec![Evidence::Kpi(KpiId(1))],
        }),
        mission: "We answer every public question about our bicycles within a day, together with riders who know the answer \
                  better than we do, and we mend what they tell us is broken.".to_owned(),
        benefits: vec![Benefit {
            id: ItemId(40),
            for_market: change("a question waited eleven days for a link to the manual", "a rider or a mechanic answers the same day"),
            for_company: change("the same question reached service forty times", "it is answered once, where all can find it"),
            answers: vec![ItemId(21)],
        }],
        resources: vec![
            resource(50, ResourceKind::Person, "Jonas Weidner", "@jonas@social.example, the forum", Some(12.0), Some(2)),
            resource(51, ResourceKind::Person, "Ayşe Demir", "the forum, r/cargobike", Some(3.0), Some(3)),
            resource(52, ResourceKind::Place, "The forum", "forum.larkfield.example", None, None),
            resource(53, ResourceKind::Place, "Dealer evenings", "Due Ruote, Torino", None, Some(5)),
            resource(54, ResourceKind::Budget, "First year", "", Some(60_000.0), None),
            resource(55, ResourceKind::Leadership, "Speaker of the riders", "", Some(2.0), Some(3)),
        ],
        methods: vec![
            method(60, "Riders help riders", "Answered questions become the positive feedback that the goal counts.", Some(1), false),
            method(61, "Spare parts without a hotline", "Takes away the most frequent complaint.", Some(2), false),
            method(62, "Photo contest", "", None, true),
        ],
        reporting: vec![
            report(70, 1, Rhythm::Weekly, "the team", false),
            report(71, 2, Rhythm::Weekly, "service", false),
            report(72, 3, Rhythm::Quarterly, "the board", true),
        ],
    }
}

fn resource(
    id: u32,
    kind: ResourceKind,
    name: &str,
    place: &str,
    amount: Option<f64>,
    mate: Option<u32>,
) -> Resource {
    let (name, place) = (name.to_owned(), place.to_owned());
    Resource { id: ItemId(id), kind, name, place, teammate: mate.map(ItemId), amount }
}

fn method(id: u32, name: &str, leads: &str, program: Option<u32>, nice_to_have: bool) -> Method {
    Method {
        id: ItemId(id),
        name: name.to_owned(),
        leads_to_goal: leads.to_owned(),
        answers: vec![ItemId(21)],
        program: program.map(ProgramId),
        nice_to_have,
    }
}

fn report(id: u32, kpi: u32, rhythm: Rhythm, audience: &str, control: bool) -> Report {
    Report { id: ItemId(id), kpi: KpiId(kpi), rhythm, audience: audience.to_owned(), control }
}
