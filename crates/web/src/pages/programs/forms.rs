//! Forms of programs and measures: what a page sends is read here, and only here.

use model::{
    Attributed, ControlKind, Cost, CostCentre, CostKind, Day, Estimate, ImpactDesign, ItemId, Kpi,
    KpiId, Measure, Money, Mood, ProgramId, Rhythm, Shape, StrategyId, SubjectId, Unit,
};
use programs::edit::{Edit, TaskDraft};
use programs::measures::definition;
use programs::points;

use crate::pages::posts::values;

/// The fields of a form.
pub type Fields = Vec<(String, String)>;

/// A field's text, trimmed; empty where there is none.
pub fn value<'a>(form: &'a Fields, name: &'a str) -> &'a str {
    values(form, name).next().unwrap_or_default().trim()
}

fn text(form: &Fields, name: &str) -> String {
    value(form, name).replace("\r\n", "\n")
}

fn lines(form: &Fields, name: &str) -> Vec<String> {
    text(form, name)
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn word<T>(form: &Fields, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    let word = value(form, name);
    read(word).ok_or_else(|| format!("`{word}` is not known here; go back and choose again"))
}

/// A number of one of ours; `None` where nothing is chosen.
pub fn number(form: &Fields, name: &str) -> Result<Option<u32>, String> {
    match value(form, name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| format!("`{text}` is not known here")),
    }
}

fn day(form: &Fields, name: &str) -> Result<Option<Day>, String> {
    match value(form, name) {
        "" => Ok(None),
        text => points::day(text).map(Some),
    }
}

fn amount(form: &Fields, name: &str) -> Result<Option<f64>, String> {
    match value(form, name) {
        "" => Ok(None),
        text => points::number(text).map(Some),
    }
}

fn item(form: &Fields) -> Result<ItemId, String> {
    number(form, "item")?.map(ItemId).ok_or_else(|| "the form names no step; go back".to_owned())
}

/// `strategy/method` as two numbers.
pub fn serves(text: &str) -> Option<(StrategyId, ItemId)> {
    let (strategy, method) = text.split_once('/')?;
    Some((StrategyId(strategy.parse().ok()?), ItemId(method.parse().ok()?)))
}

/// What a form does to a program.
///
/// # Errors
/// A sentence for the person who sent it.
pub fn edits(form: &Fields, by: &str, today: Day) -> Result<Vec<Edit>, String> {
    let draft = || -> Result<TaskDraft, String> {
        Ok(TaskDraft {
            text: text(form, "text"),
            owner: text(form, "owner"),
            due: day(form, "due")?,
        })
    };
    Ok(match value(form, "edit") {
        "describe" => vec![
            Edit::Name(text(form, "name")),
            Edit::Owner(text(form, "owner"), None),
            Edit::Participants(lines(form, "participants")),
            Edit::Serves(serves(value(form, "serves"))),
            Edit::Dates(day(form, "starts")?, day(form, "ends")?),
            Edit::Resources(text(form, "resources")),
            Edit::BeforeAfter(text(form, "before"), text(form, "after")),
            Edit::Rewards(text(form, "rewards")),
            Edit::Risks(lines(form, "risks")),
        ],
        "add_task" => vec![Edit::AddTask(draft()?)],
        "change_task" => vec![Edit::ChangeTask(item(form)?, draft()?)],
        "task_done" => vec![Edit::TaskDone(item(form)?, true)],
        "task_open" => vec![Edit::TaskDone(item(form)?, false)],
        "remove_task" => vec![Edit::RemoveTask(item(form)?)],
        "check_in" => vec![Edit::CheckIn {
            by: by.to_owned(),
            mood: word(form, "mood", Mood::from_word)?,
            text: text(form, "text"),
        }],
        "kpis" => {
            let ids = values(form, "kpi").filter_map(|id| id.parse().ok()).map(KpiId);
            vec![Edit::Kpis(ids.collect())]
        }
        "money" => vec![Edit::Money(money(form)?)],
        "impact" => vec![Edit::Impact(impact(form)?)],
        "learned" => vec![Edit::Learned(text(form, "learned"))],
        "agree" => vec![Edit::Agree(None)],
        "reopen" => vec![Edit::Reopen],
        "start" => vec![Edit::Start(day(form, "day")?.unwrap_or(today))],
        "finish" => vec![Edit::Finish(day(form, "day")?.unwrap_or(today))],
        "learn" => vec![Edit::Learn(text(form, "learned"))],
        other => return Err(format!("`{other}` is not known here; go back and try again")),
    })
}

/// One column of a table of inputs, row by row.
fn column<'a>(form: &'a Fields, name: &str, row: usize) -> &'a str {
    let named = form.iter().filter(|(key, _)| key == name);
    named.map(|(_, value)| value.trim()).nth(row).unwrap_or_default()
}

/// Three numbers; where only the middle is filled, it is known.
fn estimate(form: &Fields, name: &str, row: usize) -> Result<Estimate, String> {
    let read = |edge: &str| match column(form, &format!("{name}_{edge}"), row) {
        "" => Ok(None),
        text => points::number(text).map(Some),
    };
    let mid = read("mid")?.unwrap_or_default();
    Ok(Estimate { low: read("low")?.unwrap_or(mid), mid, high: read("high")?.unwrap_or(mid) })
}

/// The account as the page's two tables say it; rows without words are left out.
fn money(form: &Fields) -> Result<Money, String> {
    let unknown =
        |text: &str| format!("\u{201c}{text}\u{201d}: choose what it is for and whose it is");
    let mut money = Money::default();
    for (row, words) in values(form, "cost_text").enumerate() {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        money.costs.push(Cost {
            kind: CostKind::from_word(column(form, "cost_kind", row))
                .ok_or_else(|| unknown(words))?,
            centre: CostCentre::from_word(column(form, "cost_centre", row))
                .ok_or_else(|| unknown(words))?,
            text: words.to_owned(),
            quantity: estimate(form, "cost_quantity", row)?,
            rate: estimate(form, "cost_rate", row)?,
        });
    }
    for (row, words) in values(form, "value_text").enumerate() {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        money.values.push(Attributed {
            centre: CostCentre::from_word(column(form, "value_centre", row))
                .ok_or_else(|| unknown(words))?,
            text: words.to_owned(),
            quantity: estimate(form, "value_quantity", row)?,
            kpi: column(form, "value_kpi", row).parse().ok().map(KpiId),
            worth: estimate(form, "value_worth", row)?,
            share: estimate(form, "value_share", row)?,
            because: column(form, "value_because", row).to_owned(),
        });
    }
    Ok(money)
}

fn impact(form: &Fields) -> Result<Option<ImpactDesign>, String> {
    let Some(kpi) = number(form, "kpi")?.map(KpiId) else { return Ok(None) };
    let control = word(form, "control", ControlKind::from_word)?;
    let from = day(form, "from")?.ok_or("say from which day on it should move")?;
    let days_before = number(form, "days_before")?.unwrap_or(programs::impact::DAYS_BEFORE);
    let control_query = text(form, "control_query");
    let control_subject = number(form, "control_subject")?.map(SubjectId);
    let design = ImpactDesign { kpi, from, days_before, control, control_subject, control_query };
    sound_design(&design)?;
    Ok(Some(design))
}

/// Whether an effect can be looked for like this.
///
/// # Errors
/// A sentence for the person who sent it.
pub fn sound_design(design: &ImpactDesign) -> Result<(), String> {
    if design.control == ControlKind::Topic {
        query::parse(&design.control_query)
            .map_err(|error| format!("the query of the control: {error}"))?;
    }
    if design.control == ControlKind::Competitor && design.control_subject.is_none() {
        return Err("choose the competitor that it is compared with".to_owned());
    }
    Ok(())
}

/// A measure as a form says it, with the number `id`.
///
/// # Errors
/// A sentence for the person who sent it.
pub fn kpi(form: &Fields, id: KpiId, today: Day) -> Result<Kpi, String> {
    let measure = word(form, "measure", Measure::from_word)?;
    let said = definition(measure);
    let name = match value(form, "name") {
        "" => said.title.to_owned(),
        name if name.chars().count() > 120 => {
            return Err("a name has at most 120 characters".to_owned());
        }
        name => name.to_owned(),
    };
    let query = text(form, "query");
    if measure == Measure::Query && query.is_empty() {
        return Err("write the query whose posts are counted".to_owned());
    }
    if !query.is_empty() {
        query::parse(&query).map_err(|error| format!("the query: {error}"))?;
    }
    let free = measure == Measure::Manual;
    let since = day(form, "since")?.unwrap_or(today);
    let by = day(form, "by")?;
    if by.is_some_and(|by| by <= since) {
        return Err("the goal's day lies after the first day that counts".to_owned());
    }
    Ok(Kpi {
        id,
        name,
        measure,
        subject: number(form, "subject")?.map(SubjectId),
        query,
        unit: if free { word(form, "unit", Unit::from_word)? } else { said.unit },
        unit_name: if free { text(form, "unit_name") } else { String::new() },
        shape: if free { word(form, "shape", Shape::from_word)? } else { said.shape },
        up_is_good: match value(form, "direction") {
            "up" => true,
            "down" => false,
            _ => said.up_is_good,
        },
        rhythm: Rhythm::from_word(value(form, "rhythm")).unwrap_or(said.rhythm),
        since,
        baseline: amount(form, "baseline")?,
        target: amount(form, "target")?,
        by,
        strategy: number(form, "strategy")?.map(StrategyId),
        program: number(form, "program")?.map(ProgramId),
        control: !value(form, "is_control").is_empty(),
        method: text(form, "method"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Fields {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn an_account_is_read_row_by_row() {
        let form = form(&[
            ("cost_text", "Owner"),
            ("cost_kind", "people"),
            ("cost_centre", "support"),
            ("cost_quantity_low", "80"),
            ("cost_quantity_mid", "100"),
            ("cost_quantity_high", "125"),
            ("cost_rate_low", ""),
            ("cost_rate_mid", "40"),
            ("cost_rate_high", ""),
            ("cost_text", "  "),
            ("cost_kind", "people"),
            ("value_text", "Answers"),
            ("value_centre", "support"),
            ("value_kpi", "4"),
            ("value_share_mid", "50 %"),
            ("value_because", "a ticket"),
        ]);
        let read = money(&form).unwrap();
        assert_eq!(read.costs.len(), 1);
        assert_eq!(read.costs[0].quantity, Estimate { low: 80.0, mid: 100.0, high: 125.0 });
        assert_eq!(read.costs[0].rate, Estimate::exactly(40.0));
        assert_eq!(
            (read.values[0].kpi, read.values[0].share),
            (Some(KpiId(4)), Estimate::exactly(0.5))
        );
    }

    #[test]
    fn a_measure_takes_what_its_definition_says() {
        let read = kpi(
            &form(&[
                ("measure", "net_sentiment"),
                ("target", "0.3"),
                ("since", "2026-01-01"),
                ("by", "2026-12-31"),
            ]),
            KpiId(2),
            Day(0),
        );
        let read = read.unwrap();
        assert_eq!(
            (read.unit, read.shape, read.name.as_str()),
            (Unit::Index, Shape::Level, "Net sentiment")
        );
        let wrong = kpi(&form(&[("measure", "query")]), KpiId(2), Day(0));
        assert!(wrong.is_err());
        assert_eq!(serves("3/14"), Some((StrategyId(3), ItemId(14))));
        assert_eq!(serves("3"), None);
    }
}
