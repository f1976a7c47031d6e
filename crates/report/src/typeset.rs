//! Sets documents in type: a template of ours and data as JSON go in, a PDF comes out. Data is never parsed as markup,
//! so that what somebody wrote cannot act; nothing is read from the disk or the network, so that the same input gives
//! the same bytes.

mod faces;
mod legible;
mod picture;

use std::collections::HashMap;

use model::Timestamp;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::markup::Markup;
use faces::PRESS;
use legible::{Faces, Legible};
use picture::{Lettering, Picture};

/// Size of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// As typst names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "us-letter",
        }
    }
}

/// Why there is no document. All of these are faults of ours, not of whoever wrote the words.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// The template could not be set.
    #[error("the document could not be set: {0}")]
    Set(String),
    /// The PDF does not keep PDF/A-2a and PDF/UA-1.
    #[error("the PDF breaks a rule of PDF/A-2a or PDF/UA-1: {0}")]
    Export(String),
}

/// A document to be set.
pub struct Sheet<'a> {
    /// The template.
    pub template: &'static str,
    /// What the template shows; a note is added where characters became boxes.
    pub data: serde_json::Value,
    /// Drawings, by the names under which the data speaks of them.
    pub drawings: Vec<(&'a str, &'a Markup)>,
    /// Names the document the same each time.
    pub ident: String,
    /// The moment that the PDF says it was made; from the context, never from a clock.
    pub made_at: Timestamp,
}

/// A document that was set.
pub struct Printed {
    /// The PDF: tagged, PDF/A-2a and PDF/UA-1.
    pub pdf: Vec<u8>,
    /// Its pages.
    pub pages: usize,
    /// Characters that no typeface has and that are shown as boxes.
    pub boxes: usize,
}

/// What a document keeps to: archivable, and accessible.
const STANDARDS: [PdfStandard; 2] = [PdfStandard::A_2a, PdfStandard::Ua_1];

impl Sheet<'_> {
    /// The PDF. Characters that no typeface of the document has are shown as boxes. Should the standards still stand against
    /// it, everything that the two main typefaces lack is, and at last everything but letters of Latin, Greek and Cyrillic.
    pub fn print(&self) -> Result<Printed, TypesetError> {
        let mut printed = self.set(Faces::All);
        for fewer in [Faces::Main, Faces::Letters] {
            if matches!(printed, Err(TypesetError::Export(_))) {
                printed = self.set(fewer);
            }
        }
        typst::comemo::evict(0);
        printed
    }

    fn set(&self, faces: Faces) -> Result<Printed, TypesetError> {
        let mut legible = Legible::new(faces);
        let desk = Desk::new(self, &mut legible)?;
        let document = typst::compile::<PagedDocument>(&desk).output;
        let document = document.map_err(|errors| TypesetError::Set(said(&errors)))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(Some(crate::catalogue::WAGGLE.to_owned())),
            timestamp: moment(self.made_at).map(typst_pdf::Timestamp::new_utc),
            standards: PdfStandards::new(&STANDARDS)
                .map_err(|error| TypesetError::Export(error.message().to_string()))?,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options)
            .map_err(|errors| TypesetError::Export(said(&errors)))?;
        Ok(Printed { pdf, pages: document.pages().len(), boxes: legible.boxes() })
    }
}

fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|it| it.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn moment(at: Timestamp) -> Option<Datetime> {
    let day = model::Zone::utc().day(at);
    let (year, month, date) = day.ymd();
    let secs = at.0.rem_euclid(Timestamp::DAY_SECS);
    let part = |number: i64| u8::try_from(number).unwrap_or(0);
    Datetime::from_ymd_hms(
        i32::from(year),
        part(i64::from(month)),
        part(i64::from(date)),
        part(secs / 3_600),
        part(secs / 60 % 60),
        part(secs % 60),
    )
}

/// What typst may see: the template, the shared parts, the data, the drawings, the typefaces; nothing else.
struct Desk {
    main: Source,
    files: HashMap<FileId, Bytes>,
    sources: HashMap<FileId, Source>,
}

impl Desk {
    fn new(sheet: &Sheet<'_>, legible: &mut Legible) -> Result<Self, TypesetError> {
        let mut files = HashMap::new();
        let mut lettering: HashMap<&str, Lettering> = HashMap::new();
        for (name, drawing) in &sheet.drawings {
            let picture = Picture::of(drawing, legible);
            files.insert(file(name)?, Bytes::from_string(picture.lines));
            lettering.insert(name, picture.lettering);
        }
        let mut data = sheet.data.clone();
        legible.data(&mut data);
        if let (1.., Some(fields)) = (legible.boxes(), data.as_object_mut()) {
            fields.insert("boxes".to_owned(), crate::catalogue::BOXES.into());
        }
        files.insert(file("data.json")?, Bytes::from_string(data.to_string()));
        let lettering = serde_json::to_string(&lettering)
            .map_err(|error| TypesetError::Set(error.to_string()))?;
        files.insert(file("lettering.json")?, Bytes::from_string(lettering));
        let parts = file("parts.typ")?;
        let sources = HashMap::from([(parts, Source::new(parts, PARTS.to_owned()))]);
        Ok(Self { main: Source::new(file("main.typ")?, sheet.template.to_owned()), files, sources })
    }
}

/// What all templates share.
const PARTS: &str = include_str!("../templates/handbook/parts.typ");

fn file(name: &str) -> Result<FileId, TypesetError> {
    let path = VirtualPath::new(name).map_err(|_| TypesetError::Set(format!("`{name}`")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    /// There is no today: a document says the same for ever.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests;
