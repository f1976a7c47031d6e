//! The strategy handbook: one document, as a page and as a PDF, from one context.

pub mod block;
mod brief;
mod chapters;
pub mod context;
pub mod effects;
mod page;
mod paper;
mod sample;
mod scene;
mod select;

pub use brief::{brief, brief_page, brief_pdf};
pub use context::{
    CentreMoney, EditionMark, Forecast, Handbook, Light, MeasureRow, MoneyRow, MoneySum,
    ProgramMoney, QuotedPost, Words, Works,
};
pub use effects::{Compared, CorrelationRow, Effect, ImpactRow};
pub use page::{STYLE, article};
pub use paper::pdf;
pub use sample::{long, sample};
pub use scene::point as spelt;
pub use select::select;

use block::{Book, Cover, Frame};
use scene::Scene;

use crate::catalogue as say;
use crate::clean::{self, clean};
use crate::dates;

/// The handbook as cover and chapters.
pub fn book(handbook: &Handbook) -> Book {
    let scene = Scene::new(handbook);
    let cover = cover(handbook, say::HANDBOOK);
    let mut book =
        Book { frame: frame(handbook, &cover), cover, chapters: chapters::chapters(&scene) };
    book.mend();
    book
}

fn cover(handbook: &Handbook, kind: &str) -> Cover {
    let day = dates::long(handbook.day());
    let edition = match (&handbook.edition, handbook.stands_as) {
        (Some(edition), _) => say::edition(edition.number, &day),
        (None, Some(number)) => say::in_force(number, &day),
        (None, None) => say::working_copy(&day),
    };
    let names: Vec<String> = handbook.signatures.iter().map(|it| clean(&it.name)).collect();
    let is_draft = handbook.edition.is_none() && handbook.stands_as.is_none();
    let standing = match (is_draft, names.is_empty()) {
        (true, _) => say::NOT_SIGNED.to_owned(),
        (false, true) => say::NO_SIGNATURES.to_owned(),
        (false, false) => say::signed_by(&names),
    };
    let goal = handbook.strategy.hexagon.goal.as_ref().map(|goal| clean(&goal.text));
    Cover {
        kind: kind.to_owned(),
        title: named(clean::cut(&handbook.strategy.name, 160)),
        workspace: clean::cut(&handbook.workspace, 120),
        edition,
        standing,
        goal: goal.unwrap_or_default(),
    }
}

fn frame(handbook: &Handbook, cover: &Cover) -> Frame {
    Frame {
        contents: say::HANDBOOK_CONTENTS.to_owned(),
        page: say::ON_PAGE.to_owned(),
        running: format!("{}, {}", clean::cut(&handbook.strategy.name, 60), cover.edition),
        until_now: say::UNTIL_NOW.to_owned(),
    }
}

/// `name`, or that there is none: a title without a word would be read out as nothing, which PDF/UA forbids.
fn named(name: String) -> String {
    if name.trim().is_empty() { say::UNNAMED.to_owned() } else { name }
}

#[cfg(test)]
mod tests;
