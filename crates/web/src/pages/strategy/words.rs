//! What the pages of a strategy call things, and what they say was done.

use model::{Aspect, Quadrant, Rhythm, Section, StrategyState, SwotKind, SwotState};

pub use report::catalogue::{objective, party, resource_kind as resource, swot_kind as kind};

/// One of them.
pub const fn one_kind(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "strength",
        SwotKind::Weakness => "weakness",
        SwotKind::Opportunity => "opportunity",
        SwotKind::Threat => "threat",
    }
}

/// What belongs there.
pub const fn kind_hint(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "Where we are significantly better.",
        SwotKind::Weakness => "Where we are significantly worse.",
        SwotKind::Opportunity => "What the market needs and nobody answers.",
        SwotKind::Threat => "What rises against us.",
    }
}

/// How far an item is.
pub const fn state(state: SwotState) -> &'static str {
    match state {
        SwotState::Proposed => "proposed",
        SwotState::Agreed => "agreed",
        SwotState::Disputed => "disputed",
        SwotState::Dropped => "dropped",
    }
}

/// A section.
pub const fn section(section: Section) -> &'static str {
    match section {
        Section::Swot => "SWOT",
        Section::Team => "Team",
        Section::Goal => "Goal",
        Section::Mission => "Mission",
        Section::Benefits => "Benefits",
        Section::Resources => "Resources",
        Section::Methods => "Methods",
        Section::Reporting => "Reporting",
    }
}

/// What a section asks, in one sentence.
pub const fn asks(section: Section) -> &'static str {
    match section {
        Section::Swot => "Where are we better and worse, what is needed, what rises against us?",
        Section::Team => "Who writes this, and who of the market is among them?",
        Section::Goal => {
            "What is completion? Measurable, dated, and something that customers and partners care about."
        }
        Section::Mission => "What do we do to reach it, in plain sentences, good for both sides?",
        Section::Benefits => {
            "What changes, for people who were not in the room? Unlike until now … now we …."
        }
        Section::Resources => {
            "Which named people, places, money and leadership are there to work with?"
        }
        Section::Methods => {
            "Which programs lead to the goal? Everything else goes to the nice-to-have box."
        }
        Section::Reporting => {
            "How is success known at every step? Know what you need to steer before you pick charts."
        }
    }
}

/// A rhythm.
pub const fn rhythm(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Daily => "every day",
        Rhythm::Weekly => "every week",
        Rhythm::Quarterly => "every quarter",
    }
}

/// An aspect of a quadrant.
pub const fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Places => "places",
        Aspect::People => "people",
        Aspect::Topics => "topics",
        Aspect::Sentiment => "sentiment",
        Aspect::Influencers => "influencers",
        Aspect::Presence => "presence",
        Aspect::Activities => "activities",
        Aspect::Threats => "threats",
    }
}

/// The word by which styles know a quadrant.
pub const fn quadrant_class(quadrant: Quadrant) -> &'static str {
    quadrant.as_str()
}

/// A state of the whole.
pub fn strategy_state(state: StrategyState) -> String {
    match state {
        StrategyState::Draft => "draft".to_owned(),
        StrategyState::Active { edition, .. } => format!("edition {edition} in force"),
        StrategyState::Ended { .. } => "ended".to_owned(),
    }
}

/// What was done, as the redirect names it.
pub fn done(did: &str) -> Option<&'static str> {
    Some(match did {
        "add_swot" => "Added to the SWOT.",
        "edit_swot" => "Saved. Votes on the old sentence are void.",
        "drop_swot" => "Dropped; it stays below, to be seen and restored.",
        "restore_swot" => "Restored.",
        "attach" => "Pinned.",
        "detach" => "Taken away.",
        "argue" => "Your counter-argument stands beside it.",
        "vote" => "Your vote counts. It is sealed until all have voted.",
        "invite" => "Added to the team. Now hand them their link.",
        "accept" => "You are on the team.",
        "edit_teammate" | "set_leads" | "set_terms" | "rename" => "Saved.",
        "remove_teammate" => "No longer on the team.",
        "set_goal" => "The goal is written.",
        "set_mission" => "The mission is written.",
        "choose_assessment" => "The strategy rests on this assessment now.",
        "add" => "Added.",
        "put" => "Saved.",
        "remove" => "Taken away.",
        "move" => "Moved.",
        "shelve" => "Moved.",
        "carry" => "Saved.",
        "comment" => "Your comment stands there.",
        "propose" => "Your proposal stands there until somebody takes it up or sets it aside.",
        "settle" => "Dealt with.",
        "undo" => "Taken back: what stood there before stands there again.",
        "kept" => "Kept. It never changes from now on.",
        "begun" => "Begun. The map says what comes first.",
        "edition" => "The edition is made. Now it can be signed.",
        "signed" => "Signed.",
        "force" => "The edition is in force.",
        "ended" => "Ended; it is kept to be read.",
        _ => return None,
    })
}
