//! A strategy against which nothing stands, for tests: each test breaks one thing.

use std::sync::OnceLock;

use model::{
    Change, Day, Evidence, FindingKey, Goal, ItemId, KeptAssessment, Kpi, KpiId, Measure,
    Objective, Party, Program, ProgramId, ProgramKind, ProgramState, ResourceKind, Rhythm, Shape,
    Strategy, StrategyId, SwotKind, Timestamp, Unit,
};

use super::LintContext;
use crate::edit::{Actor, Edit, Entry, apply};
use crate::findings::kept;

/// The moment of all tests: a day after the sample was computed.
pub(crate) fn now() -> Timestamp {
    static NOW: OnceLock<Timestamp> = OnceLock::new();
    *NOW.get_or_init(|| model::sample::sample().as_of.plus_secs(Timestamp::DAY_SECS))
}

/// A strategy with all that it is judged with.
#[derive(Clone)]
pub(crate) struct Sound {
    pub(crate) strategy: Strategy,
    pub(crate) kept: KeptAssessment,
    pub(crate) kpis: Vec<Kpi>,
    pub(crate) points: Vec<(KpiId, u64)>,
    pub(crate) programs: Vec<Program>,
}

impl Sound {
    pub(crate) fn context(&self) -> LintContext<'_> {
        LintContext {
            strategy: &self.strategy,
            assessment: Some(&self.kept),
            older: &[],
            gone: &[],
            kpis: &self.kpis,
            points: &self.points,
            programs: &self.programs,
            now: now(),
        }
    }

    /// Edits as somebody of the company.
    pub(crate) fn edit(&mut self, edit: Edit) {
        apply(&mut self.strategy, &Actor::company("Ina"), edit, now()).unwrap();
    }

    /// Edits as the teammate called `name`.
    pub(crate) fn edit_as(&mut self, name: &str, edit: Edit) {
        let id = self.teammate(name);
        let actor = Actor::teammate(&self.strategy, id).unwrap();
        apply(&mut self.strategy, &actor, edit, now()).unwrap();
    }

    pub(crate) fn teammate(&self, name: &str) -> ItemId {
        self.strategy.team.iter().find(|t| t.name == name).unwrap().id
    }

    /// The first finding, as evidence.
    pub(crate) fn evidence(&self) -> Evidence {
        let key = self.kept.findings.first().unwrap().key.clone();
        Evidence::Finding { assessment: self.kept.id, key }
    }
}

pub(crate) fn kpi(id: u32, name: &str) -> Kpi {
    Kpi {
        id: KpiId(id),
        name: name.to_owned(),
        measure: Measure::PositiveFeedback,
        subject: None,
        query: String::new(),
        unit: Unit::Posts,
        unit_name: String::new(),
        shape: Shape::Sum,
        up_is_good: true,
        rhythm: Rhythm::Weekly,
        since: Day(20_700),
        baseline: Some(0.0),
        target: Some(1_000.0),
        by: Some(Day(21_000)),
        strategy: Some(StrategyId(1)),
        program: None,
        control: false,
        method: String::new(),
    }
}

pub(crate) fn program(id: u32, name: &str, method: ItemId) -> Program {
    Program {
        id: ProgramId(id),
        name: name.to_owned(),
        kind: ProgramKind::SupportCommunity,
        serves: Some((StrategyId(1), method)),
        state: ProgramState::Running,
        owner: "Tom".to_owned(),
        owner_member: None,
        participants: Vec::new(),
        resources: String::new(),
        before: String::new(),
        after: String::new(),
        rewards: String::new(),
        risks: Vec::new(),
        starts: None,
        ends: None,
        tasks: Vec::new(),
        check_ins: Vec::new(),
        kpis: vec![KpiId(2)],
        money: model::Money::default(),
        impact: None,
        learned: String::new(),
        next_item: 1,
        version: 1,
        created_at: now(),
        changed_at: now(),
    }
}

fn change(until_now: &str, now: &str) -> Change {
    Change { until_now: until_now.to_owned(), now: now.to_owned() }
}

/// Tom leads for the company; Ann is a customer, Pat a partner.
pub(crate) fn sound() -> Sound {
    static SOUND: OnceLock<Sound> = OnceLock::new();
    SOUND.get_or_init(make).clone()
}

fn make() -> Sound {
    let kept = kept(model::AssessmentId(3), &model::sample::sample());
    let mut sound = Sound {
        strategy: Strategy::new(StrategyId(1), "Ride on", now()),
        kept,
        kpis: vec![kpi(1, "Positive public feedback"), kpi(2, "Answers by customers")],
        points: vec![(KpiId(1), 4)],
        programs: Vec::new(),
    };
    sound.edit(Edit::ChooseAssessment { assessment: model::AssessmentId(3) });
    team(&mut sound);
    swot(&mut sound);
    hexagon(&mut sound);
    sound
}

fn team(sound: &mut Sound) {
    for (name, party, leads) in [
        ("Tom", Party::Company, "support"),
        ("Ann", Party::Customer, ""),
        ("Pat", Party::Partner, "dealers"),
    ] {
        sound.edit(Edit::Invite {
            name: name.to_owned(),
            party,
            organisation: String::new(),
            email: String::new(),
            leads: leads.to_owned(),
            member: None,
            contact: None,
        });
        let teammate = sound.teammate(name);
        sound.edit_as(name, Edit::Accept { teammate, member: None });
    }
}

fn swot(sound: &mut Sound) {
    let evidence = sound.evidence();
    for kind in SwotKind::ALL {
        sound.edit(Edit::AddSwot {
            kind: *kind,
            text: format!("One {kind} of ours."),
            evidence: vec![evidence.clone()],
            candidate: None,
        });
        let item = sound.strategy.swot.last().unwrap().id;
        sound.edit_as("Ann", Edit::Argue { item, text: "It may be the season.".to_owned() });
        for name in ["Tom", "Ann", "Pat"] {
            sound.edit_as(name, Edit::Vote { item, agrees: true });
        }
    }
}

fn hexagon(sound: &mut Sound) {
    let evidence = sound.evidence();
    let answers = vec![sound.strategy.swot.first().unwrap().id];
    sound.edit(Edit::SetGoal {
        goal: Some(Goal {
            text: "1,000 positive public feedbacks from customers by the end of the year"
                .to_owned(),
            objectives: vec![Objective::DeepenRelationships],
            kpi: Some(KpiId(1)),
            baseline: Some(0.0),
            target: Some(1_000.0),
            by: Some(Day(21_000)),
            benefits_market: "They get a bicycle that works.".to_owned(),
            benefits_company: "We are recommended.".to_owned(),
            evidence: vec![evidence],
        }),
    });
    sound.edit(Edit::SetMission { mission: "We answer where people ask.".to_owned() });
    sound.edit(Edit::Add {
        entry: Entry::Benefit {
            for_market: change("questions waited", "somebody answers within a day"),
            for_company: change("we guessed", "we know"),
            answers: answers.clone(),
        },
    });
    for (kind, name, place) in [
        (ResourceKind::Person, "Tom", "forum.example.org/tom"),
        (ResourceKind::Leadership, "Pat speaks for the dealers", ""),
    ] {
        let (name, place) = (name.to_owned(), place.to_owned());
        let entry = Entry::Resource { kind, name, place, teammate: None, amount: None };
        sound.edit(Edit::Add { entry });
    }
    sound.edit(Edit::Add {
        entry: Entry::Method {
            name: "Riders help riders".to_owned(),
            leads_to_goal: "Who is helped says so.".to_owned(),
            answers,
            program: None,
            nice_to_have: false,
        },
    });
    let item = sound.strategy.hexagon.methods.first().unwrap().id;
    sound.programs.push(program(5, "Workshop forum", item));
    sound.edit(Edit::Carry { item, program: Some(ProgramId(5)) });
    sound.edit(Edit::Add {
        entry: Entry::Report {
            kpi: KpiId(1),
            rhythm: Rhythm::Weekly,
            audience: "the team".to_owned(),
            control: false,
        },
    });
}

/// A finding that is not there.
pub(crate) fn nowhere() -> Evidence {
    Evidence::Finding {
        assessment: model::AssessmentId(3),
        key: FindingKey("net/nobody".to_owned()),
    }
}
