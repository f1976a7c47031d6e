//! The market's topics: what each is called, how much it is talked about, and how people rename, merge and take them apart.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::response::Redirect;
use model::{Assessment, Permission, TopicAnchor};

use super::{SEARCH, assessment, tabs};
use crate::auth::{Correct, May, ReadFigures};
use crate::error::PageError;
use crate::frame::{Frame, Page, encode, page};
use crate::pages::account::Tab;
use crate::pages::posts::values;

/// The page among the assessment's pages.
pub const KEY: &str = "topics";
/// Characters of a name.
const LONGEST: usize = 80;
/// Phrases that are shown of a topic.
const SHOWN: usize = 8;

/// How much a subject's mentions are about a topic, or about none.
struct Part {
    subject: String,
    count: u64,
    share: String,
    link: String,
}

struct Row {
    name: String,
    anchors: String,
    given: bool,
    merged: bool,
    phrases: String,
    count: u64,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "pages/assess/topics.html")]
struct TopicsPage {
    frame: Frame,
    tabs: Vec<Tab>,
    as_of: String,
    rows: Vec<Row>,
    /// What falls under none of them, by subject.
    other: Vec<Part>,
    may_name: bool,
    busy: String,
}

impl TopicsPage {
    /// The topics into which `row` can be merged.
    fn others<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |other| other.anchors != row.anchors)
    }
}

/// All topics, the most talked about first.
pub async fn show(who: May<ReadFigures>) -> Page {
    let linked = who.also(Permission::ReadPosts);
    let found = assessment(&who, |it| {
        let when = report::dates::moment(it.as_of, &who.snapshot().plan.zone);
        (rows(it, linked), other(it), when)
    });
    let (rows, other, as_of) = found.unwrap_or_default();
    page(&TopicsPage {
        frame: Frame::new(&who, "/assess", "What is talked about?"),
        tabs: tabs(KEY),
        as_of,
        rows,
        other,
        may_name: who.also(Permission::Correct),
        busy: who.snapshot().busy.clone(),
    })
}

fn rows(assessment: &Assessment, linked: bool) -> Vec<Row> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for subject in assessment.subjects() {
        for topic in &subject.topics {
            let row = rows.entry(&topic.name).or_insert_with(|| Row {
                name: topic.name.clone(),
                anchors: joined(&topic.anchors),
                given: topic.given,
                merged: topic.anchors.len() > 1,
                phrases: topic.phrases.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" · "),
                count: 0,
                parts: Vec::new(),
            });
            row.count += topic.count;
            let query = encode(&topic.share.query);
            row.parts.push(Part {
                subject: subject.name.clone(),
                count: topic.count,
                share: report::numbers::percent(topic.share.value),
                link: if linked { format!("{SEARCH}{query}") } else { String::new() },
            });
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows
}

fn other(assessment: &Assessment) -> Vec<Part> {
    let part = |subject: &model::assessment::SubjectView| Part {
        subject: subject.name.clone(),
        count: subject.other,
        share: match subject.distinct_mentions.n {
            0 => "–".to_owned(),
            all => report::numbers::percent(subject.other as f64 / all as f64),
        },
        link: String::new(),
    };
    assessment.subjects().map(part).collect()
}

fn joined(anchors: &[TopicAnchor]) -> String {
    anchors.iter().map(TopicAnchor::to_string).collect::<Vec<_>>().join(",")
}

fn anchors(text: &str) -> Result<Vec<TopicAnchor>, PageError> {
    let unknown = || PageError::Refused(format!("`{text}` is no topic"));
    let found: Option<Vec<_>> = text.split(',').map(TopicAnchor::from_text).collect();
    found.ok_or_else(unknown)
}

/// Renames a topic, merges it into another (`into`), or takes back what people named (`action` = `apart`).
pub async fn name(
    who: May<Correct>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let value = |name| values(&form, name).next().unwrap_or_default().trim();
    let mut topic = anchors(value("topic"))?;
    let name = value("name");
    let now = who.house.now();
    match value("action") {
        "rename" if name.is_empty() || name.chars().count() > LONGEST => {
            return Err(PageError::Refused(format!("a name has 1 to {LONGEST} characters")));
        }
        "rename" => {
            who.ledger.name_topics(&topic, Some(name), now).await?;
            who.audit("topic.renamed", name).await?;
        }
        "merge" => {
            let into = anchors(value("into"))?;
            let snapshot = who.snapshot();
            let all = snapshot.assessed.as_ref().map(|it| it.whole.subjects());
            let mut all = all.into_iter().flatten().flat_map(|subject| &subject.topics);
            let target = all.find(|topic| topic.anchors.iter().any(|a| into.contains(a)));
            let name = target.ok_or(PageError::NotFound)?.name.clone();
            topic.extend(into);
            who.ledger.name_topics(&topic, Some(&name), now).await?;
            who.audit("topic.merged", &name).await?;
        }
        "apart" => {
            who.ledger.name_topics(&topic, None, now).await?;
            who.audit("topic.apart", &joined(&topic)).await?;
        }
        other => return Err(PageError::Refused(format!("`{other}` is not known here"))),
    }
    // Asks for new figures; they show when they are made.
    who.house.follow().await?;
    Ok(Redirect::to("/assess/topics"))
}
