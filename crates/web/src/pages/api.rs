//! Who asks and who is told: tokens of the API and webhooks, for admins.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use ledger::{ApiToken, Delivery, DeliveryState, HookEvent, NewToken, Scope, Webhook};
use model::{MemberId, Timestamp};
use serde_json::json;

use super::account::{Tab, tabs};
use super::posts::values;
use crate::api::caller::PREFIX;
use crate::auth::{Administer, May, token};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::hooks::{self, address, sign};
use crate::routes::of::*;
use crate::say;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/settings/api", P::Administer, get(show)),
        Route::post("/settings/api/tokens", P::Administer, post(add_token)),
        Route::post("/settings/api/tokens/{id}/revoke", P::Administer, post(revoke)),
        Route::post("/settings/api/webhooks", P::Administer, post(add_webhook)),
        Route::post("/settings/api/webhooks/{id}", P::Administer, post(change_webhook)),
    ]
}

const HERE: &str = "/settings/api";
/// Deliveries that are shown.
const SHOWN: u32 = 20;
/// Days for which a token can be good.
const LONGEST_DAYS: i64 = 3_650;

type Fields = Vec<(String, String)>;

struct TokenRow {
    id: i64,
    name: String,
    scopes: String,
    member: String,
    made: String,
    used: String,
    ends: String,
    holds: bool,
}

struct HookRow {
    id: i64,
    url: String,
    events: String,
    failures: u32,
    disabled_why: Option<String>,
}

struct DeliveryRow {
    when: String,
    event: &'static str,
    webhook: i64,
    state: &'static str,
    attempts: u32,
    answer: String,
    next: String,
}

/// What is shown once.
struct Secret {
    what: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "pages/account/api.html")]
struct ApiPage {
    frame: Frame,
    tabs: Vec<Tab>,
    secret: Option<Secret>,
    tokens: Vec<TokenRow>,
    members: Vec<(u32, String, bool)>,
    webhooks: Vec<HookRow>,
    deliveries: Vec<DeliveryRow>,
    days: i64,
}

impl ApiPage {
    fn scopes(&self) -> Vec<(&'static str, &'static str)> {
        Scope::ALL.iter().map(|scope| (scope.as_str(), scope_said(*scope))).collect()
    }

    fn events(&self) -> Vec<(&'static str, &'static str)> {
        let asked = HookEvent::ALL.iter().filter(|event| **event != HookEvent::Test);
        asked.map(|event| (event.as_str(), event_said(*event))).collect()
    }
}

const fn scope_said(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "read posts, counts, the inbox and the assessment",
        Scope::Write => "correct readings and settle matters",
        Scope::Export => "take all posts of a query out",
        Scope::Feed => "subscribe to feeds (the token stands in their address)",
        Scope::Metrics => "read the server’s measurements",
    }
}

const fn event_said(event: HookEvent) -> &'static str {
    match event {
        HookEvent::PostCorrected => "somebody corrected a reading",
        HookEvent::MatterChanged => "something became of a matter",
        HookEvent::AssessmentMade => "a new assessment is there",
        HookEvent::Test => "a test",
    }
}

const fn state_said(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => "waiting",
        DeliveryState::Delivered => "delivered",
        DeliveryState::GivenUp => "given up",
    }
}

async fn api_page(who: &May<Administer>, secret: Option<Secret>) -> Page {
    let zone = who.snapshot().plan.zone.clone();
    let moment = |at: Timestamp| report::dates::moment(at, &zone);
    let now = who.house.now();
    let members = who.ledger.members().await?;
    let name = |id: MemberId| members.iter().find(|m| m.id == id);
    let token = |token: ApiToken| TokenRow {
        id: token.id,
        scopes: token.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(", "),
        member: name(token.member)
            .map_or_else(String::new, |m| format!("{}, {}", m.name, say::role(m.role))),
        made: moment(token.created_at),
        used: token.used_at.map_or_else(|| "never".to_owned(), moment),
        ends: match (token.revoked_at, token.expires_at) {
            (Some(at), _) => format!("revoked {}", moment(at)),
            (None, Some(at)) => moment(at),
            (None, None) => "never".to_owned(),
        },
        holds: token.revoked_at.is_none() && token.expires_at.is_none_or(|at| at > now),
        name: token.name,
    };
    let webhook = |hook: Webhook| HookRow {
        id: hook.id,
        events: hook.events.iter().map(|event| event.as_str()).collect::<Vec<_>>().join(", "),
        failures: hook.failures,
        disabled_why: hook.disabled_why,
        url: hook.url,
    };
    let delivery = |it: Delivery| DeliveryRow {
        when: moment(it.created_at),
        event: it.event.as_str(),
        webhook: it.webhook,
        state: state_said(it.state),
        attempts: it.attempts,
        next: match it.state {
            DeliveryState::Waiting => moment(it.next_at),
            DeliveryState::Delivered | DeliveryState::GivenUp => String::new(),
        },
        answer: it.answer,
    };
    page(&ApiPage {
        frame: Frame::new(who, "/account", "Which programs ask, and who is told?"),
        tabs: tabs(who, HERE),
        secret,
        tokens: who.ledger.tokens().await?.into_iter().map(token).collect(),
        webhooks: who.ledger.webhooks().await?.into_iter().map(webhook).collect(),
        deliveries: who.ledger.deliveries(SHOWN).await?.into_iter().map(delivery).collect(),
        members: members
            .iter()
            .filter(|m| m.disabled_at.is_none())
            .map(|m| (m.id.0, format!("{}, {}", m.name, say::role(m.role)), m.id == who.member.id))
            .collect(),
        days: hooks::patience_days(),
    })
}

/// Tokens, webhooks and the newest deliveries.
pub async fn show(who: May<Administer>) -> Page {
    api_page(&who, None).await
}

fn value<'a>(form: &'a Fields, name: &'a str) -> &'a str {
    values(form, name).next().unwrap_or_default().trim()
}

/// The values of `name`, each read.
fn chosen<T>(form: &Fields, name: &str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, PageError> {
    let unknown = |word: &str| PageError::Refused(format!("`{word}` is not known here"));
    let all = values(form, name).map(|word| read(word).ok_or_else(|| unknown(word)));
    let all = all.collect::<Result<Vec<_>, _>>()?;
    if all.is_empty() {
        return Err(PageError::Refused(format!("choose at least one of the {name}")));
    }
    Ok(all)
}

/// Makes a token and shows its secret, once.
pub async fn add_token(who: May<Administer>, Form(form): Form<Fields>) -> Page {
    let name = value(&form, "name");
    if name.is_empty() || name.chars().count() > 100 {
        return Err(PageError::Refused("a token’s name has 1 to 100 characters".to_owned()));
    }
    let scopes = chosen(&form, "scopes", Scope::from_word)?;
    let nobody = || PageError::Refused("choose the member in whose role it acts".to_owned());
    let member = value(&form, "member").parse().map(MemberId).map_err(|_| nobody())?;
    let member = who.ledger.member(member).await?.ok_or_else(nobody)?.id;
    let now = who.house.now();
    let expires_at = match value(&form, "days") {
        "" => None,
        days => match days.parse() {
            Ok(days @ 1..=LONGEST_DAYS) => Some(now.plus_secs(days * Timestamp::DAY_SECS)),
            _ => {
                let why = format!(
                    "a token is good for 1 to {LONGEST_DAYS} days; leave it empty for ever"
                );
                return Err(PageError::Refused(why));
            }
        },
    };
    let text = format!("{PREFIX}{}", token::secret()?.0);
    let secret = token::hash(&text);
    let new = NewToken { secret, name: name.to_owned(), scopes, member, expires_at };
    let id = who.ledger.add_token(&new, now).await?;
    who.audit("token.added", &format!("{id} for member {member}")).await?;
    api_page(&who, Some(Secret { what: "The token", text })).await
}

/// Revokes a token; it is good for nothing from the next request on.
pub async fn revoke(who: May<Administer>, Path(id): Path<i64>) -> Result<Redirect, PageError> {
    if !who.ledger.revoke_token(id, who.house.now()).await? {
        return Err(PageError::NotFound);
    }
    who.audit("token.revoked", &id.to_string()).await?;
    Ok(Redirect::to(HERE))
}

/// Adds a webhook and shows its secret, once.
pub async fn add_webhook(who: May<Administer>, Form(form): Form<Fields>) -> Page {
    let url = value(&form, "url");
    if url.len() > 2_000 {
        return Err(PageError::Refused("an address has at most 2,000 characters".to_owned()));
    }
    address::parse(url, who.hooks.local()).map_err(|e| PageError::Refused(e.to_string()))?;
    let events = chosen(&form, "events", HookEvent::from_word)?;
    let secret = sign::new_secret().ok_or(PageError::Broken)?;
    let id = who.ledger.add_webhook(url, &secret, &events, who.house.now()).await?;
    who.audit("webhook.added", &id.to_string()).await?;
    let text = sign::text(&secret);
    api_page(&who, Some(Secret { what: "The webhook’s signing secret", text })).await
}

/// Removes a webhook, tries it, or tells it again.
pub async fn change_webhook(
    who: May<Administer>,
    Path(id): Path<i64>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let webhooks = who.ledger.webhooks().await?;
    let webhook = webhooks.iter().find(|hook| hook.id == id).ok_or(PageError::NotFound)?;
    match value(&form, "action") {
        "remove" => {
            who.ledger.remove_webhook(id).await?;
            who.audit("webhook.removed", &id.to_string()).await?;
        }
        "test" => hooks::note(&who, webhook, HookEvent::Test, &json!({ "webhook": id })).await?,
        "enable" => {
            who.ledger.set_webhook_disabled(id, None).await?;
            who.audit("webhook.enabled", &id.to_string()).await?;
        }
        other => return Err(PageError::Refused(format!("`{other}` is not known here"))),
    }
    Ok(Redirect::to(HERE))
}
