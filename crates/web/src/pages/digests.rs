//! What one is sent by e-mail: preview, choices, consent; and the links that work without signing in.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::{ClickConsent, SendState};
use model::{DigestCategory, Rhythm};
use report::digest::Mail;
use serde::Deserialize;

use crate::app::App;
use crate::auth::{May, OwnAccount};
use crate::digests::{self, CLICK_WORDING, Links};
use crate::error::PageError;
use crate::frame::{Frame, Page, own_path, page};
use crate::pages::account::{self, Tab};
use crate::pages::posts::values;
use crate::routes::of::*;

/// Mails that the page lists.
const SENT: u32 = 12;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/digests", P::OwnAccount, get(show)),
        Route::post("/digests", P::OwnAccount, post(choose)),
        Route::post("/digests/clicks", P::OwnAccount, post(consent)),
        Route::get("/unsubscribe/{token}", None, get(ask)),
        Route::post("/unsubscribe/{token}", None, post(leave)),
        Route::get("/go/{token}", None, get(go)),
    ]
}

/// One category with what the member said.
pub struct Choice {
    category: DigestCategory,
    name: &'static str,
    rhythm: &'static str,
    wanted: bool,
}

/// A category's name, its answer, and its items: each with what stands beside it.
type PartLine = (&'static str, String, Vec<(String, String)>);

/// One rhythm as it would be sent now.
pub struct Preview {
    rhythm: &'static str,
    mail: Mail,
    parts: Vec<PartLine>,
}

/// One mail that was sent.
pub struct SentLine {
    day: String,
    rhythm: &'static str,
    state: &'static str,
    answer: String,
}

#[derive(Template)]
#[template(path = "pages/digests/show.html")]
struct DigestsPage {
    frame: Frame,
    tabs: Vec<Tab>,
    choices: Vec<Choice>,
    wording: &'static str,
    consent: Option<(bool, String)>,
    bounces: bool,
    previews: Vec<Preview>,
    sent: Vec<SentLine>,
}

/// The page.
pub async fn show(who: May<OwnAccount>) -> Page {
    let app: &App = &who;
    let now = app.house.now();
    let zone = app.house.snapshot().plan.zone.clone();
    let mut choices = Vec::new();
    for category in DigestCategory::ALL {
        if digests::may_have(&who.member, *category) {
            choices.push(Choice {
                category: *category,
                name: report::catalogue::digest_category(*category),
                rhythm: report::catalogue::rhythm(category.rhythm()),
                wanted: digests::wants(app, &who.member, *category).await?,
            });
        }
    }
    let mut previews = Vec::new();
    for rhythm in Rhythm::ALL {
        let digest = digests::digest(app, &who.member, (*rhythm, zone.day(now)), None).await?;
        previews.extend(digest.map(|digest| {
            Preview {
                rhythm: report::catalogue::rhythm_label(*rhythm),
                mail: digest.mail(),
                parts: digest
                    .parts
                    .iter()
                    .map(|part| {
                        let items =
                            part.items.iter().map(|it| (it.text.clone(), it.beside.clone()));
                        let name = report::catalogue::digest_category(part.category);
                        (name, part.answer.clone(), items.collect())
                    })
                    .collect(),
            }
        }));
    }
    let consent = app.ledger.click_consents(who.member.id).await?.into_iter().next();
    let sent = app.ledger.digest_sends(who.member.id, SENT).await?;
    let line = |it: ledger::DigestSend| SentLine {
        day: report::dates::long(it.day),
        rhythm: report::catalogue::rhythm(it.rhythm),
        state: state(it.state),
        answer: it.answer,
    };
    page(&DigestsPage {
        frame: Frame::new(&who, "/account", "What are you sent by e-mail?"),
        tabs: account::tabs(&who, "/digests"),
        choices,
        wording: CLICK_WORDING,
        consent: consent.map(|it| (it.given, report::dates::moment(it.at, &zone))),
        bounces: digests::bounces(app, who.member.id).await?,
        previews,
        sent: sent.into_iter().map(line).collect(),
    })
}

const fn state(state: SendState) -> &'static str {
    match state {
        SendState::Sent => "sent",
        SendState::Empty => "nothing to say",
        SendState::Delayed => "will be tried again",
        SendState::Bounced => "came back",
    }
}

/// Keeps what the member wants.
pub async fn choose(
    who: May<OwnAccount>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let wanted: Vec<&str> = values(&form, "category").collect();
    let now = who.house.now();
    for category in DigestCategory::ALL {
        if digests::may_have(&who.member, *category) {
            let wants = wanted.contains(&category.as_str());
            who.ledger.choose_digest(who.member.id, *category, wants, false, now).await?;
        }
    }
    who.audit("digest.chosen", &wanted.join(" ")).await?;
    Ok(Redirect::to("/digests"))
}

/// What the member says about the counting of clicks.
#[derive(Debug, Deserialize)]
pub struct Said {
    #[serde(default)]
    given: String,
}

/// Keeps it with the wording that stood beside the button.
pub async fn consent(who: May<OwnAccount>, Form(said): Form<Said>) -> Result<Redirect, PageError> {
    let given = said.given == "yes";
    let consent = ClickConsent { given, wording: CLICK_WORDING.to_owned(), at: who.house.now() };
    who.ledger.say_click_consent(who.member.id, &consent).await?;
    let verb = if given { "digest.clicks.agreed" } else { "digest.clicks.withdrawn" };
    who.audit(verb, "").await?;
    Ok(Redirect::to("/digests"))
}

#[derive(Template)]
#[template(path = "pages/digests/leave.html")]
struct LeavePage {
    token: String,
    name: &'static str,
    done: bool,
}

/// Asks to be pressed, because programs that look at links in mails must not leave for their readers.
pub async fn ask(State(app): State<App>, Path(token): Path<String>) -> Page {
    let (_, category) = Links::of(&app).await?.read_leave(&token).ok_or(PageError::NotFound)?;
    let name = report::catalogue::digest_category(category);
    page(&LeavePage { token, name, done: false })
}

/// Leaves a category at once: from the page's button, or from the mail program's (RFC 8058), without signing in.
pub async fn leave(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let (member, category) =
        Links::of(&app).await?.read_leave(&token).ok_or(PageError::NotFound)?;
    let now = app.house.now();
    app.ledger.choose_digest(member, category, false, true, now).await?;
    app.ledger.audit(Some(member), "digest.left", category.as_str(), now).await?;
    let name = report::catalogue::digest_category(category);
    Ok(page(&LeavePage { token, name, done: true })?.into_response())
}

/// Where a counted link leads.
#[derive(Debug, Deserialize)]
pub struct Target {
    #[serde(default)]
    to: String,
}

/// Counts a click, if its reader still agrees, and leads on. Neither when nor which link is kept.
pub async fn go(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(target): Query<Target>,
) -> Result<Redirect, PageError> {
    let send = Links::of(&app).await?.read_click(&token, &target.to).ok_or(PageError::NotFound)?;
    app.ledger.count_click(send).await?;
    Ok(Redirect::to(own_path(Some(&target.to))))
}
