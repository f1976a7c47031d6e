//! Judging posts that chance chose: the only way to learn how often the readings err on this market's words. What the model
//! said is not shown, so that it does not lead the judge.

use askama::Template;
use axum::Form;
use axum::response::Redirect;
use ledger::Verdict;
use model::{Act, Acts, Label, Seq};

use super::{Tab, tabs};
use crate::auth::{Correct, May};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::Card;
use crate::pages::posts::{id_of, values};
use crate::say;

/// Numbers that are drawn before it is said that there is nothing to judge; some stand for posts that are gone.
const DRAWS: u64 = 64;

#[derive(Template)]
#[template(path = "pages/account/judge.html")]
struct JudgePage {
    frame: Frame,
    tabs: Vec<Tab>,
    card: Option<Card>,
    judged: u64,
}

impl JudgePage {
    fn acts(&self) -> Vec<(Act, &'static str)> {
        Act::ALL.iter().map(|act| (*act, say::act(*act))).collect()
    }

    fn labels(&self) -> Vec<(Label, &'static str)> {
        Label::ALL.iter().map(|label| (*label, say::label(Some(*label)))).collect()
    }
}

/// A post that was read and that nobody judged, each equally likely.
pub async fn show(who: May<Correct>) -> Page {
    let snapshot = who.snapshot();
    let mut card = None;
    for seq in draw(who.ledger.head().await?)? {
        let Some(settled) = who.ledger.posts(&[seq]).await?.pop() else { continue };
        let known = who.ledger.correction(settled.post.id).await?;
        if settled.reading.sentiment.is_none() || known.is_some_and(|c| c.label.is_some()) {
            continue;
        }
        if let Some(hit) = snapshot.searcher.hit_at(seq)? {
            card = Some(Card::new(&hit, &snapshot.plan, who.house.now()));
            break;
        }
    }
    let corrections = who.ledger.corrections().await?;
    page(&JudgePage {
        frame: Frame::new(&who, "/account", "How does this sound?"),
        tabs: tabs(&who, "/settings/quality"),
        card,
        judged: corrections.iter().filter(|c| c.drawn).count() as u64,
    })
}

/// Numbers up to `head`, equally likely.
fn draw(head: Seq) -> Result<Vec<Seq>, PageError> {
    let mut bytes = [0; 8 * DRAWS as usize];
    getrandom::fill(&mut bytes).map_err(|_| PageError::Broken)?;
    let (numbers, _) = bytes.as_chunks::<8>();
    let most = head.0.max(1);
    // The remainder favours small numbers by less than one in 2⁴⁰ for any ledger that fits a disk.
    Ok(numbers.iter().map(|bytes| Seq(1 + u64::from_le_bytes(*bytes) % most)).collect())
}

/// What the form says. Acts count as judged where at least one is ticked, or `none` is: whoever is in a hurry and ticks
/// nothing has not said that the post does nothing.
fn verdict(form: &[(String, String)]) -> Result<Verdict, PageError> {
    let label = values(form, "label").next().unwrap_or_default();
    let unknown = || PageError::Refused(format!("`{label}` is no sentiment"));
    let label = Label::from_word(label).ok_or_else(unknown)?;
    let acts: Vec<&str> = values(form, "acts").collect();
    let ticked: Acts = acts.iter().filter_map(|word| Act::from_word(word)).collect();
    if ticked != Acts::NONE && acts.contains(&"none") {
        let why = "the post does something, or nothing: untick one of them";
        return Err(PageError::Refused(why.to_owned()));
    }
    let judged = (!acts.is_empty()).then_some(ticked);
    Ok(Verdict { label: Some(label), acts: judged, drawn: true })
}

/// Keeps a judgement, and shows the next post.
pub async fn say(
    who: May<Correct>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let id = id_of(values(&form, "post").next().unwrap_or_default())?;
    let verdict = verdict(&form)?;
    let done = who.ledger.correct(id, verdict, Some(who.member.id), who.house.now()).await?;
    done.ok_or(PageError::NotFound)?;
    who.house.follow().await?;
    crate::hooks::post_corrected(&who, id, verdict).await;
    Ok(Redirect::to("/settings/judge"))
}
