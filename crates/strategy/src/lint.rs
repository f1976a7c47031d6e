//! What a strategy lacks, in plain sentences, each with what to do about it. A complaint that blocks stands against every
//! edition, whoever asks.

mod assessment;
mod goal;
mod hexagon;
mod swot;
mod team;
mod words;

pub(crate) use team::is_lead;

use std::collections::{BTreeSet, HashSet};

use model::{
    AssessmentId, Evidence, ItemId, KeptAssessment, Kpi, KpiId, PostId, Program, ProgramId,
    Section, Strategy, Timestamp,
};
use serde::Serialize;

/// What a strategy is judged with.
#[derive(Debug, Clone, Copy)]
pub struct LintContext<'a> {
    /// The strategy.
    pub strategy: &'a Strategy,
    /// The assessment that it rests on, where it is kept.
    pub assessment: Option<&'a KeptAssessment>,
    /// Other kept assessments that its evidence points to.
    pub older: &'a [KeptAssessment],
    /// Posts among its evidence that are gone: erased, or never there.
    pub gone: &'a [PostId],
    /// The measures of the workspace.
    pub kpis: &'a [Kpi],
    /// How many points each has; a measure that is not here has none.
    pub points: &'a [(KpiId, u64)],
    /// The programs of the workspace.
    pub programs: &'a [Program],
    /// The moment of judging.
    pub now: Timestamp,
}

impl<'a> LintContext<'a> {
    /// The measure `id`, where it is still there.
    pub fn kpi(&self, id: KpiId) -> Option<&'a Kpi> {
        self.kpis.iter().find(|kpi| kpi.id == id)
    }

    /// The program `id`, where it is still there.
    pub fn program(&self, id: ProgramId) -> Option<&'a Program> {
        self.programs.iter().find(|program| program.id == id)
    }

    /// The kept assessments that are at hand.
    pub fn assessments(&self) -> impl Iterator<Item = &'a KeptAssessment> {
        self.assessment.into_iter().chain(self.older)
    }

    /// The finding that `evidence` points to, where it is one and still there.
    pub fn finding(&self, evidence: &Evidence) -> Option<&'a model::Finding> {
        let Evidence::Finding { assessment, key } = evidence else { return None };
        self.assessments().find(|kept| kept.id == *assessment)?.finding(key)
    }

    /// Whether what `evidence` points to is still there.
    pub fn is_live(&self, evidence: &Evidence) -> bool {
        match evidence {
            Evidence::Finding { .. } => self.finding(evidence).is_some(),
            Evidence::Post(post) => !self.gone.contains(post),
            Evidence::Kpi(kpi) => self.kpi(*kpi).is_some(),
        }
    }
}

/// The posts that the evidence of `strategy` points to: ask which of them are gone.
pub fn cited_posts(strategy: &Strategy) -> Vec<PostId> {
    let goal = strategy.hexagon.goal.iter().flat_map(|goal| &goal.evidence);
    let all = strategy.swot.iter().flat_map(|item| &item.evidence).chain(goal);
    let mut seen = HashSet::new();
    all.filter_map(|evidence| match evidence {
        Evidence::Post(post) => Some(*post),
        _ => None,
    })
    .filter(|post| seen.insert(*post))
    .collect()
}

/// The assessments that the evidence of `strategy` points to, beside the one that it rests on.
pub fn cited_assessments(strategy: &Strategy) -> BTreeSet<AssessmentId> {
    let goal = strategy.hexagon.goal.iter().flat_map(|goal| &goal.evidence);
    let all = strategy.swot.iter().flat_map(|item| &item.evidence).chain(goal);
    all.filter_map(|evidence| match evidence {
        Evidence::Finding { assessment, .. } => Some(*assessment),
        Evidence::Post(_) | Evidence::Kpi(_) => None,
    })
    .filter(|id| Some(*id) != strategy.assessment)
    .collect()
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $blocks:literal;)+) => {
        /// A rule of the lint.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub enum Rule { $($(#[$doc])* #[serde(rename = $word)] $name),+ }

        impl Rule {
            /// Every rule, in the order of the method.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name in files and JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// Whether no edition is made while it is broken.
            pub const fn blocks(self) -> bool {
                match self { $(Self::$name => $blocks),+ }
            }
        }
    };
}

rules!(
    /// No strategy without an assessment.
    NoAssessment = "no_assessment", true;
    /// The assessment is no longer kept.
    AssessmentGone = "assessment_gone", true;
    /// It is older than half a year.
    AssessmentTooOld = "assessment_too_old", true;
    /// It is older than a quarter.
    AssessmentOld = "assessment_old", false;
    /// A quadrant that nobody looked at.
    QuadrantMissing = "quadrant_missing", false;
    /// A SWOT with no item.
    NoSwot = "no_swot", true;
    /// A field of the SWOT with no item.
    SwotFieldEmpty = "swot_field_empty", false;
    /// No SWOT item without evidence.
    NoEvidence = "no_evidence", true;
    /// The finding, post or measure is gone.
    EvidenceGone = "evidence_gone", true;
    /// No counter-argument.
    NoCounter = "no_counter", true;
    /// Not all have voted.
    NotVoted = "not_voted", false;
    /// No customer on the team.
    NoCustomer = "no_customer", true;
    /// No partner on the team.
    NoPartner = "no_partner", true;
    /// Nobody of the company leads.
    NoCompanyLead = "no_company_lead", true;
    /// A department where a person belongs.
    Department = "department", true;
    /// An invitation that waits.
    NotAccepted = "not_accepted", false;
    /// No goal.
    NoGoal = "no_goal", true;
    /// A goal that says for what market nothing.
    NobodyOutside = "nobody_outside", true;
    /// A goal that names none of the four objectives.
    NoObjective = "no_objective", true;
    /// A goal without a measure.
    GoalNoKpi = "goal_no_kpi", true;
    /// A goal without a target, or one that is reached already.
    GoalNoTarget = "goal_no_target", true;
    /// A goal whose baseline is not known.
    GoalNoBaseline = "goal_no_baseline", false;
    /// A goal without a date.
    GoalNoDate = "goal_no_date", true;
    /// A goal whose date is past.
    GoalPast = "goal_past", true;
    /// A goal whose measure has no points.
    GoalNoPoints = "goal_no_points", false;
    /// A goal that rests on nothing.
    GoalNoEvidence = "goal_no_evidence", true;
    /// Money as an aim.
    RevenueAsAim = "revenue_as_aim", true;
    /// Counting followers.
    Followers = "followers", false;
    /// No mission.
    NoMission = "no_mission", true;
    /// No benefit.
    NoBenefit = "no_benefit", true;
    /// A benefit that customers have nothing of.
    BenefitNoMarket = "benefit_no_market", true;
    /// A benefit half said.
    BenefitHalf = "benefit_half", false;
    /// No benefit for the company.
    NoCompanyBenefit = "no_company_benefit", false;
    /// A benefit or method that answers no item of the SWOT.
    AnswersNothing = "answers_nothing", true;
    /// A resource list without people.
    NoPerson = "no_person", false;
    /// A person without presences.
    NoPresence = "no_presence", false;
    /// No role of leadership.
    NoLeadership = "no_leadership", false;
    /// No method.
    NoMethod = "no_method", true;
    /// A method that does not lead to the goal.
    MethodNoGoal = "method_no_goal", true;
    /// A method without a program.
    MethodNoProgram = "method_no_program", false;
    /// Nothing is reported.
    NoReporting = "no_reporting", true;
    /// The goal's measure is reported in no rhythm.
    GoalNotReported = "goal_not_reported", true;
    /// A measure that is gone.
    KpiGone = "kpi_gone", true;
    /// Nobody reads a report.
    NoAudience = "no_audience", false;
    /// A proposal that nobody dealt with.
    OpenProposal = "open_proposal", true;
);

/// One thing that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// The rule.
    pub rule: Rule,
    /// Where; absent: the assessment that all rests on.
    pub section: Option<Section>,
    /// On which item.
    pub item: Option<ItemId>,
    /// What is wrong, in a plain sentence.
    pub says: String,
    /// What to do.
    pub remedy: String,
    /// Whether no edition is made while it stands.
    pub blocks: bool,
}

/// Complaints so far.
struct Complaints<'a> {
    context: LintContext<'a>,
    list: Vec<Complaint>,
}

impl Complaints<'_> {
    fn add(
        &mut self,
        rule: Rule,
        (section, item): (impl Into<Option<Section>>, Option<ItemId>),
        says: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.list.push(Complaint {
            rule,
            section: section.into(),
            item,
            says: says.into(),
            remedy: remedy.into(),
            blocks: rule.blocks(),
        });
    }
}

/// Everything that stands against the strategy, in the order of the method: assessment, SWOT, team, hexagon.
pub fn lint(context: &LintContext<'_>) -> Vec<Complaint> {
    let mut complaints = Complaints { context: *context, list: Vec::new() };
    assessment::check(&mut complaints);
    swot::check(&mut complaints);
    team::check(&mut complaints);
    goal::check(&mut complaints);
    hexagon::check(&mut complaints);
    proposals(&mut complaints);
    complaints.list
}

fn proposals(complaints: &mut Complaints<'_>) {
    let strategy = complaints.context.strategy;
    let open = strategy.comments.iter().filter(|c| c.proposal && c.settled_at.is_none());
    for proposal in open {
        complaints.add(
            Rule::OpenProposal,
            (proposal.section, proposal.item),
            format!("A proposal by {} on the {} waits.", proposal.by_name, proposal.section),
            "Take it up or set it aside, and mark it as settled.",
        );
    }
}

#[cfg(test)]
pub(crate) mod sound;
#[cfg(test)]
mod tests;
