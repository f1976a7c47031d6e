//! Forms of a strategy as edits: what a page sends is read here, and only here.

use model::{
    Change, ContactId, Day, Evidence, FindingKey, Goal, ItemId, KpiId, MemberId, Objective, Party,
    ProgramId, ResourceKind, Rhythm, Section, Strategy, SwotKind,
};
use strategy::Edit;
use strategy::edit::Entry;

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

fn wrong(what: &str, word: &str) -> String {
    format!("`{word}` is no {what}; go back and choose again")
}

fn word<T>(form: &Fields, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    let word = value(form, name);
    read(word).ok_or_else(|| wrong(name, word))
}

fn number(form: &Fields, name: &str) -> Result<Option<u32>, String> {
    match value(form, name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| wrong(name, text)),
    }
}

fn amount(form: &Fields, name: &str) -> Result<Option<f64>, String> {
    match value(form, name) {
        "" => Ok(None),
        text => {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let wrong = || format!("`{text}` is no number; write it as 1200 or 0.12");
            number.map(Some).ok_or_else(wrong)
        }
    }
}

fn day(form: &Fields, name: &str) -> Result<Option<Day>, String> {
    match value(form, name) {
        "" => Ok(None),
        text => {
            let read = serde_json::from_value(serde_json::Value::from(text));
            read.map(Some).map_err(|_| format!("`{text}` is no day; write it as 2027-03-31"))
        }
    }
}

fn item(form: &Fields) -> Result<ItemId, String> {
    number(form, "item")?.map(ItemId).ok_or_else(|| "the form names no item; go back".to_owned())
}

fn items(form: &Fields, name: &str) -> Result<Vec<ItemId>, String> {
    let read = |text: &str| text.parse().map(ItemId).map_err(|_| wrong("item", text));
    values(form, name).map(read).collect()
}

fn sections(form: &Fields) -> Result<Vec<Section>, String> {
    let read = |text: &str| Section::from_word(text).ok_or_else(|| wrong("section", text));
    values(form, "sections").map(read).collect()
}

/// Evidence as a form names it: `finding:3:net/lumen`, `post:…`, `kpi:4`.
pub fn evidence_word(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Finding { assessment, key } => format!("finding:{assessment}:{key}"),
        Evidence::Post(post) => format!("post:{post}"),
        Evidence::Kpi(kpi) => format!("kpi:{kpi}"),
    }
}

/// The evidence that a form names.
pub fn evidence_of(word: &str) -> Option<Evidence> {
    let (what, rest) = word.split_once(':')?;
    match what {
        "finding" => {
            let (assessment, key) = rest.split_once(':')?;
            let assessment = model::AssessmentId(assessment.parse().ok()?);
            Some(Evidence::Finding { assessment, key: FindingKey(key.to_owned()) })
        }
        "post" => rest.parse().ok().map(Evidence::Post),
        "kpi" => rest.parse().ok().map(|id| Evidence::Kpi(KpiId(id))),
        _ => None,
    }
}

fn evidence(form: &Fields) -> Result<Vec<Evidence>, String> {
    let read = |word: &str| evidence_of(word).ok_or_else(|| wrong("evidence", word));
    values(form, "evidence").map(read).collect()
}

fn goal(form: &Fields, strategy: &Strategy) -> Result<Goal, String> {
    let objective = |word: &str| Objective::from_word(word).ok_or_else(|| wrong("objective", word));
    Ok(Goal {
        text: text(form, "text"),
        objectives: values(form, "objectives").map(objective).collect::<Result<_, _>>()?,
        kpi: number(form, "kpi")?.map(KpiId),
        baseline: amount(form, "baseline")?,
        target: amount(form, "target")?,
        by: day(form, "by")?,
        benefits_market: text(form, "benefits_market"),
        benefits_company: text(form, "benefits_company"),
        evidence: strategy
            .hexagon
            .goal
            .as_ref()
            .map(|goal| goal.evidence.clone())
            .unwrap_or_default(),
    })
}

fn change(form: &Fields, side: &str) -> Change {
    Change {
        until_now: text(form, &format!("{side}_until_now")),
        now: text(form, &format!("{side}_now")),
    }
}

fn entry(form: &Fields, strategy: &Strategy) -> Result<Entry, String> {
    Ok(match value(form, "entry") {
        "benefit" => Entry::Benefit {
            for_market: change(form, "market"),
            for_company: change(form, "company"),
            answers: items(form, "answers")?,
        },
        "resource" => Entry::Resource {
            kind: word(form, "kind", ResourceKind::from_word)?,
            name: text(form, "name"),
            place: text(form, "place"),
            teammate: number(form, "teammate")?.map(ItemId),
            amount: amount(form, "amount")?,
        },
        "method" => {
            let known = number(form, "item")?.map(ItemId);
            let known = strategy.hexagon.methods.iter().find(|method| Some(method.id) == known);
            Entry::Method {
                name: text(form, "name"),
                leads_to_goal: text(form, "leads_to_goal"),
                answers: items(form, "answers")?,
                program: known.and_then(|method| method.program),
                nice_to_have: !value(form, "nice_to_have").is_empty(),
            }
        }
        "report" => Entry::Report {
            kpi: KpiId(number(form, "kpi")?.ok_or("choose the measure that is reported")?),
            rhythm: word(form, "rhythm", Rhythm::from_word)?,
            audience: text(form, "audience"),
            control: !value(form, "control").is_empty(),
        },
        other => return Err(wrong("entry", other)),
    })
}

/// What a form does. Pinning several pieces of evidence is several edits.
///
/// # Errors
/// A sentence for the person who sent it.
pub fn edits(form: &Fields, strategy: &Strategy) -> Result<Vec<Edit>, String> {
    let about = || number(form, "item").map(|id| id.map(ItemId));
    let one = match value(form, "edit") {
        "attach" => {
            let item = about()?;
            let pin = |evidence| Edit::Attach { item, evidence };
            let all: Vec<Edit> = evidence(form)?.into_iter().map(pin).collect();
            return if all.is_empty() {
                Err("choose what to pin first".to_owned())
            } else {
                Ok(all)
            };
        }
        "detach" => {
            let first = evidence(form)?.into_iter().next().ok_or("the form names no evidence")?;
            Edit::Detach { item: about()?, evidence: first }
        }
        "rename" => Edit::Rename { name: text(form, "name") },
        "choose_assessment" => Edit::ChooseAssessment {
            assessment: model::AssessmentId(number(form, "assessment")?.unwrap_or_default()),
        },
        "add_swot" => Edit::AddSwot {
            kind: word(form, "kind", SwotKind::from_word)?,
            text: text(form, "text"),
            evidence: evidence(form)?,
            candidate: Some(text(form, "candidate")).filter(|key| !key.is_empty()).map(FindingKey),
        },
        "edit_swot" => Edit::EditSwot {
            item: item(form)?,
            kind: word(form, "kind", SwotKind::from_word)?,
            text: text(form, "text"),
        },
        "drop_swot" => Edit::DropSwot { item: item(form)? },
        "restore_swot" => Edit::RestoreSwot { item: item(form)? },
        "argue" => Edit::Argue { item: item(form)?, text: text(form, "text") },
        "vote" => Edit::Vote {
            item: item(form)?,
            agrees: match value(form, "agrees") {
                "yes" => true,
                "no" => false,
                other => return Err(wrong("vote", other)),
            },
        },
        "set_goal" => Edit::SetGoal { goal: Some(goal(form, strategy)?) },
        "set_mission" => Edit::SetMission { mission: text(form, "mission") },
        "add" => Edit::Add { entry: entry(form, strategy)? },
        "put" => Edit::Put { item: item(form)?, entry: entry(form, strategy)? },
        "remove" => Edit::Remove { item: item(form)? },
        "move" => {
            Edit::Move { item: item(form)?, to: number(form, "to")?.unwrap_or_default() as usize }
        }
        "shelve" => Edit::Shelve {
            item: item(form)?,
            nice_to_have: !value(form, "nice_to_have").is_empty(),
        },
        "carry" => {
            Edit::Carry { item: item(form)?, program: number(form, "program")?.map(ProgramId) }
        }
        "comment" | "propose" => talk(form)?,
        "settle" => Edit::Settle { comment: item(form)? },
        _ => team(form, strategy)?,
    };
    Ok(vec![one])
}

fn talk(form: &Fields) -> Result<Edit, String> {
    let section = word(form, "section", Section::from_word)?;
    let (item, text) = (number(form, "item")?.map(ItemId), text(form, "text"));
    Ok(match value(form, "edit") {
        "propose" => Edit::Propose { section, item, text },
        _ => Edit::Comment { section, item, text },
    })
}

fn team(form: &Fields, strategy: &Strategy) -> Result<Edit, String> {
    let teammate = || item(form);
    let email = text(form, "email");
    if !email.is_empty() && (!email.contains('@') || email.contains(char::is_whitespace)) {
        return Err(format!("`{email}` is no e-mail address"));
    }
    Ok(match value(form, "edit") {
        "invite" => Edit::Invite {
            name: text(form, "name"),
            party: word(form, "party", Party::from_word)?,
            organisation: text(form, "organisation"),
            email,
            leads: text(form, "leads"),
            member: number(form, "member")?.map(MemberId),
            contact: number(form, "contact")?.map(ContactId),
        },
        "accept" => {
            let teammate = teammate()?;
            let known = strategy.team.iter().find(|mate| mate.id == teammate);
            Edit::Accept { teammate, member: known.and_then(|mate| mate.member) }
        }
        "edit_teammate" => Edit::EditTeammate {
            teammate: teammate()?,
            name: text(form, "name"),
            party: word(form, "party", Party::from_word)?,
            organisation: text(form, "organisation"),
            email,
        },
        "remove_teammate" => Edit::RemoveTeammate { teammate: teammate()? },
        "set_terms" => Edit::SetTerms { teammate: teammate()?, terms: text(form, "terms") },
        "set_leads" => Edit::SetLeads {
            teammate: teammate()?,
            leads: text(form, "leads"),
            sections: sections(form)?,
        },
        other => return Err(wrong("edit", other)),
    })
}

/// What somebody saw when they opened a form, in twelve letters: if it is no longer so, somebody else was faster, and the
/// form would undo what they wrote. Votes and comments on it do not count.
pub fn seen(form: &Fields, strategy: &Strategy) -> Option<String> {
    let hexagon = &strategy.hexagon;
    let id = value(form, "item").parse().map(ItemId).ok();
    let text = match value(form, "edit") {
        "set_goal" => serde_json::to_string(&hexagon.goal),
        "set_mission" => serde_json::to_string(&hexagon.mission),
        "edit_swot" => {
            let item = strategy.swot.iter().find(|item| Some(item.id) == id)?;
            serde_json::to_string(&(item.kind, &item.text))
        }
        "edit_teammate" => {
            let mate = strategy.team.iter().find(|mate| Some(mate.id) == id)?;
            serde_json::to_string(&(&mate.name, mate.party, &mate.organisation, &mate.email))
        }
        "put" => serde_json::to_string(&(
            hexagon.benefits.iter().find(|one| Some(one.id) == id),
            hexagon.resources.iter().find(|one| Some(one.id) == id),
            hexagon.methods.iter().find(|one| Some(one.id) == id),
            hexagon.reporting.iter().find(|one| Some(one.id) == id),
        )),
        _ => return None,
    };
    let hash = blake3::hash(text.ok()?.as_bytes()).to_hex();
    Some(hash.chars().take(12).collect())
}

/// The same for a form that is about to be shown.
pub fn seen_as(edit: &str, item: Option<ItemId>, strategy: &Strategy) -> String {
    let mut form = vec![("edit".to_owned(), edit.to_owned())];
    form.extend(item.map(|item| ("item".to_owned(), item.to_string())));
    seen(&form, strategy).unwrap_or_default()
}

#[cfg(test)]
mod tests;
