//! Advocacy: noticing and encouraging customers who speak for us.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::Advocacy,
    title: "Customer advocacy",
    purpose: "Most purchases follow a recommendation, and most who recommend us never heard a thank-you. Noticing them, and making it \
              easy to introduce prospects to them, is the shortest way into the recommendation chain.",
    owners_job: "Reads every recommendation of the week, thanks each person where they spoke, knows 50 advocates by name and asks no \
                 more than one thing of each in a month.",
    participants: &[
        "Owner from marketing",
        "Somebody from sales who introduces prospects",
        "Ten customers who recommended us unasked",
        "One partner with customers of their own who speak for us",
    ],
    resources: "Recommendations given, from the inbox; the contacts with their presences and what they agreed to; material that people \
                may use, none that they must.",
    steps: &[
        Step {
            due: -21,
            text: "List everybody who recommended us in the last two quarters, with their own words",
        },
        Step {
            due: -14,
            text: "Thank each where they spoke; ask ten whether they would talk with prospects",
        },
        Step {
            due: -7,
            text: "Write down with them what they want and do not want; keep it with the contact",
        },
        Step {
            due: 0,
            text: "Begin: each week the posts that ask for a recommendation go to an advocate who knows the matter",
        },
        Step {
            due: 14,
            text: "First introductions of prospects to customers, one to one, without us in the room",
        },
        Step { due: 45, text: "Meet: advocates hear plans first and tell us what they hear" },
        Step {
            due: 90,
            text: "Review: who recommended, who became a customer, whom did we ask too often?",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Marketing,
            text: "Owner, hours in the quarter",
            quantity: [100.0, 140.0, 200.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Sales,
            text: "Introductions, hours",
            quantity: [20.0, 40.0, 60.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Marketing,
            text: "Meeting with advocates",
            quantity: [0.0, 1.0, 2.0],
        },
    ],
    values: &[
        ValueLine {
            centre: CostCentre::Sales,
            text: "Customers who came by a recommendation",
            because: "Asked at the first contact; their margin of the first year, times the share that would not have come anyway",
        },
        ValueLine {
            centre: CostCentre::Marketing,
            text: "Cost of winning a customer that was saved",
            because: "Customers who would have come anyway, times the usual cost of winning one",
        },
    ],
    before: "Unlike until now, when those who speak for us never hear from us,",
    after: "now they are known, thanked and connected with those who ask.",
    rewards: "Thanks in public, first news, access to people. No money for recommendations; whoever receives anything of value from us \
              discloses it where they recommend.",
    risks: &[
        "It smells of payment: nothing is given for a recommendation, and what is given for other reasons is disclosed.",
        "Advocates are asked too often: at most one request a month each, kept in the contact's history.",
        "The same ten people again and again: each month three names are new.",
        "A critic is left out: whoever criticised us with reason is invited too.",
    ],
    measures: &[
        Suggested {
            measure: Measure::ShareOfRecommendation,
            name: "Share of recommendation",
            why: "It is the goal itself",
        },
        Suggested {
            measure: Measure::PositiveFeedback,
            name: "Positive public feedbacks",
            why: "The example of a measurable goal",
        },
        Suggested {
            measure: Measure::CustomersTalking,
            name: "People who talk about us",
            why: "More people, not more posts of the same",
        },
    ],
};
