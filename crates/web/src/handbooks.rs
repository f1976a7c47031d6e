//! Handbooks from the ledger: the strategy with all that it rests on, and what a reader may see of the posts.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::{LedgerError, Member};
use model::{
    Edition, Estimate, Evidence, Kpi, KpiId, KpiPoint, Measure, MemberId, Permission, PostId,
    Program, Role, Shape, Strategy, StrategyId, StrategyState, Timestamp,
};
use programs::correlate::{DRAWS, LAGS, Named, Search, aligned, correlate};
use programs::forecast::{Forecast as Outlook, forecast};
use programs::light::{Colour, light};
use programs::money::{Counted, Roi, by_centre, roi};
use report::handbook::{
    CentreMoney, CorrelationRow, EditionMark, Forecast, Handbook, Light, MeasureRow, MoneyRow,
    MoneySum, ProgramMoney, QuotedPost, Words, Works,
};
use strategy::compare::compare_contents;
use strategy::lint::cited_assessments;

use crate::app::App;
use crate::error::PageError;
use crate::pages::programs::series;
use crate::pages::strategy::Basis;

/// What money is counted in, until a workspace says otherwise.
const CURRENCY: &str = "EUR";
/// The setting that says so.
const CURRENCY_SETTING: &str = "currency";
/// The setting of what is asked to be decided.
const DECISION: &str = "quarterly.decision";
/// Pairs of measures that are correlated at most.
const MOST_PAIRS: usize = 24;
/// Posts that one handbook quotes at most.
const MOST_POSTS: usize = 400;
/// The seed of the draws of money: the same account gives the same interval.
const SEED: u64 = 1;
/// Said instead of a post to those who may not read posts.
const NOT_FOR_GUESTS: &str = "members of the company read posts; guests read figures.";

/// Which handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Of which strategy; `None`: the one in force, or the last changed.
    pub strategy: Option<StrategyId>,
    /// Which edition; `None`: the working copy.
    pub edition: Option<u32>,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// A guest reads the strategies on whose team they are, and no other.
    guest: Option<MemberId>,
    /// Whether they may read posts.
    posts: bool,
}

impl Reader {
    /// Whoever has the workspace's folder.
    pub const OWNER: Self = Self { guest: None, posts: true };
}

impl From<&Member> for Reader {
    fn from(member: &Member) -> Self {
        Self {
            guest: (member.role == Role::Guest).then_some(member.id),
            posts: member.role.may(Permission::ReadPosts),
        }
    }
}

/// The handbook as `reader` may see it; `None`: there is no such strategy, or not for them.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn handbook(
    app: &App,
    reader: Reader,
    wanted: Wanted,
) -> Result<Option<Handbook>, PageError> {
    let id = match wanted.strategy {
        Some(id) => Some(id),
        None => app.ledger.main_strategy(reader.guest).await?.map(|strategy| strategy.id),
    };
    let Some(id) = id else { return Ok(None) };
    if let Some(guest) = reader.guest
        && !app.ledger.strategies_of(guest).await?.iter().any(|strategy| strategy.id == id)
    {
        return Ok(None);
    }
    let (strategy, edition, as_of) = match wanted.edition {
        None => {
            let Some(strategy) = app.ledger.strategy(id).await? else { return Ok(None) };
            (strategy, None, app.house.now())
        }
        Some(number) => {
            let Some(edition) = app.ledger.edition(id, number).await? else { return Ok(None) };
            let mark = EditionMark { number, by: edition.by, note: edition.note };
            (edition.content, Some(mark), edition.at)
        }
    };
    let number = edition.as_ref().map(|edition| edition.number);
    let stands_as = match number {
        Some(_) => None,
        None => stands_as(app, &strategy).await?,
    };
    let lacks = match number {
        Some(_) => Vec::new(),
        None => lacks(app, &strategy).await?,
    };
    let signatures = app.ledger.signatures(id).await?;
    let setting = async |name: &str| {
        Ok::<_, LedgerError>(app.ledger.setting(name).await?.unwrap_or_default())
    };
    let currency = setting(CURRENCY_SETTING).await?;
    let plan = &app.house.snapshot().plan;
    let mut handbook = Handbook {
        workspace: plan.workspace.clone(),
        time_zone: plan.zone.name().to_owned(),
        currency: if currency.is_empty() { CURRENCY.to_owned() } else { currency },
        as_of,
        assessments: assessments(app, &strategy).await?,
        left_out: 0,
        signatures: signatures
            .into_iter()
            .filter(|it| Some(it.edition) == number.or(stands_as))
            .collect(),
        stands_as,
        works: match number {
            Some(number) => works_of(app, &strategy, number, as_of).await?,
            None => works(app, &strategy, as_of).await?,
        },
        edition,
        strategy,
        posts: Vec::new(),
        lacks,
        // What is asked to be decided changes; an edition does not.
        decision: if number.is_some() { String::new() } else { setting(DECISION).await? },
    };
    report::handbook::select(&mut handbook);
    handbook.posts = posts(app, reader.posts, &handbook).await?;
    Ok(Some(handbook))
}

/// The edition in force, where nothing was changed since.
async fn stands_as(app: &App, strategy: &Strategy) -> Result<Option<u32>, PageError> {
    let StrategyState::Active { edition, .. } = strategy.state else { return Ok(None) };
    let signed = app.ledger.edition(strategy.id, edition).await?;
    let same = |signed: Edition| compare_contents(&signed.content, strategy).is_empty();
    Ok(signed.is_some_and(same).then_some(edition))
}

/// What stands against the working copy, in plain sentences.
async fn lacks(app: &App, strategy: &Strategy) -> Result<Vec<String>, PageError> {
    let basis = Basis::read(&app.ledger, strategy).await?;
    let against = basis.lint(strategy, app.house.now());
    Ok(against.into_iter().map(|complaint| complaint.says).collect())
}

/// Keeps programs, measures and money beside an edition. Called when the edition is made; where it was not, the first
/// look at its handbook does it.
///
/// # Errors
/// When the ledger cannot be read or written.
pub async fn freeze(app: &App, edition: &Edition, at: Timestamp) -> Result<(), PageError> {
    works_of(app, &edition.content, edition.number, at).await.map(|_| ())
}

async fn works_of(
    app: &App,
    strategy: &Strategy,
    edition: u32,
    at: Timestamp,
) -> Result<Works, PageError> {
    if let Some(kept) = app.ledger.works(strategy.id, edition).await? {
        return serde_json::from_str(&kept).map_err(broken);
    }
    let works = works(app, strategy, at).await?;
    let document = serde_json::to_string(&works).map_err(broken)?;
    app.ledger.keep_works(strategy.id, edition, &document).await?;
    // Somebody may have been faster; then theirs holds.
    match app.ledger.works(strategy.id, edition).await? {
        Some(kept) => serde_json::from_str(&kept).map_err(broken),
        None => Ok(works),
    }
}

fn broken(error: serde_json::Error) -> PageError {
    tracing::error!(%error, "what stands beside an edition cannot be read");
    PageError::Broken
}

/// The assessments that a strategy cites, the one that it rests on first.
async fn assessments(
    app: &App,
    strategy: &Strategy,
) -> Result<Vec<model::KeptAssessment>, PageError> {
    let mut kept = Vec::new();
    for id in strategy.assessment.into_iter().chain(cited_assessments(strategy)) {
        kept.extend(app.ledger.kept_assessment(id).await?.map(Arc::unwrap_or_clone));
    }
    Ok(kept)
}

/// Programs, measures and money of a strategy at a moment.
async fn works(app: &App, strategy: &Strategy, at: Timestamp) -> Result<Works, PageError> {
    let today = app.house.snapshot().plan.zone.day(at);
    let programs: Vec<Program> = app
        .ledger
        .programs()
        .await?
        .into_iter()
        .filter(|program| program.serves.is_some_and(|(serves, _)| serves == strategy.id))
        .collect();
    let all = app.ledger.all_points().await?;
    let points = |kpi: &Kpi| -> Vec<KpiPoint> {
        let of = all.iter().filter(|(id, point)| *id == kpi.id && point.entered_at <= at);
        of.map(|(_, point)| point.clone()).collect()
    };
    let goal = strategy.hexagon.goal.as_ref().and_then(|goal| goal.kpi);
    let ours = |kpi: &Kpi| {
        kpi.strategy == Some(strategy.id)
            || goal == Some(kpi.id)
            || programs.iter().any(|it| kpi.program == Some(it.id) || it.kpis.contains(&kpi.id))
    };
    let kpis = app.ledger.kpis().await?;
    let snapshot = app.house.snapshot();
    let (plan, searcher) = (&*snapshot.plan, &snapshot.searcher);
    let market = series::Market { plan, searcher, today };
    let mut impacts = Vec::new();
    for program in &programs {
        impacts.extend(series::row(program, &kpis, &market)?);
    }
    let own: Vec<&Kpi> = kpis.iter().filter(|kpi| ours(kpi)).collect();
    let correlations = follows(&own, &points);
    let row = |kpi: &&Kpi| measure((*kpi).clone(), &points(kpi), today);
    let measures: Vec<MeasureRow> = own.iter().map(row).collect();
    let counted = counted(&measures);
    let money = programs.iter().map(|program| {
        let account = roi(&program.money, &counted, SEED);
        ProgramMoney { program: program.id, sum: sum(&account), rows: rows(account) }
    });
    let money: Vec<ProgramMoney> = money.filter(|money| !money.rows.is_empty()).collect();
    let centres = by_centre(&programs, &counted, SEED);
    let centres =
        centres.iter().map(|(centre, roi)| CentreMoney { centre: *centre, sum: sum(roi) });
    let centres = centres.collect();
    let mut together = model::Money::default();
    for program in &programs {
        together.costs.extend(program.money.costs.iter().cloned());
        together.values.extend(program.money.values.iter().cloned());
    }
    let total = (!money.is_empty()).then(|| sum(&roi(&together, &counted, SEED)));
    Ok(Works { programs, measures, money, centres, total, impacts, correlations })
}

/// Whether what is only looked at afterwards (revenue) follows what is aimed at, for each pair that has the same rhythm.
fn follows(kpis: &[&Kpi], points: &dyn Fn(&Kpi) -> Vec<KpiPoint>) -> Vec<CorrelationRow> {
    let later = |kpi: &&&Kpi| kpi.control && kpi.measure == Measure::Manual;
    let aims = || kpis.iter().filter(|kpi| !kpi.control);
    let pairs: Vec<(&Kpi, &Kpi)> = kpis
        .iter()
        .filter(later)
        .flat_map(|follows| aims().map(move |leads| (*leads, *follows)))
        .filter(|(leads, follows)| leads.rhythm == follows.rhythm)
        .take(MOST_PAIRS)
        .collect();
    let search = Search { lags: LAGS, pairs: pairs.len(), draws: DRAWS };
    let current: BTreeMap<KpiId, Vec<KpiPoint>> =
        kpis.iter().map(|kpi| (kpi.id, programs::current::current(kpi, &points(kpi)))).collect();
    let of = |kpi: &Kpi| current.get(&kpi.id).map_or(&[][..], Vec::as_slice);
    let row = |(leads, follows): &(&Kpi, &Kpi)| {
        let (own, theirs) = aligned(of(leads), of(follows));
        let leading = Named { name: &leads.name, values: &own };
        let following = Named { name: &follows.name, values: &theirs };
        let found = correlate(leading, following, search, SEED);
        CorrelationRow {
            leads: leads.id,
            follows: follows.id,
            says: found.says,
            r: found.best.map(|best| best.r),
            lag: found.best.map(|best| best.periods as u32),
            p: found.p,
            n: found.n as u64,
            method: found.method,
        }
    };
    pairs.iter().map(row).collect()
}

/// A measure with its course towards the goal, its forecast and its light.
fn measure(kpi: Kpi, points: &[KpiPoint], today: model::Day) -> MeasureRow {
    let current = programs::current::current(&kpi, points);
    let outlook = forecast(&kpi, points, today);
    let light = light(&kpi, &outlook);
    let standing = programs::current::standing(&kpi, &current);
    let course = current
        .into_iter()
        .zip(standing)
        .map(|(point, (_, value))| {
            // The interval of one period says nothing about a sum over many.
            let interval = if kpi.shape == Shape::Sum { None } else { point.interval };
            KpiPoint { value, interval, ..point }
        })
        .collect();
    let forecast = match outlook {
        Outlook::NoGoal | Outlook::TooEarly { .. } => None,
        Outlook::Over { on, value } => Some(Forecast { on, value, interval: None }),
        Outlook::Ahead(ahead) => {
            Some(Forecast { on: ahead.on, value: ahead.value, interval: Some(ahead.interval) })
        }
    };
    MeasureRow {
        course,
        forecast,
        light: match light.colour {
            Colour::Green => Light::OnCourse,
            Colour::Amber => Light::AtRisk,
            Colour::Red => Light::OffCourse,
            Colour::Grey => Light::Unknown,
        },
        because: light.why,
        kpi,
    }
}

/// What measures say that the accounts count: where they stand, with the interval as edges.
fn counted(measures: &[MeasureRow]) -> BTreeMap<KpiId, Counted> {
    let of = |row: &MeasureRow| {
        let now = row.now()?;
        let (low, high) = now.interval.map_or((now.value, now.value), |i| (i.low, i.high));
        let quantity = Estimate { low, mid: now.value, high };
        let until = report::dates::long(now.to);
        let source = format!("{}, until {until}", report::clean::clean(&row.kpi.name));
        Some((row.kpi.id, Counted { quantity, source }))
    };
    measures.iter().filter_map(of).collect()
}

const fn sum(roi: &Roi) -> MoneySum {
    MoneySum { cost: roi.cost, value: roi.value, roi: roi.roi, drawn: roi.drawn }
}

fn rows(roi: Roi) -> Vec<MoneyRow> {
    let row = |row: programs::money::Row| MoneyRow {
        cost: row.cost,
        centre: row.centre,
        text: row.text,
        quantity: row.quantity,
        each: row.each,
        share: row.share,
        amount: row.amount,
        because: row.because,
        measured: row.measured,
    };
    roi.rows.into_iter().map(row).collect()
}

/// Posts as they may be shown. A post leaves the ledger only by being erased, so one that is not there was.
async fn posts(
    app: &App,
    may_read: bool,
    handbook: &Handbook,
) -> Result<Vec<QuotedPost>, PageError> {
    if !may_read {
        let cited = handbook.cited().into_iter().filter_map(|evidence| match evidence {
            Evidence::Post(id) => Some(*id),
            Evidence::Finding { .. } | Evidence::Kpi(_) => None,
        });
        let words = |id| QuotedPost { id, words: Words::Withheld(NOT_FOR_GUESTS.to_owned()) };
        return Ok(cited.map(words).collect());
    }
    let wanted: Vec<PostId> = handbook.posts_wanted().into_iter().take(MOST_POSTS).collect();
    let standing = app.ledger.standing(&wanted).await?;
    let seqs: Vec<model::Seq> = standing.values().copied().collect();
    let found = app.ledger.posts(&seqs).await?;
    let mut found: BTreeMap<PostId, model::Post> =
        found.into_iter().map(|settled| (settled.post.id, settled.post)).collect();
    let quoted = wanted
        .into_iter()
        .map(|id| QuotedPost { id, words: found.remove(&id).map_or(Words::Erased, said) });
    Ok(quoted.collect())
}

fn said(post: model::Post) -> Words {
    let text = match post.title.as_deref().map(str::trim) {
        Some(title) if !title.is_empty() => format!("{title}. {}", post.text),
        _ => post.text,
    };
    Words::Said {
        text,
        author: post.author.handle,
        network: post.network,
        at: post.created_at,
        url: post.url,
    }
}
