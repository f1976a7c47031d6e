//! The reason of a flag as a sentence.

use super::Reason;
use super::said::Differs;

/// What was counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    pub posts: usize,
    pub authors: usize,
    pub seconds: i64,
}

/// For example: "9 authors posted the same text 31 times within 48 minutes; only links differ".
pub(super) fn of(reason: Reason, numbers: Numbers, differs: Differs, host: Option<&str>) -> String {
    let Numbers { posts, authors, seconds } = numbers;
    let within = within(seconds);
    let who = match authors {
        1 => "one author".to_owned(),
        many => format!("{many} authors"),
    };
    match reason {
        Reason::SameAuthor | Reason::Template => {
            let differs = match differs.words() {
                words if words.is_empty() => "; nothing differs".to_owned(),
                words => format!("; only {words} differ"),
            };
            let nearly =
                if differs.starts_with("; nothing") { "the same text" } else { "one template" };
            format!("{who} posted {nearly} {posts} times {within}{differs}")
        }
        Reason::Links => {
            let to = host.map_or_else(String::new, |host| format!(" to {host}"));
            format!("{who} posted {posts} times hardly more than a link{to} {within}")
        }
    }
}

fn within(seconds: i64) -> String {
    match seconds {
        ..=90 => format!("within {} seconds", seconds.max(1)),
        91..=5_400 => format!("within {} minutes", (seconds + 30) / 60),
        5_401..=129_600 => format!("within {} hours", (seconds + 1_800) / 3_600),
        _ => format!("within {} days", (seconds + 43_200) / 86_400),
    }
}
