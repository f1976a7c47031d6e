//! Customer administration: finding and mending where it is hard to do business with us.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::Administration,
    title: "Customer administration",
    purpose: "Invoices, forms and contracts annoy more customers than products do, and nobody asks about them. Asking and mending is \
              cheap, and felt at once by everybody.",
    owners_job: "Walks one process a week as a customer, writes down where it hurts, and has one thing mended every two weeks, told to \
                 those who complained.",
    participants: &[
        "Owner from customer administration",
        "Somebody from finance",
        "Somebody from legal",
        "Five customers who complained about paperwork",
        "One partner who does our paperwork for customers",
    ],
    resources: "Complaints about orders, delivery, invoices, contracts and returns from the inbox; the forms themselves; the right to \
                change them.",
    steps: &[
        Step {
            due: -14,
            text: "Find the posts: invoice, contract, form, return, cancellation, waiting; group them by process",
        },
        Step {
            due: -7,
            text: "Walk the three worst processes as a customer, with the clock running",
        },
        Step {
            due: 0,
            text: "Talk with five customers who complained; let them draw how it should be",
        },
        Step {
            due: 7,
            text: "Agree with finance and legal on the first three changes and their days",
        },
        Step { due: 21, text: "Mend the first; tell those who complained, by name" },
        Step { due: 45, text: "Mend the second and third; publish what was changed and why" },
        Step {
            due: 90,
            text: "Walk the processes again with the clock; compare; choose the next three",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Other,
            text: "Owner, hours in the quarter",
            quantity: [60.0, 90.0, 140.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Other,
            text: "Finance and legal, hours",
            quantity: [30.0, 60.0, 100.0],
        },
        BudgetLine {
            kind: CostKind::Tools,
            centre: CostCentre::Other,
            text: "Changes of systems",
            quantity: [0.0, 1.0, 3.0],
        },
    ],
    values: &[
        ValueLine {
            centre: CostCentre::Support,
            text: "Calls and tickets about paperwork that no longer come",
            because: "Tickets of that category before and after, times what a ticket costs",
        },
        ValueLine {
            centre: CostCentre::Sales,
            text: "Customers who no longer leave for this reason",
            because: "Cancellations that name it, before and after, at their margin of a year",
        },
    ],
    before: "Unlike until now, when each department thinks its form is fine,",
    after: "now one process after the other is walked as a customer, and mended.",
    rewards: "Thanks by name and the news of what was changed. If those who help are given something of value, they disclose it where \
              they speak about us.",
    risks: &[
        "\u{201c}The system cannot do it\u{201d}: the owner may ask the management for a decision within a week.",
        "Changes make other work harder: those who do the work are in the room.",
        "It is mended and nobody hears it: telling those who complained is a step of its own.",
    ],
    measures: &[
        Suggested {
            measure: Measure::Query,
            name: "Complaints about paperwork",
            why: "They should become fewer; count them by a query",
        },
        Suggested {
            measure: Measure::NetSentiment,
            name: "Net sentiment on ordering and paying",
            why: "It shows whether the change is felt",
        },
    ],
};
