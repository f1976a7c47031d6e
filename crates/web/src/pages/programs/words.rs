//! What the pages of programs and measures call things.

use model::{
    ControlKind, CostCentre, CostKind, Measure, Mood, ProgramKind, ProgramState, Rhythm, Shape,
    Unit,
};
use programs::playbooks::playbook;

/// A choice in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub word: String,
    /// What is read.
    pub name: String,
    /// Whether it is the one.
    pub chosen: bool,
}

/// Choices out of a list of words.
pub fn choices<T: Copy + PartialEq>(
    all: &[T],
    chosen: Option<T>,
    word: impl Fn(T) -> &'static str,
    name: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    let one = |of: &T| Choice {
        word: word(*of).to_owned(),
        name: name(*of).to_owned(),
        chosen: Some(*of) == chosen,
    };
    all.iter().map(one).collect()
}

/// A kind of program.
pub const fn kind(kind: ProgramKind) -> &'static str {
    playbook(kind).title
}

/// A state.
pub const fn state(state: ProgramState) -> &'static str {
    match state {
        ProgramState::Draft => "draft",
        ProgramState::Agreed => "agreed",
        ProgramState::Running => "running",
        ProgramState::Finished => "finished",
        ProgramState::Learned => "closed, with what was learned",
    }
}

/// How it goes.
pub const fn mood(mood: Mood) -> &'static str {
    match mood {
        Mood::OnTrack => "as planned",
        Mood::AtRisk => "needs attention",
        Mood::OffTrack => "needs a decision",
    }
}

/// A cost centre.
pub const fn centre(centre: CostCentre) -> &'static str {
    match centre {
        CostCentre::Marketing => "Marketing",
        CostCentre::Sales => "Sales",
        CostCentre::Support => "Support",
        CostCentre::Product => "Product",
        CostCentre::Hr => "HR",
        CostCentre::Other => "Other",
    }
}

/// What a cost is for.
pub const fn cost(kind: CostKind) -> &'static str {
    match kind {
        CostKind::People => "hours of people",
        CostKind::Tools => "tools",
        CostKind::Media => "media and events",
    }
}

/// What an effect is compared with.
pub const fn control(control: ControlKind) -> &'static str {
    match control {
        ControlKind::Competitor => "a competitor",
        ControlKind::Topic => "a topic that the program does not touch",
        ControlKind::None => "nothing: before and after alone (weaker)",
    }
}

/// How points stand to each other.
pub const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Sum => "sum: the goal is about all periods together",
        Shape::Level => "level: the goal is about where it stands",
    }
}

/// A rhythm.
pub const fn rhythm(rhythm: Rhythm) -> &'static str {
    crate::pages::strategy::words::rhythm(rhythm)
}

/// A measure.
pub const fn measure(measure: Measure) -> &'static str {
    programs::measures::definition(measure).title
}

/// What a measure counts in.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Posts => "posts",
        Unit::People => "people",
        Unit::Share => "a share (0.12 is 12 %)",
        Unit::Index => "an index from \u{2212}1 to 1",
        Unit::Seconds => "seconds",
        Unit::Number => "a number",
    }
}

/// What was done just now.
pub fn done(did: &str) -> Option<&'static str> {
    Some(match did {
        "begun" => "Begun from its playbook. Everything in it can be changed.",
        "describe" | "money" | "impact" | "kpis" | "saved" => "Saved.",
        "agree" => "Agreed. It can start.",
        "reopen" => "A draft again.",
        "start" => "Under way.",
        "finish" => "Over. What was learned?",
        "learn" => "Closed. What was learned is written down.",
        "learned" => "Noted.",
        "add_task" => "Step added.",
        "change_task" => "Step changed.",
        "task_done" => "Done.",
        "task_open" => "Open again.",
        "remove_task" => "Step taken away.",
        "check_in" => "Noted how it goes.",
        "measured" => "Followed from now on; live measures are counted in the background.",
        "points" => "Points added. Older ones stay in the history.",
        "removed" => "Followed no longer. Its points stay.",
        _ => return None,
    })
}
