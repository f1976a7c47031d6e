//! The demo's strategy: what the invented company makes of the assessment, by the same edits that people make in a browser, so
//! that the same rules stand against it.

use anyhow::{Context, Result, bail};
use ledger::{Changed, NewMember, WorkspaceLedger};
use market::company;
use model::{
    Assessment, AssessmentId, Day, Goal, ItemId, KeptAssessment, Kpi, KpiId, MemberId, Party,
    Program, Role, Signature, Strategy, SwotItem, SwotKind, SwotState, Timestamp,
};
use strategy::document::{self, Names};
use strategy::{Actor, Candidate, Edit, LintContext};

/// The address of the demo's admin.
pub const ADMIN: &str = "admin@demo.example";

/// Most candidates of one field that the demo's team takes up.
const MOST_OF_A_FIELD: usize = 3;

/// What the strategy is made from.
pub struct Basis<'a> {
    /// Where the company stands.
    pub assessment: &'a Assessment,
    /// Its measures.
    pub kpis: &'a [Kpi],
    /// How many points each of them has.
    pub points: &'a [(KpiId, u64)],
    /// Its programs.
    pub programs: &'a [Program],
    /// Where the goal's measure shall stand.
    pub target: f64,
    /// Until when.
    pub by: Day,
    /// The moment.
    pub now: Timestamp,
}

/// Whether something of the assessment is worth a sentence of the SWOT. Without one no strategy takes force.
pub fn has_evidence(assessment: &Assessment) -> bool {
    !strategy::candidates(&strategy::kept(AssessmentId(0), assessment), assessment).is_empty()
}

/// Keeps the assessment, writes the strategy on it and has it signed. Answers the strategy as it is then.
pub async fn write(ledger: &WorkspaceLedger, basis: &Basis<'_>) -> Result<Strategy> {
    let kept = keep(ledger, basis.assessment).await?;
    let at = basis.now;
    let ada = member(ledger, ADMIN, "Ada Admin", Role::Admin, at).await?;
    let gus = member(ledger, "guest@demo.example", "Gus Guest", Role::Guest, at).await?;
    let begun = ledger.add_strategy("Riders help riders", Some(ada), at).await?;
    let by = (Some(ada), at);
    let wrote = |strategy: &mut Strategy| compose(strategy, basis, &kept, ada, gus);
    let changed = ledger.change_strategy(begun.id, None, by, ("imported", "by the demo"), wrote);
    done(changed.await?, "written")?;
    let strategy = ledger.strategy(begun.id).await?.context("the strategy is gone")?;
    sign(ledger, &strategy, basis, &kept).await
}

/// Keeps an assessment with its findings.
pub async fn keep(ledger: &WorkspaceLedger, assessment: &Assessment) -> Result<KeptAssessment> {
    let findings = strategy::findings(assessment);
    let id: AssessmentId = ledger.keep_assessment(assessment, &findings).await?;
    Ok(strategy::kept(id, assessment))
}

/// Mo Manager, who types in what is not counted.
pub async fn colleague(ledger: &WorkspaceLedger, at: Timestamp) -> Result<MemberId> {
    member(ledger, "manager@demo.example", "Mo Manager", Role::Manager, at).await
}

async fn member(
    ledger: &WorkspaceLedger,
    email: &str,
    name: &str,
    role: Role,
    at: Timestamp,
) -> Result<MemberId> {
    if let Some(known) = ledger.member_by_email(email).await? {
        return Ok(known.id);
    }
    let new = NewMember { email: email.to_owned(), name: name.to_owned(), role };
    Ok(ledger.add_member(&new, at).await?)
}

fn done<T, E: std::fmt::Display>(changed: Changed<T, E>, what: &str) -> Result<T> {
    match changed {
        Changed::Done(done) => Ok(done),
        Changed::Refused(reason) => bail!("the demo's strategy cannot be {what}: {reason}"),
        Changed::Stale(_) | Changed::Missing => bail!("the demo's strategy is gone"),
    }
}

/// Everything up to the signing.
fn compose(
    strategy: &mut Strategy,
    basis: &Basis<'_>,
    kept: &KeptAssessment,
    ada: MemberId,
    gus: MemberId,
) -> Result<(), String> {
    let at = basis.now;
    let company = Actor::of(strategy, ada, "Ada Admin", true);
    let edit = |strategy: &mut Strategy, actor: &Actor, edit: Edit| {
        strategy::apply(strategy, actor, edit, at).map_err(|refused| refused.to_string())
    };
    edit(strategy, &company, Edit::ChooseAssessment { assessment: kept.id })?;
    for candidate in adopted(&strategy::candidates(kept, basis.assessment)) {
        let add = Edit::AddSwot {
            kind: candidate.kind,
            text: candidate.says.clone(),
            evidence: candidate.evidence.clone(),
            candidate: Some(candidate.key.clone()),
        };
        edit(strategy, &company, add)?;
    }
    import(strategy, basis, kept, &company)?;
    let team: Vec<ItemId> = strategy.team.iter().map(|teammate| teammate.id).collect();
    for id in &team {
        let member = match strategy.team.iter().find(|t| t.id == *id).map(|t| t.name.as_str()) {
            Some("Ada Admin") => Some(ada),
            Some("Gus Guest") => Some(gus),
            _ => None,
        };
        let actor = Actor::teammate(strategy, *id).ok_or("a teammate is gone")?;
        edit(strategy, &actor, Edit::Accept { teammate: *id, member })?;
    }
    argue_and_vote(strategy, &team, at)
}

/// At most [`MOST_OF_A_FIELD`] of each field, the surest first.
fn adopted(candidates: &[Candidate]) -> Vec<&Candidate> {
    let of = |kind: &SwotKind| {
        let kind = *kind;
        candidates.iter().filter(move |candidate| candidate.kind == kind).take(MOST_OF_A_FIELD)
    };
    SwotKind::ALL.iter().flat_map(of).collect()
}

/// Takes in the words of the demo's company. What rests on a field of the SWOT that this market left empty rests on nothing.
fn import(
    strategy: &mut Strategy,
    basis: &Basis<'_>,
    kept: &KeptAssessment,
    company: &Actor,
) -> Result<(), String> {
    let names = Names { kpis: basis.kpis, programs: basis.programs };
    let mut text = document::from_toml(company::STRATEGY).map_err(|bad| bad.to_string())?;
    text.assessment = Some(kept.id.0);
    text.swot = document::Document::of(strategy, &names).swot;
    // In a small market a field may stay empty; then what would answer it answers what there is.
    let filled = |kind: &&SwotKind| !text.swot.of(**kind).is_empty();
    let any = SwotKind::ALL.iter().rev().find(filled).map(|kind| format!("{kind} 1"));
    let there = |name: &str| {
        SwotKind::ALL.iter().filter(filled).any(|kind| name.starts_with(kind.as_str()))
    };
    let mend = |name: &mut String| {
        if let Some(any) = any.as_ref().filter(|_| !there(name)) {
            any.clone_into(name);
        }
    };
    text.benefits.iter_mut().flat_map(|benefit| &mut benefit.answers).for_each(mend);
    text.methods.iter_mut().flat_map(|method| &mut method.answers).for_each(mend);
    document::import(strategy, &text, &names, company, basis.now).map_err(|bad| bad.to_string())?;
    let goal = strategy.hexagon.goal.clone().ok_or("the demo's strategy has no goal")?;
    let evidence = strategy.swot.iter().flat_map(|item| item.evidence.clone()).take(3).collect();
    let goal = Goal {
        baseline: Some(0.0),
        target: Some(basis.target),
        by: Some(basis.by),
        evidence,
        ..goal
    };
    let set = Edit::SetGoal { goal: Some(goal) };
    strategy::apply(strategy, company, set, basis.now).map_err(|refused| refused.to_string())
}

/// Every item gets an argument by name, then all vote; the partner sees the first threat otherwise.
fn argue_and_vote(strategy: &mut Strategy, team: &[ItemId], at: Timestamp) -> Result<(), String> {
    let partner = |strategy: &Strategy, id: ItemId| {
        strategy.team.iter().any(|t| t.id == id && t.party == Party::Partner)
    };
    let items: Vec<SwotItem> = strategy.swot.clone();
    let doubted = items.iter().find(|item| item.kind == SwotKind::Threat).map(|item| item.id);
    let arguer = team.get(2).or(team.first()).copied().ok_or("nobody is on the team")?;
    for item in &items {
        let argue = Edit::Argue { item: item.id, text: company::counter(item.kind).to_owned() };
        let votes = team.iter().map(|id| {
            let agrees = !(Some(item.id) == doubted && partner(strategy, *id));
            (*id, Edit::Vote { item: item.id, agrees })
        });
        let edits: Vec<_> = std::iter::once((arguer, argue)).chain(votes).collect();
        for (id, edit) in edits {
            let actor = Actor::teammate(strategy, id).ok_or("a teammate is gone")?;
            strategy::apply(strategy, &actor, edit, at).map_err(|refused| refused.to_string())?;
        }
        debug_assert!(
            strategy.swot.iter().all(|known| {
                known.id != item.id || strategy::swot::state(strategy, known) != SwotState::Proposed
            }),
            "all have voted on it"
        );
    }
    Ok(())
}

/// Makes the first edition, signed by all, and puts it in force.
async fn sign(
    ledger: &WorkspaceLedger,
    strategy: &Strategy,
    basis: &Basis<'_>,
    kept: &KeptAssessment,
) -> Result<Strategy> {
    let context = LintContext {
        strategy,
        assessment: Some(kept),
        older: &[],
        gone: &[],
        kpis: basis.kpis,
        points: basis.points,
        programs: basis.programs,
        now: basis.now,
    };
    let edition = strategy::edition(&context, "Ada Admin", "The first one", 1, basis.now).map_err(
        |against| {
            let said: Vec<&str> = against.iter().map(|complaint| complaint.says.as_str()).collect();
            anyhow::anyhow!("the demo's strategy is not complete: {}", said.join("; "))
        },
    )?;
    ledger.add_edition(&edition).await?;
    let mut signatures: Vec<Signature> = Vec::new();
    for teammate in &strategy.team {
        let actor = Actor::teammate(strategy, teammate.id).context("a teammate is gone")?;
        let signature = strategy::sign(&edition, &signatures, &actor, basis.now)?;
        ledger.sign(strategy.id, &signature).await?;
        signatures.push(signature);
    }
    let force = |working: &mut Strategy| {
        let forced = strategy::take_force(working.clone(), &edition, &signatures, basis.now)?;
        *working = forced;
        Ok::<_, strategy::activate::NotSigned>(())
    };
    let by = (None, basis.now);
    let changed = ledger.change_strategy(strategy.id, None, by, ("in_force", "edition 1"), force);
    done(changed.await?, "put in force")?;
    ledger.strategy(strategy.id).await?.context("the strategy is gone")
}
