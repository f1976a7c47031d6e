//! The document as HTML: the part of a page that the application puts into its frame.

use askama::Template;

use super::block::{Block, Book, Chapter, Head, Line, Set, Span, Tone};
use super::context::Handbook;
use crate::catalogue as say;
use crate::markup::Markup;

/// The style of the document, on top of the tokens; charts bring their own.
pub const STYLE: &str = include_str!("../../templates/handbook/handbook.css");

#[derive(Template)]
#[template(path = "handbook/article.html", whitespace = "minimize")]
struct Article<'a> {
    book: &'a Book,
    contents: bool,
}

/// The handbook as an `<article>`.
pub fn article(handbook: &Handbook) -> Markup {
    let book = super::book(handbook);
    Markup::of(&Article { book: &book, contents: true })
}

/// Any document as an `<article>`; without contents where it is one page.
pub fn of_book(book: &Book, contents: bool) -> Markup {
    Markup::of(&Article { book, contents })
}

#[derive(Template)]
#[template(path = "handbook/line.html", whitespace = "suppress")]
struct Spans<'a> {
    line: &'a [Span],
}

#[derive(Template)]
#[template(path = "handbook/block.html", whitespace = "minimize")]
struct OneBlock<'a> {
    book: &'a Book,
    block: &'a Block,
}

impl Article<'_> {
    fn block(&self, block: &Block) -> Markup {
        Markup::of(&OneBlock { book: self.book, block })
    }

    /// A document of one chapter, as the brief is, needs no title over it.
    fn titled(&self, chapter: &Chapter) -> bool {
        self.contents && !chapter.title.is_empty()
    }
}

/// Askama hands arguments in as references.
impl OneBlock<'_> {
    fn line(line: &Line) -> Markup {
        Markup::of(&Spans { line })
    }

    const fn tone(tone: &Tone) -> &'static str {
        match tone {
            Tone::Lead => "lead",
            Tone::Body => "body",
            Tone::Note => "note",
            Tone::Warn => "warn",
        }
    }

    const fn cell(set: &Set) -> &'static str {
        match set {
            Set::Words => "l",
            Set::Short => "l short",
            Set::Number => "num",
        }
    }

    fn set_of(heads: &[Head], place: &usize) -> &'static str {
        heads.get(*place).map_or("l", |head| Self::cell(&head.set))
    }
}
