//! Digests as e-mail: HTML and plain text from one context. They load nothing, count nothing by themselves, and quote no
//! post: what was sent cannot be erased any more, so the words stay in the ledger and the mail leads to them.

mod parts;

use askama::Template;
use model::{Day, DigestCategory, Rhythm};

use crate::catalogue as say;
use crate::clean::clean;
use crate::dates;
use crate::markup::Markup;
use crate::tokens;

pub use parts::{Moves, Waiting, WaitingItem, measures, moves, quarter, waiting};

/// A digest for one reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The workspace's name.
    pub workspace: String,
    /// The reader's name.
    pub reader: String,
    /// In which rhythm.
    pub rhythm: Rhythm,
    /// For which day.
    pub day: Day,
    /// What it says, one part for each category that the reader wants.
    pub parts: Vec<Part>,
    /// Where the reader changes what they are sent.
    pub settings: String,
    /// Whether clicks are counted, which the reader agreed to.
    pub counts_clicks: bool,
}

/// What one category says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub category: DigestCategory,
    /// The answer in a sentence.
    pub answer: String,
    /// What there is, one line each.
    pub items: Vec<Item>,
    /// Where to see all of it.
    pub href: String,
    /// Where to leave this category.
    pub leave: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The sentence.
    pub text: String,
    /// What stands beside it; may be empty.
    pub beside: String,
    /// Where it leads; empty: nowhere.
    pub href: String,
}

/// A mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The subject, on one line.
    pub subject: String,
    /// As HTML.
    pub html: String,
    /// As plain text.
    pub text: String,
    /// Where one click leaves the first category; for the header `List-Unsubscribe`.
    pub leave: String,
}

#[derive(Template)]
#[template(path = "digest/mail.html", whitespace = "minimize")]
struct Html<'a> {
    digest: &'a Digest,
    subject: &'a str,
    day: &'a str,
    style: Markup,
}

impl Digest {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.items.is_empty())
    }

    /// The subject: the first answer, said shortly.
    pub fn subject(&self) -> String {
        let answer = self.parts.first().map_or("", |part| part.answer.as_str());
        crate::clean::cut(&format!("{}: {answer}", clean(&self.workspace)), 120)
    }

    /// The mail.
    pub fn mail(&self) -> Mail {
        let (subject, day) = (self.subject(), dates::with_weekday(self.day));
        let style = Markup::drawn(tokens::light(include_str!("../templates/digest/mail.css")));
        let html = Html { digest: self, subject: &subject, day: &day, style };
        Mail {
            html: Markup::of(&html).into_string(),
            text: self.text(&day),
            leave: self.parts.first().map(|part| part.leave.clone()).unwrap_or_default(),
            subject,
        }
    }

    fn text(&self, day: &str) -> String {
        let mut lines = vec![format!("{}, {day}", clean(&self.workspace))];
        for part in &self.parts {
            lines.push(String::new());
            lines.push(say::digest_category(part.category).to_uppercase());
            lines.push(part.answer.clone());
            for item in &part.items {
                let beside = if item.beside.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", item.beside)
                };
                lines.push(format!("- {}{beside}", item.text));
                if !item.href.is_empty() {
                    lines.push(format!("  {}", item.href));
                }
            }
            lines.push(format!("{} {}", say::DIGEST_ALL, part.href));
        }
        lines.push(String::new());
        lines.push("-- ".to_owned());
        lines.push(self.why());
        for part in &self.parts {
            lines.push(format!("{} {}", say::digest_leave(part.category), part.leave));
        }
        lines.push(format!("{} {}", say::DIGEST_SETTINGS, self.settings));
        if self.counts_clicks {
            lines.push(say::DIGEST_COUNTED.to_owned());
        }
        lines.join("\n").replace('\u{a0}', " ")
    }

    fn why(&self) -> String {
        say::digest_why(&clean(&self.reader), &clean(&self.workspace), say::rhythm(self.rhythm))
    }
}

/// A digest for the test that renders every template.
pub fn sample(rhythm: Rhythm) -> Digest {
    let handbook = crate::handbook::sample();
    let link = |path: &str| format!("https://waggle.example{path}");
    let leave = |category: DigestCategory| link(&format!("/unsubscribe/{}", category.as_str()));
    let parts = match rhythm {
        Rhythm::Daily => {
            vec![waiting(&parts::sample_waiting(), &link, leave(DigestCategory::Waiting))]
        }
        Rhythm::Weekly => vec![
            moves(&parts::sample_moves(), &link, leave(DigestCategory::Moves)),
            measures(&handbook.works.measures, &link, leave(DigestCategory::Measures)),
        ],
        Rhythm::Quarterly => vec![quarter(&handbook, &link, leave(DigestCategory::Quarter))],
    };
    Digest {
        workspace: "Larkfield <Cycles>".to_owned(),
        reader: "Mira & Jonas".to_owned(),
        rhythm,
        day: Day(20_779),
        parts,
        settings: link("/digests"),
        counts_clicks: false,
    }
}

#[cfg(test)]
mod tests;
