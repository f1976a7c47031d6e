//! Coming onto the team by a link: made for one person, good once; who follows it says yes on their own terms and becomes a
//! guest, unless they are a member already.

use std::net::SocketAddr;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use ledger::{Accepted, Member};
use model::{ItemId, Party, Permission, Strategy, StrategyId, Teammate, Timestamp};
use strategy::{Actor, Edit, Refused, apply};

use super::forms::{Fields, value};
use super::{enter, team, words};
use crate::app::App;
use crate::auth::{EditStrategy, May, token};
use crate::error::PageError;
use crate::frame::{Page, page};

/// Days that an invitation holds.
const DAYS: i64 = 14;
/// Longest name and terms.
const NAME: usize = 120;

/// Makes the link of a teammate; an earlier one of theirs no longer holds.
pub async fn link(
    who: May<EditStrategy>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Response, PageError> {
    let strategy = enter(&who, id).await?;
    let mate = value(&form, "item").parse().map(ItemId).map_err(|_| PageError::NotFound)?;
    let known = strategy.team.iter().find(|one| one.id == mate).ok_or(PageError::NotFound)?;
    if known.accepted_at.is_some() {
        let why = format!("{} has accepted already", known.name);
        return Err(PageError::Refused(why));
    }
    let (text, hash) = token::secret()?;
    let until = who.house.now().plus_secs(DAYS * Timestamp::DAY_SECS);
    who.ledger.add_invitation(hash, strategy.id, mate, until).await?;
    who.audit("strategy.link", &id.to_string()).await?;
    let link = format!("{}/join/{text}", who.options.public_url);
    let shown = team::team(&who, id, "", Some((known.name.clone(), link))).await?;
    Ok(Html(shown.render()?).into_response())
}

#[derive(Template)]
#[template(path = "pages/strategy/join.html")]
struct JoinPage {
    workspace: String,
    strategy: String,
    name: String,
    party: &'static str,
    leads: String,
    email: String,
    token: String,
    signed_in: String,
    wrong: String,
}

/// The invitation of a link, while it holds.
async fn invited(app: &App, secret: &str) -> Result<(Strategy, Teammate), PageError> {
    let gone = || {
        let why =
            "this invitation was used, taken back, or is older than two weeks; ask for a new one";
        PageError::Refused(why.to_owned())
    };
    let found = app.ledger.invitation(&token::hash(secret), app.house.now()).await?;
    let (id, mate) = found.ok_or_else(gone)?;
    let strategy = app.ledger.strategy(id).await?.ok_or_else(gone)?;
    let known = strategy.team.iter().find(|one| one.id == mate).cloned().ok_or_else(gone)?;
    Ok((strategy, known))
}

/// Who is signed in, if anybody is.
async fn signed_in(app: &App, headers: &HeaderMap) -> Result<Option<Member>, PageError> {
    let Some(secret) = token::of_request(app, headers) else { return Ok(None) };
    Ok(app.ledger.session_member(&token::hash(secret), app.house.now()).await?)
}

async fn form(
    app: &App,
    headers: &HeaderMap,
    secret: String,
    wrong: String,
) -> Result<JoinPage, PageError> {
    let (strategy, mate) = invited(app, &secret).await?;
    let member = signed_in(app, headers).await?;
    Ok(JoinPage {
        workspace: app.snapshot().plan.workspace.clone(),
        strategy: strategy.name,
        name: mate.name,
        party: words::party(mate.party),
        leads: mate.leads,
        email: mate.email,
        token: secret,
        signed_in: member.map(|member| member.name).unwrap_or_default(),
        wrong,
    })
}

fn limit(app: &App, from: SocketAddr) -> Result<(), PageError> {
    let free = app.tries.check_key(&format!("join {}", from.ip())).is_ok();
    if free { Ok(()) } else { Err(PageError::TooMany) }
}

/// What one is invited to. Looking does not use the link up.
pub async fn show(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Page {
    limit(&app, from)?;
    page(&form(&app, &headers, secret, String::new()).await?)
}

/// Notes in the strategy that the teammate said yes, on their own terms.
fn say_yes(
    strategy: &mut Strategy,
    mate: ItemId,
    member: model::MemberId,
    terms: &str,
    at: Timestamp,
) -> Result<(), Refused> {
    let known = strategy.team.iter().find(|one| one.id == mate);
    let name = known.map(|one| one.name.clone()).ok_or(Refused::NoSuchTeammate(mate))?;
    let actor = Actor { name, company: false, teammate: Some(mate) };
    apply(strategy, &actor, Edit::Accept { teammate: mate, member: Some(member) }, at)?;
    if !terms.is_empty() {
        let terms = terms.to_owned();
        apply(strategy, &actor, Edit::SetTerms { teammate: mate, terms }, at)?;
    }
    Ok(())
}

/// Says yes. Who is signed in comes as the member that they are; who is not becomes a guest.
pub async fn accept(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Response, PageError> {
    limit(&app, from)?;
    let member = signed_in(&app, &headers).await?;
    let (name, email) = (value(&sent, "name"), value(&sent, "email"));
    let terms = value(&sent, "terms");
    if member.is_none() && !is_complete(name, email) {
        let wrong = "Say your name, and an e-mail address under which you sign in later.";
        return again(&app, &headers, secret, wrong).await;
    }
    let (_, mate) = invited(&app, &secret).await?;
    let ours = member.as_ref().is_some_and(|one| one.role.may(Permission::EditStrategy));
    if ours && mate.party != Party::Company {
        let wrong = "You are signed in as somebody of the company. A customer's or partner's place is theirs: hand them \
             the link, or open it where nobody is signed in.";
        return again(&app, &headers, secret, wrong).await;
    }
    let at = app.house.now();
    let hash = token::hash(&secret);
    let own = member.as_ref().map(|member| member.id);
    let done = app
        .ledger
        .accept_invitation(&hash, own, (name, email), at, |strategy, mate, member| {
            say_yes(strategy, mate, member, terms, at)
        })
        .await?;
    match done {
        Accepted::Done(StrategyId(id), member) => {
            app.ledger.audit(Some(member), "strategy.joined", &id.to_string(), at).await?;
            let next = Redirect::to(&format!("/strategy/{id}?did=accept"));
            if own.is_some() {
                return Ok(next.into_response());
            }
            let cookie = token::open_session(&app, member, &headers).await?;
            Ok(([(header::SET_COOKIE, cookie)], next).into_response())
        }
        Accepted::Refused(why) => Err(PageError::Refused(why.to_string())),
        Accepted::Gone => Err(invited(&app, &secret).await.err().unwrap_or(PageError::NotFound)),
        Accepted::SignInFirst => {
            let wrong = "This address belongs to a member. Sign in with it first, then open the link again.";
            again(&app, &headers, secret, wrong).await
        }
    }
}

fn is_complete(name: &str, email: &str) -> bool {
    let one_address = email.contains('@') && !email.contains(char::is_whitespace);
    (1..=NAME).contains(&name.chars().count()) && one_address && email.len() <= 254
}

async fn again(
    app: &App,
    headers: &HeaderMap,
    secret: String,
    wrong: &str,
) -> Result<Response, PageError> {
    let shown = page(&form(app, headers, secret, wrong.to_owned()).await?)?;
    Ok((PageError::Refused(String::new()).status(), shown).into_response())
}
