#![doc = include_str!("../README.md")]

pub mod access;
pub mod assessment;
pub mod contact;
pub mod dates;
pub mod desk;
pub mod digest;
pub mod evidence;
pub mod finding;
pub mod gap;
pub mod hexagon;
pub mod ids;
pub mod language;
pub mod measure;
pub mod network;
pub mod numbers;
pub mod plan;
pub mod post;
pub mod program;
pub mod reading;
pub mod sample;
pub mod settled;
pub mod strategy;
pub mod subject;
pub mod time;
pub mod topic;
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
pub use digest::{DigestCategory, digest_due};
pub use evidence::{Aspect, AssessmentId, Evidence, Finding, FindingKey, KeptAssessment};
pub use finding::{Figure, Interval, Quote, Unit};
pub use gap::{Gap, GapCause};
pub use hexagon::{
    Benefit, Change, Goal, Hexagon, Method, Objective, Report, Resource, ResourceKind, Rhythm,
};
pub use ids::{PostId, Seq, SourceId, SubjectId, WatchId};
pub use language::Language;
pub use measure::{Kpi, KpiId, KpiPoint, Measure, Shape};
pub use network::{Kind, Network, Side};
pub use plan::Plan;
pub use post::{Author, Post};
pub use program::{
    Attributed, CheckIn, ControlKind, Cost, CostCentre, CostKind, Estimate, ImpactDesign, Money,
    Mood, Program, ProgramId, ProgramKind, ProgramState, Task,
};
pub use reading::{Act, ActError, Acts, Confusion, Emotion, Label, Reading, Sentiment};
pub use settled::{Changes, Settled, Totals};
pub use strategy::{
    Comment, Counter, Edition, ItemId, Party, Section, Signature, Strategy, StrategyId,
    StrategyState, SwotItem, SwotKind, SwotState, Teammate, Vote,
};
pub use subject::{Quadrant, Quadrants, Source, Subject, Watch};
pub use time::{Day, Timestamp, Window, Zone};
pub use topic::{TopicAnchor, TopicName};
pub use words::Words;
