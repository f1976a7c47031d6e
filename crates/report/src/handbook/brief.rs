//! The brief: goal, where we are, three findings with their evidence, money, what the programs changed, and the decision
//! asked, on one page.

use model::{Evidence, Finding, SwotItem, SwotKind};

use super::block::{Block, Book, Chapter, Fact, Line, Span, Tone};
use super::chapters::standing;
use super::context::{Handbook, Words};
use super::{cover, effects, frame, page, paper};
use crate::catalogue as say;
use crate::clean::{self, clean};
use crate::markup::Markup;
use crate::money::{money_range, return_range};
use crate::numbers;
use crate::typeset::{Paper, Printed, TypesetError};

const TEMPLATE: &str = include_str!("../../templates/handbook/brief.typ");
/// How many findings are shown.
const FINDINGS: usize = 3;
/// How many programs are shown.
const PROGRAMS: usize = 3;
/// How many characters of a program's name.
const NAME: usize = 60;
/// How many characters of a text and of a quote.
const TEXT: usize = 420;
const QUOTE: usize = 150;

/// The brief as a document of one chapter.
pub fn brief(handbook: &Handbook) -> Book {
    let title =
        |words: &str, id: &str| Block::Title { t: words.to_owned(), id: format!("brief-{id}") };
    let mut blocks = vec![title(say::BRIEF_GOAL, "goal")];
    blocks.extend(goal(handbook));
    blocks.push(title(say::BRIEF_FINDINGS, "findings"));
    blocks.extend(findings(handbook));
    blocks.push(title(say::BRIEF_MONEY, "money"));
    blocks.push(money(handbook));
    blocks.push(title(say::BRIEF_EFFECTS, "effects"));
    blocks.push(changed(handbook));
    blocks.push(title(say::BRIEF_DECISION, "decision"));
    let decision = clean::cut(&handbook.decision, TEXT);
    blocks.push(para(
        if decision.is_empty() { say::NO_DECISION.to_owned() } else { decision },
        Tone::Body,
    ));
    let mut cover = cover(handbook, say::BRIEF);
    cover.goal = String::new();
    cover.title = clean::cut(&cover.title, QUOTE);
    let chapter = Chapter { id: "brief".to_owned(), title: String::new(), blocks };
    let mut frame = frame(handbook, &cover);
    frame.running = say::BRIEF_HOW.to_owned();
    let mut book = Book { cover, frame, chapters: vec![chapter] };
    book.cut(QUOTE.max(TEXT));
    book.mend();
    book
}

/// The brief as an `<article>`.
pub fn brief_page(handbook: &Handbook) -> Markup {
    page::of_book(&brief(handbook), false)
}

/// The brief as PDF: always one page, set smaller where the words need it.
pub fn brief_pdf(handbook: &Handbook, sheet: Paper) -> Result<Printed, TypesetError> {
    let book = brief(handbook);
    let mut printed = paper::of_book(&book, handbook, TEMPLATE, sheet, 1.0)?;
    for scale in [0.92, 0.84, 0.76, 0.68, 0.6] {
        if printed.pages == 1 {
            break;
        }
        printed = paper::of_book(&book, handbook, TEMPLATE, sheet, scale)?;
    }
    Ok(printed)
}

fn para(words: impl Into<String>, tone: Tone) -> Block {
    Block::Para { line: vec![Span::text(words)], tone }
}

fn goal(handbook: &Handbook) -> Vec<Block> {
    let Some(goal) = &handbook.strategy.hexagon.goal else {
        return vec![para(say::NO_GOAL, Tone::Body)];
    };
    let mut blocks = vec![para(clean::cut(&goal.text, TEXT), Tone::Lead)];
    if let Some(row) = goal.kpi.and_then(|id| handbook.measure(id)) {
        blocks.push(Block::Facts { facts: standing(row) });
    }
    blocks
}

/// One strength, one weakness, and what the market waits for or what rises against us; agreed ones first.
fn findings(handbook: &Handbook) -> Vec<Block> {
    let order = [SwotKind::Strength, SwotKind::Weakness, SwotKind::Opportunity, SwotKind::Threat];
    let of = |kind: SwotKind| {
        let items = handbook.strategy.swot.iter();
        let mut items: Vec<&SwotItem> = items.filter(|it| it.kind == kind && !it.dropped).collect();
        items.sort_by_key(|it| it.votes.iter().any(|vote| !vote.agrees));
        items
    };
    let kinds: Vec<Vec<&SwotItem>> = order.into_iter().map(of).collect();
    let most = kinds.iter().map(Vec::len).max().unwrap_or(0);
    let rounds = (0..most).flat_map(|round| kinds.iter().filter_map(move |kind| kind.get(round)));
    let items: Vec<Line> = rounds.take(FINDINGS).map(|item| finding(handbook, item)).collect();
    if items.is_empty() {
        return vec![para(say::BRIEF_NOTHING_FOUND, Tone::Body)];
    }
    vec![Block::Items { items }]
}

fn finding(handbook: &Handbook, item: &SwotItem) -> Line {
    let mut line = vec![Span::strong(clean::cut(&item.text, TEXT))];
    let found = item.evidence.iter().find_map(|piece| match piece {
        Evidence::Finding { assessment, key } => handbook.kept(*assessment)?.finding(key),
        Evidence::Post(_) | Evidence::Kpi(_) => None,
    });
    if let Some(found) = found {
        let value = numbers::with_range(&found.figure);
        let n = numbers::count(found.figure.n);
        line.push(Span::quiet(format!(
            " {}",
            say::brief_evidence(&clean(&found.says), &value, &n)
        )));
        line.extend(quote(handbook, found));
    }
    line
}

fn quote(handbook: &Handbook, found: &Finding) -> Option<Span> {
    let said = found.examples.iter().find_map(|id| {
        let post = handbook.posts.iter().find(|post| post.id == *id)?;
        match &post.words {
            Words::Said { text, network, .. } => Some((text, network)),
            Words::Erased | Words::Withheld(_) => None,
        }
    });
    said.map(|(text, network)| Span::quiet(format!(" “{}” ({network})", clean::cut(text, QUOTE))))
}

/// What the programs changed, or that it is not shown; and whether revenue goes with any of it.
fn changed(handbook: &Handbook) -> Block {
    let mut items = effects::brief_impacts(handbook, PROGRAMS, NAME);
    if items.is_empty() {
        return para(say::BRIEF_NO_EFFECTS, Tone::Body);
    }
    items.extend(effects::brief_correlation(handbook));
    Block::Items { items }
}

fn money(handbook: &Handbook) -> Block {
    let Some(total) = &handbook.works.total else {
        return para(say::NO_MONEY, Tone::Body);
    };
    let fact = |value: String, name: &str| Fact {
        value,
        name: name.to_owned(),
        beside: say::BRIEF_EDGES.to_owned(),
    };
    let mut facts = vec![
        fact(money_range(&total.cost, &handbook.currency), say::BRIEF_COST),
        fact(money_range(&total.value, &handbook.currency), say::BRIEF_VALUE),
    ];
    facts.extend(total.roi.as_ref().map(|roi| fact(return_range(roi), say::BRIEF_RETURN)));
    Block::Facts { facts }
}
