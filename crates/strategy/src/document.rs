//! A strategy as a text that people read, change and keep in git: names instead of numbers, and nothing of what only its
//! owner may say (votes, signatures, terms, addresses, who said yes).

mod entries;
mod import;
mod names;

use model::{Change, Day, Objective, Party, ResourceKind, Rhythm, Section, Strategy, SwotKind};
use serde::{Deserialize, Serialize};

pub use import::{BadEntry, Imported, import};
pub use names::Names;

/// A strategy in names. Texts stand as they were written; lists in the order of the strategy.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What the strategy is called.
    pub name: String,
    /// The kept assessment that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<u32>,
    /// What is done, in plain sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mission: String,
    /// What is completion?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalText>,
    /// The four fields.
    #[serde(default, skip_serializing_if = "SwotText::is_empty")]
    pub swot: SwotText,
    /// Who writes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<TeammateText>,
    /// Unlike until now … now we ….
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub benefits: Vec<BenefitText>,
    /// What is there to work with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourceText>,
    /// What is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<MethodText>,
    /// How success is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reporting: Vec<ReportText>,
}

/// The goal in names.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalText {
    /// The sentence.
    pub text: String,
    /// Which of the four objectives it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
    /// Its measure, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Where the measure stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// Where it shall stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Day>,
    /// What customers and partners have of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub benefits_market: String,
    /// What the company has of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub benefits_company: String,
    /// What it rests on: `finding 3: net/lumen`, `post: …`, `measure: …`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// The four fields of the SWOT.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SwotText {
    /// What we do significantly better.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strengths: Vec<ItemText>,
    /// What we do significantly worse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weaknesses: Vec<ItemText>,
    /// Needs that nobody answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opportunities: Vec<ItemText>,
    /// What rises against us.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<ItemText>,
}

impl SwotText {
    fn is_empty(&self) -> bool {
        SwotKind::ALL.iter().all(|kind| self.of(*kind).is_empty())
    }

    /// The items of one field.
    pub const fn of(&self, kind: SwotKind) -> &Vec<ItemText> {
        match kind {
            SwotKind::Strength => &self.strengths,
            SwotKind::Weakness => &self.weaknesses,
            SwotKind::Opportunity => &self.opportunities,
            SwotKind::Threat => &self.threats,
        }
    }

    const fn of_mut(&mut self, kind: SwotKind) -> &mut Vec<ItemText> {
        match kind {
            SwotKind::Strength => &mut self.strengths,
            SwotKind::Weakness => &mut self.weaknesses,
            SwotKind::Opportunity => &mut self.opportunities,
            SwotKind::Threat => &mut self.threats,
        }
    }
}

/// One item of the SWOT in names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemText {
    /// The sentence.
    pub text: String,
    /// What justifies it.
    pub evidence: Vec<String>,
    /// The candidate that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<String>,
    /// Left out by the team.
    #[serde(default, skip_serializing_if = "is_false")]
    pub dropped: bool,
    /// The argument against it. To be read: an import leaves it out, for nobody argues in another's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<CounterText>,
}

/// An argument with its author.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterText {
    /// Who argues.
    pub by: String,
    /// What.
    pub text: String,
}

/// A teammate in names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeammateText {
    /// A person's name.
    pub name: String,
    /// Their side.
    pub party: Party,
    /// Where they work, or what they are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// What they lead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub leads: String,
    /// The sections that they may edit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads_sections: Vec<Section>,
}

/// A benefit in names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitText {
    /// Items of the SWOT that it answers: their sentences, or `strength 2`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// What customers or partners have of it.
    #[serde(default, skip_serializing_if = "is_unsaid")]
    pub for_market: Change,
    /// What the company has of it.
    #[serde(default, skip_serializing_if = "is_unsaid")]
    pub for_company: Change,
}

/// A resource in names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceText {
    /// What kind.
    pub kind: ResourceKind,
    /// Its name.
    pub name: String,
    /// Where it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The teammate whom it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teammate: Option<String>,
    /// Money, or hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
}

/// A method in names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodText {
    /// What it is called.
    pub name: String,
    /// How it leads to the goal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub leads_to_goal: String,
    /// Items of the SWOT that it answers: their sentences, or `weakness 1`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// The program that carries it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// In the nice-to-have box.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nice_to_have: bool,
}

/// A report in names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportText {
    /// Which measure.
    pub measure: String,
    /// How often.
    pub rhythm: Rhythm,
    /// Who reads it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub audience: String,
    /// Looked at only afterwards.
    #[serde(default, skip_serializing_if = "is_false")]
    pub control: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

fn is_unsaid(change: &Change) -> bool {
    *change == Change::default()
}

/// Why a text is no strategy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}; {remedy}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct BadDocument {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

const REMEDY: &str = "compare with what `waggle strategy export` writes";

impl Document {
    /// `strategy` in names.
    pub fn of(strategy: &Strategy, names: &Names<'_>) -> Self {
        entries::document(strategy, names)
    }
}

/// `strategy` as TOML.
///
/// # Errors
/// Where the texts cannot be written as TOML, which no strategy that was edited here runs into.
pub fn to_toml(strategy: &Strategy, names: &Names<'_>) -> Result<String, BadDocument> {
    toml::to_string_pretty(&Document::of(strategy, names)).map_err(|error| unwritable(&error))
}

/// `strategy` as YAML.
///
/// # Errors
/// As [`to_toml`].
pub fn to_yaml(strategy: &Strategy, names: &Names<'_>) -> Result<String, BadDocument> {
    serde_saphyr::to_string(&Document::of(strategy, names)).map_err(|error| unwritable(&error))
}

fn unwritable(error: &dyn std::fmt::Display) -> BadDocument {
    BadDocument {
        line: None,
        reason: error.to_string(),
        remedy: "export as JSON through the API instead".to_owned(),
    }
}

/// Reads TOML. Names are not looked up yet: [`import`] does.
///
/// # Errors
/// With the line, what is wrong there, and what to do.
pub fn from_toml(text: &str) -> Result<Document, BadDocument> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        BadDocument {
            line: before.map(|before| before.matches('\n').count() + 1),
            reason: error.message().to_owned(),
            remedy: REMEDY.to_owned(),
        }
    })
}

/// Reads YAML. Names are not looked up yet: [`import`] does.
///
/// # Errors
/// As [`from_toml`].
pub fn from_yaml(text: &str) -> Result<Document, BadDocument> {
    serde_saphyr::from_str(text).map_err(|error| BadDocument {
        line: error.location().and_then(|at| usize::try_from(at.line()).ok()),
        reason: error.without_snippet().to_string(),
        remedy: REMEDY.to_owned(),
    })
}

/// The first line of `text` that holds `needle`, from 1: where a name stands that is not known.
pub fn line_of(text: &str, needle: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(needle)).map(|place| place + 1)
}

#[cfg(test)]
mod tests;
