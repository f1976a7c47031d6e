//! The forms of the six sections, filled with what stands there.

use model::{Benefit, ItemId, Method, Objective, Report, Resource, ResourceKind, Rhythm};
use report::numbers;

use super::super::forms::seen_as;
use super::super::swot::{Pin, pins};
use super::super::{Open, words};

/// A choice of a list.
pub struct Choice {
    /// What the form sends.
    pub word: String,
    /// What it is called.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

fn choice(word: impl ToString, name: impl Into<String>, chosen: bool) -> Choice {
    Choice { word: word.to_string(), name: name.into(), chosen }
}

fn plain(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn missing(open: &Open, item: Option<ItemId>) -> Vec<String> {
    let of = item.map(|item| open.against_item(item)).unwrap_or_default();
    of.into_iter()
        .filter(|one| one.blocks)
        .map(|one| format!("{} {}", one.says, one.remedy))
        .collect()
}

/// The items of the SWOT that something can answer.
fn answers(open: &Open, chosen: &[ItemId]) -> Vec<Choice> {
    let standing = open.strategy.swot.iter().filter(|item| !item.dropped);
    let name = |item: &model::SwotItem| format!("{}: {}", words::one_kind(item.kind), item.text);
    standing.map(|item| choice(item.id, name(item), chosen.contains(&item.id))).collect()
}

fn kpis(open: &Open, chosen: Option<model::KpiId>) -> Vec<Choice> {
    let all = open.basis.kpis.iter();
    all.map(|kpi| choice(kpi.id, kpi.name.clone(), Some(kpi.id) == chosen)).collect()
}

/// The goal.
pub struct GoalForm {
    /// The sentence.
    pub text: String,
    /// The four objectives.
    pub objectives: Vec<Choice>,
    /// The measures.
    pub kpis: Vec<Choice>,
    /// Where it stood.
    pub baseline: String,
    /// Where it shall stand.
    pub target: String,
    /// Until when.
    pub by: String,
    /// For the market.
    pub benefits_market: String,
    /// For the company.
    pub benefits_company: String,
    /// What it rests on.
    pub pins: Vec<Pin>,
    /// How it is measured, in one sentence.
    pub measured: String,
    /// Whether it is written.
    pub written: bool,
    /// What the form was made from.
    pub seen: String,
}

impl GoalForm {
    /// As it stands in `open`.
    pub fn of(open: &Open) -> Self {
        let goal = open.strategy.hexagon.goal.as_ref();
        let text = |read: fn(&model::Goal) -> &String| goal.map(read).cloned().unwrap_or_default();
        let objectives = goal.map(|goal| goal.objectives.clone()).unwrap_or_default();
        let objective = |one: &Objective| {
            choice(one.as_str(), words::objective(*one), objectives.contains(one))
        };
        Self {
            text: text(|goal| &goal.text),
            objectives: Objective::ALL.iter().map(objective).collect(),
            kpis: kpis(open, goal.and_then(|goal| goal.kpi)),
            baseline: plain(goal.and_then(|goal| goal.baseline)),
            target: plain(goal.and_then(|goal| goal.target)),
            by: goal.and_then(|goal| goal.by).map(|day| day.to_string()).unwrap_or_default(),
            benefits_market: text(|goal| &goal.benefits_market),
            benefits_company: text(|goal| &goal.benefits_company),
            pins: pins(open, goal.map(|goal| goal.evidence.as_slice()).unwrap_or_default()),
            measured: measured(open).unwrap_or_default(),
            written: goal.is_some(),
            seen: seen_as("set_goal", None, &open.strategy),
        }
    }
}

/// "Measured by positive feedback: from 120 to 1,000 by 31 Dec 2027."
pub fn measured(open: &Open) -> Option<String> {
    let goal = open.strategy.hexagon.goal.as_ref()?;
    let kpi = open.basis.kpis.iter().find(|kpi| Some(kpi.id) == goal.kpi)?;
    let say = |number: f64| {
        let unit = if kpi.unit_name.is_empty() { "" } else { " " };
        format!("{}{unit}{}", numbers::spell(number, kpi.unit, None), kpi.unit_name)
    };
    let from = goal.baseline.map(|number| format!(" from {}", say(number))).unwrap_or_default();
    let to = goal.target.map(|number| format!(" to {}", say(number))).unwrap_or_default();
    let by = goal.by.map(|day| format!(" by {}", report::dates::long(day))).unwrap_or_default();
    Some(format!("Measured by “{}”:{from}{to}{by}.", kpi.name))
}

/// One entry, or the form of a new one.
pub struct Entry {
    /// Its number; absent: a new one.
    pub item: Option<ItemId>,
    /// What the form was made from.
    pub seen: String,
    /// What is missing, in sentences.
    pub missing: Vec<String>,
}

impl Entry {
    fn of(open: &Open, item: Option<ItemId>) -> Self {
        Self {
            seen: item.map(|_| seen_as("put", item, &open.strategy)).unwrap_or_default(),
            missing: missing(open, item),
            item,
        }
    }

    /// `put` or `add`.
    pub fn edit(&self) -> &'static str {
        if self.item.is_some() { "put" } else { "add" }
    }
}

/// A benefit.
pub struct BenefitForm {
    /// Which.
    pub entry: Entry,
    /// Unlike until now, for the market; and now.
    pub market: (String, String),
    /// The same for the company.
    pub company: (String, String),
}

impl BenefitForm {
    /// As it stands, or empty.
    pub fn of(open: &Open, one: Option<&Benefit>) -> Self {
        let pair = |change: &model::Change| (change.until_now.clone(), change.now.clone());
        Self {
            entry: Entry::of(open, one.map(|one| one.id)),
            market: one.map(|one| pair(&one.for_market)).unwrap_or_default(),
            company: one.map(|one| pair(&one.for_company)).unwrap_or_default(),
        }
    }
}

/// A resource.
pub struct ResourceForm {
    /// Which.
    pub entry: Entry,
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// Money or hours a week.
    pub amount: String,
}

impl ResourceForm {
    /// As it stands, or empty.
    pub fn of(open: &Open, one: Option<&Resource>) -> Self {
        let kind = one.map_or(ResourceKind::Person, |one| one.kind);
        Self {
            entry: Entry::of(open, one.map(|one| one.id)),
            kind: words::resource(kind),
            name: one.map(|one| one.name.clone()).unwrap_or_default(),
            place: one.map(|one| one.place.clone()).unwrap_or_default(),
            amount: plain(one.and_then(|one| one.amount)),
        }
    }

    /// The amount in words.
    pub fn amount_said(&self) -> String {
        match (self.amount.is_empty(), self.kind) {
            (true, _) => String::new(),
            (false, "person") => format!("{} hours a week", self.amount),
            (false, _) => self.amount.clone(),
        }
    }
}

/// A method.
pub struct MethodForm {
    /// Which.
    pub entry: Entry,
    /// What it is called.
    pub name: String,
    /// How it leads to the goal.
    pub leads_to_goal: String,
    /// The program that carries it out.
    pub program: String,
    /// In the box.
    pub nice_to_have: bool,
}

impl MethodForm {
    /// As it stands, or empty.
    pub fn of(open: &Open, one: Option<&Method>) -> Self {
        let program = one.and_then(|one| one.program);
        let program = open.basis.programs.iter().find(|known| Some(known.id) == program);
        Self {
            entry: Entry::of(open, one.map(|one| one.id)),
            name: one.map(|one| one.name.clone()).unwrap_or_default(),
            leads_to_goal: one.map(|one| one.leads_to_goal.clone()).unwrap_or_default(),
            program: program.map(|known| known.name.clone()).unwrap_or_default(),
            nice_to_have: one.is_some_and(|one| one.nice_to_have),
        }
    }
}

/// A report.
pub struct ReportForm {
    /// Which.
    pub entry: Entry,
    /// The measure's name.
    pub kpi: String,
    /// How often.
    pub rhythm: &'static str,
    /// Who reads it.
    pub audience: String,
    /// Only looked at afterwards.
    pub control: bool,
}

impl ReportForm {
    /// As it stands, or empty.
    pub fn of(open: &Open, one: Option<&Report>) -> Self {
        let kpi = open.basis.kpis.iter().find(|kpi| Some(kpi.id) == one.map(|one| one.kpi));
        let rhythm = one.map_or(Rhythm::Weekly, |one| one.rhythm);
        Self {
            entry: Entry::of(open, one.map(|one| one.id)),
            kpi: kpi.map_or_else(|| "a measure that is gone".to_owned(), |kpi| kpi.name.clone()),
            rhythm: words::rhythm(rhythm),
            audience: one.map(|one| one.audience.clone()).unwrap_or_default(),
            control: one.is_some_and(|one| one.control),
        }
    }
}

/// What the form of an entry offers to choose from.
pub struct Choices {
    /// Sentences of the SWOT.
    pub answers: Vec<Choice>,
    /// Kinds of resources.
    pub kinds: Vec<Choice>,
    /// The team.
    pub team: Vec<Choice>,
    /// The measures.
    pub kpis: Vec<Choice>,
    /// How often something is reported.
    pub rhythms: Vec<Choice>,
}

impl Choices {
    /// With what the entry `item` chose; of a new one nothing is chosen.
    pub fn of(open: &Open, item: Option<ItemId>) -> Self {
        let hexagon = &open.strategy.hexagon;
        let resource = hexagon.resources.iter().find(|one| Some(one.id) == item);
        let report = hexagon.reporting.iter().find(|one| Some(one.id) == item);
        let benefits = hexagon.benefits.iter().map(|one| (one.id, &one.answers));
        let methods = hexagon.methods.iter().map(|one| (one.id, &one.answers));
        let chosen = benefits.chain(methods).find(|(id, _)| Some(*id) == item);
        let kind = resource.map_or(ResourceKind::Person, |one| one.kind);
        let mate = resource.and_then(|one| one.teammate);
        let rhythm = report.map_or(Rhythm::Weekly, |one| one.rhythm);
        let (team, kinds, rhythms) =
            (open.strategy.team.iter(), ResourceKind::ALL.iter(), Rhythm::ALL.iter());
        Self {
            answers: answers(open, chosen.map(|(_, ids)| ids.as_slice()).unwrap_or_default()),
            kinds: kinds.map(|k| choice(k.as_str(), words::resource(*k), *k == kind)).collect(),
            team: team.map(|one| choice(one.id, one.name.clone(), Some(one.id) == mate)).collect(),
            kpis: kpis(open, report.map(|one| one.kpi)),
            rhythms: rhythms.map(|r| choice(r.as_str(), words::rhythm(*r), *r == rhythm)).collect(),
        }
    }
}
