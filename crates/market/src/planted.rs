//! What is true of a post because the market made it so.

use model::{Acts, Label, Post};

use crate::tongue::Tongue;
use crate::topic::Topic;
use crate::who::{Who, WhoSet};

/// What is true of one post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planted {
    /// Whom it mentions: named in its words, or said on the brand's own forum or about its app. Never by who speaks.
    pub mentions: WhoSet,
    /// Whose own account said it.
    pub own: Option<Who>,
    /// What it is about.
    pub topic: Option<Topic>,
    /// Its sentiment as a whole; where praise and complaint balance, neutral.
    pub label: Label,
    /// What it does.
    pub acts: Acts,
    /// The language it is in.
    pub tongue: Tongue,
    /// Whether it repeats an earlier post, exactly or nearly, reposts included.
    pub repeat: bool,
    /// Whether it is the first answer to a question, by anybody, and the question's moment and subject.
    pub answers: Option<Answers>,
}

/// Which question a post answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// Whom the question mentions.
    pub about: WhoSet,
    /// The company that answers, when it is one.
    pub by: Option<Who>,
    /// What it is about.
    pub topic: Option<Topic>,
    /// Seconds since it was asked.
    pub after_secs: i64,
    /// Whether nobody answered it before.
    pub first: bool,
    /// Whether the question is older than 14 days at the market's end.
    pub old: bool,
}

/// A post with its truth, and what an export writes of its parents.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The post.
    pub post: Post,
    /// What is true of it.
    pub planted: Planted,
    /// The network's own id of the post that it answers, quotes or passes on.
    pub parent_native_id: Option<String>,
    /// The network's own id of the first post of its thread.
    pub thread_native_id: Option<String>,
}
