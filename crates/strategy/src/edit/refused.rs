//! Why an edit was refused, in a sentence that says what to do.

use model::{ItemId, Party, Section};

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The strategy has ended.
    #[error("this strategy has ended and is kept to be read; begin a new one")]
    Ended,
    /// No right to change this section.
    #[error(
        "the section `{0}` is changed by the company and by who leads it; propose a wording instead"
    )]
    NotYours(Section),
    /// Only members of the company do this.
    #[error("only somebody of the company can do this; propose it in a comment instead")]
    CompanyOnly,
    /// Only teammates who accepted do this.
    #[error("only who is on the team and has accepted can do this")]
    TeamOnly,
    /// Only the person themselves does this.
    #[error("only {0} can do this, and nobody for them")]
    Themselves(String),
    /// There is no such item.
    #[error("there is no item {0} here; it may have been taken away meanwhile")]
    NoSuchItem(ItemId),
    /// There is nobody with this number on the team.
    #[error("there is no teammate {0}; they may have left meanwhile")]
    NoSuchTeammate(ItemId),
    /// There is no goal yet.
    #[error("there is no goal yet; write it first")]
    NoGoal,
    /// An item of the SWOT without evidence.
    #[error("a sentence of the SWOT needs evidence: pin a finding, a post or a measure to it")]
    NoEvidence,
    /// The last evidence was to be taken away.
    #[error("this is the only evidence of the sentence: pin another first, or drop the sentence")]
    LastEvidence,
    /// The evidence is there already, or is not there.
    #[error("this evidence is {0}")]
    EvidenceIs(&'static str),
    /// The author argues against themselves.
    #[error("the counter-argument comes from somebody else than who wrote the sentence")]
    OwnItem,
    /// The votes are open.
    #[error("all have voted and the votes are open; nobody changes theirs afterwards")]
    VotesOpen,
    /// The item was dropped.
    #[error("this item was dropped; restore it first")]
    Dropped,
    /// Said yes before.
    #[error("{0} has accepted already")]
    AcceptedAlready(String),
    /// The side on which somebody accepted was to be changed.
    #[error("{0} accepted as {1}; ask them anew to change the side")]
    AcceptedAs(String, Party),
    /// A text is missing.
    #[error("{0} must not be empty")]
    Empty(&'static str),
    /// A text is too long.
    #[error("{what} has {chars} characters; the most are {most}: say it more shortly")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// How long it is.
        chars: usize,
        /// How long it may be.
        most: usize,
    },
    /// A number that is none.
    #[error("{0} must be a finite number")]
    NotANumber(&'static str),
    /// Another kind of entry stands under this number.
    #[error("item {0} is of another kind; take it away and add the new one")]
    OtherKind(ItemId),
    /// Somebody else was there since.
    #[error(
        "{0} was changed or is used elsewhere since; look at what stands there now, and change that"
    )]
    ChangedSince(String),
    /// The same person twice.
    #[error("{0} is on the team already")]
    OnTheTeamAlready(String),
}
