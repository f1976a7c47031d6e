//! Budget and return.

/// There is no money.
pub const NO_MONEY: &str = "No costs and no values are written down yet.";

/// What the money comes to.
pub fn money_lead(cost: &str, value: &str) -> String {
    format!("The programs cost {cost} and {value} is attributed to them.")
}

/// The return.
pub fn roi_lead(roi: &str) -> String {
    format!(
        "That is a return of {roi}: (value − cost) ÷ cost. Every assumption stands below and can be changed."
    )
}

/// The return when every input is drawn between its edges.
pub fn roi_drawn(range: &str) -> String {
    format!(
        "When every input is drawn at random between its edges, 90 % of the returns lie here: {range}."
    )
}
