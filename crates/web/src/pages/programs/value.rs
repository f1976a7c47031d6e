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

/// What a part asks for: its title, what it is about, and its inputs with their labels.
struct Asked {
    title: &'static str,
    about: &'static str,
    inputs: &'static [(&'static str, &'static str)],
}

const OWN: Asked = Asked {
    title: "Own purchases (CLV)",
    about: "What the customer will still buy.",
    inputs: &[
        ("margin", "Margin a period, cost to serve taken off"),
        ("retention", "Share that stays from period to period (0.8)"),
        ("discount", "Discount a period (0.1)"),
        ("periods", "Periods looked ahead; empty: for ever"),
        ("acquisition", "Cost of winning, where still to be taken off"),
    ],
};
const REFERRED: Asked = Asked {
    title: "Referrals (CRV)",
    about: "What those bring who came by this customer's word.",
    inputs: &[
        ("gained", "Customers who would not have come otherwise"),
        ("referred_margin", "Margin of each of these a period"),
        ("reward", "Reward for each, once"),
        ("upkeep", "Cost of keeping each, a period"),
        ("saved", "Cost of winning that was saved on each"),
        ("anyway", "Customers who would have come anyway"),
        ("referral_periods", "Periods looked ahead (1)"),
    ],
};
const INFLUENCED: Asked = Asked {
    title: "Influence (CIV)",
    about: "What the customer's public word moves in others.",
    inputs: &[
        ("influenced", "People whom they influence"),
        ("influence_share", "Share of each one's decisions, 0 to 1"),
        ("other_clv", "What each of these is worth (CLV)"),
    ],
};
const KNOWN: Asked = Asked {
    title: "Knowledge (CKV)",
    about: "What the customer taught us and others.",
    inputs: &[
        ("suggestions", "Suggestions that were carried out"),
        ("suggestion_worth", "Worth of each"),
        ("answers", "Questions answered for others"),
        ("answer_cost", "Cost of an answer by us"),
        ("answer_share", "Share that would have come to us (0.5)"),
    ],
};
const REFERENCE: Asked = Asked {
    title: "Reference value",
    about: "Another way to price a public word; not part of the sum above.",
    inputs: &[
        ("rate", "Net reference rate, 0 to 1"),
        ("contribution", "Gross contribution of each"),
        ("network", "How many hear it"),
        ("leadership", "Opinion leadership, 0 to 1"),
        ("satisfied", "Write `no` where the customer is not satisfied"),
    ],
};

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

    /// A part with its inputs as they were given, and what comes of them.
    fn part(&self, asked: &'static Asked, found: Computed, currency: &str) -> Part {
        let input = |(name, label): &(&'static str, &'static str)| Input {
            name,
            label,
            value: value(self.0, name).to_owned(),
        };
        Part {
            title: asked.title,
            about: asked.about,
            inputs: asked.inputs.iter().map(input).collect(),
            found: shown(found, currency),
        }
    }
}

/// What comes of a part: an input that is no number is an error, and so is one that cannot be.
type Computed = Result<Result<Value, Invalid>, String>;

fn shown(found: Computed, currency: &str) -> Result<Shown, String> {
    let value = found?.map_err(|invalid| invalid.to_string())?;
    Ok(Shown {
        amount: report::money::money(value.amount, currency),
        inputs: value.inputs.into_iter().map(|(name, number)| (name, amount(number))).collect(),
        formula: value.formula,
        source: value.source,
    })
}

fn purchases(given: &Given<'_>) -> Computed {
    let periods = given.number("periods", 0.0)?;
    Ok(clv(Purchases {
        margin: given.number("margin", 0.0)?,
        retention: given.number("retention", 0.8)?,
        discount: given.number("discount", 0.1)?,
        periods: (periods >= 1.0).then_some(periods as u32),
        acquisition: given.number("acquisition", 0.0)?,
    }))
}

fn referrals(given: &Given<'_>) -> Computed {
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

fn influence(given: &Given<'_>) -> Computed {
    let people = given.number("influenced", 0.0)?.clamp(0.0, 10_000.0) as usize;
    let share = given.number("influence_share", 0.0)?;
    let other = given.number("other_clv", 0.0)?;
    let clvs: Vec<f64> = std::iter::once(0.0).chain(std::iter::repeat_n(other, people)).collect();
    let links: Vec<Influence> = (1..=people).map(|on| Influence { by: 0, on, share }).collect();
    Ok(civ(&clvs, &links, 0))
}

fn knowledge(given: &Given<'_>) -> Computed {
    Ok(ckv(Knowledge {
        suggestions: given.number("suggestions", 0.0)?,
        suggestion_worth: given.number("suggestion_worth", 0.0)?,
        answers: given.number("answers", 0.0)?,
        answer_cost: given.number("answer_cost", 0.0)?,
        answer_share: given.number("answer_share", 0.5)?,
    }))
}

fn word(given: &Given<'_>) -> Computed {
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
    let asked = [&OWN, &REFERRED, &INFLUENCED, &KNOWN];
    let parts = asked.into_iter().zip(found);
    page(&ValuePage {
        frame: frame(&who, "What is a customer worth?", "reporting", "").await?,
        tabs: tabs("/value"),
        answer,
        parts: parts.map(|(asked, found)| given.part(asked, found, &currency)).collect(),
        aside: given.part(&REFERENCE, word(&given), &currency),
    })
}
