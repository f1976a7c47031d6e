//! The frame around every page: rooms, workspace, search, person; and the parts that pages share.

use askama::Template;
use axum::response::Html;
use model::{Permission, Role};

use crate::auth::{Ask, May};
use crate::error::PageError;
use crate::pages::strategy::map::Strip;

pub use report::clean::encode;

/// A page as it is answered.
pub type Page = Result<Html<String>, PageError>;

/// One room in the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Where it is.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its 20 px stroke: the `d` of a path.
    pub icon: &'static str,
    asks: Permission,
}

/// The rooms, in the order of the day.
pub const ROOMS: [Room; 9] = [
    Room {
        path: "/inbox",
        name: "Inbox",
        icon: "M3 11l2-7h10l2 7v5H3zM3 11h4l1 2h4l1-2h4",
        asks: Permission::ReadPosts,
    },
    Room {
        path: "/search",
        name: "Search",
        icon: "M9 3a6 6 0 1 0 .1 0M13.5 13.5L17 17",
        asks: Permission::ReadPosts,
    },
    Room {
        path: "/listen",
        name: "Listen",
        icon: "M10 12v5M6 17h8M10 3v3M5 10a5 5 0 0 1 10 0M2 10a8 8 0 0 1 16 0",
        asks: Permission::ReadPosts,
    },
    Room {
        path: "/assess",
        name: "Assess",
        icon: "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z",
        asks: Permission::ReadFigures,
    },
    Room {
        path: "/strategy",
        name: "Strategy",
        icon: "M10 2l7 4v8l-7 4-7-4V6zM10 10l7-4M10 10v8M10 10L3 6",
        asks: Permission::ReadStrategy,
    },
    Room {
        path: "/programs",
        name: "Programs",
        icon: "M4 4h8M4 10h12M4 16h6M14 2v4M17 8v4M12 14v4",
        asks: Permission::ReadStrategy,
    },
    Room {
        path: "/weekly",
        name: "Report",
        icon: "M3 17h14M5 14v-4M10 14V5M15 14V8",
        asks: Permission::ReadFigures,
    },
    Room {
        path: "/people",
        name: "People",
        icon: "M10 10a3.5 3.5 0 1 0-.1 0M3 17c1-4 4-5 7-5s6 1 7 5",
        asks: Permission::People,
    },
    Room {
        path: "/account",
        name: "Settings",
        icon: "M3 6h9M15 6h2M12 4v4M3 14h2M8 14h9M6 12v4",
        asks: Permission::OwnAccount,
    },
];

/// What the frame shows.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The question that the page answers.
    pub title: String,
    /// The path of its room.
    pub room: &'static str,
    /// The rooms that this role sees.
    pub rooms: Vec<Room>,
    /// The workspace's name.
    pub workspace: String,
    /// Who is signed in.
    pub member: String,
    /// In which role.
    pub role: Role,
    /// What runs in the background; empty when nothing does.
    pub busy: String,
    /// Whether a search box is shown.
    pub can_search: bool,
    /// What was done just now, with the event that undoes it.
    pub done: Option<Done>,
    /// The way through the method, on the pages of a workspace.
    pub map: Option<Strip>,
    /// The form's address that undoes it, and where that leads.
    pub undo: (&'static str, String),
}

/// What was done just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// In words.
    pub sentence: String,
    /// The event that can be undone, if any.
    pub event: Option<i64>,
}

impl Frame {
    /// The frame of a page in `room` for `who`.
    pub fn new<A: Ask>(who: &May<A>, room: &'static str, title: impl Into<String>) -> Self {
        let snapshot = who.snapshot();
        Self {
            title: title.into(),
            room,
            rooms: ROOMS.into_iter().filter(|room| who.also(room.asks)).collect(),
            workspace: snapshot.plan.workspace.clone(),
            member: who.member.name.clone(),
            role: who.member.role,
            busy: snapshot.busy.clone(),
            can_search: who.also(Permission::ReadPosts),
            done: None,
            map: None,
            undo: ("/inbox/undo", "/inbox".to_owned()),
        }
    }

    /// With another address that undoes, and where that leads.
    #[must_use]
    pub fn undone_at(mut self, address: &'static str, next: impl Into<String>) -> Self {
        self.undo = (address, next.into());
        self
    }

    /// With a note of what was done just now.
    #[must_use]
    pub fn with_done(mut self, done: Option<Done>) -> Self {
        self.done = done;
        self
    }

    /// With the way through the method above it.
    #[must_use]
    pub fn with_map(mut self, map: Option<Strip>) -> Self {
        self.map = map;
        self
    }

    /// The role in words.
    pub fn role_name(&self) -> &'static str {
        crate::say::role(self.role)
    }

    /// A frame for the test that renders every template.
    pub fn sample(room: &'static str, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            room,
            rooms: ROOMS.to_vec(),
            workspace: "Lumen <Ltd>".to_owned(),
            member: "Ada".to_owned(),
            role: Role::Admin,
            busy: String::new(),
            can_search: true,
            map: None,
            done: Some(Done { sentence: "Marked as replied.".to_owned(), event: Some(1) }),
            undo: ("/inbox/undo", "/inbox".to_owned()),
        }
    }
}

/// Renders a template.
pub fn page(template: &impl Template) -> Page {
    Ok(Html(template.render()?))
}

/// A path of ours, or the start page: what a form hands back is never a way to another site.
pub fn own_path(path: Option<&str>) -> &str {
    let ours = |path: &&str| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n'])
    };
    path.filter(ours).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_elsewhere_leads_home() {
        assert_eq!(own_path(Some("/inbox?need=question")), "/inbox?need=question");
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb"] {
            assert_eq!(own_path(Some(bad)), "/");
        }
    }
}
