//! Who may do what: members of a workspace, their roles, and what each role is allowed.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;

/// Numbers a member of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub u32);

impl MemberId {
    /// Whoever runs the command line on the machine itself: no member has this number.
    pub const COMMAND_LINE: Self = Self(0);
}

impl std::fmt::Display for MemberId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

words_enum!(
    /// What somebody is in a workspace. Each role opens with another page.
    Role {
        /// Runs the workspace: members, tokens, settings; may do everything.
        Admin = "admin",
        /// Listens and assesses: watches, imports, corrections, exports.
        Analyst = "analyst",
        /// Runs the daily work: inbox, people, reports.
        Manager = "manager",
        /// Reads: the quarterly page, the weekly one, the assessment and the words behind it.
        Executive = "executive",
        /// Answers what is assigned to them, and reads.
        Contributor = "contributor",
        /// A customer or partner on the team: reads figures, never other people's posts.
        Guest = "guest",
        /// Signed in, nothing more: their own account.
        Visitor = "visitor",
    }
);

words_enum!(
    /// What a page or an action asks for.
    Permission {
        /// Their own account and sessions.
        OwnAccount = "own_account",
        /// Figures and charts without anybody's words.
        ReadFigures = "read_figures",
        /// Posts, authors and the inbox: other people's words and names.
        ReadPosts = "read_posts",
        /// Answer, snooze and note in the inbox.
        Answer = "answer",
        /// Assign to others, and change many at once.
        Assign = "assign",
        /// Correct a reading.
        Correct = "correct",
        /// Take posts out of Waggle as a file.
        Export = "export",
        /// Change watches and subjects.
        EditWatches = "edit_watches",
        /// Bring posts in.
        Import = "import",
        /// See contacts and change them.
        People = "people",
        /// Kept assessments, strategies, programs; a guest only those on whose team they are.
        ReadStrategy = "read_strategy",
        /// Vote, argue, comment, sign: for who is on the team.
        TakePart = "take_part",
        /// Begin and change strategies and programs, keep assessments, invite.
        EditStrategy = "edit_strategy",
        /// Members, tokens, webhooks, the audit log.
        Administer = "administer",
    }
);

impl Role {
    /// Whether a member in this role may do what asks for `permission`. The table is in `docs/PERMISSIONS.md`.
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match permission {
            P::OwnAccount => true,
            P::ReadFigures | P::ReadStrategy | P::TakePart => !matches!(self, Self::Visitor),
            P::ReadPosts => !matches!(self, Self::Visitor | Self::Guest),
            P::Answer => {
                matches!(self, Self::Admin | Self::Analyst | Self::Manager | Self::Contributor)
            }
            P::Assign | P::People | P::Correct | P::Export | P::EditStrategy => {
                matches!(self, Self::Admin | Self::Analyst | Self::Manager)
            }
            P::EditWatches | P::Import => matches!(self, Self::Admin | Self::Analyst),
            P::Administer => matches!(self, Self::Admin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admin_may_everything_and_a_visitor_only_their_own() {
        for permission in Permission::ALL {
            assert!(Role::Admin.may(*permission));
            assert_eq!(Role::Visitor.may(*permission), *permission == Permission::OwnAccount);
        }
    }

    #[test]
    fn a_guest_never_sees_words() {
        assert!(Role::Guest.may(Permission::ReadFigures));
        assert!(!Role::Guest.may(Permission::ReadPosts));
    }
}
