//! The newest mentions as they come in.

use askama::Template;
use axum::extract::Query as Asks;
use index::{Order, Page as Slice};

use super::tabs;
use crate::auth::{May, ReadPosts};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::account::Tab;
use crate::pages::card::Card;
use crate::pages::search::asked::{Asked, Problem};
use crate::pages::search::excerpt::shortened;

/// Posts that are shown.
const SHOWN: usize = 30;

/// The newest posts.
#[derive(Template)]
#[template(path = "pages/listen/stream_part.html")]
struct StreamPart {
    total: u64,
    problem: Option<String>,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "pages/listen/stream.html")]
struct StreamPage {
    frame: Frame,
    tabs: Vec<Tab>,
    q: String,
    part_href: String,
    search_href: String,
    part: StreamPart,
}

/// The page around the stream.
pub async fn show(who: May<ReadPosts>, Asks(asked): Asks<Asked>) -> Page {
    page(&StreamPage {
        frame: Frame::new(&who, "/listen", "What is being said right now?"),
        tabs: tabs(&who, "/listen/stream"),
        part: newest(&who, &asked)?,
        part_href: asked.href("/listen/stream/part"),
        search_href: asked.href("/search"),
        q: asked.q,
    })
}

/// The stream alone, for the script that refreshes it.
pub async fn part(who: May<ReadPosts>, Asks(asked): Asks<Asked>) -> Page {
    page(&newest(&who, &asked)?)
}

fn newest(who: &May<ReadPosts>, asked: &Asked) -> Result<StreamPart, PageError> {
    let snapshot = who.snapshot();
    let question = match asked.question(&snapshot.plan) {
        Ok(question) => question,
        Err(Problem(text)) => {
            return Ok(StreamPart { total: 0, problem: Some(text), cards: Vec::new() });
        }
    };
    let slice = Slice { limit: SHOWN, offset: 0, order: Order::Newest };
    let found = snapshot.searcher.search(&question.whole, &slice)?;
    let now = who.house.now();
    let card = |hit| shortened(Card::new(hit, &snapshot.plan, now));
    let cards = found.hits.iter().map(card).collect();
    Ok(StreamPart { total: found.total, problem: None, cards })
}
