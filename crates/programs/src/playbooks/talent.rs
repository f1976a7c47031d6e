//! Talent: find, attract, train, benefit, retain, refresh.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::Talent,
    title: "Talent",
    purpose: "Find, attract, train, benefits, retain, refresh: six functions that are usually six departments' papers. A community of \
              those who work here, worked here and might work here joins them, with trust instead of control.",
    owners_job: "Keeps the talk with people going when there is no opening, sees to it that values are matched openly and by \
                 conversation, and that nobody is ranked by a machine.",
    participants: &[
        "Owner from human resources",
        "One person from each of three teams that will hire",
        "Two former colleagues",
        "Two people from outside who are known in the trade",
    ],
    resources: "Places where people of the trade talk; a staff wiki with questions and answers; open talks; a talent page with stories \
                by colleagues.",
    steps: &[
        Step {
            due: -28,
            text: "Find: where do people of our trade talk, and who is listened to there?",
        },
        Step {
            due: -14,
            text: "Attract: three teams write what they stand for and what they do not offer",
        },
        Step { due: 0, text: "Open talks once a month, with no opening behind them" },
        Step {
            due: 14,
            text: "Train: a staff wiki with questions and answers; the first 50 by those who joined last",
        },
        Step {
            due: 30,
            text: "Benefits: ask what counts; change one thing that costs little and is wanted much",
        },
        Step {
            due: 45,
            text: "Interview by conversation: both sides name the values that must fit, and see where they differ",
        },
        Step { due: 60, text: "Retain: talk with those who might leave before they do" },
        Step { due: 75, text: "Refresh: a decent way out, and an invitation to stay in touch" },
        Step { due: 90, text: "Review with those who joined and those who left" },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Hr,
            text: "Owner, hours in the quarter",
            quantity: [120.0, 180.0, 240.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Hr,
            text: "Teams that will hire, hours",
            quantity: [60.0, 90.0, 140.0],
        },
        BudgetLine {
            kind: CostKind::Tools,
            centre: CostCentre::Hr,
            text: "Staff wiki, months",
            quantity: [3.0, 3.0, 3.0],
        },
    ],
    values: &[
        ValueLine {
            centre: CostCentre::Hr,
            text: "Hires without agency or advertisement",
            because: "Counted; times the usual cost of such a hire",
        },
        ValueLine {
            centre: CostCentre::Hr,
            text: "People who stayed",
            because: "Leavers of the last four quarters against now, times what it costs to replace one",
        },
    ],
    before: "Unlike until now, when we look for people when we need them,",
    after: "now we know each other before, and stay in touch after.",
    rewards: "Time to learn and to teach, thanks, being found by peers. Referral rewards for colleagues, if any, are disclosed to the \
              person who is referred.",
    risks: &[
        "Ranking people by software: not done here; values are matched by both sides, in the open.",
        "Talks without openings feel empty: each has something to learn for those who come.",
        "Personal data: people see, correct and delete what is kept about them; it ends on a day.",
    ],
    measures: &[
        Suggested {
            measure: Measure::Manual,
            name: "Hires from the community",
            why: "It is what the community brings; typed in",
        },
        Suggested {
            measure: Measure::Manual,
            name: "People who left",
            why: "Retention is half of it; typed in",
        },
        Suggested {
            measure: Measure::NetSentiment,
            name: "Net sentiment as an employer",
            why: "With a query that narrows to working here",
        },
    ],
};
