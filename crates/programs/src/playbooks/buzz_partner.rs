//! Buzz with a partner: both sides' people speak with each other.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::BuzzPartner,
    title: "Partner buzz",
    purpose: "Partners often own the relationship with our customers and say little about us. Something done together gives both \
              something to tell, to people who did not know the other.",
    owners_job: "Agrees with the partner on one thing to do together, sees to it that the partner gains as much as we do, and that their \
                 people are named first.",
    participants: &[
        "Owner from partner management",
        "The partner's person who decides",
        "Two of the partner's customers",
        "Two of our customers who use both",
    ],
    resources: "The partners' quadrant of the assessment: where they are, what is said of them; a joint piece of work; both sides' \
                presences.",
    steps: &[
        Step {
            due: -42,
            text: "Read the partners' quadrant: who is present, liked, and talks with our customers?",
        },
        Step {
            due: -35,
            text: "Ask three partners what they want to be known for; choose the one whom it fits",
        },
        Step {
            due: -28,
            text: "Agree on one joint piece of work and on what each gains, in writing",
        },
        Step { due: -14, text: "Let two customers of each side try and criticise it" },
        Step { due: 0, text: "Publish it in the partner's place first, in ours second" },
        Step { due: 7, text: "Answer together; pass on each other's people" },
        Step { due: 30, text: "Review with the partner: both measures, what to repeat" },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Sales,
            text: "Owner, hours",
            quantity: [60.0, 90.0, 130.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Marketing,
            text: "Our half of the joint work",
            quantity: [1.0, 1.0, 1.0],
        },
    ],
    values: &[ValueLine {
        centre: CostCentre::Sales,
        text: "Orders through the partner above their usual",
        because: "The partner's orders against the same quarter of the year before, at our margin; the share that both agree on",
    }],
    before: "Unlike until now, when partner and we advertise side by side,",
    after: "now we do one thing together that both our customers talk about.",
    rewards: "Visibility for the partner and for named people. What passes between partner and us is disclosed wherever either speaks of \
              the other.",
    risks: &[
        "The partner gains little: what each gains is written down before and looked at after.",
        "Other partners feel passed over: the next one is named in the review.",
        "The partner's reputation suffers: their sentiment is watched, and there is a way out in the agreement.",
    ],
    measures: &[
        Suggested {
            measure: Measure::Query,
            name: "Posts that name both",
            why: "A query with both names counts what is said of the two together",
        },
        Suggested {
            measure: Measure::CustomersTalking,
            name: "People who talk about us",
            why: "New people, from the partner's side",
        },
    ],
};
