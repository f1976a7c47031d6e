//! How money and other estimates are spelt, each with its edges.

use model::Estimate;

use crate::numbers::{fixed, signed};

/// A blank that does not break.
const NBSP: char = '\u{a0}';

/// Money: `12,400 EUR`; small sums with the decimals that they have.
pub fn money(sum: f64, currency: &str) -> String {
    let text = amount(sum);
    if currency.is_empty() { text } else { format!("{text}{NBSP}{currency}") }
}

/// An estimate of money, as `12,400 EUR (9,000–15,000)`; a number that is known has no edges.
pub fn money_range(estimate: &Estimate, currency: &str) -> String {
    let mid = money(estimate.mid, currency);
    if is_known(estimate) {
        return mid;
    }
    format!("{mid} ({})", edges(estimate))
}

/// An estimate of a return, as `+140 % (60 to 210)`; with its sign, because it may be a loss.
pub fn return_range(estimate: &Estimate) -> String {
    let mid = format!("{}{NBSP}%", signed(estimate.mid * 100.0, 0));
    if is_known(estimate) {
        return mid;
    }
    format!("{mid} ({} to {})", fixed(estimate.low * 100.0, 0), fixed(estimate.high * 100.0, 0))
}

/// An estimate of a number, as `120 (80–150)`.
pub fn estimate(estimate: &Estimate) -> String {
    if is_known(estimate) {
        return amount(estimate.mid);
    }
    format!("{} ({})", amount(estimate.mid), edges(estimate))
}

/// An estimate of a share of 1, as `30 % (20–40)`.
pub fn share(estimate: &Estimate) -> String {
    let per_cent = |share: f64| amount((share * 1_000.0).round() / 10.0);
    let mid = format!("{}{NBSP}%", per_cent(estimate.mid));
    if is_known(estimate) {
        return mid;
    }
    format!("{mid} ({}–{})", per_cent(estimate.low), per_cent(estimate.high))
}

/// An amount as precise as it is worth: whole from 1,000 on, otherwise with the decimals it has, two at most.
pub fn amount(number: f64) -> String {
    let hundredths = (number * 100.0).round();
    if number.abs() >= 1_000.0 || hundredths % 100.0 == 0.0 {
        fixed(number, 0)
    } else if hundredths % 10.0 == 0.0 {
        fixed(number, 1)
    } else {
        fixed(number, 2)
    }
}

fn is_known(estimate: &Estimate) -> bool {
    estimate.low == estimate.high
}

/// Both edges; with "to" where a minus would make a dash hard to read.
fn edges(estimate: &Estimate) -> String {
    let (low, high) = (amount(estimate.low), amount(estimate.high));
    if estimate.low < 0.0 { format!("{low} to {high}") } else { format!("{low}–{high}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_shows_its_edges() {
        let guess = Estimate { low: 9_000.0, mid: 12_400.4, high: 15_000.0 };
        let say = |text: String| text.replace('\u{a0}', " ");
        assert_eq!(say(money_range(&guess, "EUR")), "12,400 EUR (9,000–15,000)");
        assert_eq!(say(money_range(&Estimate::exactly(12.5), "EUR")), "12.5 EUR");
        assert_eq!(
            say(money_range(&Estimate { low: -20.0, mid: 5.0, high: 9.0 }, "")),
            "5 (−20 to 9)"
        );
    }

    #[test]
    fn returns_and_shares_are_said_in_per_cent() {
        let say = |text: String| text.replace('\u{a0}', " ");
        let back = Estimate { low: -0.2, mid: 0.4, high: 1.1 };
        assert_eq!(say(return_range(&back)), "+40 % (−20 to 110)");
        assert_eq!(say(share(&Estimate { low: 0.2, mid: 0.305, high: 0.4 })), "30.5 % (20–40)");
    }
}
