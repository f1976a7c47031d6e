//! A strategy at a glance: the six sides and how they stand, what waits for who looks, what it rests on.

use askama::Template;
use axum::extract::{Path, Query};
use model::{Section, StrategyState};
use strategy::compare::compare_contents;
use strategy::swot::{self, Votes};

use super::hexagon::measured;
use super::{Asked, Link, Open, open, tabs, words};
use crate::auth::{May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::ago;
use crate::say;

struct Side {
    word: &'static str,
    name: &'static str,
    state: &'static str,
    says: Vec<String>,
    /// Where the side lies in the drawing: its triangle, and where its name stands.
    points: &'static str,
    at: (u16, u16),
}

struct Waits {
    says: String,
    path: String,
}

struct Past {
    when: String,
    says: String,
}

#[derive(Template)]
#[template(path = "pages/strategy/overview.html")]
struct OverviewPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: model::StrategyId,
    name: String,
    answer: String,
    state: String,
    sides: Vec<Side>,
    waits: Vec<Waits>,
    assessment: String,
    assessments: Vec<(u32, String, bool)>,
    history: Vec<Past>,
    can_edit: bool,
    ended: bool,
}

/// The six triangles of a hexagon around (180, 156), clockwise from above.
const SHAPES: [(&str, (u16, u16)); 6] = [
    ("180,156 105,26 255,26", (180, 68)),
    ("180,156 255,26 330,156", (262, 112)),
    ("180,156 330,156 255,286", (262, 204)),
    ("180,156 255,286 105,286", (180, 250)),
    ("180,156 105,286 30,156", (98, 204)),
    ("180,156 30,156 105,26", (98, 112)),
];

fn says(open: &Open, section: Section) -> Vec<String> {
    let hexagon = &open.strategy.hexagon;
    match section {
        Section::Goal => {
            let goal = hexagon.goal.iter().map(|goal| goal.text.clone());
            goal.chain(measured(open)).collect()
        }
        Section::Mission if hexagon.mission.is_empty() => Vec::new(),
        Section::Mission => vec![hexagon.mission.clone()],
        Section::Benefits => {
            let said = |change: &model::Change| {
                format!("Unlike until now {}, now {}.", change.until_now, change.now)
            };
            let both = hexagon.benefits.iter().flat_map(|one| [&one.for_market, &one.for_company]);
            both.filter(|change| change.is_said()).map(said).collect()
        }
        Section::Resources => hexagon
            .resources
            .iter()
            .map(|one| format!("{} ({})", one.name, words::resource(one.kind)))
            .collect(),
        Section::Methods => {
            let kept = hexagon.methods.iter().filter(|one| !one.nice_to_have);
            kept.map(|one| one.name.clone()).collect()
        }
        Section::Reporting => {
            let name = |one: &model::Report| {
                let kpi = open.basis.kpis.iter().find(|kpi| kpi.id == one.kpi)?;
                Some(format!("{}, {}", kpi.name, words::rhythm(one.rhythm)))
            };
            hexagon.reporting.iter().filter_map(name).collect()
        }
        Section::Swot | Section::Team => Vec::new(),
    }
}

fn side(open: &Open, section: Section, (points, at): (&'static str, (u16, u16))) -> Side {
    let says = says(open, section);
    let blocked = open.against(section).iter().any(|one| one.blocks);
    let state = match (says.is_empty(), blocked) {
        (true, _) => "none",
        (false, true) => "open",
        (false, false) => "done",
    };
    Side { word: section.as_str(), name: words::section(section), state, says, points, at }
}

/// What waits for who looks, the pressing first.
async fn waits(who: &May<ReadStrategy>, open: &Open) -> Result<Vec<Waits>, PageError> {
    let id = open.strategy.id;
    let Some(me) = open.on_team() else {
        let asked = open.actor.teammate.map(|_| Waits {
            says: "You are asked onto the team, and have not answered.".to_owned(),
            path: format!("/strategy/{id}/team"),
        });
        return Ok(asked.into_iter().collect());
    };
    let standing = || open.strategy.swot.iter().filter(|item| !item.dropped);
    let unvoted = |item: &&model::SwotItem| {
        let seen = swot::votes_of(&open.strategy, item, Some(me));
        matches!(seen, Votes::Sealed { own: None, .. })
    };
    let votes = standing().filter(unvoted).count() as u64;
    let unargued = standing().filter(|item| item.counter.is_none() && item.by != Some(me)).count();
    let mut waits = Vec::new();
    if votes > 0 {
        waits.push(Waits {
            says: format!(
                "{} for your vote.",
                say::many(votes, "sentence waits", "sentences wait")
            ),
            path: format!("/strategy/{id}/swot"),
        });
    }
    if unargued > 0 {
        let many = say::many(unargued as u64, "sentence has", "sentences have");
        waits.push(Waits {
            says: format!("{many} no argument against it yet."),
            path: format!("/strategy/{id}/swot"),
        });
    }
    if let Some(newest) = who.ledger.editions(id).await?.first() {
        let last = who.ledger.last_signed(id, me).await?;
        if last != Some(newest.number) {
            waits.push(Waits {
                says: format!("Edition {} waits for your signature.", newest.number),
                path: format!("/strategy/{id}/editions/{}", newest.number),
            });
        } else if differs(who, open, newest.number).await? {
            waits.push(Waits {
                says: "Something changed since you signed.".to_owned(),
                path: format!("/strategy/{id}/compare?from={}", newest.number),
            });
        }
    }
    Ok(waits)
}

/// Whether the working copy says otherwise than edition `number`.
async fn differs(who: &May<ReadStrategy>, open: &Open, number: u32) -> Result<bool, PageError> {
    let edition = who.ledger.edition(open.strategy.id, number).await?;
    let now = swot::seen_by(&open.strategy, None);
    Ok(edition.is_some_and(|edition| !compare_contents(&edition.content, &now).is_empty()))
}

fn state(open: &Open) -> String {
    let blocking = open.complaints.iter().filter(|one| one.blocks).count();
    let stands = match blocking {
        0 => "nothing stands against an edition".to_owned(),
        n => format!("{} against an edition", say::many(n as u64, "thing stands", "things stand")),
    };
    match open.strategy.state {
        StrategyState::Draft => format!("A draft: {stands}."),
        StrategyState::Active { edition, since } => format!(
            "Edition {edition} is in force since {}; in the working copy, {stands}.",
            report::dates::long(model::Zone::utc().day(since))
        ),
        StrategyState::Ended { .. } => "Ended; kept to be read.".to_owned(),
    }
}

fn history_word(verb: &str) -> String {
    let words = verb.replace('_', " ");
    match verb {
        "begun" => "began it".to_owned(),
        "accepted" | "accept" => "came onto the team".to_owned(),
        "vote" => "voted".to_owned(),
        "argue" => "argued against a sentence".to_owned(),
        "comment" => "commented".to_owned(),
        "propose" => "proposed a wording".to_owned(),
        "add_swot" => "added to the SWOT".to_owned(),
        "invite" => "asked somebody onto the team".to_owned(),
        "set_goal" => "wrote the goal".to_owned(),
        "set_mission" => "wrote the mission".to_owned(),
        "undo" => "took their last change back".to_owned(),
        "force" => "put an edition in force".to_owned(),
        "end" => "ended it".to_owned(),
        "choose_assessment" => "chose the assessment".to_owned(),
        "put" | "add" | "remove" | "move" | "shelve" => "changed the hexagon".to_owned(),
        _ => format!("did: {words}"),
    }
}

/// How much of the history is shown.
const HISTORY: u32 = 40;

/// The overview.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let open = open(&who, id).await?;
    let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
    let members = who.ledger.members().await?;
    let past = |event: ledger::StrategyEvent| {
        let member = members.iter().find(|member| Some(member.id) == event.member);
        let name = member.map_or("Somebody", |member| member.name.as_str());
        Past {
            when: ago(event.at, now, &zone),
            says: format!("{name} {}", history_word(&event.verb)),
        }
    };
    let history = who.ledger.strategy_history(open.strategy.id, HISTORY).await?;
    let mut history: Vec<Past> = history.into_iter().map(past).collect();
    // Who writes on is told once, with the last moment.
    history.dedup_by(|later, first| later.says == first.says);
    let kept = who.ledger.kept_assessments().await?;
    let choice = |one: &ledger::AssessmentSummary| {
        let name = format!("No. {}, as of {}", one.id, report::dates::moment(one.as_of, &zone));
        (one.id.0, name, Some(one.id) == open.strategy.assessment)
    };
    let assessment = open.basis.assessment.as_ref().map(|kept| {
        format!("kept assessment {} of {}", kept.id, report::dates::long(zone.day(kept.as_of)))
    });
    let goal = open.strategy.hexagon.goal.as_ref();
    page(&OverviewPage {
        frame: open.frame(&who, "What do we want, and why do we think so?", "", &asked.did).await?,
        tabs: tabs(open.strategy.id, ""),
        id: open.strategy.id,
        name: open.strategy.name.clone(),
        answer: goal.map_or_else(|| "There is no goal yet.".to_owned(), |goal| goal.text.clone()),
        state: state(&open),
        sides: Section::HEXAGON
            .into_iter()
            .zip(SHAPES)
            .map(|(section, shape)| side(&open, section, shape))
            .collect(),
        waits: waits(&who, &open).await?,
        assessment: assessment.unwrap_or_default(),
        assessments: kept.iter().map(choice).collect(),
        history,
        can_edit: open.can_edit,
        ended: matches!(open.strategy.state, StrategyState::Ended { .. }),
    })
}
