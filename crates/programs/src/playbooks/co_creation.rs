//! Product co-creation: products are shaped with chosen customers.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::CoCreation,
    title: "Product co-creation",
    purpose: "What nobody wants is the most expensive thing to build. Chosen customers who shape a product from its first drawing lower \
              that risk, and speak for what they helped to make.",
    owners_job: "Brings product managers and customers to one table every second week, sees to it that each suggestion gets an answer \
                 with a reason, and that whoever suggested what was built is named.",
    participants: &[
        "Owner from product management",
        "Eight to twelve customers who suggested something or complained with reason",
        "One designer",
        "One developer",
        "One partner who sells or installs the product",
    ],
    resources: "Suggestions and complaints of the last two quarters from the assessment; prototypes; a closed room for the circle and an \
                open list of ideas with answers.",
    steps: &[
        Step {
            due: -28,
            text: "Collect suggestions and frustrations of the last two quarters; group them with product",
        },
        Step {
            due: -21,
            text: "Choose the people by what they said, not by what they buy; ask each in person",
        },
        Step {
            due: -14,
            text: "Agree in writing: what is confidential, who owns ideas, how people are named",
        },
        Step {
            due: 0,
            text: "First session: the problem in the customers' words, before any solution is shown",
        },
        Step {
            due: 14,
            text: "Show two rough prototypes; let the circle choose, break and mend them",
        },
        Step {
            due: 30,
            text: "Answer every suggestion in public: planned, not planned and why, done",
        },
        Step {
            due: 60,
            text: "Give a working version to the circle and to two influencers; listen, do not explain",
        },
        Step {
            due: 90,
            text: "Name the co-creators on what is shipped; hand over to the launch program",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Product,
            text: "Owner, hours in the quarter",
            quantity: [80.0, 120.0, 160.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Product,
            text: "Design and development for prototypes, hours",
            quantity: [120.0, 200.0, 320.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Product,
            text: "Sessions with travel of the participants",
            quantity: [2.0, 4.0, 6.0],
        },
    ],
    values: &[
        ValueLine {
            centre: CostCentre::Product,
            text: "Features not built because the circle did not want them",
            because: "Hours planned for each, from the roadmap before and after",
        },
        ValueLine {
            centre: CostCentre::Sales,
            text: "First customers from the circle and those whom they brought",
            because: "Orders whose buyer names the circle, at their margin",
        },
    ],
    before: "Unlike until now, when customers see a product when it is finished,",
    after: "now they shape it from the first drawing, and are named for it.",
    rewards: "Names on the product, early versions to keep, a say. Early versions and travel are things of value: whoever speaks about \
              the product discloses them.",
    risks: &[
        "The circle speaks for itself only: every suggestion is checked against the market's posts before it is planned.",
        "Suggestions without an answer: the answer within two weeks is a task of the owner, with the reason also for a no.",
        "Ideas and ownership: agreed in writing before the first session.",
        "Secrets leak: what must stay secret is not shown; what is shown may be spoken of.",
    ],
    measures: &[
        Suggested {
            measure: Measure::Suggestions,
            name: "Suggestions",
            why: "More and better ones show that people believe they are heard",
        },
        Suggested {
            measure: Measure::NetSentiment,
            name: "Net sentiment on the product",
            why: "What was shaped together should be liked better",
        },
        Suggested {
            measure: Measure::Manual,
            name: "Suggestions answered",
            why: "Silence ends co-creation: count the answers with a reason",
        },
    ],
};
