//! What the programs cost and bring: per program and per department, low, mid and high, with every assumption.

use askama::Template;
use axum::extract::Query;
use model::Money;
use programs::money::{by_centre, roi};

use super::show::money::{Printed, Sums, printed, sums};
use super::{Room, SEED, currency, frame, tabs, words};
use crate::auth::{May, ReadStrategy};
use crate::frame::{Frame, Page, page};
use crate::pages::strategy::{Asked, Link};

struct Account {
    name: String,
    path: String,
    sums: Sums,
    lines: Vec<Printed>,
}

#[derive(Template)]
#[template(path = "pages/programs/money.html")]
struct MoneyPage {
    frame: Frame,
    tabs: Vec<Link>,
    answer: String,
    programs: Vec<Account>,
    centres: Vec<Account>,
}

/// The accounts.
pub async fn show(who: May<ReadStrategy>, Query(asked): Query<Asked>) -> Page {
    let room = Room::of(&who).await?;
    let (counted, currency) = (room.counted(), currency(&who).await?);
    let mut together = Money::default();
    for program in &room.programs {
        together.costs.extend(program.money.costs.iter().cloned());
        together.values.extend(program.money.values.iter().cloned());
    }
    let all = roi(&together, &counted, SEED);
    let answer = match &all.roi {
        Some(return_) => format!(
            "All programs together: {} on a cost of {}. Low and high are the ends that the assumptions allow.",
            report::money::return_range(return_),
            report::money::money_range(&all.cost, &currency)
        ),
        None => "No cost is written down yet, so there is no return to speak of.".to_owned(),
    };
    let programs = room.programs.iter().filter(|one| one.money != Money::default()).map(|one| {
        let account = roi(&one.money, &counted, SEED);
        Account {
            name: one.name.clone(),
            path: format!("/programs/{}#money", one.id),
            sums: sums(&account, &currency),
            lines: printed(&account, &currency),
        }
    });
    let centres =
        by_centre(&room.programs, &counted, SEED).into_iter().map(|(centre, account)| Account {
            name: words::centre(centre).to_owned(),
            path: String::new(),
            sums: sums(&account, &currency),
            lines: printed(&account, &currency),
        });
    page(&MoneyPage {
        frame: frame(&who, "What does it cost, and what comes back?", "reporting", &asked.did)
            .await?,
        tabs: tabs("/money"),
        answer,
        programs: programs.collect(),
        centres: centres.collect(),
    })
}
