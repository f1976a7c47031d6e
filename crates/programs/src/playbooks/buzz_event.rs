//! Buzz for an event: raising mentions before, at and after it.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::BuzzEvent,
    title: "Event buzz",
    purpose: "An event is worth what people tell about it afterwards to those who were not there. People who want to carry it can, with \
              their own words, if they have something to carry.",
    owners_job: "Finds the people who look forward to the event, gives them early what they can tell, never posts for them, and thanks \
                 each afterwards.",
    participants: &[
        "Owner from events",
        "The speakers",
        "Ten guests who already announced that they come",
        "One partner who exhibits",
        "Two people who listen and answer during the event",
    ],
    resources: "The programme with addresses for each session; pictures free to use; one tag; quotable facts; people who answer during \
                the event.",
    steps: &[
        Step {
            due: -42,
            text: "Find out who talked about the last event and about the topics of this one",
        },
        Step {
            due: -35,
            text: "Invite ten to carry it; each chooses what, where and in which words",
        },
        Step {
            due: -21,
            text: "Give them speakers, questions and facts early; ask what their people want to know",
        },
        Step {
            due: -7,
            text: "Publish the programme with one address for each session, and one tag",
        },
        Step {
            due: 0,
            text: "The event: answer within minutes, pass on others' words instead of ours",
        },
        Step { due: 2, text: "Publish what was said, with the names of those who said it best" },
        Step { due: 7, text: "Thank everybody who carried it, in person" },
        Step {
            due: 28,
            text: "Review: impact on mentions against an untouched topic, who came because of whom",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Marketing,
            text: "Owner, hours",
            quantity: [80.0, 120.0, 160.0],
        },
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Marketing,
            text: "Listening and answering at the event, hours",
            quantity: [16.0, 24.0, 40.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Marketing,
            text: "Free tickets for those who carry it",
            quantity: [5.0, 10.0, 20.0],
        },
    ],
    values: &[ValueLine {
        centre: CostCentre::Sales,
        text: "Guests and enquiries who name somebody that told them",
        because: "Asked at registration; at the margin of earlier events' customers",
    }],
    before: "Unlike until now, when only we announce our events,",
    after: "now those who look forward to them tell others why.",
    rewards: "Free tickets, a place near the speakers, thanks. A free ticket is a thing of value: whoever carries the event discloses it.",
    risks: &[
        "It sounds bought: nobody posts our texts; we give facts, people write.",
        "The event disappoints: we say what went wrong before others do.",
        "Silence during the event: two people have no other task than to listen and answer.",
    ],
    measures: &[
        Suggested {
            measure: Measure::Query,
            name: "Mentions of the event",
            why: "A query with the tag and the name counts them",
        },
        Suggested {
            measure: Measure::CustomersTalking,
            name: "People who talk about it",
            why: "People, not posts",
        },
        Suggested {
            measure: Measure::DeclaredReach,
            name: "Declared reach",
            why: "How far it may have been heard; overlap is not removed",
        },
    ],
};
