//! The one form between context and paper: chapters of blocks of spans. Page and PDF are both made from it, so that
//! they cannot say different numbers.

use serde::Serialize;

use crate::markup::Markup;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "k", rename_all = "snake_case")]
pub enum Span {
    /// Words.
    Text {
        /// The words.
        t: String,
    },
    /// Words that matter more.
    Strong {
        /// The words.
        t: String,
    },
    /// Words that matter less.
    Quiet {
        /// The words.
        t: String,
    },
    /// A query.
    Code {
        /// The query.
        t: String,
    },
    /// A mark that leads to its evidence, as `F12`.
    Mark {
        /// The mark.
        t: String,
        /// The anchor.
        to: String,
    },
    /// Words that lead to another place of the handbook; on paper with the page.
    See {
        /// The words.
        t: String,
        /// The anchor.
        to: String,
    },
    /// An address outside.
    Web {
        /// The words.
        t: String,
        /// The address; `http` or `https`.
        href: String,
    },
    /// A place that others lead to.
    Anchor {
        /// What stands there.
        t: String,
        /// The anchor.
        id: String,
    },
}

impl Span {
    /// Words.
    pub fn text(t: impl Into<String>) -> Self {
        Self::Text { t: t.into() }
    }

    /// Words that matter more.
    pub fn strong(t: impl Into<String>) -> Self {
        Self::Strong { t: t.into() }
    }

    /// Words that matter less.
    pub fn quiet(t: impl Into<String>) -> Self {
        Self::Quiet { t: t.into() }
    }

    /// What is written.
    pub fn words(&self) -> &str {
        match self {
            Self::Text { t }
            | Self::Strong { t }
            | Self::Quiet { t }
            | Self::Code { t }
            | Self::Mark { t, .. }
            | Self::See { t, .. }
            | Self::Web { t, .. }
            | Self::Anchor { t, .. } => t,
        }
    }

    fn leads_to(&self) -> Option<&str> {
        match self {
            Self::Mark { to, .. } | Self::See { to, .. } => Some(to),
            _ => None,
        }
    }
}

/// A line of spans.
pub type Line = Vec<Span>;

/// A line of plain words.
pub fn plain(words: impl Into<String>) -> Line {
    vec![Span::text(words)]
}

/// How a paragraph stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// The answer at the top.
    Lead,
    /// Text.
    Body,
    /// Explanations.
    Note,
    /// What is missing or must be seen.
    Warn,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Set {
    /// Words, as wide as there is room.
    Words,
    /// Words, as narrow as they are.
    Short,
    /// Numbers, aligned at their end.
    Number,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// What it holds, with the unit.
    pub t: String,
    /// How it is set.
    pub set: Set,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Vec<Line>>,
}

impl Grid {
    /// An empty table. A head ending in `#` is of numbers, in `.` of short words; neither sign is shown.
    pub fn new(caption: impl Into<String>, heads: &[&str]) -> Self {
        let heads = heads
            .iter()
            .map(|head| match (head.strip_suffix('#'), head.strip_suffix('.')) {
                (Some(t), _) => Head { t: t.to_owned(), set: Set::Number },
                (_, Some(t)) => Head { t: t.to_owned(), set: Set::Short },
                _ => Head { t: (*head).to_owned(), set: Set::Words },
            })
            .collect();
        Self { caption: caption.into(), heads, rows: Vec::new() }
    }
}

/// A number with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// How much, with its interval.
    pub value: String,
    /// What it is.
    pub name: String,
    /// What stands beside it; may be empty.
    pub beside: String,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quotation {
    /// Mark and anchor of the post.
    pub mark: Span,
    /// The words; empty where there is a hole.
    pub words: String,
    /// Why there are no words, or that they were cut.
    pub hole: String,
    /// Who, where, when; links.
    pub by: Line,
}

/// One thing of a chapter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "b", rename_all = "snake_case")]
pub enum Block {
    /// A title inside a chapter.
    Title {
        /// The words.
        t: String,
        /// Its anchor.
        id: String,
    },
    /// A paragraph.
    Para {
        /// What it says.
        line: Line,
        /// How it stands out.
        tone: Tone,
    },
    /// Several things of one kind.
    Items {
        /// One line each.
        items: Vec<Line>,
    },
    /// Numbers side by side.
    Facts {
        /// The numbers.
        facts: Vec<Fact>,
    },
    /// A table.
    Table {
        /// The table.
        grid: Grid,
    },
    /// A drawing.
    Chart {
        /// What it shows, with the unit.
        title: String,
        /// What a person would say about it.
        says: String,
        /// The drawing; on paper a file of its own.
        #[serde(skip)]
        drawing: Markup,
        /// Where on paper it is found.
        file: String,
    },
    /// "Unlike until now … now we …".
    Change {
        /// For whom.
        side: String,
        /// Until now.
        until_now: Line,
        /// Stands before what is.
        word: String,
        /// Now.
        now: Line,
    },
    /// What somebody said.
    Quote {
        /// The quotation.
        quote: Quotation,
    },
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chapter {
    /// Its anchor.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// What sort of document.
    pub kind: String,
    /// The strategy's name.
    pub title: String,
    /// Whose.
    pub workspace: String,
    /// Edition and day, or that it is a draft.
    pub edition: String,
    /// What must be known before reading: unsigned, signed by whom.
    pub standing: String,
    /// The goal's sentence.
    pub goal: String,
}

/// Words that the frame of the document needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Title of the contents.
    pub contents: String,
    /// Stands before a page's number.
    pub page: String,
    /// Running head.
    pub running: String,
    /// Stands before what was.
    pub until_now: String,
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Book {
    /// Its cover.
    pub cover: Cover,
    /// Words of the frame.
    pub frame: Frame,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
}

impl Book {
    /// All lines of it, for checks and repairs.
    fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks).flat_map(lines_of)
    }

    /// Turns what leads nowhere into plain words, so that neither page nor paper has a dead end, and numbers the drawings.
    pub(crate) fn mend(&mut self) {
        let mut places: Vec<String> = Vec::new();
        for chapter in &self.chapters {
            places.push(chapter.id.clone());
            for block in &chapter.blocks {
                match block {
                    Block::Title { id, .. } => places.push(id.clone()),
                    Block::Quote { quote: Quotation { mark: Span::Anchor { id, .. }, .. } } => {
                        places.push(id.clone());
                    }
                    _ => {}
                }
            }
        }
        let mut places: std::collections::HashSet<String> = places.into_iter().collect();
        for span in self.lines_mut().flatten() {
            // Two places of one name are none for typst; the first one holds.
            if let Span::Anchor { t, id } = span
                && !places.insert(id.clone())
            {
                *span = Span::strong(t.clone());
            }
        }
        for span in self.lines_mut().flatten() {
            if span.leads_to().is_some_and(|to| !places.contains(to)) {
                *span = Span::text(span.words());
            }
        }
        let blocks = self.chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks);
        for (place, block) in
            blocks.filter(|block| matches!(block, Block::Chart { .. })).enumerate()
        {
            if let Block::Chart { file, .. } = block {
                *file = format!("chart{place}.svg");
            }
        }
    }

    /// Cuts every text of its lines to `most` characters, where a page has to hold it.
    pub(crate) fn cut(&mut self, most: usize) {
        for span in self.lines_mut().flatten() {
            if span.words().chars().nth(most).is_some() {
                *span = Span::text(crate::clean::cut(span.words(), most));
            }
        }
    }

    /// The drawings with the names under which paper finds them.
    pub(crate) fn drawings(&self) -> impl Iterator<Item = (&str, &Markup)> {
        self.chapters.iter().flat_map(|chapter| &chapter.blocks).filter_map(|block| match block {
            Block::Chart { file, drawing, .. } => Some((file.as_str(), drawing)),
            _ => None,
        })
    }
}

fn lines_of(block: &mut Block) -> Vec<&mut Line> {
    match block {
        Block::Para { line, .. } => vec![line],
        Block::Items { items } => items.iter_mut().collect(),
        Block::Table { grid } => grid.rows.iter_mut().flatten().collect(),
        Block::Change { until_now, now, .. } => vec![until_now, now],
        Block::Quote { quote } => vec![&mut quote.by],
        Block::Title { .. } | Block::Facts { .. } | Block::Chart { .. } => Vec::new(),
    }
}
