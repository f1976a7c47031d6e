//! Sentences that code says. What templates say stands in the templates.

/// Title of the page to sign in.
pub const SIGN_IN: &str = "Sign in";
/// A role does not include a page.
pub const NOT_FOR_ROLE: &str = "This is not part of your role";
/// No such page.
pub const NO_SUCH_PAGE: &str = "There is no such page";
/// A form from elsewhere.
pub const CROSS_SITE: &str = "This form came from another site";
/// Too many tries.
pub const TOO_MANY: &str = "Too many tries";
/// Refused.
pub const NOT_DONE: &str = "That could not be done";
/// Broken.
pub const BROKEN: &str = "Something broke on our side";

use std::borrow::Borrow;

use model::{Act, Department, Label, MatterState, Role, Stage, TouchKind};

/// A speech act in words.
pub const fn act(act: Act) -> &'static str {
    match act {
        Act::Question => "question",
        Act::Complaint => "complaint",
        Act::Suggestion => "suggestion",
        Act::Praise => "praise",
        Act::RecommendationAsked => "asks for a recommendation",
        Act::RecommendationGiven => "recommends",
        Act::PurchaseIntent => "wants to buy",
    }
}

/// A sentiment in words.
pub const fn label(label: Option<Label>) -> &'static str {
    match label {
        Some(Label::Negative) => "negative",
        Some(Label::Neutral) => "neutral",
        Some(Label::Positive) => "positive",
        None => "not read",
    }
}

/// A department in words.
pub const fn department(department: Department) -> &'static str {
    match department {
        Department::Marketing => "Marketing",
        Department::Sales => "Sales",
        Department::Support => "Support",
        Department::Product => "Product",
        Department::Hr => "HR",
        Department::Partners => "Partners",
    }
}

/// A matter's state in words.
pub const fn state(state: MatterState) -> &'static str {
    match state {
        MatterState::Open => "open",
        MatterState::Replied => "replied",
        MatterState::Snoozed => "snoozed",
        MatterState::Irrelevant => "not relevant",
    }
}

/// A stage in words.
pub const fn stage(stage: Option<Stage>) -> &'static str {
    match stage {
        Some(Stage::Awareness) => "awareness",
        Some(Stage::Interest) => "interest",
        Some(Stage::Purchase) => "purchase",
        Some(Stage::Delivery) => "delivery",
        Some(Stage::Support) => "support",
        Some(Stage::Repeat) => "repeat purchase",
        Some(Stage::Referral) => "referral",
        None => "stage not known",
    }
}

/// What was done with a contact, in words.
pub const fn touch(kind: TouchKind) -> &'static str {
    match kind {
        TouchKind::Visit => "visited",
        TouchKind::Read => "read",
        TouchKind::Comment => "commented",
        TouchKind::Care => "cared",
        TouchKind::Message => "wrote to them",
        TouchKind::Meeting => "met",
        TouchKind::Call => "spoke",
        TouchKind::Purchase => "they bought",
        TouchKind::Note => "note",
    }
}

/// A role in words.
pub fn role(role: impl Borrow<Role>) -> &'static str {
    match *role.borrow() {
        Role::Admin => "Admin",
        Role::Analyst => "Analyst",
        Role::Manager => "Manager",
        Role::Executive => "Executive",
        Role::Contributor => "Contributor",
        Role::Guest => "Guest",
        Role::Visitor => "Visitor",
    }
}

/// A count, by value or by however many references a template hands it.
pub trait Count {
    /// The count.
    fn get(&self) -> u64;
}

impl Count for u64 {
    fn get(&self) -> u64 {
        *self
    }
}

impl<T: Count> Count for &T {
    fn get(&self) -> u64 {
        (**self).get()
    }
}

/// A number with separators of thousands.
pub fn count(number: impl Count) -> String {
    report::numbers::count(number.get())
}

/// A number with its noun: `1 post`, `12,400 posts`.
pub fn many(number: impl Count, one: &str, more: &str) -> String {
    let noun = if number.get() == 1 { one } else { more };
    format!("{} {noun}", count(number))
}
