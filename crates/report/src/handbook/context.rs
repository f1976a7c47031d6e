//! Everything that a handbook shows, handed in: the strategy, what it rests on, and what came of it. Nothing is looked
//! up and nothing is computed from posts here, so that the same context always gives the same pages.

use model::{
    AssessmentId, CostCentre, Day, Estimate, Evidence, Interval, KeptAssessment, Kpi, KpiId,
    KpiPoint, Network, PostId, Program, ProgramId, Signature, Strategy, Timestamp, Zone,
};

use serde::{Deserialize, Serialize};

use super::effects::{CorrelationRow, ImpactRow};
use crate::dates;

/// A strategy with everything around it.
#[derive(Debug, Clone)]
pub struct Handbook {
    /// The workspace's name.
    pub workspace: String,
    /// IANA name of the zone in which days are counted.
    pub time_zone: String,
    /// What money is counted in (`EUR`).
    pub currency: String,
    /// The moment that the handbook stands for: an edition's own, otherwise when it was asked for.
    pub as_of: Timestamp,
    /// Which edition; `None`: the working copy.
    pub edition: Option<EditionMark>,
    /// The strategy.
    pub strategy: Strategy,
    /// The kept assessments that it cites; the one that it rests on among them.
    pub assessments: Vec<KeptAssessment>,
    /// Findings of theirs that are not printed; see [`super::select`].
    pub left_out: u64,
    /// The edition in force, where the working copy still says the same: then its signatures stand here, too.
    pub stands_as: Option<u32>,
    /// Who signed this edition.
    pub signatures: Vec<Signature>,
    /// Posts that are evidence or examples, as they may be shown.
    pub posts: Vec<QuotedPost>,
    /// Programs, measures and money as they stood.
    pub works: Works,
    /// What the strategy lacks, in plain sentences; empty for an edition that was in force.
    pub lacks: Vec<String>,
    /// What is to be decided by those who read the brief; may be empty.
    pub decision: String,
}

/// Names an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionMark {
    /// 1, 2, 3 ….
    pub number: u32,
    /// Who made it.
    pub by: String,
    /// What changed; may be empty.
    pub note: String,
}

/// A post that is evidence, as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedPost {
    /// Which.
    pub id: PostId,
    /// What may be shown of it.
    pub words: Words,
}

/// What may be shown of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Its words.
    Said {
        /// Title and text.
        text: String,
        /// Who; empty where the person's terms ask not to be named.
        author: String,
        /// Where.
        network: Network,
        /// When.
        at: Timestamp,
        /// Where to read it.
        url: Option<String>,
    },
    /// It was erased at the person's wish: a marked hole.
    Erased,
    /// The person's or the network's terms forbid to quote it; why, in a few words.
    Withheld(String),
}

/// A measure and how it is going.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureRow {
    /// The measure.
    pub kpi: Kpi,
    /// Its points as they count towards the goal (sums added up), oldest first.
    pub course: Vec<KpiPoint>,
    /// What is expected on the goal's day.
    pub forecast: Option<Forecast>,
    /// How it is going.
    pub light: Light,
    /// The rule by which the light was set, in words.
    pub because: String,
}

/// What a measure is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// On which day.
    pub on: Day,
    /// The expectation.
    pub value: f64,
    /// Its interval; `None`: the day has passed, and this is where it stood.
    pub interval: Option<Interval>,
}

/// How a measure is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// The goal will be met.
    OnCourse,
    /// It may be missed.
    AtRisk,
    /// It will be missed.
    OffCourse,
    /// Too little is known.
    Unknown,
}

/// Cost, value, and what remains, as estimates with their edges.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MoneySum {
    /// What is spent.
    pub cost: Estimate,
    /// What is attributed.
    pub value: Estimate,
    /// (value − cost) / cost; `None` where nothing is spent.
    pub roi: Option<Estimate>,
    /// 90 % of what comes of drawing every input between its edges.
    pub drawn: Option<Interval>,
}

/// One line of an account: no sum stands without them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoneyRow {
    /// Whether it is a cost.
    pub cost: bool,
    /// Whose.
    pub centre: CostCentre,
    /// What exactly.
    pub text: String,
    /// How many.
    pub quantity: Estimate,
    /// Money for each.
    pub each: Estimate,
    /// Share that is the program's doing; 1 for costs.
    pub share: Estimate,
    /// The line's money.
    pub amount: Estimate,
    /// Why these numbers, or which measure counted them.
    pub because: String,
    /// Whether the quantity was measured, not assumed.
    pub measured: bool,
}

/// A program's money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgramMoney {
    /// Which program.
    pub program: ProgramId,
    /// Its sum.
    pub sum: MoneySum,
    /// What the sum is made of.
    pub rows: Vec<MoneyRow>,
}

/// A department's money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CentreMoney {
    /// Which department.
    pub centre: CostCentre,
    /// Its sum.
    pub sum: MoneySum,
}

/// What of a handbook changes while an edition does not: kept when the edition is made, so that its handbook stays the
/// same.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Works {
    /// Its programs.
    pub programs: Vec<Program>,
    /// Its measures.
    pub measures: Vec<MeasureRow>,
    /// What each program costs and brings.
    pub money: Vec<ProgramMoney>,
    /// The same by department.
    pub centres: Vec<CentreMoney>,
    /// All of it together.
    pub total: Option<MoneySum>,
    /// What the programs changed, or why that cannot be said.
    pub impacts: Vec<ImpactRow>,
    /// Whether what is only looked at afterwards follows what is aimed at. Editions of before have none.
    #[serde(default)]
    pub correlations: Vec<CorrelationRow>,
}

impl Handbook {
    /// Its time zone.
    pub fn zone(&self) -> Zone {
        dates::zone(&self.time_zone)
    }

    /// The day for which it stands.
    pub fn day(&self) -> Day {
        self.zone().day(self.as_of)
    }

    /// The assessment that the strategy rests on.
    pub fn assessment(&self) -> Option<&KeptAssessment> {
        self.kept(self.strategy.assessment?)
    }

    /// The kept assessment with this number.
    pub fn kept(&self, id: AssessmentId) -> Option<&KeptAssessment> {
        self.assessments.iter().find(|kept| kept.id == id)
    }

    /// The measure with this number.
    pub fn measure(&self, id: KpiId) -> Option<&MeasureRow> {
        self.works.measures.iter().find(|row| row.kpi.id == id)
    }

    /// The program with this number.
    pub fn program(&self, id: ProgramId) -> Option<&Program> {
        self.works.programs.iter().find(|program| program.id == id)
    }

    /// The evidence that the strategy's own sentences cite, in the order of reading, each once.
    pub fn cited(&self) -> Vec<&Evidence> {
        let goal = self.strategy.hexagon.goal.iter().flat_map(|goal| &goal.evidence);
        let swot = self.strategy.swot.iter().flat_map(|item| &item.evidence);
        let mut seen = Vec::new();
        for evidence in goal.chain(swot) {
            if !seen.contains(&evidence) {
                seen.push(evidence);
            }
        }
        seen
    }

    /// Posts that may have to be quoted: cited ones and examples of findings, each once. For whoever fills `posts`.
    pub fn posts_wanted(&self) -> Vec<PostId> {
        let cited = self.cited().into_iter().filter_map(|evidence| match evidence {
            Evidence::Post(id) => Some(*id),
            Evidence::Finding { .. } | Evidence::Kpi(_) => None,
        });
        let examples = self
            .assessments
            .iter()
            .flat_map(|kept| &kept.findings)
            .flat_map(|finding| finding.examples.iter().copied());
        let mut seen = std::collections::BTreeSet::new();
        cited.chain(examples).filter(|id| seen.insert(*id)).collect()
    }
}

impl MeasureRow {
    /// The newest point.
    pub fn now(&self) -> Option<&KpiPoint> {
        self.course.last()
    }
}
