//! What the kinds of things are called.

use model::{
    Aspect, CostCentre, Mood, Objective, Party, ProgramKind, ProgramState, ResourceKind, Rhythm,
    SwotKind,
};

use crate::handbook::Light;

/// What a goal serves.
pub const fn objective(objective: Objective) -> &'static str {
    match objective {
        Objective::ExtendReach => "extend reach",
        Objective::DeepenRelationships => "deepen relationships",
        Objective::BroadenKnowledge => "broaden knowledge",
        Objective::RenewInfluence => "renew influence",
    }
}

/// A field of the SWOT.
pub const fn swot_kind(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "Strengths",
        SwotKind::Weakness => "Weaknesses",
        SwotKind::Opportunity => "Opportunities",
        SwotKind::Threat => "Threats",
    }
}

/// The letter under which an item of the SWOT is cited.
pub const fn swot_letter(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "S",
        SwotKind::Weakness => "W",
        SwotKind::Opportunity => "O",
        SwotKind::Threat => "T",
    }
}

/// What a field of the SWOT holds.
pub const fn swot_means(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "Where the market speaks significantly better of us than of others.",
        SwotKind::Weakness => "Where the market speaks significantly worse of us than of others.",
        SwotKind::Opportunity => "What the market needs and nobody answers.",
        SwotKind::Threat => "What rises against us.",
    }
}

/// What the method asks about a quadrant.
pub const fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Places => "Places",
        Aspect::People => "People",
        Aspect::Topics => "Topics",
        Aspect::Sentiment => "Sentiment",
        Aspect::Influencers => "Influencers",
        Aspect::Presence => "Presence",
        Aspect::Activities => "Activities",
        Aspect::Threats => "Threats",
    }
}

/// On whose side somebody is.
pub const fn party(party: Party) -> &'static str {
    match party {
        Party::Company => "company",
        Party::Customer => "customer",
        Party::Partner => "partner",
    }
}

/// A kind of program.
pub const fn program_kind(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::SupportCommunity => "Support community",
        ProgramKind::CoCreation => "Product co-creation",
        ProgramKind::Launch => "Product launch",
        ProgramKind::Administration => "Customer administration",
        ProgramKind::Advocacy => "Customer advocacy",
        ProgramKind::BuzzEvent => "Buzz for an event",
        ProgramKind::BuzzProduct => "Buzz for a product",
        ProgramKind::BuzzPartner => "Buzz with a partner",
        ProgramKind::BuzzTalent => "Buzz as an employer",
        ProgramKind::Talent => "Talent",
        ProgramKind::Free => "Program",
    }
}

/// How far a program is.
pub const fn program_state(state: ProgramState) -> &'static str {
    match state {
        ProgramState::Draft => "draft",
        ProgramState::Agreed => "agreed",
        ProgramState::Running => "running",
        ProgramState::Finished => "finished",
        ProgramState::Learned => "finished and learned from",
    }
}

/// A department.
pub const fn centre(centre: CostCentre) -> &'static str {
    match centre {
        CostCentre::Marketing => "Marketing",
        CostCentre::Sales => "Sales",
        CostCentre::Support => "Support",
        CostCentre::Product => "Product",
        CostCentre::Hr => "Human resources",
        CostCentre::Other => "Other",
    }
}

/// How a program goes.
pub const fn mood(mood: Mood) -> &'static str {
    match mood {
        Mood::OnTrack => "on track",
        Mood::AtRisk => "at risk",
        Mood::OffTrack => "off track",
    }
}

/// A kind of resource.
pub const fn resource_kind(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Person => "person",
        ResourceKind::Place => "place",
        ResourceKind::Budget => "budget",
        ResourceKind::Leadership => "leadership",
    }
}

/// How often something is reported.
pub const fn rhythm(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Daily => "daily",
        Rhythm::Weekly => "weekly",
        Rhythm::Quarterly => "quarterly",
    }
}

/// How a measure is going; a shape before it, so that colour is not needed.
pub const fn light(light: Light) -> &'static str {
    match light {
        Light::OnCourse => "● on course",
        Light::AtRisk => "▲ at risk",
        Light::OffCourse => "■ off course",
        Light::Unknown => "○ not known",
    }
}

/// The unit of a measure on a chart's axis.
pub fn unit_name(unit: model::Unit) -> &'static str {
    match unit {
        model::Unit::Posts => "posts",
        model::Unit::People => "people",
        model::Unit::Share => "share, %",
        model::Unit::Index => "−1 to +1",
        model::Unit::Seconds => "time",
        model::Unit::Number => "number",
    }
}

/// How often something is reported, as a label.
pub const fn rhythm_label(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Daily => "Daily",
        Rhythm::Weekly => "Weekly",
        Rhythm::Quarterly => "Quarterly",
    }
}
