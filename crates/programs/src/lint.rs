//! What a program lacks, in plain sentences.

use model::{Method, Program, ProgramState};

use crate::edit::is_person;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It cannot be agreed on like this.
    Stops,
    /// It should be mended.
    Mend,
    /// Worth a thought.
    Hint,
}

/// One thing that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// How much it matters.
    pub weight: Weight,
    /// A stable word for it.
    pub code: &'static str,
    /// The sentence, with what to do.
    pub says: String,
}

/// Words that say that somebody speaks for something.
const SPEAKING: [&str; 12] = [
    "speak",
    "post",
    "review",
    "recommend",
    "mention",
    "tell",
    "share",
    "write",
    "carries",
    "referral",
    "rating",
    "testimonial",
];
/// Words that name something of value.
const VALUE: [&str; 16] = [
    "money",
    "pay",
    "paid",
    "gift",
    "voucher",
    "discount",
    "free",
    "ticket",
    "reward",
    "prize",
    "credit",
    "bonus",
    "commission",
    "to keep",
    "points",
    "early access",
];

/// Everything that `program` lacks, what stops it first. `method` is the one it serves, as `edit::method_of` finds it.
pub fn lint(program: &Program, method: Option<&Method>) -> Vec<Lint> {
    let mut found = Vec::new();
    let mut say = |weight, code, says: &str| {
        found.push(Lint { weight, code, says: says.to_owned() });
    };
    people(program, &mut say);
    goal(method, &mut say);
    money(program, &mut say);
    if discloses_nothing(program) {
        say(
            Weight::Stops,
            "undisclosed_reward",
            "People get something of value and speak about us, and nothing says that they disclose it: add that sentence to the rewards.",
        );
    }
    if program.before.trim().is_empty() || program.after.trim().is_empty() {
        say(
            Weight::Mend,
            "no_change",
            "It does not say what is different: unlike until now \u{2026}, now we \u{2026}",
        );
    }
    if program.risks.is_empty() {
        say(Weight::Hint, "no_risks", "No risk is named; something can always go wrong.");
    }
    if program.impact.is_none() && program.state >= ProgramState::Running {
        say(
            Weight::Hint,
            "no_impact",
            "Nobody has said how its effect would be known: choose a measure and a control before the first weeks have passed.",
        );
    }
    found.sort_by_key(|lint| lint.weight);
    found
}

fn people(program: &Program, say: &mut impl FnMut(Weight, &'static str, &str)) {
    if program.owner.trim().is_empty() {
        say(Weight::Stops, "no_owner", "Nobody owns it: name one person.");
    } else if !is_person(&program.owner) {
        say(Weight::Stops, "owner_no_person", "Its owner is a department: name one person.");
    }
    if program.participants.is_empty() {
        say(
            Weight::Stops,
            "no_participants",
            "Nobody takes part: name people, a customer or partner among them.",
        );
    }
    if program.tasks.is_empty() {
        say(Weight::Stops, "no_steps", "It has no steps.");
    }
    let alone =
        program.tasks.iter().filter(|task| task.due.is_none() && task.done_at.is_none()).count();
    if alone > 0 && program.state >= ProgramState::Agreed {
        let says = format!("{alone} steps have no day.");
        say(Weight::Mend, "steps_without_day", &says);
    }
}

fn goal(method: Option<&Method>, say: &mut impl FnMut(Weight, &'static str, &str)) {
    match method {
        None => say(
            Weight::Stops,
            "no_goal",
            "It serves no goal: link it to a method of the strategy, or put it in the nice-to-have box.",
        ),
        Some(method) if method.nice_to_have => say(
            Weight::Stops,
            "nice_to_have",
            "Its method lies in the nice-to-have box: it is not part of the strategy.",
        ),
        Some(method) if method.leads_to_goal.trim().is_empty() => {
            say(
                Weight::Stops,
                "leads_nowhere",
                "Its method does not say how it leads to the goal.",
            );
        }
        Some(_) => {}
    }
}

fn money(program: &Program, say: &mut impl FnMut(Weight, &'static str, &str)) {
    if program.kpis.is_empty() {
        say(Weight::Mend, "no_measure", "It has no measure: nobody will know whether it worked.");
    }
    let costs = &program.money.costs;
    if costs.is_empty() {
        say(Weight::Mend, "no_costs", "Its budget has no costs: hours of people are a cost, too.");
    } else if let Some(cost) =
        costs.iter().find(|cost| cost.quantity.mid > 0.0 && cost.rate.mid <= 0.0)
    {
        let says = format!("\u{201c}{}\u{201d} costs nothing: fill in its rate.", cost.text);
        say(Weight::Mend, "no_rate", &says);
    }
    for value in program.money.values.iter().filter(|value| value.because.trim().is_empty()) {
        let says = format!("\u{201c}{}\u{201d} does not say why these numbers.", value.text);
        say(Weight::Mend, "no_reason", &says);
    }
}

/// Somebody gets something of value, speaking is part of the program, and disclosing is not.
fn discloses_nothing(program: &Program) -> bool {
    use model::ProgramKind as Kind;
    let rewards = program.rewards.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| rewards.contains(word));
    let speaks = has(&SPEAKING)
        || matches!(
            program.kind,
            Kind::Advocacy
                | Kind::Launch
                | Kind::BuzzEvent
                | Kind::BuzzProduct
                | Kind::BuzzPartner
                | Kind::BuzzTalent
        );
    speaks && has(&VALUE) && !rewards.contains("disclos")
}

#[cfg(test)]
mod tests {
    use model::{ItemId, ProgramId, ProgramKind, Timestamp};

    use super::*;
    use crate::playbooks::begin;

    fn codes(program: &Program, method: Option<&Method>) -> Vec<&'static str> {
        lint(program, method).iter().map(|lint| lint.code).collect()
    }

    fn method() -> Method {
        Method {
            id: ItemId(1),
            name: "m".to_owned(),
            leads_to_goal: "more recommendations".to_owned(),
            answers: Vec::new(),
            program: None,
            nice_to_have: false,
        }
    }

    #[test]
    fn a_draft_from_a_playbook_lacks_what_only_people_know() {
        let draft = begin(ProgramKind::Advocacy, "", None, ProgramId(1), Timestamp(0));
        assert_eq!(
            codes(&draft, None),
            ["no_owner", "no_participants", "no_goal", "no_measure", "no_rate"]
        );
    }

    #[test]
    fn rewards_for_speaking_are_disclosed_or_refused() {
        for &kind in ProgramKind::ALL {
            let draft = begin(kind, "", None, ProgramId(1), Timestamp(0));
            assert!(!codes(&draft, None).contains(&"undisclosed_reward"), "{kind}");
        }
        let mut draft = begin(ProgramKind::Advocacy, "", None, ProgramId(1), Timestamp(0));
        for (rewards, wrong) in [
            ("A voucher for each recommendation", true),
            ("A voucher for each recommendation, which they disclose", false),
            ("Thanks by name", false),
            ("", false),
        ] {
            draft.rewards = rewards.to_owned();
            assert_eq!(codes(&draft, None).contains(&"undisclosed_reward"), wrong, "{rewards}");
        }
        let mut free = begin(ProgramKind::Free, "", None, ProgramId(1), Timestamp(0));
        free.rewards = "Free coffee".to_owned();
        assert!(!codes(&free, None).contains(&"undisclosed_reward"));
    }

    #[test]
    fn a_complete_program_is_clean() {
        let mut program =
            begin(ProgramKind::SupportCommunity, "", None, ProgramId(1), Timestamp(0));
        program.owner = "Ada Berg".to_owned();
        program.participants.push("Ben Cole".to_owned());
        program.kpis.push(model::KpiId(1));
        program.money.costs.iter_mut().for_each(|cost| cost.rate = model::Estimate::exactly(50.0));
        assert_eq!(codes(&program, Some(&method())), Vec::<&str>::new());
        let aside = Method { nice_to_have: true, ..method() };
        assert_eq!(codes(&program, Some(&aside)), ["nice_to_have"]);
    }
}
