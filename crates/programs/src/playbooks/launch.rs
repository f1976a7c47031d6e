//! Launch: a repeatable way to launch with advocates, co-creators and influencers.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::Launch,
    title: "Product launch",
    purpose: "A launch that only we talk about is an announcement. One that co-creators, advocates and influencers carry is a \
              recommendation from its first day, and can be repeated.",
    owners_job: "Keeps one list of who knows what when, sees to it that those who helped hear it first, and that every question of the \
                 first two weeks is answered within hours.",
    participants: &[
        "Owner from product marketing",
        "Co-creators of the product",
        "Five advocates",
        "Three independent reviewers",
        "Support, with hours reserved for the first two weeks",
        "Two partners who sell it",
    ],
    resources: "The product for those who test it, four weeks early; facts and pictures free to use; a page that answers the hard \
                questions; reserved hours of support.",
    steps: &[
        Step {
            due: -42,
            text: "Write the launch in one page from the customer's side: what is different on the day after?",
        },
        Step {
            due: -35,
            text: "Choose testers among advocates, critics and influencers; send the product with no conditions but disclosure",
        },
        Step {
            due: -21,
            text: "Collect what they found; mend what can be mended, say in public what cannot",
        },
        Step { due: -14, text: "Answer the 20 hardest questions on one page, with names" },
        Step {
            due: -7,
            text: "Tell partners, support and staff; nobody of ours learns it from the news",
        },
        Step { due: 0, text: "Launch: co-creators and testers first, then everybody" },
        Step { due: 1, text: "Answer every question and complaint within hours, for two weeks" },
        Step {
            due: 14,
            text: "Tell the market what was heard in the first two weeks and what is done about it",
        },
        Step {
            due: 42,
            text: "Review: impact against a competitor's series, what becomes the standard for the next launch",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Marketing,
            text: "Owner, hours",
            quantity: [160.0, 220.0, 300.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Support,
            text: "Reserved hours of support",
            quantity: [80.0, 120.0, 160.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Marketing,
            text: "Products given to testers",
            quantity: [5.0, 10.0, 20.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Marketing,
            text: "Pictures, page and event",
            quantity: [1.0, 1.0, 1.0],
        },
    ],
    values: &[ValueLine {
        centre: CostCentre::Sales,
        text: "Orders in the first quarter that name a recommendation",
        because: "Asked at the order; the margin of these orders, times the share that would not have come anyway",
    }],
    before: "Unlike until now, when each launch starts from nothing and the market hears it from us,",
    after: "now those who shaped and tested the product tell it first, and each launch is better than the last.",
    rewards: "The product to keep, the first word, a name on the page. A product given is a thing of value: whoever writes about it \
              discloses it; critics are as welcome as friends.",
    risks: &[
        "The product is not ready: the date moves, and we say so to the testers first.",
        "Testers find a fault that cannot be mended: we publish it ourselves before the launch.",
        "A wave of questions: support's hours are reserved; if more than ten wait for a day, staff of product helps.",
        "A competitor launches on the same day: the impact uses another competitor or an untouched topic as control.",
    ],
    measures: &[
        Suggested {
            measure: Measure::CustomersTalking,
            name: "People who talk about the product",
            why: "A launch is carried by people, count them and not their posts",
        },
        Suggested {
            measure: Measure::ShareOfRecommendation,
            name: "Share of recommendation",
            why: "Being recommended is what a launch is for",
        },
        Suggested {
            measure: Measure::DeclaredReach,
            name: "Declared reach",
            why: "How far it may have been heard; overlap is not removed",
        },
    ],
};
