//! Buzz for a product or brand: raising mentions by people who want to.

use model::{CostCentre, CostKind, Measure, ProgramKind};

use super::{BudgetLine, Playbook, Step, Suggested, ValueLine};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::BuzzProduct,
    title: "Product or brand buzz",
    purpose: "People talk about what is worth telling, not about what is advertised. A story, a test or a play that customers can make \
              their own raises mentions that last longer than a campaign.",
    owners_job: "Finds the one thing that customers tell each other anyway, makes it easier to tell, and stops what begins to sound like \
                 advertising.",
    participants: &[
        "Owner from brand",
        "Ten customers with stories of their own",
        "Three influencers who know the matter",
        "Somebody from product who can show how it is made",
        "One partner who joins in",
    ],
    resources: "Excitements and stories from the assessment; pictures and facts free to use; a page that collects what people made; a \
                small number of products to try.",
    steps: &[
        Step {
            due: -35,
            text: "Read the excitements of the assessment: what do people tell each other without us?",
        },
        Step {
            due: -28,
            text: "Choose one story, test or play with five customers; drop what only we find funny",
        },
        Step {
            due: -21,
            text: "Agree with each participant what they get and how they disclose it",
        },
        Step {
            due: -7,
            text: "Prepare the page that collects what people make, with their names and consent",
        },
        Step { due: 0, text: "Begin with the customers' own stories" },
        Step { due: 7, text: "Pass on the best, thank each, answer everything" },
        Step {
            due: 21,
            text: "Look at the numbers with those who take part; end it while it is still liked",
        },
        Step {
            due: 42,
            text: "Review: impact against a competitor's series; what stayed after it was over?",
        },
    ],
    budget: &[
        BudgetLine {
            kind: CostKind::People,
            centre: CostCentre::Marketing,
            text: "Owner, hours",
            quantity: [80.0, 120.0, 180.0],
        },
        BudgetLine {
            kind: CostKind::Media,
            centre: CostCentre::Marketing,
            text: "Products to try",
            quantity: [5.0, 15.0, 30.0],
        },
        BudgetLine {
            kind: CostKind::Tools,
            centre: CostCentre::Marketing,
            text: "Page and pictures",
            quantity: [1.0, 1.0, 1.0],
        },
    ],
    values: &[ValueLine {
        centre: CostCentre::Sales,
        text: "Enquiries that name a story they heard",
        because: "Asked at the first contact; the usual share that buys, at its margin",
    }],
    before: "Unlike until now, when our campaigns speak and customers watch,",
    after: "now customers tell their own stories, and we pass them on.",
    rewards: "Being seen, products to try, thanks by name. Whoever receives a product or anything else of value discloses it in each \
              post about it; nobody is paid for the number of posts or for bringing others.",
    risks: &[
        "It turns against us: we answer in the same place within the hour, and never delete what is true.",
        "It attracts people who want prizes: there are no prizes for posting.",
        "It ends as a peak without trace: the review looks at the weeks after, not at the peak.",
    ],
    measures: &[
        Suggested {
            measure: Measure::CustomersTalking,
            name: "People who talk about the product",
            why: "People, not posts",
        },
        Suggested {
            measure: Measure::ShareOfVoice,
            name: "Share of voice",
            why: "More mentions count only against what others gain",
        },
        Suggested {
            measure: Measure::NetSentiment,
            name: "Net sentiment",
            why: "Loud and disliked is no success",
        },
    ],
};
