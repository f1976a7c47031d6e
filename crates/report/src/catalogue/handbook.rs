//! Words of the handbook and the brief.

use model::{
    Aspect, CostCentre, Mood, Objective, Party, ProgramKind, ProgramState, ResourceKind, Rhythm,
    SwotKind,
};

use super::{list, plural};
use crate::handbook::Light;
use crate::numbers::count;

/// What sort of document it is.
pub const HANDBOOK: &str = "Strategy handbook";
/// What sort of document the brief is.
pub const BRIEF: &str = "Executive brief";
/// Stands before what was.
pub const UNTIL_NOW: &str = "Unlike until now";
/// Stands before what is.
pub const NOW_WE: &str = "now we";
/// Title of the contents.
pub const HANDBOOK_CONTENTS: &str = "Contents";
/// Stands before a page's number.
pub const ON_PAGE: &str = "p.";
/// A working copy.
pub const WORKING_COPY: &str = "Working copy";
/// A working copy was signed by nobody.
pub const NOT_SIGNED: &str = "Not an edition: nobody has signed this.";
/// An edition without signatures.
pub const NO_SIGNATURES: &str = "No signatures yet.";
/// There is no goal.
pub const NO_GOAL: &str =
    "No goal is written yet. It will stand here with its measure, its target and its day.";
/// There is no mission.
pub const NO_MISSION: &str = "No mission is written yet.";
/// There is no assessment.
pub const NO_ASSESSMENT: &str =
    "The strategy rests on no assessment yet. Keep one, and its findings will stand here.";
/// A field of the SWOT is empty.
pub const NO_ITEMS: &str = "Nothing here.";
/// There is nobody on the team.
pub const NO_TEAM: &str = "Nobody is on the team yet.";
/// There are no programs.
pub const NO_PROGRAMS: &str = "No program is written yet.";
/// There are no tasks.
pub const NO_TASKS: &str = "No program has a task yet.";
/// There are no presences.
pub const NO_PRESENCE: &str = "No presences are named yet.";
/// There are no resources.
pub const NO_RESOURCES: &str = "No resources are named yet.";
/// There is no money.
pub const NO_MONEY: &str = "No costs and no values are written down yet.";
/// There are no measures.
pub const NO_MEASURES: &str = "No measure is followed yet.";
/// There was no point yet.
pub const NO_POINT: &str = "not counted yet";
/// No target.
pub const NO_TARGET: &str = "no target";
/// No forecast.
pub const NO_FORECAST: &str = "too little is known for a forecast";
/// Nothing to decide.
pub const NO_DECISION: &str = "Nothing is asked to be decided.";
/// An erased post.
pub const ERASED: &str =
    "Erased at the wish of the person who said it. The finding was computed before.";
/// The words were cut.
pub const QUOTE_CUT: &str = "Shortened; the whole post stands where it was said.";
/// Not every character can be printed.
pub const QUOTE_GLYPHS: &str = "Characters shown as □ are missing from the document's typefaces.";
/// An author who is not named.
pub const UNNAMED: &str = "not named";
/// How to read the marks.
pub const HOW_TO_READ: &str = "Marks such as F12, P3 and M1 lead to the finding, the post or the measure that a sentence rests on; all of \
     them stand in the last chapter. “61 % (57–65)” means: 61 is the best estimate, and in 95 of 100 repetitions the true \
     value lies between 57 and 65. n is the number of posts or people that a number rests on.";
/// Title of what is lacking.
pub const LACKS: &str = "What this strategy still lacks";
/// Chapter titles in their order, with their anchors.
pub const CHAPTERS: [(&str, &str); 13] = [
    ("purpose", "Purpose and goal"),
    ("market", "Market research"),
    ("swot", "Strengths, weaknesses, opportunities, threats"),
    ("strategy", "Strategy"),
    ("team", "Team"),
    ("programs", "Programs"),
    ("actions", "Actions"),
    ("presence", "Presence"),
    ("resources", "Resources"),
    ("budget", "Budget"),
    ("reporting", "Reporting"),
    ("roi", "Return on investment"),
    ("evidence", "Evidence"),
];

/// The title of the chapter at `anchor`.
pub fn chapter(anchor: &str) -> &'static str {
    CHAPTERS.iter().find(|(id, _)| *id == anchor).map_or("", |(_, title)| title)
}

/// What a goal serves.
pub const fn objective(objective: Objective) -> &'static str {
    match objective {
        Objective::ExtendReach => "extend reach",
        Objective::DeepenRelationships => "deepen relationships",
        Objective::BroadenKnowledge => "broaden knowledge",
        Objective::RenewInfluence => "renew influence",
    }
}

/// A field of the SWOT.
pub const fn swot_kind(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "Strengths",
        SwotKind::Weakness => "Weaknesses",
        SwotKind::Opportunity => "Opportunities",
        SwotKind::Threat => "Threats",
    }
}

/// The letter under which an item of the SWOT is cited.
pub const fn swot_letter(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "S",
        SwotKind::Weakness => "W",
        SwotKind::Opportunity => "O",
        SwotKind::Threat => "T",
    }
}

/// What a field of the SWOT holds.
pub const fn swot_means(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "Where the market speaks significantly better of us than of others.",
        SwotKind::Weakness => "Where the market speaks significantly worse of us than of others.",
        SwotKind::Opportunity => "What the market needs and nobody answers.",
        SwotKind::Threat => "What rises against us.",
    }
}

/// What the method asks about a quadrant.
pub const fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Places => "Places",
        Aspect::People => "People",
        Aspect::Topics => "Topics",
        Aspect::Sentiment => "Sentiment",
        Aspect::Influencers => "Influencers",
        Aspect::Presence => "Presence",
        Aspect::Activities => "Activities",
        Aspect::Threats => "Threats",
    }
}

/// On whose side somebody is.
pub const fn party(party: Party) -> &'static str {
    match party {
        Party::Company => "company",
        Party::Customer => "customer",
        Party::Partner => "partner",
    }
}

/// A kind of program.
pub const fn program_kind(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::SupportCommunity => "Support community",
        ProgramKind::CoCreation => "Product co-creation",
        ProgramKind::Launch => "Product launch",
        ProgramKind::Administration => "Customer administration",
        ProgramKind::Advocacy => "Customer advocacy",
        ProgramKind::BuzzEvent => "Buzz for an event",
        ProgramKind::BuzzProduct => "Buzz for a product",
        ProgramKind::BuzzPartner => "Buzz with a partner",
        ProgramKind::BuzzTalent => "Buzz as an employer",
        ProgramKind::Talent => "Talent",
        ProgramKind::Free => "Program",
    }
}

/// How far a program is.
pub const fn program_state(state: ProgramState) -> &'static str {
    match state {
        ProgramState::Draft => "draft",
        ProgramState::Agreed => "agreed",
        ProgramState::Running => "running",
        ProgramState::Finished => "finished",
        ProgramState::Learned => "finished and learned from",
    }
}

/// A department.
pub const fn centre(centre: CostCentre) -> &'static str {
    match centre {
        CostCentre::Marketing => "Marketing",
        CostCentre::Sales => "Sales",
        CostCentre::Support => "Support",
        CostCentre::Product => "Product",
        CostCentre::Hr => "Human resources",
        CostCentre::Other => "Other",
    }
}

/// How a program goes.
pub const fn mood(mood: Mood) -> &'static str {
    match mood {
        Mood::OnTrack => "on track",
        Mood::AtRisk => "at risk",
        Mood::OffTrack => "off track",
    }
}

/// A kind of resource.
pub const fn resource_kind(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Person => "person",
        ResourceKind::Place => "place",
        ResourceKind::Budget => "budget",
        ResourceKind::Leadership => "leadership",
    }
}

/// How often something is reported.
pub const fn rhythm(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Daily => "daily",
        Rhythm::Weekly => "weekly",
        Rhythm::Quarterly => "quarterly",
    }
}

/// How a measure is going; a shape before it, so that colour is not needed.
pub const fn light(light: Light) -> &'static str {
    match light {
        Light::OnCourse => "● on course",
        Light::AtRisk => "▲ at risk",
        Light::OffCourse => "■ off course",
        Light::Unknown => "○ not known",
    }
}

/// An edition and its day.
pub fn edition(number: u32, day: &str) -> String {
    format!("Edition {number}, {day}")
}

/// A working copy and its day.
pub fn working_copy(day: &str) -> String {
    format!("{WORKING_COPY}, {day}")
}

/// Who signed.
pub fn signed_by(names: &[String]) -> String {
    format!("Signed by {}.", list(names))
}

/// What the market research rests on.
pub fn research_rests_on(
    findings: u64,
    left_out: u64,
    mentions: u64,
    window: &str,
    as_of: &str,
) -> String {
    let told = match left_out {
        0 => plural(findings, "finding", "findings"),
        more => format!("{} of {} findings", count(findings), count(findings + more)),
    };
    let rest = if left_out == 0 {
        ""
    } else {
        " What is cited is here whole; the rest is on the page of the kept assessment."
    };
    format!(
        "{told} from {}, {window}; computed {as_of}.{rest} Facts only: what they mean is said in the next chapter.",
        plural(mentions, "mention", "mentions"),
    )
}

/// What was not looked at in a quadrant.
pub fn not_looked_at(aspects: &[String]) -> String {
    format!("Not looked at here: {}.", list(aspects))
}

/// How a team voted on an item.
pub fn votes(agree: u64, against: u64) -> String {
    if against == 0 {
        format!("All {} agree.", count(agree))
    } else {
        format!("Disputed: {} for, {} against.", count(agree), count(against))
    }
}

/// The argument against an item.
pub fn counter(name: &str) -> String {
    format!("Against it, {name}: ")
}

/// Who the team is.
pub fn team_lead(all: u64, customers: u64, partners: u64) -> String {
    format!(
        "{} wrote this strategy, among them {} and {}.",
        plural(all, "person", "people"),
        plural(customers, "customer", "customers"),
        plural(partners, "partner", "partners"),
    )
}

/// How far the tasks are.
pub fn tasks_lead(all: u64, done: u64, late: u64) -> String {
    format!("{} of {} done, {} late.", count(done), plural(all, "task", "tasks"), count(late))
}

/// How the measures are going.
pub fn measures_lead(on_course: u64, all: u64) -> String {
    format!("{} of {} on course.", count(on_course), plural(all, "measure is", "measures are"))
}

/// What is expected of a measure.
pub fn forecast(value: &str, day: &str) -> String {
    format!("{value} on {day}")
}

/// The target of a measure.
pub fn target(value: &str, day: &str) -> String {
    format!("{value} by {day}")
}

/// What the money comes to.
pub fn money_lead(cost: &str, value: &str) -> String {
    format!("The programs cost {cost} and {value} is attributed to them.")
}

/// The return.
pub fn roi_lead(roi: &str) -> String {
    format!(
        "That is a return of {roi}: (value − cost) ÷ cost. Every assumption stands below and can be changed."
    )
}

/// Why a post may not be quoted.
pub fn withheld(why: &str) -> String {
    format!("Not quoted: {why}")
}

/// Which assessment, in the appendix.
pub fn assessment_title(number: u32, as_of: &str) -> String {
    format!("Findings of assessment {number}, computed {as_of}")
}

/// What stands in the appendix.
pub fn evidence_lead(findings: u64, posts: u64, measures: u64, holes: u64) -> String {
    let all = format!(
        "{}, {} and {}.",
        plural(findings, "finding", "findings"),
        plural(posts, "post", "posts"),
        plural(measures, "measure", "measures"),
    );
    match holes {
        0 => all,
        holes => format!(
            "{all} {} shown as a marked hole.",
            plural(holes, "post cannot be quoted and is", "posts cannot be quoted and are")
        ),
    }
}

/// Evidence that cannot be found.
pub const NO_EVIDENCE: &str = "[evidence missing]";
/// Title of the formulas.
pub const HANDBOOK_FORMULAS: &str = "How each number is computed";
/// Title of the posts.
pub const POSTS: &str = "What was said";
/// Title of the measures in the appendix.
pub const MEASURES: &str = "Measures";
/// Title of the coverage.
pub const COVERAGE: &str = "What was looked at: findings by quadrant and aspect";
/// Stands before what links to the original.
pub const READ_ORIGINAL: &str = "read it there";
/// Heads of tables, as `Grid::new` reads them.
pub mod heads {
    /// Findings of a quadrant.
    pub const FINDINGS: [&str; 4] = ["Finding", "Value (95 %)#", "n#", "."];
    /// Findings in the appendix.
    pub const APPENDIX: [&str; 5] =
        [".", "Finding, query and examples", "Value (95 %)#", "n#", "By."];
    /// Methods.
    pub const METHODS: [&str; 4] = ["Method", "How it leads to the goal", "Answers.", "Program."];
    /// The team.
    pub const TEAM: [&str; 5] = ["Name", "Side.", "Organisation", "Leads", "Signed."];
    /// Tasks.
    pub const TASKS: [&str; 5] = ["Due.", "Task", "Who", "Program", "State."];
    /// Presences.
    pub const PRESENCE: [&str; 3] = ["Who or what", "Where", "Kind."];
    /// Resources.
    pub const RESOURCES: [&str; 4] = ["Resource", "Where", "Who", "Amount#"];
    /// Costs.
    pub const COSTS: [&str; 5] = ["Cost", "Department.", "Quantity#", "Each#", "Sum#"];
    /// Sums of money.
    pub const SUMS: [&str; 4] = ["", "Cost#", "Value#", "Return#"];
    /// Values and their assumptions.
    pub const VALUES: [&str; 5] = ["What, and why", "How many#", "Worth each#", "Share#", "Value#"];
    /// Measures.
    pub const MEASURES: [&str; 6] =
        ["Measure", "Now (95 %)#", "Target#", "Forecast#", "How it goes.", "."];
    /// Formulas.
    pub const FORMULAS: [&str; 2] = ["No..", "Formula"];
}
/// Titles inside chapters.
pub mod titles {
    /// What customers and partners have of it.
    pub const FOR_MARKET: &str = "For customers and partners";
    /// What the company has of it.
    pub const FOR_COMPANY: &str = "For the company";
    /// The sentence of what is done.
    pub const MISSION: &str = "Mission";
    /// Pairs of until now and now.
    pub const BENEFITS: &str = "Benefits";
    /// What leads to the goal.
    pub const METHODS: &str = "Methods";
    /// What does not lead to the goal.
    pub const NICE: &str = "Nice to have, and not part of this strategy";
    /// What the team agreed on.
    pub const TERMS: &str = "Terms of those who take part";
    /// What a program costs.
    pub const COSTS: &str = "What the programs cost";
    /// Money by department.
    pub const CENTRES: &str = "By department";
    /// Money by program.
    pub const PROGRAMS: &str = "By program";
    /// What is assumed.
    pub const ASSUMPTIONS: &str = "Assumptions behind the value";
    /// What is looked at only afterwards.
    pub const CONTROLS: &str = "Looked at only afterwards";
    /// What programs changed.
    pub const IMPACT: &str = "Did the programs do it?";
    /// What is looked at only afterwards, beside what is aimed at.
    pub const FOLLOWS: &str = "Does it follow? Correlation, not proof";
    /// What the market says about our presence.
    pub const PRESENCE: &str = "How the market finds us";
    /// What is already decided on.
    pub const AIMS: &str = "What we aim at";
    /// Sums over everything.
    pub const ALL: &str = "All programs";
}
/// Labels before short texts.
pub mod labels {
    /// Who is responsible.
    pub const OWNER: &str = "Responsible";
    /// Who takes part.
    pub const PARTICIPANTS: &str = "Taking part";
    /// What is used.
    pub const RESOURCES: &str = "Resources";
    /// What those get who take part.
    pub const REWARDS: &str = "Rewards";
    /// What can go wrong.
    pub const RISKS: &str = "Risks";
    /// From when until when.
    pub const TIME: &str = "Time";
    /// How far.
    pub const STATE: &str = "State";
    /// By which numbers.
    pub const MEASURED_BY: &str = "Measured by";
    /// What was learned.
    pub const LEARNED: &str = "Learned";
    /// The newest check-in.
    pub const LATEST: &str = "How it goes";
    /// What the goal serves.
    pub const SERVES: &str = "Serves";
    /// Where it stands.
    pub const NOW: &str = "now";
    /// Where it started.
    pub const STARTED: &str = "started at";
    /// Where it shall stand.
    pub const TARGET: &str = "target";
    /// What is expected.
    pub const EXPECTED: &str = "expected";
    /// Query of a finding.
    pub const QUERY: &str = "Query";
    /// Formula of a finding.
    pub const FORMULA: &str = "Formula";
    /// Examples of a finding.
    pub const EXAMPLES: &str = "Examples";
    /// A task is done.
    pub const DONE: &str = "done";
    /// A task is late.
    pub const LATE: &str = "late";
    /// A task is to be done.
    pub const OPEN: &str = "open";
    /// No day.
    pub const NO_DAY: &str = "no day";
    /// Before the edges of assumptions.
    pub const EVERY: &str = "Every number is the likely value with its cautious and hopeful edge.";
    /// Rule behind a light.
    pub const RULE: &str = "Rule";
    /// Where a measure comes from.
    pub const SOURCE: &str = "Source";
    /// A number that a measure counted.
    pub const MEASURED: &str = "Measured.";
    /// A number that somebody assumed.
    pub const ASSUMED: &str = "Assumed.";
    /// A week's hours.
    pub const HOURS: &str = "h a week";
}

/// How a measure is counted.
pub fn measured_how(live: bool, method: &str) -> String {
    let source = if live { "Counted live from the posts." } else { "Typed in by people." };
    if method.is_empty() { source.to_owned() } else { format!("{source} {method}") }
}

/// A chart of a measure.
pub fn course_title(name: &str, unit: &str) -> String {
    format!("{name} ({unit})")
}

/// The unit of a measure on a chart's axis.
pub fn unit_name(unit: model::Unit) -> &'static str {
    match unit {
        model::Unit::Posts => "posts",
        model::Unit::People => "people",
        model::Unit::Share => "share, %",
        model::Unit::Index => "−1 to +1",
        model::Unit::Seconds => "time",
        model::Unit::Number => "number",
    }
}

/// What a person would say about the course of a measure.
pub fn course_summary(
    from: (&str, &str),
    to: (&str, &str),
    target: Option<(&str, &str)>,
) -> String {
    let moved = format!("From {} on {} to {} on {}.", from.1, from.0, to.1, to.0);
    match target {
        Some((day, value)) => format!("{moved} The target is {value} on {day}."),
        None => moved,
    }
}

/// Nothing to draw.
pub const COURSE_EMPTY: &str = "Not counted yet.";
/// Marks the target in a drawing.
pub fn course_target(value: &str) -> String {
    format!("target {value}")
}
/// Marks the forecast in a drawing.
pub fn course_expected(value: &str) -> String {
    format!("expected {value}")
}

/// Title of a chart of findings of one kind; `kind` is the first part of their key.
pub fn findings_chart(kind: &str, unit: model::Unit) -> String {
    let name = match kind {
        "net" => "Net sentiment",
        "voice" => "Share of voice",
        "recommendation" => "Share of recommendation",
        "topic-net" => "Net sentiment by topic",
        "compare" => "The brand against competitors, by topic: net sentiment, ours minus theirs",
        other => &sentence_case(&other.replace(['-', '_'], " ")),
    };
    format!("{name} ({})", unit_name(unit))
}

fn sentence_case(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Head of a chart's rows.
pub const SUBJECT: &str = "Subject";

/// How often something is reported, as a label.
pub const fn rhythm_label(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Daily => "Daily",
        Rhythm::Weekly => "Weekly",
        Rhythm::Quarterly => "Quarterly",
    }
}

/// Names a table without a caption.
pub const TABLE: &str = "Table";
/// Head of a column of marks.
pub const MARK: &str = "Mark";

/// Title of the goal on the brief.
pub const BRIEF_GOAL: &str = "Goal, and where we are";
/// Title of the findings on the brief.
pub const BRIEF_FINDINGS: &str = "Three things we found";
/// Title of the money on the brief.
pub const BRIEF_MONEY: &str = "Money";
/// Title of the decision on the brief.
pub const BRIEF_DECISION: &str = "Decision asked";
/// Nothing was found yet.
pub const BRIEF_NOTHING_FOUND: &str =
    "The strategy has no strengths, weaknesses, opportunities or threats yet.";
/// How to read the brief's numbers.
pub const BRIEF_HOW: &str = "Numbers in brackets: 95 % interval, or cautious and hopeful edge.";
/// Label of the cost.
pub const BRIEF_COST: &str = "what the programs cost";
/// Label of the value.
pub const BRIEF_VALUE: &str = "what is attributed to them";
/// Label of the return.
pub const BRIEF_RETURN: &str = "return: (value − cost) ÷ cost";
/// What the brackets of money are.
pub const BRIEF_EDGES: &str = "cautious to hopeful";

/// The evidence of a finding on the brief.
pub fn brief_evidence(says: &str, value: &str, n: &str) -> String {
    format!("{says} Value {value}, n = {n}.")
}

/// The return when every input is drawn between its edges.
pub fn roi_drawn(range: &str) -> String {
    format!(
        "When every input is drawn at random between its edges, 90 % of the returns lie here: {range}."
    )
}
