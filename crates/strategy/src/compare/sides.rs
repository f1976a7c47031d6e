//! A strategy as lines that can be laid beside another's.

use model::{
    Benefit, Change, Evidence, Goal, ItemId, Method, Report, Resource, Section, Strategy, SwotItem,
    Teammate,
};

use super::{Changed, Difference};

/// One thing that a strategy says.
pub(super) struct Line {
    section: Section,
    item: Option<ItemId>,
    /// What is said of it: an item has several lines.
    aspect: &'static str,
    /// How it is called in a sentence.
    name: String,
    pub(super) text: String,
}

impl Line {
    pub(super) fn same_place(&self, other: &Self) -> bool {
        (self.section, self.item, self.aspect) == (other.section, other.item, other.aspect)
    }

    pub(super) fn differs(&self, change: Changed) -> Difference {
        let Self { name, .. } = self;
        let says = match &change {
            Changed::Added(text) => format!("{name} is new: “{text}”."),
            Changed::Removed(text) => format!("{name} was taken away: “{text}”."),
            Changed::Changed { from, to } => format!("{name} was “{from}” and is “{to}”."),
        };
        Difference { section: self.section, item: self.item, change, says }
    }
}

/// Everything that `strategy` says; what says nothing is not there.
pub(super) fn lines(strategy: &Strategy) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |section, item, aspect, name: String, text: String| {
        if !text.is_empty() {
            lines.push(Line { section, item, aspect, name, text });
        }
    };
    if let Some(assessment) = strategy.assessment {
        let text = format!("assessment {assessment}");
        add(Section::Swot, None, "assessment", "What it rests on".to_owned(), text);
    }
    for item in &strategy.swot {
        swot(item, &mut add);
    }
    for teammate in &strategy.team {
        member(teammate, &mut add);
    }
    if let Some(of) = &strategy.hexagon.goal {
        goal(of, &mut add);
    }
    let hexagon = &strategy.hexagon;
    add(Section::Mission, None, "text", "The mission".to_owned(), hexagon.mission.clone());
    for (number, of) in (1..).zip(&hexagon.benefits) {
        benefit(number, of, &mut add);
    }
    for of in &hexagon.resources {
        resource(of, &mut add);
    }
    for of in &hexagon.methods {
        method(of, &mut add);
    }
    for of in &hexagon.reporting {
        report(of, &mut add);
    }
    lines
}

trait Add: FnMut(Section, Option<ItemId>, &'static str, String, String) {}
impl<F: FnMut(Section, Option<ItemId>, &'static str, String, String)> Add for F {}

fn swot(item: &SwotItem, add: &mut impl Add) {
    let (section, id) = (Section::Swot, Some(item.id));
    let state = if item.dropped { " (dropped)" } else { "" };
    let text = format!("{}: {}{state}", item.kind, item.text);
    add(section, id, "text", "An item of the SWOT".to_owned(), text);
    let evidence = evidence(&item.evidence);
    add(section, id, "evidence", format!("The evidence for “{}”", item.text), evidence);
    if let Some(counter) = &item.counter {
        let name = format!("The argument against “{}”", item.text);
        add(section, id, "counter", name, counter.text.clone());
    }
}

fn evidence(list: &[Evidence]) -> String {
    let name = |evidence: &Evidence| match evidence {
        Evidence::Finding { assessment, key } => format!("{key} (assessment {assessment})"),
        Evidence::Post(post) => format!("post {post}"),
        Evidence::Kpi(kpi) => format!("measure {kpi}"),
    };
    list.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn member(teammate: &Teammate, add: &mut impl Add) {
    let Teammate { name, party, organisation, leads, .. } = teammate;
    let mut text = format!("{name}, {party}");
    if !organisation.is_empty() {
        text = format!("{text}, {organisation}");
    }
    if !leads.is_empty() {
        text = format!("{text}; leads {leads}");
    }
    if teammate.accepted_at.is_none() {
        text.push_str(" (invited)");
    }
    add(Section::Team, Some(teammate.id), "text", format!("Teammate {name}"), text);
}

fn goal(goal: &Goal, add: &mut impl Add) {
    let number = |value: Option<f64>| {
        let places = |v: f64| if v.fract() == 0.0 { 0 } else { 2 };
        value.map(|v| model::numbers::fixed(v, places(v))).unwrap_or_default()
    };
    let objectives: Vec<&str> = goal.objectives.iter().map(|o| o.as_str()).collect();
    let kpi = goal.kpi.map(|kpi| format!("measure {kpi}")).unwrap_or_default();
    let by = goal.by.map(model::dates::long).unwrap_or_default();
    let lines = [
        ("text", "The goal", goal.text.clone()),
        ("objectives", "What the goal serves", objectives.join(", ").replace('_', " ")),
        ("kpi", "The goal's measure", kpi),
        ("baseline", "The goal's baseline", number(goal.baseline)),
        ("target", "The goal's target", number(goal.target)),
        ("by", "The goal's date", by),
        ("market", "What customers and partners have of the goal", goal.benefits_market.clone()),
        ("company", "What the company has of the goal", goal.benefits_company.clone()),
        ("evidence", "The evidence for the goal", evidence(&goal.evidence)),
    ];
    for (aspect, name, text) in lines {
        add(Section::Goal, None, aspect, name.to_owned(), text);
    }
}

fn pair(change: &Change) -> String {
    match (change.until_now.is_empty(), change.now.is_empty()) {
        (true, true) => String::new(),
        _ => format!("unlike until now {}, now {}", change.until_now, change.now),
    }
}

fn benefit(number: usize, benefit: &Benefit, add: &mut impl Add) {
    let id = Some(benefit.id);
    let name = format!("Benefit {number} for customers");
    add(Section::Benefits, id, "market", name, pair(&benefit.for_market));
    let name = format!("Benefit {number} for the company");
    add(Section::Benefits, id, "company", name, pair(&benefit.for_company));
}

fn resource(resource: &Resource, add: &mut impl Add) {
    let Resource { kind, name, place, amount, .. } = resource;
    let mut text = format!("{kind}: {name}");
    if !place.is_empty() {
        text = format!("{text}, {place}");
    }
    if let Some(amount) = amount {
        text = format!("{text}, {amount}");
    }
    add(Section::Resources, Some(resource.id), "text", format!("Resource “{name}”"), text);
}

fn method(method: &Method, add: &mut impl Add) {
    let (id, name) = (Some(method.id), &method.name);
    let shelf = if method.nice_to_have { " (nice to have)" } else { "" };
    let called = format!("Method “{name}”");
    add(Section::Methods, id, "text", called, format!("{name}{shelf}"));
    let why = format!("How “{name}” leads to the goal");
    add(Section::Methods, id, "why", why, method.leads_to_goal.clone());
    let program = method.program.map(|p| format!("program {p}")).unwrap_or_default();
    add(Section::Methods, id, "program", format!("The program of “{name}”"), program);
}

fn report(report: &Report, add: &mut impl Add) {
    let control = if report.control { ", as a control" } else { "" };
    let reader =
        if report.audience.is_empty() { String::new() } else { format!(" to {}", report.audience) };
    let text = format!("measure {}, {}{reader}{control}", report.kpi, report.rhythm);
    let name = format!("The report of measure {}", report.kpi);
    add(Section::Reporting, Some(report.id), "text", name, text);
}
