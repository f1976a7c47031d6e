//! Support community: customers help customers, next to specialists.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::SupportCommunity,
    title: "Support community",
    purpose: "Customers already answer each other, in places where we neither listen nor help. A place where they do it next to our \
              specialists makes answers faster, findable and honest.",
    owners_job: "Opens the place every morning, sees to it that no question stays alone for a day, knows the most helpful people by \
                 name, and carries what is asked again and again to product and documentation.",
    participants: &[
        "Owner from support",
        "Two specialists with an hour a day",
        "Three helpful customers from the assessment's voices",
        "One partner who supports customers",
        "Somebody from product who listens",
    ],
    resources: "A place for questions and answers that search engines can read; the questions of the last quarter from the inbox; \
                the customers who already answer (assessment, voices); an hour a day of two specialists.",
    steps: &[
        Step {
            due: -28,
            text: "List the 50 most asked questions of the last quarter from the inbox and the assessment",
        },
        Step {
            due: -28,
            text: "Ask the service organisation what it fears; put in writing that paid support is not cut",
        },
        Step {
            due: -21,
            text: "Talk with ten customers who already help others: what do they need, how do they want to be named?",
        },
        Step {
            due: -14,
            text: "Write the house rules together with them: tone, how long an answer may take, what is off topic",
        },
        Step {
            due: -7,
            text: "Answer the 50 questions in the new place, with the names of those who answer",
        },
        Step {
            due: 0,
            text: "Open: invite everybody who asked one of these questions, one by one",
        },
        Step {
            due: 7,
            text: "First weekly hour: unanswered questions, thanks to those who answered, one thing to mend",
        },
        Step {
            due: 30,
            text: "Show the helpful customers' standing in the place; invite the first to a role of their own",
        },
        Step {
            due: 60,
            text: "Carry the ten most asked questions to product and documentation; report back what was changed",
        },
        Step {
            due: 90,
            text: "Review with customers and partners: goal, measures, what to do differently",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Support,
            text: "Owner, hours in the quarter",
            quantity: [120.0, 160.0, 220.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Support,
            text: "Specialists, hours in the quarter",
            quantity: [90.0, 120.0, 160.0],
        },
        BudgetLine {
            kind: CostKind::Tools,
            centre: CostCentre::Support,
            text: "The place, months",
            quantity: [3.0, 3.0, 3.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Support,
            text: "A meeting with the most helpful customers",
            quantity: [0.0, 1.0, 1.0],
        },
    ],
    values: &[
        ValueLine {
            centre: CostCentre::Support,
            text: "Questions that customers answered instead of support",
            because: "Answered questions by customers, times what a ticket costs; only the share that would have become a ticket counts",
        },
        ValueLine {
            centre: CostCentre::Product,
            text: "Faults found before they became complaints",
            because: "Counted from the reviews with product, each with what the last such fault cost",
        },
    ],
    before: "Unlike until now, when a question waits for office hours and its answer helps one person,",
    after: "now customers and specialists answer in public within a day, and the next person finds the answer.",
    rewards: "Standing in the place, a named role, early access, an invitation to meet the team. Whoever is given something of value \
              discloses it where they speak about us; answers are never bought.",
    risks: &[
        "Nobody comes: we invite one by one those who asked, and never open an empty room.",
        "Questions stay unanswered: a specialist answers each before a day has passed; if not twice in a row, the hours are wrong.",
        "The service organisation fears for its work: the promise is in writing, and its people lead.",
        "Wrong answers: they are corrected in place, with thanks, and stay visible.",
    ],
    measures: &[
        Suggested {
            measure: Measure::AnsweredByCustomers,
            name: "Questions answered by customers",
            why: "It is what the place is for",
        },
        Suggested {
            measure: Measure::ResponseTime,
            name: "Time to our first answer",
            why: "A place without answers is worse than none",
        },
        Suggested {
            measure: Measure::PositiveFeedback,
            name: "Positive public feedbacks",
            why: "Help that was felt is spoken of",
        },
    ],
};
