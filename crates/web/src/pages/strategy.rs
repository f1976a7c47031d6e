//! The strategy as pages: assessment, SWOT, team, hexagon, check, editions, and the way back to the market's own words.

pub mod assessments;
pub mod chain;
pub mod check;
pub mod edit;
pub mod editions;
pub mod evidence;
pub mod forms;
pub mod hexagon;
pub mod invite;
pub mod list;
pub mod map;
pub mod overview;
pub mod sentence;
pub mod swot;
pub mod talk;
pub mod team;
pub mod undo;
pub mod words;

use std::sync::Arc;

use ledger::{LedgerError, WorkspaceLedger};
use model::{
    ItemId, KeptAssessment, Kpi, KpiId, Permission, PostId, Program, Role, Strategy, StrategyId,
};
use strategy::lint::cited_assessments;
use strategy::{Actor, Complaint, LintContext, lint};

use crate::auth::{Ask, May};
use crate::error::PageError;
use crate::frame::{Done, Frame};
use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/method", P::ReadStrategy, get(map::show)),
        Route::get("/assess/kept", P::ReadStrategy, get(assessments::list)),
        Route::post("/assess/kept", P::EditStrategy, post(assessments::keep)),
        Route::get("/assess/kept/{number}", P::ReadStrategy, get(assessments::show)),
        Route::get("/assess/kept/{number}/finding", P::ReadStrategy, get(assessments::finding)),
        Route::get("/strategy", P::ReadStrategy, get(list::show)),
        Route::post("/strategy", P::EditStrategy, post(list::begin)),
        Route::get("/strategy/{strategy}", P::ReadStrategy, get(overview::show)),
        Route::get("/strategy/{strategy}/swot", P::ReadStrategy, get(swot::show)),
        Route::get("/strategy/{strategy}/swot/{number}", P::TakePart, get(sentence::show)),
        Route::get("/strategy/{strategy}/evidence", P::TakePart, get(evidence::show)),
        Route::get("/strategy/{strategy}/team", P::ReadStrategy, get(team::show)),
        Route::post("/strategy/{strategy}/invite", P::EditStrategy, post(invite::link)),
        Route::get("/join/{token}", None, get(invite::show)),
        Route::post("/join/{token}", None, post(invite::accept)),
        Route::get("/strategy/{strategy}/hexagon", P::ReadStrategy, get(hexagon::show)),
        Route::get("/strategy/{strategy}/hexagon/preview", P::TakePart, get(hexagon::preview)),
        Route::get("/strategy/{strategy}/hexagon/entry", P::TakePart, get(hexagon::entry::show)),
        Route::post("/strategy/{strategy}/undo", P::TakePart, post(undo::save)),
        Route::post("/strategy/{strategy}/edit", P::TakePart, post(edit::save)),
        Route::get("/strategy/{strategy}/check", P::ReadStrategy, get(check::show)),
        Route::post("/strategy/{strategy}/editions", P::EditStrategy, post(editions::make)),
        Route::get("/strategy/{strategy}/editions", P::ReadStrategy, get(editions::list)),
        Route::get("/strategy/{strategy}/editions/{number}", P::ReadStrategy, get(editions::show)),
        Route::post(
            "/strategy/{strategy}/editions/{number}/sign",
            P::TakePart,
            post(editions::sign),
        ),
        Route::post("/strategy/{strategy}/force", P::EditStrategy, post(check::take_force)),
        Route::post("/strategy/{strategy}/end", P::EditStrategy, post(check::end)),
        Route::get("/strategy/{strategy}/compare", P::ReadStrategy, get(editions::compare)),
        Route::get("/strategy/{strategy}/why", P::ReadStrategy, get(chain::show)),
    ]
}

/// A strategy that somebody may see, and who they are in it.
pub struct Open {
    /// The working copy, with all votes: it goes to a page only through what seals them.
    pub strategy: Strategy,
    /// What it is judged with.
    pub basis: Basis,
    /// What stands against it.
    pub complaints: Vec<Complaint>,
    /// Who looks.
    pub actor: Actor,
    /// Whether their role edits strategies.
    pub can_edit: bool,
    /// Whether their role reads posts.
    pub can_read: bool,
}

/// Who `who` is in `strategy`.
pub fn actor<A: Ask>(who: &May<A>, strategy: &Strategy) -> Actor {
    let can_edit = who.also(Permission::EditStrategy);
    Actor::of(strategy, who.member.id, &who.member.name, can_edit)
}

/// The working copy of a strategy that `who` may see. For a guest who is not on its team it is not there.
///
/// # Errors
/// [`PageError::NotFound`].
pub async fn enter<A: Ask>(who: &May<A>, id: u32) -> Result<Strategy, PageError> {
    let strategy = who.ledger.strategy(StrategyId(id)).await?.ok_or(PageError::NotFound)?;
    if who.member.role == Role::Guest && actor(who, &strategy).teammate.is_none() {
        return Err(PageError::NotFound);
    }
    Ok(strategy)
}

/// Opens a strategy with all that its pages need.
///
/// # Errors
/// As [`enter`].
pub async fn open<A: Ask>(who: &May<A>, id: u32) -> Result<Open, PageError> {
    let strategy = enter(who, id).await?;
    let basis = Basis::of(who, &strategy).await?;
    Ok(Open {
        complaints: basis.lint(&strategy, who.house.now()),
        actor: actor(who, &strategy),
        can_edit: who.also(Permission::EditStrategy),
        can_read: who.also(Permission::ReadPosts),
        strategy,
        basis,
    })
}

impl Open {
    /// Whether they may change `section`.
    pub fn may_edit(&self, section: model::Section) -> bool {
        strategy::edit::may_edit(&self.strategy, &self.actor, section)
    }

    /// Who they are on the team, once they have said yes.
    pub fn on_team(&self) -> Option<ItemId> {
        let me = self.actor.teammate?;
        let accepted = |mate: &&model::Teammate| mate.id == me && mate.accepted_at.is_some();
        self.strategy.team.iter().find(accepted).map(|mate| mate.id)
    }

    /// Whether they may comment.
    pub fn may_talk(&self) -> bool {
        self.can_edit || self.on_team().is_some()
    }

    /// The frame of one of its pages, of which `here` is the step in the method.
    pub async fn frame<A: Ask>(
        &self,
        who: &May<A>,
        title: impl Into<String>,
        here: &str,
        did: &str,
    ) -> Result<Frame, PageError> {
        let map = map::of_open(who, self, here).await?;
        Ok(Frame::new(who, "/strategy", title).with_map(Some(map)).with_done(done(did)))
    }

    /// What stands against one section.
    pub fn against(&self, section: model::Section) -> Vec<&Complaint> {
        self.complaints.iter().filter(|one| one.section == Some(section)).collect()
    }

    /// What stands against one item.
    pub fn against_item(&self, item: ItemId) -> Vec<&Complaint> {
        self.complaints.iter().filter(|one| one.item == Some(item)).collect()
    }
}

/// What a page was asked for beside its address.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What was done just now.
    pub did: String,
}

/// A way to another page of the same thing.
pub struct Link {
    /// Where.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Whether it is this one.
    pub here: bool,
}

/// The tabs of a strategy.
pub fn tabs(id: StrategyId, here: &str) -> Vec<Link> {
    [
        ("", "Overview"),
        ("/swot", "SWOT"),
        ("/team", "Team"),
        ("/hexagon", "Hexagon"),
        ("/check", "Check"),
        ("/editions", "Editions"),
    ]
    .into_iter()
    .map(|(part, name)| Link {
        path: format!("/strategy/{id}{part}"),
        name: name.to_owned(),
        here: part == here,
    })
    .collect()
}

/// What was done, in words.
pub fn done(did: &str) -> Option<Done> {
    words::done(did).map(|sentence| Done { sentence: sentence.to_owned(), event: None })
}

/// What a strategy is judged with, read once.
pub struct Basis {
    /// The assessment that it rests on.
    pub assessment: Option<Arc<KeptAssessment>>,
    /// Others that its evidence points to.
    pub older: Vec<KeptAssessment>,
    /// Posts among its evidence that are gone.
    pub gone: Vec<PostId>,
    /// The measures of the workspace.
    pub kpis: Vec<Kpi>,
    /// How many points each has.
    pub points: Vec<(KpiId, u64)>,
    /// The programs of the workspace.
    pub programs: Vec<Program>,
}

impl Basis {
    /// Reads it.
    pub async fn of<A: Ask>(who: &May<A>, strategy: &Strategy) -> Result<Self, PageError> {
        Ok(Self::read(&who.ledger, strategy).await?)
    }

    /// The same for whoever has the ledger.
    ///
    /// # Errors
    /// Those of the ledger.
    pub async fn read(ledger: &WorkspaceLedger, strategy: &Strategy) -> Result<Self, LedgerError> {
        let assessment = match strategy.assessment {
            Some(id) => ledger.kept_assessment(id).await?,
            None => None,
        };
        let mut older = Vec::new();
        for id in cited_assessments(strategy) {
            older.extend(ledger.kept_assessment(id).await?.map(Arc::unwrap_or_clone));
        }
        let posts = strategy::lint::cited_posts(strategy);
        let there = ledger.standing(&posts).await?;
        let gone = posts.into_iter().filter(|post| !there.contains_key(post)).collect();
        Ok(Self {
            assessment,
            older,
            gone,
            kpis: ledger.kpis().await?,
            points: ledger.point_counts().await?,
            programs: ledger.programs().await?,
        })
    }

    /// It, as the lint takes it.
    pub fn context<'a>(&'a self, strategy: &'a Strategy, now: model::Timestamp) -> LintContext<'a> {
        LintContext {
            strategy,
            assessment: self.assessment.as_deref(),
            older: &self.older,
            gone: &self.gone,
            kpis: &self.kpis,
            points: &self.points,
            programs: &self.programs,
            now,
        }
    }

    /// What stands against `strategy`.
    pub fn lint(&self, strategy: &Strategy, now: model::Timestamp) -> Vec<Complaint> {
        lint(&self.context(strategy, now))
    }
}
