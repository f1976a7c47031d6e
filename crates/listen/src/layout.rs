//! Which column holds which part of a post: recognised by the names of known exports, or said by hand.

use std::fmt;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::cells::Cells;
use crate::field::Field;
use crate::layouts::{Names, VENDORS, Vendor, generic};
use crate::mapping::{Mapping, MappingError};
use crate::nearest::nearest;

/// Whose export it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LayoutName {
    /// Meltwater.
    Meltwater,
    /// Brandwatch.
    Brandwatch,
    /// Talkwalker.
    Talkwalker,
    /// Any other, by usual names or by hand.
    Generic,
}

impl fmt::Display for LayoutName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Meltwater => "Meltwater",
            Self::Brandwatch => "Brandwatch",
            Self::Talkwalker => "Talkwalker",
            Self::Generic => "generic",
        })
    }
}

/// A column's name without case, spaces, signs and umlauts, the dots of a path kept: `Created_At` → `createdat`.
pub(crate) fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'á' | 'à' | 'â' => folded.push('a'),
            'ö' | 'ó' | 'ô' => folded.push('o'),
            'ü' | 'ú' => folded.push('u'),
            'é' | 'è' | 'ê' => folded.push('e'),
            'ß' => folded.push_str("ss"),
            '.' => folded.push('.'),
            c if c.is_alphanumeric() => folded.push(c),
            _ => {}
        }
    }
    folded.trim_matches('.').to_owned()
}

/// Which column holds which field.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) name: LayoutName,
    /// Every column by its place in [`Cells`].
    pub(crate) columns: Vec<String>,
    places: Vec<Vec<u16>>,
}

impl Layout {
    /// The layout of a table with these columns. Fails when `mapping` names a column that is not there.
    pub(crate) fn of_columns(columns: &[String], mapping: &Mapping) -> Result<Self, MappingError> {
        let folded: Vec<String> = columns.iter().map(|name| fold_name(name)).collect();
        let vendor = recognise(&folded);
        let mut layout = Self::empty(vendor, columns.to_vec());
        for &field in Field::ALL {
            let places: Vec<u16> = if mapping.mentions(field) {
                let named = mapping.columns(field).filter(|column| !column.is_empty());
                named
                    .map(|column| place_of(field, column, columns, &folded))
                    .collect::<Result<_, _>>()?
            } else {
                let place = |name: &&str| folded.iter().position(|f| f == name).map(|p| p as u16);
                names(vendor, field).filter_map(|name| place(&name)).collect()
            };
            layout.set(field, places);
        }
        layout.share_time();
        Ok(layout)
    }

    /// The layout of JSON objects in whose head these paths were found: every name that may still come is a column.
    pub(crate) fn of_paths(paths: &[String], mapping: &Mapping) -> Result<Self, MappingError> {
        let folded: Vec<String> = paths.iter().map(|name| fold_name(name)).collect();
        let vendor = recognise(&folded);
        let mut layout = Self::empty(vendor, Vec::new());
        for &field in Field::ALL {
            let wanted: Vec<String> = if mapping.mentions(field) {
                let named = mapping.columns(field).filter(|column| !column.is_empty());
                named
                    .map(|column| {
                        place_of(field, column, paths, &folded).map(|_| fold_name(column))
                    })
                    .collect::<Result<_, _>>()?
            } else {
                names(vendor, field).map(str::to_owned).collect()
            };
            let places = wanted.into_iter().map(|name| layout.column(name)).collect();
            layout.set(field, places);
        }
        let dated = layout.places(Field::CreatedAt).iter();
        let mut names = dated.filter_map(|&place| layout.columns.get(usize::from(place)));
        if !names.any(|name| folded.contains(name)) {
            layout.set(Field::CreatedAt, Vec::new());
            layout.share_time();
        }
        Ok(layout)
    }

    fn empty(vendor: Option<&Vendor>, columns: Vec<String>) -> Self {
        let name = vendor.map_or(LayoutName::Generic, |vendor| vendor.layout);
        Self { name, columns, places: vec![Vec::new(); Field::COUNT] }
    }

    fn column(&mut self, name: String) -> u16 {
        let place = self.columns.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.columns.push(name);
            self.columns.len() - 1
        });
        place as u16
    }

    fn set(&mut self, field: Field, places: Vec<u16>) {
        if let Some(slot) = self.places.get_mut(field.index()) {
            *slot = places;
        }
    }

    /// A column `time` alone is the moment, not the time of day beside a date.
    fn share_time(&mut self) {
        if self.places(Field::CreatedAt).is_empty() {
            let time = self.places(Field::Time).to_vec();
            self.set(Field::CreatedAt, time);
            self.set(Field::Time, Vec::new());
        }
    }

    /// The columns of a field, the preferred one first.
    pub(crate) fn places(&self, field: Field) -> &[u16] {
        self.places.get(field.index()).map_or(&[], Vec::as_slice)
    }

    /// The first filled cell of a field; empty when there is none.
    pub(crate) fn first<'c>(&self, cells: &'c Cells, field: Field) -> &'c str {
        self.places(field).iter().map(|&p| cells.get(p)).find(|c| !c.is_empty()).unwrap_or("")
    }

    /// The fields that a column holds.
    pub(crate) fn fields_of(&self, column: u16) -> Vec<Field> {
        Field::ALL.iter().copied().filter(|f| self.places(*f).contains(&column)).collect()
    }

    /// The first field among those a post cannot do without that no column holds.
    pub(crate) fn missing(&self) -> Option<Field> {
        let none = |fields: &[Field]| fields.iter().all(|f| self.places(*f).is_empty());
        if none(&[Field::Text, Field::Title, Field::MoreText]) {
            return Some(Field::Text);
        }
        none(&[Field::CreatedAt]).then_some(Field::CreatedAt)
    }
}

/// The names that `field` may have: the vendor's; the generic ones where the vendor has none.
fn names(vendor: Option<&Vendor>, field: Field) -> impl Iterator<Item = &'static str> {
    let of = |list: Names| list.iter().find(|(f, _)| *f == field).map_or("", |(_, names)| names);
    let own = vendor.map_or("", |vendor| of(vendor.names));
    // Meltwater has no such columns; what is called so there means something else.
    let foreign = vendor.is_some_and(|v| v.layout == LayoutName::Meltwater)
        && matches!(field, Field::Channel | Field::Kind);
    let list = if own.is_empty() && !foreign { of(generic::NAMES) } else { own };
    list.split_ascii_whitespace()
}

/// The known export that has these folded columns.
fn recognise(folded: &[String]) -> Option<&'static Vendor> {
    let last = |name: &str| name.strip_prefix("data.").unwrap_or(name).to_owned();
    let folded: Vec<String> = folded.iter().map(|name| last(name)).collect();
    let signs = |vendor: &Vendor| {
        vendor.signs.iter().filter(|sign| folded.iter().any(|name| name == *sign)).count()
    };
    VENDORS.iter().filter(|vendor| signs(vendor) >= 2).max_by_key(|vendor| signs(vendor))
}

/// Every name that tells a header from a row.
pub(crate) struct KnownNames(FxHashSet<String>);

impl KnownNames {
    /// The names of all layouts, and those that `mapping` gives.
    pub(crate) fn with(mapping: &Mapping) -> Self {
        let said = mapping.pairs().map(|(_, column)| fold_name(column));
        let lists = VENDORS.iter().flat_map(|vendor| vendor.names).chain(generic::NAMES);
        let usual = lists.flat_map(|(_, names)| names.split_ascii_whitespace());
        let signs = VENDORS.iter().flat_map(|vendor| vendor.signs).copied();
        Self(said.chain(usual.chain(signs).map(str::to_owned)).filter(|n| !n.is_empty()).collect())
    }

    /// How many of these columns are known by name.
    pub(crate) fn count(&self, columns: &[String]) -> usize {
        columns.iter().filter(|name| name.len() < 80 && self.0.contains(&fold_name(name))).count()
    }
}

fn place_of(
    field: Field,
    column: &str,
    columns: &[String],
    folded: &[String],
) -> Result<u16, MappingError> {
    let wanted = fold_name(column);
    let exact = columns.iter().position(|name| name == column);
    exact.or_else(|| folded.iter().position(|name| *name == wanted)).map(|p| p as u16).ok_or_else(
        || MappingError::UnknownColumn {
            field,
            column: column.to_owned(),
            near: nearest(column, columns.iter().map(String::as_str)).map(str::to_owned),
            columns: columns.to_vec(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn names_are_known_in_any_spelling_and_in_german() {
        for header in [
            "id,created_at,author,text",
            "ID,Created At,Author,Text",
            "Beitrags-ID,Veröffentlicht am,Benutzername,Inhalt",
        ] {
            let layout = Layout::of_columns(&columns(header), &Mapping::default()).unwrap();
            let place = |field| layout.places(field).first().copied();
            assert_eq!(
                [Field::Id, Field::CreatedAt, Field::Author, Field::Text].map(place),
                [Some(0), Some(1), Some(2), Some(3)],
                "{header}"
            );
        }
    }

    #[test]
    fn exports_are_recognised_by_their_signs() {
        let name = |header| Layout::of_columns(&columns(header), &Mapping::default()).unwrap().name;
        assert_eq!(
            name("Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer"),
            LayoutName::Meltwater
        );
        assert_eq!(
            name("Query Id,Query Name,Date,Title,Snippet,Url,Page Type,Full Text"),
            LayoutName::Brandwatch
        );
        assert_eq!(
            name("url,published,title,content,content_snippet,root_url"),
            LayoutName::Talkwalker
        );
        assert_eq!(name("url,published,title,content"), LayoutName::Generic);
    }

    #[test]
    fn a_mapping_overrules_and_says_what_is_near() {
        let columns = columns("id,text,body,when");
        let mapping = Mapping::parse("text=Body,created_at=when,id=").unwrap();
        let layout = Layout::of_columns(&columns, &mapping).unwrap();
        assert_eq!(layout.places(Field::Text), [2]);
        assert_eq!(layout.places(Field::CreatedAt), [3]);
        assert!(layout.places(Field::Id).is_empty());
        let error =
            Layout::of_columns(&columns, &Mapping::parse("text=bodi").unwrap()).unwrap_err();
        assert!(error.to_string().contains("did you mean `body`?"), "{error}");
    }
}
