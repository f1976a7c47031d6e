//! Talent buzz: raising mentions as an employer.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::BuzzTalent,
    title: "Talent buzz",
    purpose: "People ask those who work somewhere before they apply. If our people talk about their work freely, those whom it fits hear \
              of it.",
    owners_job: "Asks colleagues what they are proud of, gives them time to tell it, writes nothing for them, and answers what is said \
                 about us as an employer.",
    participants: &[
        "Owner from human resources",
        "Six colleagues from different teams who want to",
        "One former colleague",
        "One person who joined in the last half-year",
    ],
    resources: "What is said about us as an employer, from a watch of its own; an hour a week for those who tell; places where people of \
                the trade talk.",
    steps: &[
        Step {
            due: -28,
            text: "Watch what is said about us as an employer; read it with the works council and management",
        },
        Step {
            due: -21,
            text: "Ask colleagues what they are proud of and what they would warn a friend of",
        },
        Step {
            due: -14,
            text: "Agree on the few rules: what is secret, who helps; everything else is free",
        },
        Step {
            due: 0,
            text: "Six colleagues begin to tell about their work where the trade talks",
        },
        Step { due: 14, text: "Answer what is asked about working here, the uncomfortable first" },
        Step { due: 45, text: "Mend one thing that colleagues warn of, and tell it" },
        Step {
            due: 90,
            text: "Review: who was asked, who applied because of whom, who no longer wants to",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Hr,
            text: "Owner, hours in the quarter",
            quantity: [60.0, 90.0, 120.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Hr,
            text: "Colleagues who tell, hours",
            quantity: [40.0, 78.0, 120.0],
        },
    ],
    values: &[ValueLine {
        centre: CostCentre::Hr,
        text: "Hires who name a colleague's words",
        because: "Asked at the first talk; times the usual cost of a hire by advertisement or agency",
    }],
    before: "Unlike until now, when only advertisements say how it is to work here,",
    after: "now colleagues tell it, the good and what is being mended.",
    rewards: "Working time and thanks. Colleagues disclose that they work here; nobody's pay or standing depends on posting.",
    risks: &[
        "Colleagues feel obliged: it is by free will, and whoever stops is not asked why.",
        "Former colleagues contradict: we answer with what was learned, not with a denial.",
        "Secrets: the few rules are clear and short, and somebody can be asked.",
    ],
    measures: &[
        Suggested {
            measure: Measure::Query,
            name: "Posts about working here",
            why: "A query of its own counts them",
        },
        Suggested {
            measure: Measure::Manual,
            name: "Applications that name a colleague",
            why: "Asked at the first talk and typed in",
        },
    ],
};
