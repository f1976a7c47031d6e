//! Somebody who never heard of the method is led through it.

use super::*;
use crate::edit::Edit;
use crate::lint::lint;
use crate::lint::sound::sound;

#[test]
fn without_anything_the_first_step_is_to_assess() {
    let now = Timestamp(0);
    let context = MapContext { newest: None, strategy: None, complaints: &[], now };
    let steps = method_map(&context);
    assert!(steps.iter().all(|step| step.state == StepState::NotBegun));
    assert_eq!(steps[0].next, "Assess the four quadrants and keep the assessment.");
    for step in &steps {
        assert_eq!(step.why.matches(". ").count() + 1, 2, "{}", step.why);
    }
}

#[test]
fn a_sound_strategy_is_done_and_says_what_comes_next() {
    let mut sound = sound();
    let states = |steps: &[Step; 6]| steps.each_ref().map(|step| step.state);
    let context = sound.context();
    let map = |context: &LintContext<'_>| {
        let complaints = lint(context);
        method_map(&MapContext {
            newest: context.assessment,
            strategy: Some(context),
            complaints: &complaints,
            now: context.now,
        })
    };
    let steps = map(&context);
    assert_eq!(states(&steps), [StepState::Done; 6]);
    assert_eq!(steps[0].age_days, Some(1));
    assert_eq!(steps[3].next, "Make an edition and let the team sign it.");
    let late = LintContext { now: context.now.plus_secs(200 * Timestamp::DAY_SECS), ..context };
    let steps = map(&late);
    assert_eq!(steps[0].state, StepState::Old);
    assert!(steps[0].next.starts_with("The assessment is 201 days old."), "{}", steps[0].next);
    let ann = sound.teammate("Ann");
    sound.edit(Edit::RemoveTeammate { teammate: ann });
    let steps = map(&sound.context());
    assert_eq!(steps[2].state, StepState::Open);
    assert!(steps[2].next.starts_with("The team has no customer."), "{}", steps[2].next);
    assert_eq!(steps[3].next, "Close what is open in the steps before, then make an edition.");
}
