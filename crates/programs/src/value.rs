//! What a customer is worth: own purchases (CLV), referrals (CRV), influence (CIV), knowledge (CKV), each with its inputs printed.
//!
//! The four parts are those of Kumar, Aksoy, Donkers, Venkatesan, Wiesel & Tillmanns (J. Service Research 2010). Formulas that could not be
//! checked against their paper are marked as such where they are printed.

mod influence;

pub use influence::{Influence, civ, hubbell};

/// A value with everything that it was computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Money in the workspace's currency.
    pub amount: f64,
    /// The inputs in the order of the formula: name and number.
    pub inputs: Vec<(String, f64)>,
    /// The formula in words, its variant named.
    pub formula: &'static str,
    /// Where it comes from, and whether it was checked there.
    pub source: &'static str,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// Not finite.
    #[error("write numbers")]
    NoNumber,
    /// A probability outside 0 to 1.
    #[error("a share or probability lies between 0 and 100 %")]
    NoShare,
    /// A rate of discount of −100 % or less.
    #[error("the discount rate is more than \u{2212}100 %")]
    Discount,
    /// Influence that feeds itself without end.
    #[error(
        "influence adds up to more than it can: the shares that a person passes on must sum to less than 1"
    )]
    Endless,
}

/// A customer's own purchases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Purchases {
    /// Margin of a period, cost to serve taken off.
    pub margin: f64,
    /// Probability of staying from one period to the next.
    pub retention: f64,
    /// Rate of discount of a period.
    pub discount: f64,
    /// Periods looked ahead; `None`: for ever.
    pub periods: Option<u32>,
    /// What it cost to win the customer, where it is still to be taken off; 0 for a customer who is there.
    pub acquisition: f64,
}

/// CLV = Σ_{t=1..T} m·rᵗ/(1+i)ᵗ − AC, for ever m·r/(1+i−r) − AC.
///
/// # Errors
/// [`Invalid`] for inputs that mean nothing.
pub fn clv(purchases: Purchases) -> Result<Value, Invalid> {
    let Purchases { margin, retention, discount, periods, acquisition } = purchases;
    finite(&[margin, retention, discount, acquisition])?;
    shares(&[retention])?;
    if discount <= -1.0 || (periods.is_none() && discount <= retention - 1.0) {
        return Err(Invalid::Discount);
    }
    let kept = retention / (1.0 + discount);
    let multiple = match periods {
        None => retention / (1.0 + discount - retention),
        Some(periods) => (1..=periods).map(|t| kept.powi(t.min(10_000) as i32)).sum(),
    };
    let mut inputs = inputs(&[
        ("margin a period", margin),
        ("retention", retention),
        ("discount a period", discount),
        ("margin multiple", multiple),
        ("acquisition cost", acquisition),
    ]);
    if let Some(periods) = periods {
        inputs.insert(3, ("periods".to_owned(), f64::from(periods)));
    }
    Ok(Value {
        amount: margin * multiple - acquisition,
        inputs,
        formula: "CLV = margin \u{d7} \u{3a3} (retention / (1 + discount))\u{1d57} \u{2212} acquisition cost, from the next period on; for ever: \
                  margin \u{d7} retention / (1 + discount \u{2212} retention)",
        source: "Gupta & Lehmann 2003 (Customers as Assets), constant margin and retention",
    })
}

/// One period of somebody's referrals.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Referrals {
    /// Customers who would not have come otherwise.
    pub gained: f64,
    /// Margin of each of these in the period.
    pub margin: f64,
    /// What each of these referrals cost (rewards).
    pub reward: f64,
    /// What it cost to keep each of these.
    pub upkeep: f64,
    /// What it did not cost to win each of these.
    pub saved: f64,
    /// Customers who would have come anyway.
    pub anyway: f64,
    /// What it did not cost to win each of those.
    pub saved_anyway: f64,
}

/// CRV: discounted margins and saved costs of those who would not have come otherwise, and saved costs of those who would
/// have come anyway. The first element is period 1.
///
/// # Errors
/// [`Invalid`] for inputs that mean nothing.
pub fn crv(periods: &[Referrals], discount: f64) -> Result<Value, Invalid> {
    finite(&[discount])?;
    if discount <= -1.0 {
        return Err(Invalid::Discount);
    }
    let (mut gained, mut anyway) = (0.0, 0.0);
    for (t, period) in (1..).zip(periods) {
        let Referrals { margin, reward, upkeep, saved, saved_anyway, .. } = *period;
        finite(&[period.gained, margin, reward, upkeep, saved, period.anyway, saved_anyway])?;
        let worth = (1.0 + discount).powi(t);
        gained += period.gained * (margin - reward - upkeep + saved) / worth;
        anyway += period.anyway * saved_anyway / worth;
    }
    let count = |of: fn(&Referrals) -> f64| periods.iter().map(of).sum::<f64>();
    Ok(Value {
        amount: gained + anyway,
        inputs: inputs(&[
            ("periods", periods.len() as f64),
            ("discount a period", discount),
            (
                "customers who would not have come otherwise, summed over periods",
                count(|p| p.gained),
            ),
            ("discounted worth of these", gained),
            ("customers who would have come anyway, summed over periods", count(|p| p.anyway)),
            ("discounted saved cost of these", anyway),
        ]),
        formula: "CRV = \u{3a3} gained \u{d7} (margin \u{2212} reward \u{2212} upkeep + saved cost of winning) / (1 + discount)\u{1d57} + \u{3a3} came \
                  anyway \u{d7} saved cost of winning / (1 + discount)\u{1d57}",
        source: "Kumar, Petersen & Leone (HBR 2007; J. Marketing 2010), shape of the formula; not checked against the paper",
    })
}

/// What somebody taught us and others.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Knowledge {
    /// Suggestions that were carried out.
    pub suggestions: f64,
    /// What each of these is worth.
    pub suggestion_worth: f64,
    /// Questions of others that they answered.
    pub answers: f64,
    /// What an answer by us costs.
    pub answer_cost: f64,
    /// Share of the answered questions that would have come to us, 0 to 1.
    pub answer_share: f64,
}

/// CKV = suggestions carried out × worth + answers × cost of ours × share that would have come to us.
///
/// # Errors
/// [`Invalid`] for inputs that mean nothing.
pub fn ckv(knowledge: Knowledge) -> Result<Value, Invalid> {
    let Knowledge { suggestions, suggestion_worth, answers, answer_cost, answer_share } = knowledge;
    finite(&[suggestions, suggestion_worth, answers, answer_cost, answer_share])?;
    shares(&[answer_share])?;
    Ok(Value {
        amount: suggestions * suggestion_worth + answers * answer_cost * answer_share,
        inputs: inputs(&[
            ("suggestions carried out", suggestions),
            ("worth of each", suggestion_worth),
            ("questions answered for others", answers),
            ("cost of an answer by us", answer_cost),
            ("share that would have come to us", answer_share),
        ]),
        formula: "CKV = suggestions carried out \u{d7} worth + answers \u{d7} cost of an answer by us \u{d7} share that would have come to us",
        source: "Waggle's own variant: Kumar et al. (J. Service Research 2010) name knowledge as a part and give no formula for it",
    })
}

/// What somebody's public word is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    /// Share of those who hear it and act on it, net of those who would have anyway.
    pub rate: f64,
    /// What one of these contributes.
    pub contribution: f64,
    /// How many hear it.
    pub network: f64,
    /// How much they are listened to, 0 to 1.
    pub leadership: f64,
    /// Whether the word is kind.
    pub satisfied: bool,
}

/// Reference value = net reference rate × gross contribution × network × opinion leadership × ±1.
///
/// # Errors
/// [`Invalid`] for inputs that mean nothing.
pub fn reference(of: Reference) -> Result<Value, Invalid> {
    finite(&[of.rate, of.contribution, of.network, of.leadership])?;
    shares(&[of.rate, of.leadership])?;
    let sign = if of.satisfied { 1.0 } else { -1.0 };
    Ok(Value {
        amount: of.rate * of.contribution * of.network * of.leadership * sign,
        inputs: inputs(&[
            ("net reference rate", of.rate),
            ("gross contribution", of.contribution),
            ("network size", of.network),
            ("opinion leadership", of.leadership),
            ("satisfied (+1) or not (\u{2212}1)", sign),
        ]),
        formula: "reference value = net reference rate \u{d7} gross contribution \u{d7} network size \u{d7} opinion leadership \u{d7} \u{b1}1",
        source: "Bauer & Hammerschmidt, as told by dragon360.com",
    })
}

fn finite(numbers: &[f64]) -> Result<(), Invalid> {
    if numbers.iter().all(|number| number.is_finite()) { Ok(()) } else { Err(Invalid::NoNumber) }
}

fn shares(numbers: &[f64]) -> Result<(), Invalid> {
    let inside = numbers.iter().all(|share| (0.0..=1.0).contains(share));
    if inside { Ok(()) } else { Err(Invalid::NoShare) }
}

fn inputs(named: &[(&str, f64)]) -> Vec<(String, f64)> {
    named.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bought(retention: f64, discount: f64) -> Purchases {
        Purchases { margin: 1.0, retention, discount, periods: None, acquisition: 0.0 }
    }

    #[test]
    fn clv_has_the_margin_multiples_of_the_source() {
        // Gupta & Lehmann's table of r/(1 + i − r).
        for (retention, discount, multiple) in [
            (0.6, 0.10, 1.20),
            (0.7, 0.12, 1.67),
            (0.8, 0.12, 2.50),
            (0.9, 0.10, 4.50),
            (0.9, 0.16, 3.46),
        ] {
            let found = clv(bought(retention, discount)).unwrap().amount;
            assert!((found - multiple).abs() < 0.005, "{retention} {discount}: {found}");
        }
        let long = clv(Purchases { periods: Some(2_000), ..bought(0.9, 0.1) }).unwrap();
        assert!((long.amount - 4.5).abs() < 1e-9);
        let short = clv(Purchases {
            margin: 100.0,
            periods: Some(2),
            acquisition: 20.0,
            ..bought(0.8, 0.25)
        });
        assert!((short.unwrap().amount - (100.0 * (0.64 + 0.4096) - 20.0)).abs() < 1e-9);
    }

    #[test]
    fn the_reference_value_of_the_example_is_157_50() {
        let of = Reference {
            rate: 0.03,
            contribution: 500.0,
            network: 15.0,
            leadership: 0.7,
            satisfied: true,
        };
        assert!((reference(of).unwrap().amount - 157.5).abs() < 1e-9);
        assert!(
            (reference(Reference { satisfied: false, ..of }).unwrap().amount + 157.5).abs() < 1e-9
        );
    }

    #[test]
    fn crv_counts_margins_of_the_gained_and_savings_on_the_others() {
        let first = Referrals {
            gained: 2.0,
            margin: 100.0,
            reward: 40.0,
            upkeep: 6.0,
            saved: 30.0,
            anyway: 3.0,
            saved_anyway: 30.0,
        };
        let second = Referrals { gained: 2.0, margin: 100.0, upkeep: 6.0, ..Referrals::default() };
        let found = crv(&[first, second], 0.1).unwrap();
        let expected = (2.0 * 84.0 + 90.0) / 1.1 + 2.0 * 94.0 / 1.21;
        assert!((found.amount - expected).abs() < 1e-9);
        assert_eq!(crv(&[], 0.1).unwrap().amount, 0.0);
    }

    #[test]
    fn knowledge_is_suggestions_and_answers() {
        let known = Knowledge {
            suggestions: 2.0,
            suggestion_worth: 500.0,
            answers: 40.0,
            answer_cost: 12.0,
            answer_share: 0.5,
        };
        assert!((ckv(known).unwrap().amount - 1_240.0).abs() < 1e-9);
    }

    #[test]
    fn what_means_nothing_is_refused() {
        assert_eq!(clv(bought(1.2, 0.1)), Err(Invalid::NoShare));
        assert_eq!(clv(bought(0.9, f64::NAN)), Err(Invalid::NoNumber));
        assert_eq!(clv(bought(0.9, -0.2)), Err(Invalid::Discount));
        assert_eq!(crv(&[], -1.0), Err(Invalid::Discount));
        let share = Knowledge { answer_share: 1.1, ..Knowledge::default() };
        assert_eq!(ckv(share), Err(Invalid::NoShare));
    }
}
