//! One's own account; and for admins: members, the audit log, and how well the readings are.

mod escalation;
mod judge;
mod passkeys;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use ledger::{Member, NewMember};
use model::{ActError, Correction, Label, MemberId, Role};
use serde::Deserialize;
use understand::Reader;
use understand::adapt::{self, Learned};

use crate::auth::{Administer, Ask, May, OwnAccount, ReadFigures, password, token};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::routes::of::*;
use crate::say;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/account", P::OwnAccount, get(show)),
        Route::post("/account/password", P::OwnAccount, post(set_password)),
        Route::post("/account/name", P::OwnAccount, post(set_name)),
        Route::post("/account/sessions/{token}/end", P::OwnAccount, post(end_session)),
        Route::post("/account/passkeys/ask", P::OwnAccount, post(passkeys::ask)),
        Route::post("/account/passkeys", P::OwnAccount, post(passkeys::keep)),
        Route::post("/account/passkeys/{token}/remove", P::OwnAccount, post(passkeys::remove)),
        Route::get("/settings/members", P::Administer, get(members)),
        Route::post("/settings/members", P::Administer, post(invite)),
        Route::post("/settings/members/{id}", P::Administer, post(change)),
        Route::get("/settings/escalation", P::Administer, get(escalation::show)),
        Route::post("/settings/escalation", P::Administer, post(escalation::change)),
        Route::get("/settings/audit", P::Administer, get(audit)),
        Route::get("/settings/quality", P::ReadFigures, get(quality)),
        Route::get("/settings/judge", P::Correct, get(judge::show)),
        Route::post("/settings/judge", P::Correct, post(judge::say)),
    ]
}

/// A tab of the settings.
pub struct Tab {
    /// Where.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether it is this one.
    pub here: bool,
}

/// The tabs that a member sees.
pub fn tabs<A: Ask>(who: &May<A>, here: &str) -> Vec<Tab> {
    let all = [
        ("/account", "My account", P::OwnAccount),
        ("/digests", "E-mail", P::OwnAccount),
        ("/settings/quality", "Reading quality", P::ReadFigures),
        ("/settings/members", "Members", P::Administer),
        ("/settings/api", "API", P::Administer),
        ("/settings/escalation", "Escalation", P::Administer),
        ("/settings/audit", "Audit log", P::Administer),
    ];
    let seen = all.into_iter().filter(|(_, _, asks)| who.also(*asks));
    seen.map(|(path, name, _)| Tab { path, name, here: path == here }).collect()
}

struct SessionRow {
    token: String,
    agent: String,
    since: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "pages/account/show.html")]
struct AccountPage {
    frame: Frame,
    tabs: Vec<Tab>,
    email: String,
    has_password: bool,
    first: bool,
    shortest: usize,
    sessions: Vec<SessionRow>,
    passkeys: Vec<passkeys::PasskeyRow>,
    can_have_passkeys: bool,
}

/// Whether this is the first visit.
#[derive(Debug, Deserialize)]
pub struct First {
    first: Option<u8>,
}

/// The account with its sessions.
pub async fn show(who: May<OwnAccount>, Query(asked): Query<First>) -> Page {
    let zone = &who.snapshot().plan.zone;
    let sessions = who.ledger.sessions(who.member.id).await?;
    let row = |session: ledger::Session| SessionRow {
        here: session.token == who.session,
        token: token::shown(&session.token),
        agent: if session.agent.is_empty() { "unknown browser".to_owned() } else { session.agent },
        since: report::dates::moment(session.created_at, zone),
    };
    page(&AccountPage {
        frame: Frame::new(&who, "/account", "Who am I here?"),
        tabs: tabs(&who, "/account"),
        email: who.member.email.clone(),
        has_password: who.member.password.is_some(),
        first: asked.first.is_some(),
        shortest: password::SHORTEST,
        sessions: sessions.into_iter().map(row).collect(),
        passkeys: passkeys::rows(&who).await?,
        can_have_passkeys: who.passkeys.available(),
    })
}

/// A new password.
#[derive(Deserialize)]
pub struct NewPassword {
    #[serde(default)]
    old: String,
    new: String,
}

/// Sets the password. Who has one must say it.
pub async fn set_password(
    who: May<OwnAccount>,
    Form(form): Form<NewPassword>,
) -> Result<Redirect, PageError> {
    if let Some(hash) = &who.member.password
        && !password::fits(form.old, Some(hash.clone())).await?
    {
        return Err(PageError::Refused("the old password is another one".to_owned()));
    }
    let hash = password::hash(form.new).await?;
    who.ledger.set_password(who.member.id, Some(&hash)).await?;
    who.audit("password.changed", "").await?;
    Ok(Redirect::to("/account"))
}

/// A new name.
#[derive(Deserialize)]
pub struct NewName {
    name: String,
}

/// Sets what others call the member.
pub async fn set_name(
    who: May<OwnAccount>,
    Form(form): Form<NewName>,
) -> Result<Redirect, PageError> {
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(PageError::Refused("a name has 1 to 100 characters".to_owned()));
    }
    who.ledger.set_name(who.member.id, name).await?;
    Ok(Redirect::to("/account"))
}

/// Ends one of the member's sessions.
pub async fn end_session(
    who: May<OwnAccount>,
    Path(shown): Path<String>,
) -> Result<Redirect, PageError> {
    let sessions = who.ledger.sessions(who.member.id).await?;
    let found = sessions.iter().find(|session| token::shown(&session.token) == shown);
    let session = found.ok_or(PageError::NotFound)?;
    who.ledger.end_session(who.member.id, &session.token).await?;
    Ok(Redirect::to("/account"))
}

struct MemberRow {
    member: Member,
    role: &'static str,
    since: String,
    me: bool,
}

#[derive(Template)]
#[template(path = "pages/account/members.html")]
struct MembersPage {
    frame: Frame,
    tabs: Vec<Tab>,
    rows: Vec<MemberRow>,
    link: Option<(String, String)>,
}

impl MembersPage {
    fn roles(&self) -> Vec<(Role, &'static str)> {
        Role::ALL.iter().map(|role| (*role, say::role(*role))).collect()
    }
}

async fn members_page(who: &May<Administer>, link: Option<(String, String)>) -> Page {
    let zone = &who.snapshot().plan.zone;
    let row = |member: Member| MemberRow {
        role: say::role(member.role),
        since: report::dates::moment(member.created_at, zone),
        me: member.id == who.member.id,
        member,
    };
    page(&MembersPage {
        frame: Frame::new(who, "/account", "Who works here, and in which role?"),
        tabs: tabs(who, "/settings/members"),
        rows: who.ledger.members().await?.into_iter().map(row).collect(),
        link,
    })
}

/// Everybody who can sign in.
pub async fn members(who: May<Administer>) -> Page {
    members_page(&who, None).await
}

/// Somebody new.
#[derive(Deserialize)]
pub struct Invitation {
    email: String,
    name: String,
    role: String,
}

/// Adds a member and shows their one-time link.
pub async fn invite(who: May<Administer>, Form(form): Form<Invitation>) -> Page {
    let unknown = || PageError::Refused(format!("`{}` is no role", form.role));
    let role = Role::from_word(&form.role).ok_or_else(unknown)?;
    let email = form.email.trim();
    if !email.contains('@') || email.len() > 254 {
        return Err(PageError::Refused(format!("`{email}` is no e-mail address")));
    }
    let name = if form.name.trim().is_empty() { email } else { form.name.trim() };
    let new = NewMember { email: email.to_owned(), name: name.to_owned(), role };
    let id = who.ledger.add_member(&new, who.house.now()).await?;
    who.audit("member.added", &format!("{id} as {}", role.as_str())).await?;
    let link = token::sign_in_link(&who, id).await?;
    members_page(&who, Some((new.name, link))).await
}

/// What to change of a member.
#[derive(Deserialize)]
pub struct Change {
    action: String,
    #[serde(default)]
    role: String,
}

/// Another role, shut out, let in, or a new link. An admin cannot do that to themselves, so that one always remains.
pub async fn change(who: May<Administer>, Path(id): Path<u32>, Form(form): Form<Change>) -> Page {
    let id = MemberId(id);
    let member = who.ledger.member(id).await?.ok_or(PageError::NotFound)?;
    if id == who.member.id && form.action != "link" {
        let why = "ask another admin to change your own role, so that one admin always remains";
        return Err(PageError::Refused(why.to_owned()));
    }
    match form.action.as_str() {
        "role" => {
            let unknown = || PageError::Refused(format!("`{}` is no role", form.role));
            let role = Role::from_word(&form.role).ok_or_else(unknown)?;
            who.ledger.set_role(id, role).await?;
            who.audit("member.role", &format!("{id} {}", role.as_str())).await?;
        }
        "disable" => {
            who.ledger.set_disabled(id, Some(who.house.now())).await?;
            who.audit("member.disabled", &id.to_string()).await?;
        }
        "enable" => {
            who.ledger.set_disabled(id, None).await?;
            who.audit("member.enabled", &id.to_string()).await?;
        }
        "link" => {
            let link = token::sign_in_link(&who, id).await?;
            who.audit("member.link", &id.to_string()).await?;
            return members_page(&who, Some((member.name, link))).await;
        }
        other => return Err(PageError::Refused(format!("`{other}` is not known here"))),
    }
    members_page(&who, None).await
}

struct AuditRow {
    when: String,
    member: String,
    verb: String,
    object: String,
}

#[derive(Template)]
#[template(path = "pages/account/audit.html")]
struct AuditPage {
    frame: Frame,
    tabs: Vec<Tab>,
    rows: Vec<AuditRow>,
}

/// The newest 500 entries of the audit log.
pub async fn audit(who: May<Administer>) -> Page {
    let zone = &who.snapshot().plan.zone;
    let members = who.ledger.members().await?;
    let name = |id: Option<MemberId>| match id {
        None => "command line".to_owned(),
        Some(id) => {
            members.iter().find(|m| m.id == id).map_or_else(|| id.to_string(), |m| m.name.clone())
        }
    };
    let rows = who.ledger.audit_log(500).await?;
    let row = |entry: ledger::AuditEntry| AuditRow {
        when: report::dates::moment(entry.at, zone),
        member: name(entry.member),
        verb: entry.verb,
        object: entry.object,
    };
    page(&AuditPage {
        frame: Frame::new(&who, "/account", "Who did what?"),
        tabs: tabs(&who, "/settings/audit"),
        rows: rows.into_iter().map(row).collect(),
    })
}

/// Rows: what people said; columns: what the model had said.
struct Matrix {
    rows: Vec<(&'static str, [u64; 3])>,
    total: u64,
    right: u64,
}

impl Matrix {
    fn of(counts: [[u64; 3]; 3]) -> Self {
        let names = Label::ALL.iter().map(|label| say::label(Some(*label)));
        let right = (0..3).filter_map(|n| counts.get(n).and_then(|row| row.get(n))).sum();
        Self { rows: names.zip(counts).collect(), total: counts.iter().flatten().sum(), right }
    }

    fn share(&self) -> String {
        if self.total == 0 {
            return "–".to_owned();
        }
        report::numbers::percent(self.right as f64 / self.total as f64)
    }
}

#[derive(Template)]
#[template(path = "pages/account/quality.html")]
struct QualityPage {
    frame: Frame,
    tabs: Vec<Tab>,
    drawn: Matrix,
    picked: Matrix,
    held_out: Matrix,
    measured_on: String,
    corrections: u64,
    can_judge: bool,
    layer: Option<Layer>,
    /// Posts drawn by chance whose acts were judged, and a row for each act.
    acts: (u64, Vec<ActRow>),
    /// Corrections of the sentiment so far, and from how many on a layer is tried.
    labelled: (u64, u64),
}

/// Counts `[true][predicted]` of corrected sentiments.
fn confusion<'a>(corrections: impl Iterator<Item = &'a Correction>) -> [[u64; 3]; 3] {
    let mut counts = [[0; 3]; 3];
    for correction in corrections {
        let (Some(label), Some(model)) = (correction.label, correction.model_sentiment) else {
            continue;
        };
        let place =
            counts.get_mut(label.index()).and_then(|row| row.get_mut(model.label().index()));
        if let Some(count) = place {
            *count += 1;
        }
    }
    counts
}

/// How the reading of one act does on posts that chance chose.
struct ActRow {
    name: &'static str,
    do_it: u64,
    found: u64,
    mistaken: u64,
}

/// A row for each act, and how many posts were judged.
fn act_rows(corrections: &[Correction]) -> (u64, Vec<ActRow>) {
    let judged = corrections.iter().filter(|c| c.drawn);
    let pairs = judged.filter_map(|c| Some((c.model_acts, c.acts?)));
    let row = |error: ActError| {
        let [[_, mistaken], [missed, found]] = error.counts;
        ActRow { name: say::act(error.act), do_it: missed + found, found, mistaken }
    };
    (pairs.clone().count() as u64, ActError::measured(pairs).into_iter().map(row).collect())
}

/// What the workspace's own layer is and does.
struct Layer {
    on: bool,
    said: String,
    corrections: u64,
    when: String,
    /// Posts that were read with it, and all.
    posts: (u64, u64),
}

impl Layer {
    /// `None` before anything was tried.
    async fn of(who: &May<ReadFigures>) -> Result<Option<Self>, PageError> {
        let text = who.ledger.setting(adapt::SETTING).await?;
        let Some(learned) = text.as_deref().and_then(Learned::from_text) else { return Ok(None) };
        let on = learned.layer().is_some();
        let number = adapt::number(Some(&learned));
        let read_by = if on { who.ledger.read_by().await? } else { Vec::new() };
        let posts = |now: bool| {
            read_by.iter().filter(|(by, _)| !now || *by == number).map(|(_, posts)| posts).sum()
        };
        Ok(Some(Self {
            on,
            corrections: learned.corrections,
            when: report::dates::moment(learned.at, &who.snapshot().plan.zone),
            said: learned.said,
            posts: (posts(true), posts(false)),
        }))
    }
}

/// How often people and the model agree.
pub async fn quality(who: May<ReadFigures>) -> Page {
    let corrections = who.ledger.corrections().await?;
    let held_out = Reader::confusion();
    page(&QualityPage {
        frame: Frame::new(&who, "/account", "How right are the readings?"),
        tabs: tabs(&who, "/settings/quality"),
        drawn: Matrix::of(confusion(corrections.iter().filter(|c| c.drawn))),
        picked: Matrix::of(confusion(corrections.iter().filter(|c| !c.drawn))),
        held_out: Matrix::of(held_out.counts),
        measured_on: held_out.measured_on,
        corrections: corrections.len() as u64,
        can_judge: who.also(P::Correct),
        layer: Layer::of(&who).await?,
        acts: act_rows(&corrections),
        labelled: (
            corrections.iter().filter(|c| c.label.is_some()).count() as u64,
            adapt::FEWEST as u64,
        ),
    })
}
