//! `--map text=body,created_at=date`: which column holds what, said by hand.

use std::fmt;

use crate::field::Field;
use crate::nearest::nearest;

/// Which column holds which field, as said by hand; overrules what is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    pairs: Vec<(Field, String)>,
}

/// Why a `--map` was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// A part without `=`.
    #[error("`{part}` in `--map` has no `=`: write field=column, for example text=body")]
    NoEquals {
        /// The part.
        part: String,
    },
    /// The left side is no field.
    #[error("`{word}` is no field{}; the fields are {}", did_you_mean(.near), field_list())]
    UnknownField {
        /// What was written.
        word: String,
        /// The field that was probably meant.
        near: Option<String>,
    },
    /// A field that takes one column was given two.
    #[error(
        "`{field}` is mapped twice in `--map`: it takes one column (`interactions` and `media` take several)"
    )]
    Twice {
        /// The field.
        field: Field,
    },
    /// The file has no such column.
    #[error("the file has no column `{column}` for `{field}`{}; its columns are {}", did_you_mean(.near), list(.columns))]
    UnknownColumn {
        /// The field it was meant for.
        field: Field,
        /// What was written.
        column: String,
        /// The column that was probably meant.
        near: Option<String>,
        /// The columns of the file.
        columns: Vec<String>,
    },
}

pub(crate) fn did_you_mean(near: &Option<String>) -> String {
    near.as_ref().map(|name| format!(" (did you mean `{name}`?)")).unwrap_or_default()
}

fn field_list() -> String {
    Field::ALL.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ")
}

/// The names in backticks, at most 40 of them.
pub(crate) fn list(names: &[String]) -> String {
    let mut text = names.iter().take(40).map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    if names.len() > 40 {
        text.push_str(&format!(" and {} more", names.len() - 40));
    }
    text
}

impl Mapping {
    /// Reads `field=column,field=column`. A column's name may stand in double quotes when it holds a comma (a quote
    /// in it is doubled); an empty column (`network=`) says that no column holds the field.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let mut mapping = Self::default();
        for part in split_outside_quotes(text) {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            let (word, column) = part
                .split_once('=')
                .ok_or_else(|| MappingError::NoEquals { part: part.to_owned() })?;
            let field = Field::from_word(word).ok_or_else(|| MappingError::UnknownField {
                word: word.trim().to_owned(),
                near: nearest(word, Field::ALL.iter().map(|f| f.as_str())).map(str::to_owned),
            })?;
            if !field.takes_all() && mapping.mentions(field) {
                return Err(MappingError::Twice { field });
            }
            mapping.pairs.push((field, unquote(column.trim())));
        }
        Ok(mapping)
    }

    /// The columns said to hold `field`; empty names included.
    pub fn columns(&self, field: Field) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(f, _)| *f == field).map(|(_, column)| column.as_str())
    }

    /// Whether anything is said about `field`.
    pub fn mentions(&self, field: Field) -> bool {
        self.pairs.iter().any(|(f, _)| *f == field)
    }

    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Every pair, in the order in which it was said.
    pub fn pairs(&self) -> impl Iterator<Item = (Field, &str)> {
        self.pairs.iter().map(|(field, column)| (*field, column.as_str()))
    }
}

impl fmt::Display for Mapping {
    /// Such that `Mapping::parse` reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (field, column)) in self.pairs.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            if column.contains([',', '"']) || column.trim() != column {
                write!(f, "{comma}{field}=\"{}\"", column.replace('"', "\"\""))?;
            } else {
                write!(f, "{comma}{field}={column}")?;
            }
        }
        Ok(())
    }
}

fn split_outside_quotes(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(move |c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .collect()
}

fn unquote(column: &str) -> String {
    match column.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => column.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mapping_is_read_and_errors_suggest_the_remedy() {
        let mapping =
            Mapping::parse("text=body, Created-At=\"Date, posted\",interactions=a,interactions=b")
                .unwrap();
        assert_eq!(mapping.columns(Field::Text).collect::<Vec<_>>(), ["body"]);
        assert_eq!(mapping.columns(Field::CreatedAt).collect::<Vec<_>>(), ["Date, posted"]);
        assert_eq!(mapping.columns(Field::Interactions).count(), 2);
        let error = Mapping::parse("txt=body").unwrap_err().to_string();
        assert!(error.contains("did you mean `text`?"), "{error}");
        assert!(matches!(Mapping::parse("text"), Err(MappingError::NoEquals { .. })));
        assert!(matches!(Mapping::parse("text=a,text=b"), Err(MappingError::Twice { .. })));
    }

    proptest! {
        #[test]
        fn printing_and_parsing_agree(columns in prop::collection::vec("[ -~äß]{0,12}", 0..4)) {
            let fields = [Field::Text, Field::Id, Field::Media, Field::Media];
            let mapping = Mapping { pairs: fields.into_iter().zip(columns).collect() };
            prop_assert_eq!(Mapping::parse(&mapping.to_string()), Ok(mapping));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            let _ = Mapping::parse(&text);
        }
    }
}
