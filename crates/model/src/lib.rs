#![doc = include_str!("../README.md")]

pub mod access;
pub mod assessment;
pub mod contact;
pub mod desk;
pub mod finding;
pub mod gap;
pub mod ids;
pub mod language;
pub mod network;
pub mod plan;
pub mod post;
pub mod reading;
pub mod settled;
pub mod subject;
pub mod time;
pub mod words;

pub use access::{MemberId, Permission, Role};
pub use assessment::Assessment;
pub use contact::{
    Contact, ContactDraft, ContactId, Presence, Stage, Standing, TouchKind, Touchpoint,
    TouchpointId,
};
pub use desk::{
    Correction, Department, Escalation, EscalationRule, Matter, MatterEvent, MatterState,
};
pub use finding::{Figure, Interval, Quote, Unit};
pub use gap::{Gap, GapCause};
pub use ids::{PostId, Seq, SourceId, SubjectId, WatchId};
pub use language::Language;
pub use network::{Kind, Network, Side};
pub use plan::Plan;
pub use post::{Author, Post};
pub use reading::{Act, Acts, Confusion, Emotion, Label, Reading, Sentiment};
pub use settled::{Changes, Settled, Totals};
pub use subject::{Quadrant, Quadrants, Source, Subject, Watch};
pub use time::{Day, Timestamp, Window, Zone};
pub use words::Words;
