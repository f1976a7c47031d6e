//! What members do to matters: answer, assign, snooze, set aside, note; one or many; and back.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use model::{Department, Matter, MatterState, MemberId, Permission, PostId, Timestamp};

use super::answered::{as_it_stands, own_replies};
use super::due::after_working_hours;
use crate::auth::{Answer, Ask, Assign, May};
use crate::error::PageError;
use crate::frame::own_path;
use crate::pages::posts::{id_of, values};

/// Working hours until an answer is due, unless the setting `answer_within_hours` says otherwise.
const DUE_HOURS: u32 = 8;
/// Matters that can be changed at once.
const MOST: usize = 500;

pub(crate) type Fields = Vec<(String, String)>;

/// What a form asks to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Replied,
    Irrelevant,
    Reopen,
    Snooze { days: i64 },
    Assign { member: Option<MemberId>, department: Option<Department> },
    Note(String),
}

impl Step {
    pub(crate) fn of(form: &Fields) -> Result<Self, PageError> {
        let value = |name| values(form, name).next().unwrap_or_default();
        let refused = |why: &str| Err(PageError::Refused(why.to_owned()));
        match value("action") {
            "replied" => Ok(Self::Replied),
            "irrelevant" => Ok(Self::Irrelevant),
            "reopen" => Ok(Self::Reopen),
            "snooze" => match value("days").parse() {
                Ok(days @ 1..=90) => Ok(Self::Snooze { days }),
                Err(_) if value("days").is_empty() => Ok(Self::Snooze { days: 1 }),
                _ => refused("a matter can be snoozed for 1 to 90 days"),
            },
            "assign" => {
                let to = value("to");
                let member =
                    to.strip_prefix("member:").and_then(|id| id.parse().ok()).map(MemberId);
                let department = to.strip_prefix("department:").and_then(Department::from_word);
                if member.is_none() && department.is_none() && !to.is_empty() {
                    return refused("choose a person or a department");
                }
                Ok(Self::Assign { member, department })
            }
            "note" => match value("note").trim() {
                "" => refused("write the note first"),
                note if note.chars().count() > 2_000 => {
                    refused("a note has at most 2,000 characters")
                }
                note => Ok(Self::Note(note.to_owned())),
            },
            other => Err(PageError::Refused(format!("`{other}` is not known here"))),
        }
    }

    pub(crate) fn verb(&self) -> &'static str {
        match self {
            Self::Replied => "replied",
            Self::Irrelevant => "irrelevant",
            Self::Reopen => "reopened",
            Self::Snooze { .. } => "snoozed",
            Self::Assign { .. } => "assigned",
            Self::Note(_) => "noted",
        }
    }

    /// The matter after it; `due` is when an answer is due if it is handed to somebody now.
    fn apply(&self, mut matter: Matter, now: Timestamp, due: Timestamp) -> Matter {
        matter.changed_at = now;
        matter.until = None;
        match self {
            Self::Replied => matter.state = MatterState::Replied,
            Self::Irrelevant => matter.state = MatterState::Irrelevant,
            Self::Reopen => matter.state = MatterState::Open,
            Self::Snooze { days } => {
                matter.state = MatterState::Snoozed;
                matter.until = Some(now.plus_secs(days * Timestamp::DAY_SECS));
            }
            Self::Assign { member, department } => {
                matter.state = MatterState::Open;
                (matter.member, matter.department) = (*member, *department);
                let handed = member.is_some() || department.is_some();
                matter.due_at = handed.then_some(matter.due_at.unwrap_or(due));
            }
            Self::Note(_) => {}
        }
        matter
    }
}

async fn take<A: Ask>(who: &May<A>, post: PostId, step: &Step) -> Result<i64, PageError> {
    let now = who.house.now();
    let hours = who.ledger.setting("answer_within_hours").await?;
    let hours = hours.and_then(|hours| hours.parse().ok()).unwrap_or(DUE_HOURS);
    let due = after_working_hours(now, hours, &who.snapshot().plan.zone);
    let matter = who.ledger.matters(&[post]).await?.remove(&post);
    let replies = own_replies(who, &[post]).await?;
    let matter = step.apply(as_it_stands(post, replies.get(&post), matter, now), now, due);
    let detail = match step {
        Step::Note(note) => note.clone(),
        Step::Snooze { days } => format!("{days} days"),
        Step::Assign { member, department } => match (member, department) {
            (Some(id), _) => who.ledger.member(*id).await?.ok_or(PageError::NotFound)?.name,
            (None, Some(department)) => crate::say::department(*department).to_owned(),
            (None, None) => "nobody".to_owned(),
        },
        _ => String::new(),
    };
    let event = who.ledger.put_matter(&matter, Some(who.member.id), step.verb(), &detail).await?;
    crate::hooks::matter_changed(who, &matter, step.verb()).await;
    Ok(event)
}

fn back(form: &Fields, verb: &str, event: Option<i64>) -> Redirect {
    let next = own_path(values(form, "next").next());
    let join = if next.contains('?') { "" } else { "?" };
    let event = event.map(|event| format!("&event={event}")).unwrap_or_default();
    Redirect::to(&format!("{next}{join}did={verb}{event}"))
}

/// Takes a step for a member who may answer, and to hand on only with the right to assign.
pub(crate) async fn step_on(
    who: &May<Answer>,
    post: PostId,
    step: &Step,
) -> Result<i64, PageError> {
    let hands_on = matches!(step, Step::Assign { member, department }
        if department.is_some() || member.is_some_and(|id| id != who.member.id));
    if hands_on && !who.also(Permission::Assign) {
        return Err(PageError::Forbidden);
    }
    who.ledger.post_by_id(post).await?.ok_or(PageError::NotFound)?;
    take(who, post, step).await
}

/// One step on one matter. A contributor can take it on, but hand it to others only with the right to assign.
pub async fn on_one(
    who: May<Answer>,
    Path(id): Path<String>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let step = Step::of(&form)?;
    let event = step_on(&who, id_of(&id)?, &step).await?;
    Ok(back(&form, step.verb(), Some(event)))
}

/// One step on many matters.
pub async fn on_many(who: May<Assign>, Form(form): Form<Fields>) -> Result<Redirect, PageError> {
    let step = Step::of(&form)?;
    let posts = values(&form, "post").map(id_of).collect::<Result<Vec<_>, _>>()?;
    if posts.is_empty() || posts.len() > MOST {
        return Err(PageError::Refused(format!("choose 1 to {MOST} mentions first")));
    }
    for post in posts {
        who.ledger.post_by_id(post).await?.ok_or(PageError::NotFound)?;
        take(&who, post, &step).await?;
    }
    Ok(back(&form, step.verb(), None))
}

/// Takes the last step on a matter back.
pub async fn undo(who: May<Answer>, Form(form): Form<Fields>) -> Result<Redirect, PageError> {
    let event = values(&form, "event").next().and_then(|event| event.parse().ok());
    let event = event.ok_or_else(|| PageError::Refused("there is nothing to undo".to_owned()))?;
    let undone = who.ledger.undo_matter(event, Some(who.member.id), who.house.now()).await?;
    let post = undone.ok_or_else(|| {
        PageError::Refused("something happened to it since; change it by hand".to_owned())
    })?;
    let matter = who.ledger.matters(&[post]).await?.remove(&post);
    let matter = matter.unwrap_or_else(|| Matter::open(post, who.house.now()));
    crate::hooks::matter_changed(&who, &matter, "undone").await;
    Ok(back(&form, "undone", None))
}

/// Keeps a text to begin replies with, or removes one.
pub async fn save_reply(who: May<Answer>, Form(form): Form<Fields>) -> Result<Redirect, PageError> {
    let value = |name| values(&form, name).next().unwrap_or_default().trim();
    if let Ok(id) = value("remove").parse() {
        who.ledger.remove_saved_reply(id).await?;
    } else if value("title").is_empty() || value("text").is_empty() {
        return Err(PageError::Refused("a saved reply needs a title and a text".to_owned()));
    } else {
        who.ledger.add_saved_reply(value("title"), value("text")).await?;
    }
    Ok(back(&form, "saved", None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &[(&str, &str)]) -> Fields {
        text.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn steps_change_what_they_say() {
        let now = Timestamp(1_000_000);
        let matter = || Matter::open(PostId::from_bytes([1; 16]), Timestamp(0));
        let after = |fields: &[(&str, &str)]| {
            Step::of(&form(fields)).unwrap().apply(matter(), now, Timestamp(2_000_000))
        };
        assert_eq!(after(&[("action", "replied")]).state, MatterState::Replied);
        let snoozed = after(&[("action", "snooze"), ("days", "2")]);
        assert!(!snoozed.waits(now) && snoozed.waits(now.plus_secs(2 * 86_400)));
        let assigned = after(&[("action", "assign"), ("to", "department:support")]);
        assert_eq!(assigned.department, Some(Department::Support));
        assert_eq!(assigned.due_at, Some(Timestamp(2_000_000)));
    }

    #[test]
    fn bad_forms_are_refused() {
        for bad in [
            form(&[("action", "snooze"), ("days", "900")]),
            form(&[("action", "note"), ("note", " ")]),
            form(&[("action", "assign"), ("to", "department:gardening")]),
            form(&[("action", "explode")]),
            form(&[]),
        ] {
            assert!(Step::of(&bad).is_err());
        }
    }
}
