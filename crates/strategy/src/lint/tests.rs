//! A sound strategy has no complaint, and each broken one has the complaint of its rule, in its words.

use model::{AssessmentId, Day, Evidence, KpiId, Party, PostId, Section, Timestamp};

use super::sound::{Sound, kpi, now, nowhere, sound};
use super::*;
use crate::edit::{Edit, Entry};

#[track_caller]
fn check(sound: &Sound, expected: &[(Rule, &str)]) {
    judge(&sound.context(), expected);
}

#[track_caller]
fn judge(context: &LintContext<'_>, expected: &[(Rule, &str)]) {
    let found = lint(context);
    let found: Vec<(Rule, &str)> = found.iter().map(|c| (c.rule, c.says.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_stands_against_a_sound_strategy() {
    check(&sound(), &[]);
}

#[test]
fn an_empty_strategy_is_told_everything() {
    let mut sound = sound();
    sound.strategy = Strategy::new(model::StrategyId(1), "Empty", now());
    let rules: Vec<Rule> = lint(&sound.context()).iter().map(|c| c.rule).collect();
    let expected = [
        Rule::NoAssessment,
        Rule::NoSwot,
        Rule::NoCustomer,
        Rule::NoPartner,
        Rule::NoCompanyLead,
        Rule::NoGoal,
        Rule::NoMission,
        Rule::NoBenefit,
        Rule::NoPerson,
        Rule::NoLeadership,
        Rule::NoMethod,
        Rule::NoReporting,
    ];
    assert_eq!(rules, expected);
}

#[test]
fn an_assessment_grows_old() {
    let sound = sound();
    let later = |days: i64| LintContext {
        now: sound.kept.as_of.plus_secs(days * Timestamp::DAY_SECS),
        ..sound.context()
    };
    judge(&later(92), &[]);
    judge(&later(120), &[(Rule::AssessmentOld, "The assessment is 120 days old.")]);
    judge(&later(200), &[(Rule::AssessmentTooOld, "The assessment is 200 days old.")]);
    let gone = LintContext {
        assessment: None,
        older: std::slice::from_ref(&sound.kept),
        ..sound.context()
    };
    judge(
        &gone,
        &[(Rule::AssessmentGone, "Assessment 3, on which the strategy rests, is no longer kept.")],
    );
}

#[test]
fn evidence_of_an_older_assessment_stays_valid() {
    let mut sound = sound();
    sound.edit(Edit::ChooseAssessment { assessment: AssessmentId(4) });
    let newer = KeptAssessment { id: AssessmentId(4), ..sound.kept.clone() };
    let context = LintContext {
        assessment: Some(&newer),
        older: std::slice::from_ref(&sound.kept),
        ..sound.context()
    };
    judge(&context, &[]);
    let forgotten = LintContext { older: &[], ..context };
    assert!(lint(&forgotten).iter().all(|c| c.rule == Rule::EvidenceGone));
    assert_eq!(lint(&forgotten).len(), 5);
}

#[test]
fn a_sentence_needs_evidence_an_argument_and_votes() {
    let mut sound = sound();
    let item = sound.strategy.swot.first().unwrap().id;
    sound.edit(Edit::Attach { item: Some(item), evidence: nowhere() });
    check(
        &sound,
        &[(
            Rule::EvidenceGone,
            "Strength 1 rests on the finding `net/nobody` of assessment 3, which is gone.",
        )],
    );
    sound.edit(Edit::Detach { item: Some(item), evidence: nowhere() });
    check(&sound, &[(Rule::NotVoted, "0 of 3 have voted on Strength 1.")]);
    if let Some(first) = sound.strategy.swot.first_mut() {
        first.counter = None;
        first.evidence.clear();
    }
    check(
        &sound,
        &[
            (Rule::NoEvidence, "Strength 1 has no evidence."),
            (Rule::NoCounter, "Strength 1 has no counter-argument."),
            (Rule::NotVoted, "0 of 3 have voted on Strength 1."),
        ],
    );
}

#[test]
fn an_erased_post_leaves_a_hole_that_is_named() {
    let mut sound = sound();
    let post = PostId::from_bytes([7; 16]);
    sound.edit(Edit::Attach { item: None, evidence: Evidence::Post(post) });
    check(&sound, &[]);
    assert_eq!(cited_posts(&sound.strategy), [post]);
    let context = LintContext { gone: &[post], ..sound.context() };
    let says = format!("The goal rests on the post {post}, which is gone.");
    judge(&context, &[(Rule::EvidenceGone, &says)]);
}

#[test]
fn the_team_is_of_people_and_of_all_sides() {
    let mut sound = sound();
    let ann = sound.teammate("Ann");
    sound.edit(Edit::RemoveTeammate { teammate: ann });
    check(&sound, &[(Rule::NoCustomer, "The team has no customer.")]);
    sound.edit(Edit::Invite {
        name: "Marketing".to_owned(),
        party: Party::Customer,
        organisation: String::new(),
        email: String::new(),
        leads: String::new(),
        member: None,
        contact: None,
    });
    check(
        &sound,
        &[
            (Rule::NoCustomer, "The team has no customer yet: Marketing has not accepted."),
            (Rule::Department, "“Marketing” is no person."),
        ],
    );
    let tom = sound.teammate("Tom");
    sound.edit(Edit::SetLeads { teammate: tom, leads: String::new(), sections: Vec::new() });
    let found = lint(&sound.context());
    assert!(found.iter().any(|c| c.says == "Nobody of the company leads anything." && c.blocks));
}

#[test]
fn a_goal_is_measurable_dated_and_not_only_ours() {
    let mut sound = sound();
    let goal = |sound: &mut Sound, change: &dyn Fn(&mut model::Goal)| {
        let mut goal = sound.strategy.hexagon.goal.clone().unwrap();
        change(&mut goal);
        sound.edit(Edit::SetGoal { goal: Some(goal) });
    };
    goal(&mut sound, &|goal| {
        goal.text = "increase brand value".to_owned();
        goal.benefits_market = String::new();
        goal.objectives.clear();
        goal.by = None;
    });
    check(
        &sound,
        &[
            (Rule::NobodyOutside, "Nobody outside cares about “increase brand value”."),
            (Rule::NoObjective, "The goal serves none of the four objectives."),
            (Rule::GoalNoDate, "The goal has no date."),
        ],
    );
    let mut sound = super::sound::sound();
    goal(&mut sound, &|goal| {
        goal.by = Some(Day(20_000));
        goal.target = None;
        goal.evidence.clear();
    });
    check(
        &sound,
        &[
            (Rule::GoalNoEvidence, "The goal rests on no evidence."),
            (Rule::GoalNoTarget, "The goal has no target."),
            (Rule::GoalPast, "The goal was due on 4\u{a0}Oct\u{a0}2024."),
        ],
    );
    let mut sound = super::sound::sound();
    sound.points.clear();
    check(
        &sound,
        &[(
            Rule::GoalNoPoints,
            "“Positive public feedback”, the goal's measure, has no points yet.",
        )],
    );
}

#[test]
fn money_is_a_control() {
    let mut sound = sound();
    sound.kpis.push(kpi(3, "Revenue"));
    let report = |control| Entry::Report {
        kpi: KpiId(3),
        rhythm: model::Rhythm::Quarterly,
        audience: "the board".to_owned(),
        control,
    };
    sound.edit(Edit::Add { entry: report(false) });
    check(&sound, &[(Rule::RevenueAsAim, "Revenue is an aim here; make it a control.")]);
    let item = sound.strategy.hexagon.reporting.last().unwrap().id;
    sound.edit(Edit::Put { item, entry: report(true) });
    check(&sound, &[]);
    let mut goal = sound.strategy.hexagon.goal.clone().unwrap();
    goal.kpi = Some(KpiId(3));
    sound.points.push((KpiId(3), 1));
    sound.edit(Edit::SetGoal { goal: Some(goal) });
    check(&sound, &[(Rule::RevenueAsAim, "Revenue is an aim here; make it a control.")]);
}

#[test]
fn entries_of_the_hexagon_say_why_they_are_here() {
    let mut sound = sound();
    sound.edit(Edit::Add {
        entry: Entry::Benefit {
            for_market: model::Change::default(),
            for_company: model::Change { until_now: "we guessed".to_owned(), now: String::new() },
            answers: Vec::new(),
        },
    });
    sound.edit(Edit::Add {
        entry: Entry::Method {
            name: "contest".to_owned(),
            leads_to_goal: String::new(),
            answers: Vec::new(),
            program: None,
            nice_to_have: false,
        },
    });
    check(
        &sound,
        &[
            (Rule::BenefitNoMarket, "Benefit 2 names no customer benefit."),
            (Rule::BenefitHalf, "Benefit 2 says only half of what changes for the company."),
            (Rule::AnswersNothing, "Benefit 2 answers no item of the SWOT."),
            (Rule::MethodNoGoal, "Method “contest” serves no goal."),
            (Rule::AnswersNothing, "Method “contest” answers no item of the SWOT."),
            (Rule::MethodNoProgram, "Method “contest” has no program."),
        ],
    );
    let contest = sound.strategy.hexagon.methods.last().unwrap().id;
    let benefit = sound.strategy.hexagon.benefits.last().unwrap().id;
    sound.edit(Edit::Shelve { item: contest, nice_to_have: true });
    sound.edit(Edit::Remove { item: benefit });
    check(&sound, &[]);
}

#[test]
fn a_proposal_is_dealt_with() {
    let mut sound = sound();
    let text = "Say “riders” instead of “customers”.".to_owned();
    sound.edit_as("Ann", Edit::Propose { section: Section::Mission, item: None, text });
    check(&sound, &[(Rule::OpenProposal, "A proposal by Ann on the mission waits.")]);
    let comment = sound.strategy.comments.last().unwrap().id;
    sound.edit(Edit::Settle { comment });
    check(&sound, &[]);
}

#[test]
fn what_is_reported_has_a_measure_and_a_reader() {
    let mut sound = sound();
    sound.kpis.retain(|kpi| kpi.id != KpiId(1));
    check(
        &sound,
        &[
            (Rule::KpiGone, "The measure 1, by which the goal is known, is gone."),
            (Rule::KpiGone, "The measure 1, which is reported, is gone."),
        ],
    );
    let mut sound = super::sound::sound();
    let item = sound.strategy.hexagon.reporting.first().unwrap().id;
    sound.edit(Edit::Remove { item });
    check(
        &sound,
        &[
            (Rule::NoReporting, "Nothing is reported but what comes afterwards."),
            (Rule::GoalNotReported, "The goal's measure is reported in no rhythm."),
        ],
    );
}

#[test]
fn every_rule_has_a_name_of_its_own() {
    let names: std::collections::HashSet<_> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
}
