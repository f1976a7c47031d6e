//! One program: what it is, its steps, how it goes, its measures, its money, its effect, and what was learned.

pub mod money;

use askama::Template;
use axum::extract::{Path, Query};
use model::{ControlKind, Day, KpiId, Mood, Permission, Program, ProgramState, Quadrant};
use programs::edit::method_of;
use programs::impact::{DAYS_BEFORE, Verdict};
use programs::light::light;
use programs::lint::{Lint, lint};
use programs::playbooks::{Playbook, playbook};
use report::charts::{Against, Chart as _, Stand, Width};
use report::markup::Markup;

use self::money::Account;
use super::words::{Choice, choices};
use super::{Room, contacts, currency, frame, measures, series, tabs, words};
use crate::auth::{May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::ago;
use crate::pages::strategy::{Asked, Link};

struct Step {
    id: model::ItemId,
    text: String,
    owner: String,
    due: String,
    due_said: String,
    late: bool,
    done: String,
}

struct CheckIn {
    when: String,
    by: String,
    mood: &'static str,
    word: &'static str,
    text: String,
}

struct Measured {
    id: KpiId,
    name: String,
    stands: String,
    light: programs::light::Light,
    chosen: bool,
}

/// What the page says of the effect.
struct Effect {
    designed: bool,
    says: String,
    class: &'static str,
    facts: Vec<(&'static str, String)>,
    method: String,
    caveats: Vec<String>,
    chart: Option<(Markup, Markup, String, Markup)>,
    kpis: Vec<Choice>,
    controls: Vec<Choice>,
    competitors: Vec<Choice>,
    query: String,
    from: String,
    days_before: u32,
}

/// A thing that happened.
struct Event {
    when: String,
    what: String,
}

#[derive(Template)]
#[template(path = "pages/programs/show.html")]
struct ShowPage {
    frame: Frame,
    tabs: Vec<Link>,
    answer: String,
    /// First and last day; empty where no first day is known.
    days: String,
    program: Program,
    book: &'static Playbook,
    state: &'static str,
    draft: bool,
    agreed: bool,
    running: bool,
    finished: bool,
    open: bool,
    closed: bool,
    serves: String,
    methods: Vec<Choice>,
    lints: Vec<Lint>,
    steps: Vec<Step>,
    moods: Vec<Choice>,
    check_ins: Vec<CheckIn>,
    measured: Vec<Measured>,
    account: Account,
    effect: Effect,
    history: Vec<Event>,
    today: String,
    /// Names of contacts to choose from.
    contacts: Vec<String>,
    can_edit: bool,
}

/// First and last day, as far as they are known.
fn days(program: &Program) -> String {
    let long = |day: Option<Day>| day.map(report::dates::long);
    match (long(program.starts), long(program.ends)) {
        (None, None) => String::new(),
        (Some(starts), None) => format!("from {starts}"),
        (None, Some(ends)) => format!("until {ends}"),
        (Some(starts), Some(ends)) => format!("{starts} – {ends}"),
    }
}

/// The program.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let room = Room::of(&who).await?;
    let program = room.program(id)?.clone();
    let method = method_of(&program, &room.strategies);
    let lints = lint(&program, method);
    let serves = method.map_or(String::new(), |method| {
        let of = |id| room.strategies.iter().find(|one| one.id == id).map(|one| one.name.as_str());
        let strategy = program.serves.and_then(|(id, _)| of(id)).unwrap_or_default();
        format!("{strategy}: {}", method.name)
    });
    let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
    let measured = measured(&room, &program);
    let effect = effect(&who, &room, &program)?;
    let history = who.ledger.program_history(program.id, 12).await?;
    let when = |at| ago(at, now, &zone);
    let check_in = |it: &model::CheckIn| CheckIn {
        when: when(it.at),
        by: it.by.clone(),
        mood: words::mood(it.mood),
        word: it.mood.as_str(),
        text: it.text.clone(),
    };
    page(&ShowPage {
        frame: frame(&who, program.name.clone(), "programs", &asked.did).await?,
        tabs: tabs("/programs"),
        answer: answer(&program, &effect),
        days: days(&program),
        book: playbook(program.kind),
        state: words::state(program.state),
        draft: program.state == ProgramState::Draft,
        agreed: program.state == ProgramState::Agreed,
        running: program.state == ProgramState::Running,
        finished: program.state == ProgramState::Finished,
        open: program.state < ProgramState::Finished,
        closed: program.state == ProgramState::Learned,
        serves,
        methods: methods(&who, &room, &program).await?,
        lints,
        steps: program.tasks.iter().map(|task| step(task, room.today, &when)).collect(),
        moods: choices(Mood::ALL, None, Mood::as_str, words::mood),
        check_ins: program.check_ins.iter().rev().map(check_in).collect(),
        measured,
        account: Account::of(&program, &room, &currency(&who).await?),
        effect,
        history: history
            .into_iter()
            .map(|event| Event { when: when(event.at), what: event.verb.replace('_', " ") })
            .collect(),
        today: room.today.to_string(),
        contacts: if room.can_edit { contacts::offered(&who).await? } else { Vec::new() },
        can_edit: room.can_edit,
        program,
    })
}

fn answer(program: &Program, effect: &Effect) -> String {
    let state = words::state(program.state);
    let owner = if program.owner.is_empty() { "nobody owns it yet" } else { &program.owner };
    let how = program.check_ins.last().map_or("", |it| words::mood(it.mood));
    let how = if how.is_empty() { String::new() } else { format!(", {how}") };
    let effect = if effect.designed { format!(" {}", effect.says) } else { String::new() };
    format!("{} ({owner}){how}.{effect}", upper(state))
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn step(task: &model::Task, today: Day, when: &impl Fn(model::Timestamp) -> String) -> Step {
    Step {
        id: task.id,
        text: task.text.clone(),
        owner: task.owner.clone(),
        due: task.due.map(|day| day.to_string()).unwrap_or_default(),
        due_said: task.due.map(report::dates::long).unwrap_or_default(),
        late: task.done_at.is_none() && task.due.is_some_and(|due| due < today),
        done: task.done_at.map(when).unwrap_or_default(),
    }
}

/// Methods of the strategies that are not ended, to be linked to.
async fn methods(
    who: &May<ReadStrategy>,
    room: &Room,
    program: &Program,
) -> Result<Vec<Choice>, PageError> {
    const STRATEGIES: usize = 20;
    if !room.can_edit {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    let open = who.ledger.strategies().await?.into_iter();
    let open = open.filter(|one| !matches!(one.state, model::StrategyState::Ended { .. }));
    for summary in open.take(STRATEGIES) {
        let Some(strategy) = who.ledger.strategy(summary.id).await? else { continue };
        for method in &strategy.hexagon.methods {
            let aside = if method.nice_to_have { " (nice to have)" } else { "" };
            all.push(Choice {
                word: format!("{}/{}", strategy.id, method.id),
                name: format!("{}: {}{aside}", strategy.name, method.name),
                chosen: program.serves == Some((strategy.id, method.id)),
            });
        }
    }
    Ok(all)
}

fn measured(room: &Room, program: &Program) -> Vec<Measured> {
    let row = |kpi: &model::Kpi| {
        let (stands, outlook) = measures::stands(kpi, room.points_of(kpi.id), room.today);
        Measured {
            id: kpi.id,
            name: kpi.name.clone(),
            stands,
            light: light(kpi, &outlook),
            chosen: program.kpis.contains(&kpi.id),
        }
    };
    room.kpis.iter().map(row).collect()
}

fn effect(who: &May<ReadStrategy>, room: &Room, program: &Program) -> Result<Effect, PageError> {
    let snapshot = who.snapshot();
    let design = program.impact.as_ref();
    let rivals = snapshot.plan.subjects.iter().filter(|one| one.quadrant != Quadrant::Brand);
    let chosen = design.and_then(|design| design.control_subject);
    let starts = program.starts.unwrap_or(room.today);
    let mut effect = Effect {
        designed: design.is_some(),
        says: String::new(),
        class: "",
        facts: Vec::new(),
        method: String::new(),
        caveats: Vec::new(),
        chart: None,
        kpis: room
            .kpis
            .iter()
            .filter(|kpi| series::daily(kpi.measure).is_ok())
            .map(|kpi| Choice {
                word: kpi.id.to_string(),
                name: kpi.name.clone(),
                chosen: design.is_some_and(|design| design.kpi == kpi.id),
            })
            .collect(),
        controls: choices(
            ControlKind::ALL,
            design.map(|design| design.control),
            ControlKind::as_str,
            words::control,
        ),
        competitors: rivals
            .map(|one| Choice {
                word: one.id.to_string(),
                name: one.name.clone(),
                chosen: chosen == Some(one.id),
            })
            .collect(),
        query: design.map(|design| design.control_query.clone()).unwrap_or_default(),
        from: design.map_or(starts, |design| design.from).to_string(),
        days_before: design.map_or(DAYS_BEFORE, |design| design.days_before),
    };
    let Some(design) = design else { return Ok(effect) };
    // Counting rests on posts; roles without posts see figures, and this is one.
    if !who.also(Permission::ReadFigures) {
        return Ok(effect);
    }
    let (plan, searcher) = (&*snapshot.plan, &snapshot.searcher);
    let market = series::Market { plan, searcher, today: room.today };
    match series::effect(program, &room.kpis, &market)? {
        Err(why) => effect.says = why,
        Ok(found) => {
            let kpi = room.kpis.iter().find(|kpi| kpi.id == design.kpi);
            tell(&mut effect, kpi.ok_or(PageError::Broken)?, found);
        }
    }
    Ok(effect)
}

fn tell(effect: &mut Effect, kpi: &model::Kpi, found: series::Found) {
    let series::Found { daily, impact: found, control, posts, control_posts } = found;
    effect.says = found.says.clone();
    effect.class = match found.verdict {
        Verdict::Shown => "shown",
        Verdict::NotShown | Verdict::Drifted => "not-shown",
        Verdict::TooEarly => "early",
    };
    effect.facts.push(("Counted", daily.says.to_owned()));
    effect.facts.push(("Compared with", control));
    if found.effect.is_some() {
        effect.facts.push(("Rests on, posts", crate::say::count(posts)));
        effect
            .facts
            .extend(control_posts.map(|posts| ("The control's posts", crate::say::count(posts))));
    }
    if let Some((amount, edges)) = found.amount {
        let whole = |value: f64| report::numbers::signed(value, 0);
        let (low, high) = (whole(edges.low), whole(edges.high));
        effect
            .facts
            .push(("Since it began, posts", format!("{} ({low} to {high})", whole(amount))));
    }
    if let Some(p) = found.p {
        effect.facts.push(("p", report::numbers::p_value(p)));
        effect
            .facts
            .push(("Days before and after", format!("{} and {}", found.days.0, found.days.1)));
    }
    if let Some(p) = found.drift_p {
        effect.facts.push(("p of a drift before", report::numbers::p_value(p)));
    }
    if let Some(rho) = found.autocorrelation {
        effect.facts.push(("Autocorrelation from week to week", format!("{rho:.2}")));
    }
    if !found.weeks.is_empty() {
        let stand = |week: &programs::impact::Week| Stand {
            day: week.from,
            seen: week.seen,
            expected: week.expected,
        };
        let begins = found.weeks.iter().find(|week| week.after).map(|week| week.from);
        let unit = match daily.kind {
            programs::impact::Kind::Counts => model::Unit::Posts,
            programs::impact::Kind::Levels => kpi.unit,
        };
        let chart = Against {
            title: format!("{}, week by week", kpi.name),
            unit,
            stands: found.weeks.iter().map(stand).collect(),
            from: begins.unwrap_or(Day(0)),
            says: found.says.clone(),
        };
        effect.chart = Some((
            chart.draw("effect", Width::Page),
            chart.draw("effect-narrow", Width::Column),
            chart.summary(),
            chart.table().markup(),
        ));
    }
    effect.method = found.method;
    effect.caveats = found.caveats;
}
