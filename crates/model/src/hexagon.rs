//! The strategy hexagon: goal, mission, benefits, resources, methods, reporting.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{Day, Evidence, ItemId, KpiId, ProgramId, Section};

words_enum!(
    /// What a goal serves: the method's four objectives.
    Objective {
        /// Reach more people.
        ExtendReach = "extend_reach",
        /// Know those whom we know better.
        DeepenRelationships = "deepen_relationships",
        /// Learn from each other.
        BroadenKnowledge = "broaden_knowledge",
        /// Be worth listening to again.
        RenewInfluence = "renew_influence",
    }
);

words_enum!(
    /// How often something is reported.
    Rhythm {
        /// Every day.
        Daily = "daily",
        /// Every week.
        Weekly = "weekly",
        /// Every quarter.
        Quarterly = "quarterly",
    }
);

/// The six parts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Hexagon {
    /// What is completion?
    pub goal: Option<Goal>,
    /// In plain sentences what we do to reach it, good for both sides; empty until written.
    pub mission: String,
    /// Pairs of until now and now.
    pub benefits: Vec<Benefit>,
    /// What is there to work with.
    pub resources: Vec<Resource>,
    /// What is done.
    pub methods: Vec<Method>,
    /// How success is known.
    pub reporting: Vec<Report>,
}

/// Measurable, dated, and in the market's interest as well as the company's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// The sentence.
    pub text: String,
    /// Which of the four objectives it serves; one at least.
    pub objectives: Vec<Objective>,
    /// The measure by which it is known.
    pub kpi: Option<KpiId>,
    /// Where the measure stood, in its unit.
    pub baseline: Option<f64>,
    /// Where it shall stand.
    pub target: Option<f64>,
    /// Until when.
    pub by: Option<Day>,
    /// How customers and partners benefit.
    pub benefits_market: String,
    /// How the company benefits.
    pub benefits_company: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// Unlike until now … now we ….
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefit {
    /// Its number.
    pub id: ItemId,
    /// What customers or partners have of it; empty: nothing is said.
    pub for_market: Change,
    /// What the company has of it.
    pub for_company: Change,
    /// Items of the SWOT that it answers.
    pub answers: Vec<ItemId>,
}

/// What changes for one side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Change {
    /// "Unlike until now …".
    pub until_now: String,
    /// "… now we …".
    pub now: String,
}

impl Change {
    /// Whether something is said.
    pub fn is_said(&self) -> bool {
        !self.until_now.trim().is_empty() && !self.now.trim().is_empty()
    }
}

words_enum!(
    /// What kind of resource it is.
    ResourceKind {
        /// A named person with their presences.
        Person = "person",
        /// A place, physical or virtual.
        Place = "place",
        /// Money.
        Budget = "budget",
        /// A role of leadership, which outsiders may hold.
        Leadership = "leadership",
    }
);

/// Something to work with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resource {
    /// Its number.
    pub id: ItemId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name: the person's, the place's, what the money is for, the role.
    pub name: String,
    /// Where it is: presences, an address; may be empty.
    pub place: String,
    /// The teammate whom it names, where it names one.
    pub teammate: Option<ItemId>,
    /// Money in the workspace's currency, or hours a week of a person.
    pub amount: Option<f64>,
}

/// A program that leads to the goal; or an idea for later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// Its number.
    pub id: ItemId,
    /// What it is called.
    pub name: String,
    /// How it leads to the goal; empty: it does not say.
    pub leads_to_goal: String,
    /// Items of the SWOT that it answers.
    pub answers: Vec<ItemId>,
    /// The program that carries it out.
    pub program: Option<ProgramId>,
    /// In the nice-to-have box: not part of the strategy.
    pub nice_to_have: bool,
}

/// A measure that is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its number.
    pub id: ItemId,
    /// Which measure.
    pub kpi: KpiId,
    /// How often.
    pub rhythm: Rhythm,
    /// Who reads it.
    pub audience: String,
    /// Looked at only afterwards (revenue): no aim of the strategy.
    pub control: bool,
}

impl Section {
    /// The six sections of the hexagon.
    pub const HEXAGON: [Self; 6] = [
        Self::Goal,
        Self::Mission,
        Self::Benefits,
        Self::Resources,
        Self::Methods,
        Self::Reporting,
    ];
}
