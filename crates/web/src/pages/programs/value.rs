//! What a customer is worth: own purchases, referrals, influence, knowledge, each with its inputs in the address, so that a link
//! shows a colleague the same sum.

use askama::Template;
use axum::extract::Query;
use programs::points::number;
use programs::value::{
    Influence, Invalid, Knowledge, Purchases, Reference, Referrals, Value, civ, ckv, clv, crv,
    reference,
};
use report::money::amount;

use super::forms::{Fields, value};
use super::{currency, frame, tabs};
use crate::auth::{May, ReadStrategy};
use crate::frame::{Frame, Page, page};
use crate::pages::strategy::Link;

/// An input of the form.
struct Input {
    name: &'static str,
    label: &'static str,
    value: String,
}

/// One of the parts.
struct Part {
    title: &'static str,
    about: &'static str,
    inputs: Vec<Input>,
    found: Result<Shown, String>,
}

struct Shown {
    amount: String,
    inputs: Vec<(String, String)>,
    formula: &'static str,
    source: &'static str,
}

#[derive(Template)]
#[template(path = "pages/programs/value.html")]
struct ValuePage {
    frame: Frame,
    tabs: Vec<Link>,
    answer: String,
    parts: Vec<Part>,
    aside: Part,
}

/// The inputs that the address holds, with what stands in where one is missing.
struct Given<'a>(&'a Fields);

impl Given<'_> {
    fn number(&self, name: &str, otherwise: f64) -> Result<f64, String> {
        match value(self.0, name) {
            "" => Ok(otherwise),
            text => number(text),
        }
    }

    fn input(&self, name: &'static str, label: &'static str) -> Input {
        Input { name, label, value: value(self.0, name).to_owned() }
    }
}

fn shown(found: Result<Result<Value, Invalid>, String>, currency: &str) -> Result<Shown, String> {
    let value = found?.map_err(|invalid| invalid.to_string())?;
    Ok(Shown {
        amount: report::money::money(value.amount, currency),
        inputs: value.inputs.into_iter().map(|(name, number)| (name, amount(number))).collect(),
        formula: value.formula,
        source: value.source,
    })
}

fn purchases(given: &Given<'_>) -> Result<Result<Value, Invalid>, String> {
    let periods = given.number("periods", 0.0)?;
    Ok(clv(Purchases {
        margin: given.number("margin", 0.0)?,
        retention: given.number("retention", 0.8)?,
        discount: given.number("discount", 0.1)?,
        periods: (periods >= 1.0).then_some(periods as u32),
        acquisition: given.number("acquisition", 0.0)?,
    }))
}

fn referrals(given: &Given<'_>) -> Result<Result<Value, Invalid>, String> {
    let period = Referrals {
        gained: given.number("gained", 0.0)?,
        margin: given.number("referred_margin", 0.0)?,
        reward: given.number("reward", 0.0)?,
        upkeep: given.number("upkeep", 0.0)?,
        saved: given.number("saved", 0.0)?,
        anyway: given.number("anyway", 0.0)?,
        saved_anyway: given.number("saved", 0.0)?,
    };
    // Winning and rewarding happen once; margins and upkeep come back each period.
    let later = Referrals { reward: 0.0, saved: 0.0, anyway: 0.0, saved_anyway: 0.0, ..period };
    let periods = given.number("referral_periods", 1.0)?.clamp(1.0, 100.0) as usize;
    let all: Vec<Referrals> =
        std::iter::once(period).chain(std::iter::repeat_n(later, periods - 1)).collect();
    Ok(crv(&all, given.number("discount", 0.1)?))
}

fn influence(given: &Given<'_>) -> Result<Result<Value, Invalid>, String> {
    let people = given.number("influenced", 0.0)?.clamp(0.0, 10_000.0) as usize;
    let share = given.number("influence_share", 0.0)?;
    let other = given.number("other_clv", 0.0)?;
    let clvs: Vec<f64> = std::iter::once(0.0).chain(std::iter::repeat_n(other, people)).collect();
    let links: Vec<Influence> = (1..=people).map(|on| Influence { by: 0, on, share }).collect();
    Ok(civ(&clvs, &links, 0))
}

fn knowledge(given: &Given<'_>) -> Result<Result<Value, Invalid>, String> {
    Ok(ckv(Knowledge {
        suggestions: given.number("suggestions", 0.0)?,
        suggestion_worth: given.number("suggestion_worth", 0.0)?,
        answers: given.number("answers", 0.0)?,
        answer_cost: given.number("answer_cost", 0.0)?,
        answer_share: given.number("answer_share", 0.5)?,
    }))
}

fn word(given: &Given<'_>) -> Result<Result<Value, Invalid>, String> {
    Ok(reference(Reference {
        rate: given.number("rate", 0.0)?,
        contribution: given.number("contribution", 0.0)?,
        network: given.number("network", 0.0)?,
        leadership: given.number("leadership", 0.0)?,
        satisfied: value(given.0, "satisfied") != "no",
    }))
}

/// The page.
pub async fn show(who: May<ReadStrategy>, Query(form): Query<Fields>) -> Page {
    let currency = currency(&who).await?;
    let given = Given(&form);
    let found = [purchases(&given), referrals(&given), influence(&given), knowledge(&given)];
    let sum: f64 =
        found.iter().filter_map(|found| found.as_ref().ok()?.as_ref().ok()).map(|v| v.amount).sum();
    let whole = found.iter().all(|found| matches!(found, Ok(Ok(_))));
    let answer = match (form.is_empty(), whole) {
        (true, _) => "Fill in what you know of a customer; what is left empty counts as nothing or as the number shown.".to_owned(),
        (false, true) => format!(
            "{} in all: own purchases, referrals, influence and knowledge together.",
            report::money::money(sum, &currency)
        ),
        (false, false) => "One of the parts cannot be computed; it says why.".to_owned(),
    };
    let [own, referred, influenced, known] = found.map(|found| shown(found, &currency));
    page(&ValuePage {
        frame: frame(&who, "What is a customer worth?", "reporting", "").await?,
        tabs: tabs("/value"),
        answer,
        parts: vec![
            Part {
                title: "Own purchases (CLV)",
                about: "What the customer will still buy.",
                inputs: vec![
                    given.input("margin", "Margin a period, cost to serve taken off"),
                    given.input("retention", "Share that stays from period to period (0.8)"),
                    given.input("discount", "Discount a period (0.1)"),
                    given.input("periods", "Periods looked ahead; empty: for ever"),
                    given.input("acquisition", "Cost of winning, where still to be taken off"),
                ],
                found: own,
            },
            Part {
                title: "Referrals (CRV)",
                about: "What those bring who came by this customer's word.",
                inputs: vec![
                    given.input("gained", "Customers who would not have come otherwise"),
                    given.input("referred_margin", "Margin of each of these a period"),
                    given.input("reward", "Reward for each, once"),
                    given.input("upkeep", "Cost of keeping each, a period"),
                    given.input("saved", "Cost of winning that was saved on each"),
                    given.input("anyway", "Customers who would have come anyway"),
                    given.input("referral_periods", "Periods looked ahead (1)"),
                ],
                found: referred,
            },
            Part {
                title: "Influence (CIV)",
                about: "What the customer's public word moves in others.",
                inputs: vec![
                    given.input("influenced", "People whom they influence"),
                    given.input("influence_share", "Share of each one's decisions, 0 to 1"),
                    given.input("other_clv", "What each of these is worth (CLV)"),
                ],
                found: influenced,
            },
            Part {
                title: "Knowledge (CKV)",
                about: "What the customer taught us and others.",
                inputs: vec![
                    given.input("suggestions", "Suggestions that were carried out"),
                    given.input("suggestion_worth", "Worth of each"),
                    given.input("answers", "Questions answered for others"),
                    given.input("answer_cost", "Cost of an answer by us"),
                    given.input("answer_share", "Share that would have come to us (0.5)"),
                ],
                found: known,
            },
        ],
        aside: Part {
            title: "Reference value",
            about: "Another way to price a public word; not part of the sum above.",
            inputs: vec![
                given.input("rate", "Net reference rate, 0 to 1"),
                given.input("contribution", "Gross contribution of each"),
                given.input("network", "How many hear it"),
                given.input("leadership", "Opinion leadership, 0 to 1"),
                given.input("satisfied", "Write `no` where the customer is not satisfied"),
            ],
            found: shown(word(&given), &currency),
        },
    })
}
