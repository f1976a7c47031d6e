//! The parts that a text is put together from, and how the text files name them.

use model::Label;

use crate::topic::Topic;

/// What a fragment does in a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Role {
    Complaint,
    Praise,
    Question,
    Suggestion,
    Statement,
    Intent,
    Sarcasm,
    Joiner,
    Asked,
    AskedIt,
    Given,
    GivenCompare,
    Avoid,
    Category,
    Opener,
    Anchor,
    Context,
    After,
    Closer,
    Title,
    TitleCategory,
    TopicName,
    Review,
    OwnLead,
    OwnQuestion,
    OwnComplaint,
    OwnPraise,
    OwnSign,
    PeerLead,
    PeerAnswer,
    PeerTail,
    Agree,
    Disagree,
    Thanks,
    NewsTitle,
    NewsBody,
    StaffPraise,
    StaffComplaint,
    StaffNeutral,
    Noise,
    Spam,
    Long,
}

/// How the text files write each role; a longer name comes before a shorter one that it starts with.
const HEADERS: &[(&str, Role)] = &[
    ("complaint", Role::Complaint),
    ("praise", Role::Praise),
    ("question", Role::Question),
    ("suggestion", Role::Suggestion),
    ("statement", Role::Statement),
    ("intent", Role::Intent),
    ("sarcasm", Role::Sarcasm),
    ("joiner", Role::Joiner),
    ("asked it", Role::AskedIt),
    ("asked", Role::Asked),
    ("given compare", Role::GivenCompare),
    ("given bike", Role::Given),
    ("given", Role::Given),
    ("avoid bike", Role::Avoid),
    ("avoid", Role::Avoid),
    ("category", Role::Category),
    ("opener", Role::Opener),
    ("anchor", Role::Anchor),
    ("context", Role::Context),
    ("after", Role::After),
    ("closer", Role::Closer),
    ("title category", Role::TitleCategory),
    ("title", Role::Title),
    ("topicname", Role::TopicName),
    ("review", Role::Review),
    ("reply own lead", Role::OwnLead),
    ("reply own sign", Role::OwnSign),
    ("reply own question", Role::OwnQuestion),
    ("reply own complaint", Role::OwnComplaint),
    ("reply own praise", Role::OwnPraise),
    ("reply peer lead", Role::PeerLead),
    ("reply peer question", Role::PeerAnswer),
    ("reply peer tail", Role::PeerTail),
    ("reply agree", Role::Agree),
    ("reply disagree", Role::Disagree),
    ("reply thanks", Role::Thanks),
    ("news title", Role::NewsTitle),
    ("news body", Role::NewsBody),
    ("staff pos", Role::StaffPraise),
    ("staff neg", Role::StaffComplaint),
    ("staff neu", Role::StaffNeutral),
    ("noise", Role::Noise),
    ("spam", Role::Spam),
    ("long", Role::Long),
];

/// The finer kind of a role: none, a topic, or a sentiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sub {
    None,
    Topic(Topic),
    Label(Label),
}

impl Sub {
    const COUNT: usize = 1 + Topic::ALL.len() + 3;

    const fn index(self) -> usize {
        match self {
            Self::None => 0,
            Self::Topic(topic) => 1 + topic as usize,
            Self::Label(label) => 1 + Topic::ALL.len() + label as usize,
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        match word {
            "" | "any" => Some(Self::None),
            "neg" => Some(Self::Label(Label::Negative)),
            "neu" => Some(Self::Label(Label::Neutral)),
            "pos" => Some(Self::Label(Label::Positive)),
            _ => Topic::from_word(word).map(Self::Topic),
        }
    }
}

/// Names a pool of fragments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(pub(crate) Role, pub(crate) Sub);

impl Key {
    /// How many keys there can be.
    pub(crate) const COUNT: usize = (Role::Long as usize + 1) * Sub::COUNT;

    /// Its place among all keys.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize * Sub::COUNT + self.1.index()
    }

    /// The key that a header (`complaint battery`) names.
    pub(crate) fn from_header(header: &str) -> Option<Self> {
        HEADERS.iter().find_map(|(name, role)| {
            let rest = header.strip_prefix(name)?;
            (rest.is_empty() || rest.starts_with(' '))
                .then(|| Sub::from_word(rest.trim()).map(|sub| Self(*role, sub)))
                .flatten()
        })
    }

    /// The key for any kind of this role.
    pub(crate) const fn any(self) -> Self {
        Self(self.0, Sub::None)
    }
}

/// What is filled into a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Slot {
    Place,
    Month,
    Weekday,
    Duration,
    DurationDative,
    Person,
    Part,
    Errand,
    Load,
    Job,
    Spot,
    /// The product: `Trundel`.
    It,
    /// The company: `Brambelo`, `@brambelo`.
    Company,
    /// A rival's product.
    Rival,
    /// 2 to 9.
    Few,
    /// 11 to 98.
    Many,
    /// A distance in kilometres.
    Km,
    /// What a bike costs.
    Euros,
    /// What a part or a service costs.
    Sum,
    /// An error's or a part's number.
    Code,
    /// A version of the app.
    Version,
    /// A link.
    Link,
    /// Whom a reply addresses.
    Addressed,
    /// A topic's name, for headlines.
    TopicName,
}

impl Slot {
    /// How many slots are filled from lists in the text files; they come first.
    pub(crate) const LISTS: usize = Self::Spot as usize + 1;

    /// The slot that the text files call `name`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "place" => Self::Place,
            "month" => Self::Month,
            "weekday" => Self::Weekday,
            "dur" => Self::Duration,
            "dur_dat" => Self::DurationDative,
            "person" => Self::Person,
            "part" => Self::Part,
            "errand" => Self::Errand,
            "load" => Self::Load,
            "job" => Self::Job,
            "spot" => Self::Spot,
            "it" => Self::It,
            "co" => Self::Company,
            "rival" => Self::Rival,
            "n" => Self::Few,
            "nn" => Self::Many,
            "km" => Self::Km,
            "eur" => Self::Euros,
            "sum" => Self::Sum,
            "code" => Self::Code,
            "ver" => Self::Version,
            "link" => Self::Link,
            "who" => Self::Addressed,
            "topic" => Self::TopicName,
            _ => return None,
        })
    }
}
