//! Makes posts of records: the one place where a file's columns become our fields.

use model::{Author, Kind, Language, Network, Post, PostId, Source};
use rustc_hash::FxHashMap;

use crate::cells::Cells;
use crate::chunk::{Chunk, Quoting, RawChunk, Reject, Verdict};
use crate::dates::Dates;
use crate::field::Field;
use crate::flatten::{Collector, Paths, flatten};
use crate::identity::{self, Traits};
use crate::languages;
use crate::layout::{Layout, LayoutName};
use crate::numbers::{read_count, says_yes};
use crate::options::RECORD_BYTES;
use crate::platform;
use crate::raw::{self, RawWriter};
use crate::split::table;
use crate::text::{Clean, clean};

/// Makes posts of records. Shared between threads: `normalise` takes no lock and keeps nothing.
#[derive(Debug, Clone)]
pub struct Normaliser {
    pub(crate) layout: Layout,
    pub(crate) dates: Dates,
    pub(crate) source: Source,
    /// Fields that are HTML.
    pub(crate) html: Vec<Field>,
    pub(crate) shape: Shape,
}

/// How the cells of a record are reached.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Table { delimiter: u8, raw: RawWriter },
    Objects(Paths),
}

/// Buffers that one thread reuses from record to record.
#[derive(Default)]
pub(crate) struct Scratch {
    cells: Cells,
    known: FxHashMap<String, Option<u16>>,
    networks: FxHashMap<String, Option<Network>>,
}

/// A row made a post, and what was lost of it.
struct Made {
    post: Post,
    shortened: bool,
    replaced: bool,
}

impl Normaliser {
    /// Turns a run of records into posts and rejects.
    pub fn normalise(&self, raw: &RawChunk) -> Chunk {
        let mut scratch = Scratch::default();
        let mut chunk = Chunk {
            number: raw.number,
            posts: Vec::with_capacity(raw.records.len()),
            rows: raw.records.len() as u64,
            replaced: raw.replaced,
            bytes_read: raw.bytes_read,
            ..Chunk::default()
        };
        for (record, bytes) in raw.iter() {
            let (made, cut_from) = match &record.verdict {
                Verdict::Bad { reason, cut_from } => (Err(reason.clone()), *cut_from),
                Verdict::Row(quoting) => (self.row(bytes, *quoting, &mut scratch), None),
                Verdict::Object => (self.object(bytes, &mut scratch), None),
            };
            match made {
                Ok(made) => {
                    chunk.shortened += u64::from(made.shortened);
                    chunk.replaced += u64::from(made.replaced);
                    chunk.posts.push(made.post);
                }
                Err(reason) => chunk.rejects.push(reject(record.line, reason, bytes, cut_from)),
            }
        }
        chunk
    }

    fn row(&self, bytes: &[u8], quoting: Quoting, scratch: &mut Scratch) -> Result<Made, String> {
        self.read_row(bytes, quoting, &mut scratch.cells);
        self.post(bytes, scratch)
    }

    pub(crate) fn read_row(&self, bytes: &[u8], quoting: Quoting, cells: &mut Cells) {
        if let Shape::Table { delimiter, .. } = &self.shape {
            cells.reset(self.layout.columns.len());
            cells.fill_row(|sink| {
                table::cells(bytes, *delimiter, quoting, sink);
            });
        }
    }

    fn object(&self, bytes: &[u8], scratch: &mut Scratch) -> Result<Made, String> {
        if let Shape::Objects(paths) = &self.shape {
            let Scratch { cells, known, .. } = scratch;
            cells.reset(self.layout.columns.len());
            flatten(bytes, &mut Collector { paths, known, cells })
                .map_err(|error| format!("this is no valid JSON: {error}"))?;
        }
        self.post(bytes, scratch)
    }

    /// The post that the cells make.
    fn post(&self, record: &[u8], scratch: &mut Scratch) -> Result<Made, String> {
        let Scratch { cells, networks, .. } = scratch;
        let layout = &self.layout;
        let first = |field| layout.first(cells, field);
        self.check_damage(cells)?;
        let (title, text, shortened) = self.words(cells)?;
        let created_at = match first(Field::CreatedAt) {
            "" => return Err("the date is empty".to_owned()),
            date => self.dates.read(date, first(Field::Time)).map_err(|error| error.to_string())?,
        };
        let (network, named) = self.network(cells, networks);
        let author =
            author(first(Field::Author), first(Field::AuthorName), first(Field::Followers));
        let url = link(first(Field::Url), network.as_str());
        let (kind, parent) = self.kind_and_parent(cells, &network, &text);
        let native_id = identity::native_id(&Traits {
            network: &network,
            id: first(Field::Id),
            url: url.as_deref(),
            author: &author.handle,
            secs: created_at.0,
            title: title.as_deref().unwrap_or(""),
            text: &text,
            is_answer: parent.is_some(),
        });
        let thread = Some(first(Field::Thread)).filter(|cell| identity::is_id(cell));
        let thread =
            thread.map(|c| PostId::of(&network, &identity::reference(network.as_str(), c)));
        let raw = match &self.shape {
            Shape::Table { raw, .. } => raw.write(cells, record),
            Shape::Objects(_) => raw::object(record),
        };
        let id = PostId::of(&network, &native_id);
        // Some exports name a post as its own parent when it answers nothing.
        let own = parent == Some(id);
        let kind = if own { platform::usual_kind(network.as_str()) } else { kind };
        let post = Post {
            id,
            native_id,
            source: self.source.id,
            side: self.source.side,
            kind,
            author,
            created_at,
            title,
            text,
            url,
            channel: self.channel(cells, named, &network),
            language: languages::read(first(Field::Language)).filter(Language::is_determined),
            parent: parent.filter(|_| !own),
            thread,
            engagement: self.engagement(cells),
            reach: read_count(first(Field::Reach)),
            media: layout.places(Field::Media).iter().any(|&p| says_yes(cells.get(p))),
            network,
            raw,
        };
        Ok(Made { post, shortened, replaced: cells.any_damaged() })
    }

    /// Refuses a row when bytes that are no text stand where it counts.
    fn check_damage(&self, cells: &Cells) -> Result<(), String> {
        if !cells.any_damaged() {
            return Ok(());
        }
        for field in Field::ALL.iter().filter(|field| field.must_be_whole()) {
            let damaged = |p: &&u16| cells.is_damaged(**p);
            if let Some(&place) = self.layout.places(*field).iter().find(damaged) {
                let column =
                    self.layout.columns.get(usize::from(place)).cloned().unwrap_or_default();
                return Err(format!(
                    "the column `{column}` holds bytes that are not UTF-8: correct them, or name the encoding of the file (`--encoding windows-1252`)"
                ));
            }
        }
        Ok(())
    }

    /// Title and text, and whether one was cut.
    fn words(&self, cells: &Cells) -> Result<(Option<String>, String, bool), String> {
        let cleaned = |field| {
            let cell = self.layout.first(cells, field);
            clean(cell, self.html.contains(&field))
        };
        let mut text = cleaned(Field::Text);
        let more = cleaned(Field::MoreText);
        if !more.text.is_empty() && !text.text.contains(more.text.trim_end_matches(['.', '…'])) {
            if !text.text.is_empty() {
                text.text.push('\n');
            }
            text.text.push_str(&more.text);
            text.shortened |=
                more.shortened || crate::text::shorten(&mut text.text, crate::options::TEXT_CHARS);
        }
        let title = cleaned(Field::Title);
        if text.text.is_empty() && title.text.is_empty() {
            return Err("text and title are empty".to_owned());
        }
        let shortened = text.shortened || title.shortened;
        Ok((own_title(title, &text.text), text.text, shortened))
    }

    /// The network of a row, and the value that named it where that is no known network.
    fn network<'c>(
        &self,
        cells: &'c Cells,
        networks: &mut FxHashMap<String, Option<Network>>,
    ) -> (Network, Option<&'c str>) {
        let value = self.layout.first(cells, Field::Network);
        if value.is_empty() {
            return (self.source.network.clone(), None);
        }
        if let Some(known) = networks.get(value) {
            let network = known.clone().unwrap_or_else(|| self.source.network.clone());
            return (network, Some(value));
        }
        let network = platform::network_of(if self.is_publication(value) { "news" } else { value });
        if networks.len() < 10_000 {
            networks.insert(value.to_owned(), network.clone());
        }
        (network.unwrap_or_else(|| self.source.network.clone()), Some(value))
    }

    /// Meltwater names publications where others name networks.
    fn is_publication(&self, value: &str) -> bool {
        self.layout.name == LayoutName::Meltwater && platform::known(value).is_none()
    }

    fn channel(&self, cells: &Cells, named: Option<&str>, network: &Network) -> Option<String> {
        let cell = self.layout.first(cells, Field::Channel);
        let cell = match (cell, named) {
            ("", Some(value)) if self.is_publication(value) => value,
            (cell, _) => cell,
        };
        let host = cell.split_once("://").map_or(cell, |(_, rest)| rest);
        let host = host.trim_start_matches("www.").trim_end_matches('/');
        let same = platform::is_own_host(network.as_str(), host);
        (!host.is_empty() && !same && host.len() <= 200).then(|| host.to_owned())
    }

    /// What kind of post it is, and which post it belongs to.
    fn kind_and_parent(
        &self,
        cells: &Cells,
        network: &Network,
        text: &str,
    ) -> (Kind, Option<PostId>) {
        let refers =
            |field| Some(self.layout.first(cells, field)).filter(|cell| identity::is_id(cell));
        let id = |cell: &str| PostId::of(network, &identity::reference(network.as_str(), cell));
        let said = platform::kind_of(self.layout.first(cells, Field::Kind));
        if let Some(cell) = refers(Field::RepostOf) {
            return (Kind::Repost, Some(id(cell)));
        }
        let parent = refers(Field::Parent).map(id);
        if let Some(cell) = refers(Field::QuoteOf) {
            return (Kind::Quote, parent.or(Some(id(cell))));
        }
        let kind = match said {
            Some(kind) if kind != Kind::Original || parent.is_none() => kind,
            _ if is_repost(text) => Kind::Repost,
            _ if parent.is_some() => Kind::Reply,
            _ => platform::usual_kind(network.as_str()),
        };
        let kind = if kind == Kind::Original && is_repost(text) { Kind::Repost } else { kind };
        (kind, parent)
    }

    fn engagement(&self, cells: &Cells) -> Option<u64> {
        if let Some(total) = read_count(self.layout.first(cells, Field::Engagement)) {
            return Some(total);
        }
        let parts = self.layout.places(Field::Interactions).iter();
        parts.filter_map(|&p| read_count(cells.get(p))).reduce(u64::saturating_add)
    }
}

fn reject(line: u64, reason: String, bytes: &[u8], cut_from: Option<u64>) -> Reject {
    let kept = bytes.get(..RECORD_BYTES).unwrap_or(bytes);
    let cut_here = (kept.len() < bytes.len()).then_some(bytes.len() as u64);
    Reject { line, reason, bytes: kept.to_vec(), cut_from: cut_from.or(cut_here) }
}

/// The title, unless it only repeats how the text begins.
fn own_title(title: Clean, text: &str) -> Option<String> {
    let start = title.text.trim_end_matches(['.', '…', ' ']);
    (!title.text.is_empty() && (start.is_empty() || !text.starts_with(start))).then_some(title.text)
}

fn author(handle: &str, name: &str, followers: &str) -> Author {
    let handle = if handle.is_empty() { name } else { handle };
    Author {
        handle: handle.trim_start_matches('@').to_owned(),
        name: (!name.is_empty() && name != handle).then(|| name.to_owned()),
        followers: read_count(followers),
    }
}

/// A link to the web; anything else (a script, a path) is no link, except Reddit's own paths.
fn link(cell: &str, network: &str) -> Option<String> {
    let scheme = |name: &str| cell.get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name));
    if scheme("https://") || scheme("http://") {
        let sane = !cell.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
        return sane.then(|| cell.to_owned());
    }
    (network == "reddit" && cell.starts_with("/r/"))
        .then(|| format!("https://www.reddit.com{cell}"))
}

/// `RT @handle: …`, as people passed posts on before there was a button for it, and as exports still write it.
fn is_repost(text: &str) -> bool {
    text.strip_prefix("RT @").is_some_and(|rest| {
        let handle =
            rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_.-@".contains(b)).count();
        (1..=64).contains(&handle) && rest.as_bytes().get(handle) == Some(&b':')
    })
}
