//! What each category says, from small rows; links are made by whoever sends.

use model::DigestCategory;

use super::{Item, Part};
use crate::catalogue as say;
use crate::clean::{self, clean};
use crate::dates;
use crate::handbook::{Handbook, Light, MeasureRow};
use crate::money::{money_range, return_range};
use crate::numbers;

/// Lines of one part; more are on the page.
const MOST: usize = 8;

/// What waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Posts that wait.
    pub total: u64,
    /// Of them past their due time.
    pub overdue: u64,
    /// Of them with the reader.
    pub mine: u64,
    /// The first ones, the reader's and the overdue ones first.
    pub items: Vec<WaitingItem>,
}

/// One post that waits. Its words are not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingItem {
    /// What it needs, in a word ("question").
    pub need: String,
    /// Where it was said.
    pub network: String,
    /// How long it has waited, in words.
    pub waited: String,
    /// Whether it is past its due time.
    pub overdue: bool,
    /// Where it can be read and answered: a path.
    pub path: String,
}

/// What moved since last week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moves {
    /// How many figures were compared.
    pub compared: usize,
    /// What moved by more than chance, in sentences, the largest first, with n and p.
    pub moved: Vec<(String, String)>,
}

/// What waits.
pub fn waiting(waiting: &Waiting, link: &dyn Fn(&str) -> String, leave: String) -> Part {
    let items = waiting.items.iter().take(MOST).map(|it| Item {
        text: say::digest_waits(&clean(&it.need), &clean(&it.network), &it.waited),
        beside: if it.overdue { say::DIGEST_OVERDUE.to_owned() } else { String::new() },
        href: link(&it.path),
    });
    Part {
        category: DigestCategory::Waiting,
        answer: say::digest_waiting(waiting.total, waiting.overdue, waiting.mine),
        items: items.collect(),
        href: link("/inbox"),
        leave,
    }
}

/// What moved.
pub fn moves(moves: &Moves, link: &dyn Fn(&str) -> String, leave: String) -> Part {
    let items = moves.moved.iter().take(MOST).map(|(says, basis)| Item {
        text: clean(says),
        beside: basis.clone(),
        href: String::new(),
    });
    Part {
        category: DigestCategory::Moves,
        answer: say::digest_moves(moves.moved.len() as u64, moves.compared as u64),
        items: items.collect(),
        href: link("/weekly"),
        leave,
    }
}

/// How the measures are going; those that may be missed first.
pub fn measures(rows: &[MeasureRow], link: &dyn Fn(&str) -> String, leave: String) -> Part {
    let mut rows: Vec<&MeasureRow> = rows.iter().filter(|row| row.now().is_some()).collect();
    rows.sort_by_key(|row| match row.light {
        Light::OffCourse => 0,
        Light::AtRisk => 1,
        Light::OnCourse => 2,
        Light::Unknown => 3,
    });
    let aims = rows.iter().filter(|row| !row.kpi.control).count() as u64;
    let on_course = rows.iter().filter(|row| row.light == Light::OnCourse).count() as u64;
    let items = rows.iter().take(MOST).filter_map(|row| {
        let (now, day) = row.standing()?;
        Some(Item {
            text: say::digest_measure(&clean(&row.kpi.name), &now, &day),
            beside: say::light(row.light).to_owned(),
            href: link(&format!("/measures/{}", row.kpi.id)),
        })
    });
    Part {
        category: DigestCategory::Measures,
        answer: say::measures_lead(on_course, aims),
        items: items.collect(),
        href: link("/measures"),
        leave,
    }
}

/// The quarter: goal, where we are, what was found, money, decision.
pub fn quarter(book: &Handbook, link: &dyn Fn(&str) -> String, leave: String) -> Part {
    let line = |text: String, beside: String| Item { text, beside, href: String::new() };
    let mut items = Vec::new();
    let goal = book.strategy.hexagon.goal.as_ref();
    if let Some(row) = goal.and_then(|goal| book.measure(goal.kpi?))
        && let Some((now, day)) = row.standing()
    {
        let text = say::digest_measure(&clean(&row.kpi.name), &now, &day);
        items.push(line(text, say::light(row.light).to_owned()));
    }
    for item in book.strategy.swot.iter().filter(|it| !it.dropped).take(3) {
        items.push(line(clean(&item.text), say::swot_kind(item.kind).to_lowercase()));
    }
    if let Some(total) = &book.works.total {
        let cost = money_range(&total.cost, &book.currency);
        let value = money_range(&total.value, &book.currency);
        let back = total.roi.as_ref().map(return_range).unwrap_or_default();
        items.push(line(say::money_lead(&cost, &value), back));
    }
    if !book.decision.trim().is_empty() {
        items.push(line(
            format!("{}: {}", say::BRIEF_DECISION, clean::cut(&book.decision, 300)),
            String::new(),
        ));
    }
    let answer = goal.map_or_else(|| say::NO_GOAL.to_owned(), |goal| clean::cut(&goal.text, 200));
    Part { category: DigestCategory::Quarter, answer, items, href: link("/brief"), leave }
}

impl MeasureRow {
    /// Where it stands, and since which day that is known.
    fn standing(&self) -> Option<(String, String)> {
        let now = self.now()?;
        Some((crate::handbook::spelt(self, now), dates::long(now.to)))
    }
}

/// What waits in the sample.
pub fn sample_waiting() -> Waiting {
    let item = |need: &str, hours: f64, overdue| WaitingItem {
        need: need.to_owned(),
        network: "mastodon".to_owned(),
        waited: numbers::duration(hours * 3_600.0),
        overdue,
        path: "/inbox?post=0123".to_owned(),
    };
    let items = vec![item("question", 52.0, true), item("complaint", 3.0, false)];
    Waiting { total: 12, overdue: 4, mine: 2, items }
}

/// What moved in the sample.
pub fn sample_moves() -> Moves {
    let says = "Larkfield <b>was</b> mentioned 1,240 times, after 810 the week before.".to_owned();
    Moves { compared: 212, moved: vec![(says, "n 2,050, p <0.001".to_owned())] }
}
