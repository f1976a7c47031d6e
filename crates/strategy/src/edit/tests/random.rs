//! Random sequences of edits by everybody, owners and admins included, and what none of them can break.

use std::collections::{HashMap, HashSet};

use model::{
    Change, Edition, Evidence, ItemId, KpiId, Party, PostId, ResourceKind, Rhythm, Section,
    Signature, Strategy, StrategyState, SwotKind,
};
use proptest::prelude::{Just, ProptestConfig, any, prop_oneof, proptest};
use proptest::strategy::{BoxedStrategy, Strategy as _};

use crate::activate::{edition, may_take_force, sign, take_force};
use crate::edit::{Actor, Edit, Entry, Refused, Undo, apply, undo};
use crate::lint::lint;
use crate::lint::sound::{Sound, now, nowhere, sound};
use crate::swot::{Votes, seen_by, voters, votes_of};

/// What somebody tries.
#[derive(Debug, Clone)]
enum Try {
    Edit(Who, Edit),
    /// Take the last change that can be taken back back.
    Undo(Who),
    Edition,
    Sign(usize),
    TakeForce,
}

#[derive(Debug, Clone, Copy)]
enum Who {
    /// Somebody of the company, an admin included.
    Company,
    /// The teammate at this place, if there is one.
    Teammate(usize),
}

fn item() -> BoxedStrategy<ItemId> {
    (1_u32..40).prop_map(ItemId).boxed()
}

fn words() -> BoxedStrategy<String> {
    prop_oneof![Just(String::new()), "[a-zA-Z ]{1,12}", Just("Marketing".to_owned())].boxed()
}

fn evidence() -> BoxedStrategy<Evidence> {
    let real = sound().evidence();
    prop_oneof![
        4 => Just(real),
        1 => Just(nowhere()),
        2 => any::<u8>().prop_map(|byte| Evidence::Post(PostId::from_bytes([byte % 3; 16]))),
        1 => (1_u32..4).prop_map(|id| Evidence::Kpi(KpiId(id))),
    ]
    .boxed()
}

fn party() -> BoxedStrategy<Party> {
    proptest::sample::select(Party::ALL).boxed()
}

fn kind() -> BoxedStrategy<SwotKind> {
    proptest::sample::select(SwotKind::ALL).boxed()
}

fn section() -> BoxedStrategy<Section> {
    proptest::sample::select(Section::ALL).boxed()
}

fn swot_edit() -> BoxedStrategy<Edit> {
    let some = || proptest::collection::vec(evidence(), 0..3);
    prop_oneof![
        (kind(), words(), some()).prop_map(|(kind, text, evidence)| Edit::AddSwot {
            kind,
            text,
            evidence,
            candidate: None
        }),
        (item(), kind(), words()).prop_map(|(item, kind, text)| Edit::EditSwot {
            item,
            kind,
            text
        }),
        item().prop_map(|item| Edit::DropSwot { item }),
        item().prop_map(|item| Edit::RestoreSwot { item }),
        (proptest::option::of(item()), evidence())
            .prop_map(|(item, evidence)| Edit::Attach { item, evidence }),
        (proptest::option::of(item()), evidence())
            .prop_map(|(item, evidence)| Edit::Detach { item, evidence }),
        (item(), words()).prop_map(|(item, text)| Edit::Argue { item, text }),
        (item(), any::<bool>()).prop_map(|(item, agrees)| Edit::Vote { item, agrees }),
        (item(), any::<bool>()).prop_map(|(item, agrees)| Edit::Vote { item, agrees }),
    ]
    .boxed()
}

fn people_edit() -> BoxedStrategy<Edit> {
    prop_oneof![
        (words(), party(), words()).prop_map(|(name, party, leads)| Edit::Invite {
            name,
            party,
            organisation: String::new(),
            email: String::new(),
            leads,
            member: None,
            contact: None
        }),
        item().prop_map(|teammate| Edit::Accept { teammate, member: None }),
        item().prop_map(|teammate| Edit::RemoveTeammate { teammate }),
        (item(), words()).prop_map(|(teammate, terms)| Edit::SetTerms { teammate, terms }),
        (item(), words(), proptest::collection::vec(section(), 0..3))
            .prop_map(|(teammate, leads, sections)| Edit::SetLeads { teammate, leads, sections }),
        (item(), words(), party()).prop_map(|(teammate, name, party)| Edit::EditTeammate {
            teammate,
            name,
            party,
            organisation: String::new(),
            email: String::new()
        }),
    ]
    .boxed()
}

fn entry() -> BoxedStrategy<Entry> {
    let change = || (words(), words()).prop_map(|(until_now, now)| Change { until_now, now });
    let answers = || proptest::collection::vec(item(), 0..3);
    prop_oneof![
        (change(), change(), answers()).prop_map(|(for_market, for_company, answers)| {
            Entry::Benefit { for_market, for_company, answers }
        }),
        (words(), proptest::option::of(item())).prop_map(|(name, teammate)| Entry::Resource {
            kind: ResourceKind::Person,
            name,
            place: String::new(),
            teammate,
            amount: None
        }),
        (words(), words(), answers(), any::<bool>()).prop_map(
            |(name, leads_to_goal, answers, nice_to_have)| Entry::Method {
                name,
                leads_to_goal,
                answers,
                program: None,
                nice_to_have
            }
        ),
        (1_u32..4, words(), any::<bool>()).prop_map(|(kpi, audience, control)| Entry::Report {
            kpi: KpiId(kpi),
            rhythm: Rhythm::Weekly,
            audience,
            control
        }),
    ]
    .boxed()
}

fn hexagon_edit() -> BoxedStrategy<Edit> {
    prop_oneof![
        words().prop_map(|mission| Edit::SetMission { mission }),
        entry().prop_map(|entry| Edit::Add { entry }),
        (item(), entry()).prop_map(|(item, entry)| Edit::Put { item, entry }),
        item().prop_map(|item| Edit::Remove { item }),
        (item(), 0_usize..6).prop_map(|(item, to)| Edit::Move { item, to }),
        (item(), any::<bool>())
            .prop_map(|(item, nice_to_have)| Edit::Shelve { item, nice_to_have }),
        (section(), words()).prop_map(|(section, text)| Edit::Propose {
            section,
            item: None,
            text
        }),
        item().prop_map(|comment| Edit::Settle { comment }),
    ]
    .boxed()
}

fn tries() -> BoxedStrategy<Vec<Try>> {
    let who =
        prop_oneof![2 => Just(Who::Company), 3 => (0_usize..5).prop_map(Who::Teammate)].boxed();
    let edits = prop_oneof![4 => swot_edit(), 2 => people_edit(), 2 => hexagon_edit()];
    let one = prop_oneof![
        12 => (who.clone(), edits).prop_map(|(who, edit)| Try::Edit(who, edit)),
        2 => who.prop_map(Try::Undo),
        2 => Just(Try::Edition),
        3 => (0_usize..5).prop_map(Try::Sign),
        2 => Just(Try::TakeForce),
    ];
    proptest::collection::vec(one, 1..60).boxed()
}

/// Everything that stands in a strategy under a number of its own.
fn ids(strategy: &Strategy) -> Vec<ItemId> {
    let hexagon = &strategy.hexagon;
    let mut ids: Vec<ItemId> = strategy.swot.iter().map(|x| x.id).collect();
    ids.extend(strategy.team.iter().map(|x| x.id));
    ids.extend(strategy.comments.iter().map(|x| x.id));
    ids.extend(hexagon.benefits.iter().map(|x| x.id));
    ids.extend(hexagon.resources.iter().map(|x| x.id));
    ids.extend(hexagon.methods.iter().map(|x| x.id));
    ids.extend(hexagon.reporting.iter().map(|x| x.id));
    ids
}

/// A strategy under way, with all that was made of it.
struct Run {
    sound: Sound,
    /// What each number once named, gone or not.
    ever: HashSet<ItemId>,
    /// Editions, each with its text as it was made.
    editions: Vec<(Edition, String)>,
    signatures: Vec<Signature>,
    /// What takes the last change back.
    undo: Option<Undo>,
}

impl Run {
    fn new() -> Self {
        let sound = sound();
        let ever = ids(&sound.strategy).into_iter().collect();
        Self { sound, ever, editions: Vec::new(), signatures: Vec::new(), undo: None }
    }

    fn actor(&self, who: Who) -> Actor {
        match who {
            Who::Company => Actor::company("Ina, admin"),
            Who::Teammate(place) => {
                let team = &self.sound.strategy.team;
                let id = team.get(place).map_or(ItemId(0), |teammate| teammate.id);
                Actor::teammate(&self.sound.strategy, id).unwrap_or_else(|| Actor {
                    name: "A passer-by".to_owned(),
                    company: false,
                    teammate: None,
                })
            }
        }
    }

    fn attempt(&mut self, attempt: Try) {
        match attempt {
            Try::Edit(who, edit) => self.edit(who, edit),
            Try::Undo(who) => self.undo(who),
            Try::Edition => self.edition(),
            Try::Sign(place) => {
                let actor = self.actor(Who::Teammate(place));
                if let Some((edition, _)) = self.editions.last()
                    && let Ok(signature) = sign(edition, &self.signatures, &actor, now())
                {
                    self.signatures.push(signature);
                }
            }
            Try::TakeForce => self.take_force(),
        }
        self.check();
    }

    fn edit(&mut self, who: Who, edit: Edit) {
        let before = self.sound.strategy.clone();
        let actor = self.actor(who);
        match apply(&mut self.sound.strategy, &actor, edit, now()) {
            Err(_) => assert_eq!(self.sound.strategy, before),
            Ok(()) => {
                assert_eq!(self.sound.strategy.version, before.version + 1);
                taken_back(&before, &self.sound.strategy);
                self.undo = Undo::of(&before, &self.sound.strategy).or(self.undo.take());
            }
        }
        let known: HashSet<ItemId> = ids(&before).into_iter().collect();
        for id in ids(&self.sound.strategy) {
            let new = !known.contains(&id);
            assert!(!new || self.ever.insert(id), "{id} was used before");
        }
    }

    fn undo(&mut self, who: Who) {
        let Some(last) = self.undo.take() else { return };
        let before = self.sound.strategy.clone();
        let actor = self.actor(who);
        match undo(&mut self.sound.strategy, &actor, &last, now()) {
            Err(_) => assert_eq!(self.sound.strategy, before),
            Ok(()) => {
                assert!(last.holds(&before));
                assert_eq!(self.sound.strategy.version, before.version + 1);
                assert_eq!(self.sound.strategy.team, before.team);
            }
        }
    }

    fn edition(&mut self) {
        let context = self.sound.context();
        let number = self.editions.len() as u32 + 1;
        let blocks = lint(&context).iter().any(|complaint| complaint.blocks);
        match edition(&context, "Ina", "", number, now()) {
            Err(complaints) => assert!(blocks && complaints.iter().all(|c| c.blocks)),
            Ok(made) => {
                assert!(!blocks);
                let accepted = |party| {
                    let team = &made.content.team;
                    team.iter().any(|t| t.party == party && t.accepted_at.is_some())
                };
                assert!(accepted(Party::Customer) && accepted(Party::Partner));
                for item in made.content.swot.iter().filter(|item| !item.dropped) {
                    assert!(item.evidence.iter().all(|evidence| context.is_live(evidence)));
                }
                let text = serde_json::to_string(&made).unwrap();
                self.editions.push((made, text));
            }
        }
    }

    fn take_force(&mut self) {
        let Some((edition, _)) = self.editions.last() else { return };
        let signed = |party| {
            let own = |s: &&Signature| s.edition == edition.number && s.party == party;
            self.signatures.iter().any(|s| own(&s))
        };
        let before = self.sound.strategy.clone();
        if let Ok(active) = take_force(before, edition, &self.signatures, now()) {
            assert!(signed(Party::Company) && signed(Party::Customer) && signed(Party::Partner));
            assert!(may_take_force(edition, &self.signatures).is_ok());
            let state = StrategyState::Active { edition: edition.number, since: now() };
            assert_eq!(active.state, state);
            self.sound.strategy = active;
        }
    }

    /// What holds at every moment.
    fn check(&self) {
        let strategy = &self.sound.strategy;
        let all = ids(strategy);
        let once: HashSet<ItemId> = all.iter().copied().collect();
        assert_eq!(once.len(), all.len(), "two things have one number");
        assert!(all.iter().all(|id| id.0 < strategy.next_item));
        assert!(strategy.swot.iter().all(|item| !item.evidence.is_empty()));
        for (edition, text) in &self.editions {
            assert_eq!(serde_json::to_string(edition).unwrap(), *text, "an edition changed");
        }
        self.check_votes();
    }

    /// As long as one who is asked has not voted, nobody learns of a vote that is not theirs.
    fn check_votes(&self) {
        let strategy = &self.sound.strategy;
        let asked: HashSet<ItemId> = voters(strategy).map(|teammate| teammate.id).collect();
        let viewers = asked.iter().copied().map(Some).chain([None]);
        for viewer in viewers {
            let seen = seen_by(strategy, viewer);
            for (item, shown) in strategy.swot.iter().zip(&seen.swot) {
                let cast: HashMap<ItemId, bool> =
                    item.votes.iter().map(|vote| (vote.by, vote.agrees)).collect();
                let all = !asked.is_empty() && asked.iter().all(|id| cast.contains_key(id));
                let own = viewer.and_then(|viewer| cast.get(&viewer)).copied();
                if all {
                    continue;
                }
                assert!(shown.votes.iter().all(|vote| Some(vote.by) == viewer));
                let Votes::Sealed { own: told, .. } = votes_of(strategy, item, viewer) else {
                    panic!("open before all have voted");
                };
                assert_eq!(told, own);
            }
        }
    }
}

/// An edit and then its undo is nothing, but for what counts changes; and once is enough.
fn taken_back(before: &Strategy, after: &Strategy) {
    let Some(back) = Undo::of(before, after) else { return };
    let stored = serde_json::to_string(&back).unwrap();
    let back: Undo = serde_json::from_str(&stored).unwrap();
    let (mut strategy, company) = (after.clone(), Actor::company("Ina, admin"));
    undo(&mut strategy, &company, &back, now()).unwrap();
    let counted = Strategy {
        version: strategy.version,
        changed_at: strategy.changed_at,
        next_item: strategy.next_item,
        ..before.clone()
    };
    assert_eq!(strategy, counted);
    let again = undo(&mut strategy, &company, &back, now());
    assert!(matches!(again, Err(Refused::ChangedSince(_))), "{again:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_edits_breaks_a_rule(tries in tries()) {
        let mut run = Run::new();
        for attempt in tries {
            run.attempt(attempt);
        }
    }
}

/// The random runs would hold of nothing if they never came so far: from the sound strategy, one does.
#[test]
fn a_run_can_come_into_force() {
    let mut run = Run::new();
    run.attempt(Try::TakeForce);
    run.attempt(Try::Edition);
    run.attempt(Try::Sign(0));
    run.attempt(Try::TakeForce);
    assert_eq!(run.sound.strategy.state, StrategyState::Draft);
    run.attempt(Try::Sign(1));
    run.attempt(Try::Sign(2));
    run.attempt(Try::TakeForce);
    assert!(matches!(run.sound.strategy.state, StrategyState::Active { edition: 1, .. }));
}
