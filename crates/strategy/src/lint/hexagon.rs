//! Mission, benefits, resources, methods, reporting.

use model::{Benefit, ItemId, Method, Report, ResourceKind, Section};

use super::goal::is_control;
use super::words::{is_department, is_followers};
use super::{Complaints, Rule};

pub(super) fn check(complaints: &mut Complaints<'_>) {
    if complaints.context.strategy.hexagon.mission.trim().is_empty() {
        complaints.add(
            Rule::NoMission,
            (Section::Mission, None),
            "There is no mission.",
            "Say in plain sentences what is done to reach the goal, good for both sides.",
        );
    }
    benefits(complaints);
    resources(complaints);
    methods(complaints);
    reporting(complaints);
}

fn benefits(complaints: &mut Complaints<'_>) {
    let benefits = &complaints.context.strategy.hexagon.benefits;
    if benefits.is_empty() {
        complaints.add(
            Rule::NoBenefit,
            (Section::Benefits, None),
            "No benefit is named.",
            "Write “unlike until now … now we …”, for customers and for the company.",
        );
        return;
    }
    for (number, benefit) in (1..).zip(benefits) {
        check_benefit(complaints, number, benefit);
    }
    if !benefits.iter().any(|benefit| benefit.for_company.is_said()) {
        complaints.add(
            Rule::NoCompanyBenefit,
            (Section::Benefits, None),
            "No benefit says what the company has of it.",
            "Say it: what is only generous ends with the next budget.",
        );
    }
}

fn check_benefit(complaints: &mut Complaints<'_>, number: usize, benefit: &Benefit) {
    let at = (Section::Benefits, Some(benefit.id));
    if !benefit.for_market.is_said() {
        complaints.add(
            Rule::BenefitNoMarket,
            at,
            format!("Benefit {number} names no customer benefit."),
            "Say what changes for customers or partners: unlike until now …, now we ….",
        );
    }
    let half = |change: &model::Change| {
        !change.is_said() && (!change.until_now.is_empty() || !change.now.is_empty())
    };
    if half(&benefit.for_company) {
        complaints.add(
            Rule::BenefitHalf,
            at,
            format!("Benefit {number} says only half of what changes for the company."),
            "Who was not in the room needs both: how it was and how it is now.",
        );
    }
    answers(complaints, at, &format!("Benefit {number}"), &benefit.answers);
}

/// Complains where nothing of the SWOT stands behind an entry.
fn answers(
    complaints: &mut Complaints<'_>,
    at: (Section, Option<ItemId>),
    name: &str,
    answers: &[ItemId],
) {
    let swot = &complaints.context.strategy.swot;
    let stands = |id: &ItemId| swot.iter().any(|item| item.id == *id && !item.dropped);
    if answers.iter().any(stands) {
        return;
    }
    let says = if answers.is_empty() {
        format!("{name} answers no item of the SWOT.")
    } else {
        format!("{name} answers only items that were dropped.")
    };
    let remedy = "Say which strength it uses, or which weakness, opportunity or threat it answers; else nobody knows why it is here.";
    complaints.add(Rule::AnswersNothing, at, says, remedy);
}

fn resources(complaints: &mut Complaints<'_>) {
    let resources = &complaints.context.strategy.hexagon.resources;
    let none_of = |kind: ResourceKind| resources.iter().all(|resource| resource.kind != kind);
    if none_of(ResourceKind::Person) {
        complaints.add(
            Rule::NoPerson,
            (Section::Resources, None),
            "No person is among the resources.",
            "Name who does it, with their presences and their hours.",
        );
    }
    if none_of(ResourceKind::Leadership) {
        complaints.add(
            Rule::NoLeadership,
            (Section::Resources, None),
            "No role of leadership is named.",
            "Recognise who leads, outsiders included.",
        );
    }
    for resource in resources.iter().filter(|r| r.kind == ResourceKind::Person) {
        let at = (Section::Resources, Some(resource.id));
        if is_department(&resource.name) {
            complaints.add(
                Rule::Department,
                at,
                format!("“{}” is no person.", resource.name),
                "Name the people and their presences.",
            );
        } else if resource.place.trim().is_empty() {
            complaints.add(
                Rule::NoPresence,
                at,
                format!("{} is present nowhere.", resource.name),
                "Say where they can be met: their presences.",
            );
        }
    }
}

fn methods(complaints: &mut Complaints<'_>) {
    let methods = &complaints.context.strategy.hexagon.methods;
    if !methods.iter().any(|method| !method.nice_to_have) {
        complaints.add(
            Rule::NoMethod,
            (Section::Methods, None),
            "No method leads to the goal.",
            "Choose the programs that are needed to reach it.",
        );
    }
    for method in methods.iter().filter(|method| !method.nice_to_have) {
        check_method(complaints, method);
    }
}

fn check_method(complaints: &mut Complaints<'_>, method: &Method) {
    let (at, name) = ((Section::Methods, Some(method.id)), &method.name);
    if method.leads_to_goal.trim().is_empty() {
        complaints.add(
            Rule::MethodNoGoal,
            at,
            format!("Method “{name}” serves no goal."),
            "Say how it leads to the goal, or move it to the nice-to-have box.",
        );
    }
    answers(complaints, at, &format!("Method “{name}”"), &method.answers);
    let context = complaints.context;
    let says = match method.program.map(|id| context.program(id)) {
        None => format!("Method “{name}” has no program."),
        Some(None) => format!("The program of method “{name}” is gone."),
        Some(Some(_)) => return,
    };
    let remedy = "Begin one from a playbook; a method that nobody carries out changes nothing.";
    complaints.add(Rule::MethodNoProgram, at, says, remedy);
}

fn reporting(complaints: &mut Complaints<'_>) {
    let hexagon = &complaints.context.strategy.hexagon;
    if hexagon.reporting.iter().all(|report| report.control) {
        complaints.add(
            Rule::NoReporting,
            (Section::Reporting, None),
            "Nothing is reported but what comes afterwards.",
            "Say what success means at every step, and report that.",
        );
    }
    let kpi = hexagon.goal.as_ref().and_then(|goal| goal.kpi);
    if let Some(kpi) = kpi
        && !hexagon.reporting.iter().any(|report| report.kpi == kpi)
    {
        complaints.add(
            Rule::GoalNotReported,
            (Section::Reporting, None),
            "The goal's measure is reported in no rhythm.",
            "Say how often it is reported and who reads it.",
        );
    }
    for report in &hexagon.reporting {
        check_report(complaints, report);
    }
}

fn check_report(complaints: &mut Complaints<'_>, report: &Report) {
    let at = (Section::Reporting, Some(report.id));
    let Some(kpi) = complaints.context.kpi(report.kpi) else {
        let says = format!("The measure {}, which is reported, is gone.", report.kpi);
        complaints.add(Rule::KpiGone, at, says, "Choose another measure, or take the report away.");
        return;
    };
    if is_control(kpi) && !report.control {
        complaints.add(
            Rule::RevenueAsAim,
            at,
            format!("{} is an aim here; make it a control.", kpi.name),
            "Money is looked at afterwards; recommendations come long before it.",
        );
    }
    if is_followers(&kpi.name) && !report.control {
        complaints.add(
            Rule::Followers,
            at,
            format!("“{}” counts followers, and followers are not relationships.", kpi.name),
            "Count what people do: talk, recommend, suggest, answer each other.",
        );
    }
    if report.audience.trim().is_empty() {
        complaints.add(
            Rule::NoAudience,
            at,
            format!("Nobody is named who reads “{}”.", kpi.name),
            "Say who steers by it; what nobody reads need not be measured.",
        );
    }
}
