//! Programs: what is done, by whom, with what, and what it is worth.

use serde::{Deserialize, Serialize};

use crate::evidence::numbered;
use crate::network::words_enum;
use crate::{ContactId, Day, ItemId, KpiId, MemberId, StrategyId, SubjectId, Timestamp};

numbered!(
    /// Numbers the programs of a workspace.
    ProgramId,
);

words_enum!(
    /// What kind of program it is; each kind has a playbook.
    ProgramKind {
        /// Customers help customers, next to specialists.
        SupportCommunity = "support_community",
        /// Products are shaped with chosen customers.
        CoCreation = "co_creation",
        /// A repeatable way to launch with advocates.
        Launch = "launch",
        /// Finding and mending where it is hard to do business with us.
        Administration = "administration",
        /// Noticing and encouraging customers who speak for us.
        Advocacy = "advocacy",
        /// Raising mentions for an event.
        BuzzEvent = "buzz_event",
        /// Raising mentions of a product or brand.
        BuzzProduct = "buzz_product",
        /// Raising mentions with a partner.
        BuzzPartner = "buzz_partner",
        /// Raising mentions as an employer.
        BuzzTalent = "buzz_talent",
        /// Find, attract, train, benefit, retain, refresh.
        Talent = "talent",
        /// Anything else.
        Free = "free",
    }
);

words_enum!(
    /// How far a program is.
    ProgramState {
        /// Being written.
        Draft = "draft",
        /// Those who carry it agreed.
        Agreed = "agreed",
        /// Under way.
        Running = "running",
        /// Over; what came of it is not yet written down.
        Finished = "finished",
        /// Over, and what was learned is written down.
        Learned = "learned",
    }
);

words_enum!(
    /// Whose costs and benefits they are in the account of the money.
    CostCentre {
        /// Marketing.
        Marketing = "marketing",
        /// Sales.
        Sales = "sales",
        /// Support.
        Support = "support",
        /// Product.
        Product = "product",
        /// Human resources.
        Hr = "hr",
        /// Everything else.
        Other = "other",
    }
);

/// Something that is done to reach the goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// Its number.
    pub id: ProgramId,
    /// What it is called.
    pub name: String,
    /// Its kind.
    pub kind: ProgramKind,
    /// The strategy that it serves, and the method there.
    pub serves: Option<(StrategyId, ItemId)>,
    /// How far it is.
    pub state: ProgramState,
    /// Who is responsible, by name.
    pub owner: String,
    /// As whom the owner signs in.
    pub owner_member: Option<MemberId>,
    /// Who takes part.
    pub participants: Vec<String>,
    /// What is used.
    pub resources: String,
    /// What is different: before.
    pub before: String,
    /// What is different: after.
    pub after: String,
    /// What those who take part get. Rewards for speaking are disclosed.
    pub rewards: String,
    /// What can go wrong, and what is done then.
    pub risks: Vec<String>,
    /// First and last day; the end may be open.
    pub starts: Option<Day>,
    /// Last day.
    pub ends: Option<Day>,
    /// The steps.
    pub tasks: Vec<Task>,
    /// How it went, oldest first.
    pub check_ins: Vec<CheckIn>,
    /// What it is measured by.
    pub kpis: Vec<KpiId>,
    /// What it costs and brings.
    pub money: Money,
    /// How its effect is looked for.
    pub impact: Option<ImpactDesign>,
    /// What was learned; asked for before it is closed.
    pub learned: String,
    /// Which of the people named here are contacts. Programs of before name none.
    #[serde(default)]
    pub named: Vec<NamedContact>,
    /// The next [`ItemId`] of a task.
    pub next_item: u32,
    /// Counts changes.
    pub version: u32,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// A contact whom a program names: wherever this name stands as a person's, it is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedContact {
    /// The name, as it is written in the program.
    pub name: String,
    /// Whose it is.
    pub contact: ContactId,
}

/// What stands where the name of somebody stood who wished to go.
pub const ERASED_PERSON: &str = "erased person";
/// What stands where their words stood.
pub const ERASED_WORDS: &str = "(erased)";

/// Whether two names are written for the same person: case and blanks around do not count.
pub fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

impl Program {
    /// A draft of which nothing is written yet but what it is called.
    pub fn draft(id: ProgramId, name: &str, kind: ProgramKind, at: Timestamp) -> Self {
        Self {
            id,
            name: name.to_owned(),
            kind,
            serves: None,
            state: ProgramState::Draft,
            owner: String::new(),
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
            kpis: Vec::new(),
            money: Money::default(),
            impact: None,
            learned: String::new(),
            named: Vec::new(),
            next_item: 1,
            version: 1,
            created_at: at,
            changed_at: at,
        }
    }

    /// The names of people in it, each as it stands: owner, those who take part, those who do the steps.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        let tasks = self.tasks.iter().map(|task| &task.owner);
        let all = std::iter::once(&self.owner).chain(&self.participants).chain(tasks);
        all.map(String::as_str).filter(|name| !name.trim().is_empty())
    }

    /// Takes a contact out, who is called `name` there: wherever they are named stands a marked hole, and so where they said how
    /// it goes. Whether anything was there. Sentences in which somebody else mentions them stay: those are others' words.
    pub fn forget(&mut self, contact: ContactId, name: &str) -> bool {
        let (theirs, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.named).into_iter().partition(|it| it.contact == contact);
        self.named = others;
        let mut anything = !theirs.is_empty();
        let mut names: Vec<String> = theirs.into_iter().map(|it| it.name).collect();
        // A namesake who is known stays.
        if !name.trim().is_empty() && !self.named.iter().any(|it| same_name(&it.name, name)) {
            names.push(name.to_owned());
        }
        let is_theirs = |text: &str| names.iter().any(|name| same_name(name, text));
        let tasks = self.tasks.iter_mut().map(|task| &mut task.owner);
        let all = std::iter::once(&mut self.owner).chain(&mut self.participants).chain(tasks);
        for text in all.filter(|text| is_theirs(text)) {
            *text = ERASED_PERSON.to_owned();
            anything = true;
        }
        for said in self.check_ins.iter_mut().filter(|said| is_theirs(&said.by)) {
            said.by = ERASED_PERSON.to_owned();
            said.text = ERASED_WORDS.to_owned();
            anything = true;
        }
        anything
    }
}

/// One step of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its number.
    pub id: ItemId,
    /// What is to be done.
    pub text: String,
    /// Who does it, by name; may be empty.
    pub owner: String,
    /// Until when.
    pub due: Option<Day>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

words_enum!(
    /// How it goes.
    Mood {
        /// As planned.
        OnTrack = "on_track",
        /// Needs attention.
        AtRisk = "at_risk",
        /// Needs a decision.
        OffTrack = "off_track",
    }
);

/// A word on how it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// How it goes.
    pub mood: Mood,
    /// What there is to say.
    pub text: String,
}

/// A guess with its edges; low ≤ mid ≤ high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Cautious.
    pub low: f64,
    /// Most likely.
    pub mid: f64,
    /// Hopeful.
    pub high: f64,
}

impl Estimate {
    /// A number that is known.
    pub const fn exactly(value: f64) -> Self {
        Self { low: value, mid: value, high: value }
    }
}

/// What a program costs and brings, with every assumption. Money is in the workspace's currency.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Money {
    /// Costs.
    pub costs: Vec<Cost>,
    /// What is attributed to it.
    pub values: Vec<Attributed>,
}

words_enum!(
    /// What a cost is for.
    CostKind {
        /// Hours of people, at a rate.
        People = "people",
        /// Tools.
        Tools = "tools",
        /// Media and events.
        Media = "media",
    }
);

/// One cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// What for.
    pub kind: CostKind,
    /// Whose.
    pub centre: CostCentre,
    /// What exactly.
    pub text: String,
    /// Hours, for people; otherwise how many times.
    pub quantity: Estimate,
    /// Money for each.
    pub rate: Estimate,
}

/// One value that is attributed to the program: how many, worth how much each, and how much of it is the program's doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attributed {
    /// Whose.
    pub centre: CostCentre,
    /// What exactly ("questions answered by customers instead of by support").
    pub text: String,
    /// How many; where `kpi` is set, its measured value stands here.
    pub quantity: Estimate,
    /// The measure that counts it.
    pub kpi: Option<KpiId>,
    /// Money for each.
    pub worth: Estimate,
    /// Share that is the program's doing, 0 to 1.
    pub share: Estimate,
    /// Why these numbers: printed with them.
    pub because: String,
}

words_enum!(
    /// What the effect is compared with.
    ControlKind {
        /// A competitor's series of the same measure.
        Competitor = "competitor",
        /// A topic of the brand that the program does not touch.
        Topic = "topic",
        /// Nothing: only before and after, said to be weaker.
        None = "none",
    }
);

/// How a program's effect is looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImpactDesign {
    /// The measure that should move.
    pub kpi: KpiId,
    /// The day from which it should move.
    pub from: Day,
    /// Days before that are looked at.
    pub days_before: u32,
    /// What it is compared with.
    pub control: ControlKind,
    /// The competitor, where that is the control.
    pub control_subject: Option<SubjectId>,
    /// The query of the untouched topic, where that is the control.
    pub control_query: String,
}
