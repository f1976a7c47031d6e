//! Reads the wanted members of a JSON object into cells without building the object: `user.name` is a path.

use std::cell::RefCell;
use std::fmt;

use rustc_hash::FxHashMap;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::cells::Cells;
use crate::layout::fold_name;

/// Paths deeper than this are not looked for.
const DEEPEST: usize = 6;
/// Spellings of paths remembered; objects with keys that are data (ids, names) would fill the memory otherwise.
const MOST_PATHS: usize = 10_000;
/// Paths that a preview lists.
const MOST_LISTED: usize = 500;

/// Which column a path belongs to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paths {
    /// By folded path.
    wanted: FxHashMap<String, u16>,
    /// A member in which each post is wrapped (`data`), folded, with the dot after it.
    wrapper: Option<String>,
}

impl Paths {
    pub(crate) fn new(names: &[String], wrapper: Option<String>) -> Self {
        let mut wanted = FxHashMap::default();
        for (column, name) in (0..).zip(names) {
            wanted.entry(fold_name(name)).or_insert(column);
        }
        Self { wanted, wrapper: wrapper.map(|name| format!("{}.", fold_name(&name))) }
    }

    pub(crate) fn column(&self, path: &str) -> Option<u16> {
        let folded = fold_name(path);
        let inner = self.wrapper.as_ref().and_then(|wrapper| folded.strip_prefix(wrapper.as_str()));
        self.wanted.get(inner.unwrap_or(&folded)).copied()
    }
}

/// What is told about each scalar member while an object is read.
pub(crate) trait Sink {
    /// The member at `path` has the value `value`.
    fn scalar(&mut self, path: &str, value: &str);
}

/// Puts members into cells by [`Paths`]; remembers how paths are spelled.
pub(crate) struct Collector<'a> {
    pub(crate) paths: &'a Paths,
    pub(crate) known: &'a mut FxHashMap<String, Option<u16>>,
    pub(crate) cells: &'a mut Cells,
}

impl Sink for Collector<'_> {
    fn scalar(&mut self, path: &str, value: &str) {
        let column = match self.known.get(path) {
            Some(column) => *column,
            None => {
                let column = self.paths.column(path);
                if self.known.len() < MOST_PATHS {
                    self.known.insert(path.to_owned(), column);
                }
                column
            }
        };
        if let Some(column) = column {
            self.cells.put(usize::from(column), value);
        }
    }
}

/// Every path in the order of appearance with its first value that is not empty; for previews.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub(crate) found: Vec<(String, String)>,
}

impl Sink for Listing {
    fn scalar(&mut self, path: &str, value: &str) {
        let short = || value.chars().take(200).collect::<String>();
        let room = self.found.len() < MOST_LISTED;
        match self.found.iter_mut().find(|(known, _)| known == path) {
            Some((_, first)) if first.is_empty() => *first = short(),
            Some(_) => {}
            None if room => self.found.push((path.to_owned(), short())),
            None => {}
        }
    }
}

/// Reads the object in `bytes`, telling `sink` every scalar member; an array tells its first scalar, or `true` when it
/// holds objects.
pub(crate) fn flatten(bytes: &[u8], sink: &mut dyn Sink) -> Result<(), serde_json::Error> {
    let shared = Shared { sink: RefCell::new(sink), path: RefCell::new(String::new()) };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    Value { shared: &shared, depth: 0 }.deserialize(&mut reader)?;
    reader.end()
}

struct Shared<'a> {
    sink: RefCell<&'a mut dyn Sink>,
    path: RefCell<String>,
}

#[derive(Clone, Copy)]
struct Value<'a, 'b> {
    shared: &'a Shared<'b>,
    depth: usize,
}

impl Value<'_, '_> {
    fn tell(&self, value: &str) {
        self.shared.sink.borrow_mut().scalar(&self.shared.path.borrow(), value);
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.tell(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.tell(&value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.tell(&value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.tell(&value.to_string());
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.tell(value);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.tell("");
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut first = First::default();
        if items.next_element_seed(FirstSeed(&mut first))?.is_some() {
            match &first.scalar {
                Some(value) => self.tell(value),
                None => self.tell("true"),
            }
        } else {
            self.tell("");
        }
        while items.next_element::<serde::de::IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<std::borrow::Cow<'de, str>>()? {
            if self.depth >= DEEPEST {
                members.next_value::<serde::de::IgnoredAny>()?;
                continue;
            }
            let before = self.shared.path.borrow().len();
            {
                let mut path = self.shared.path.borrow_mut();
                if before > 0 {
                    path.push('.');
                }
                path.push_str(&key);
            }
            members.next_value_seed(Value { depth: self.depth + 1, ..self })?;
            self.shared.path.borrow_mut().truncate(before);
        }
        Ok(())
    }
}

/// The first item of an array, when it is a scalar.
#[derive(Default)]
struct First {
    scalar: Option<String>,
}

struct FirstSeed<'a>(&'a mut First);

impl<'de> DeserializeSeed<'de> for FirstSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.scalar = match Scalar::deserialize(deserializer)? {
            Scalar::Text(text) => Some(text),
            Scalar::Number(number) => Some(number.to_string()),
            Scalar::Other(_) => None,
        };
        Ok(())
    }
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Number(serde_json::Number),
    Other(serde::de::IgnoredAny),
}
