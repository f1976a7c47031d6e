//! What can be done to one post: correct what the model said of it.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use ledger::Verdict;
use model::{Act, Acts, Label, PostId};

use crate::auth::{Correct, May};
use crate::error::PageError;
use crate::frame::own_path;
use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![Route::post("/posts/{id}/correct", P::Correct, post(correct))]
}

/// Reads an id from a path.
pub fn id_of(text: &str) -> Result<PostId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// The values of `name` in a form.
pub fn values<'a>(form: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    form.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// What a form of correction says: `label` one of three or `model`, `acts` any number; `acts_known` says that acts were asked.
pub fn verdict(form: &[(String, String)]) -> Result<Verdict, PageError> {
    let unknown = |word: &str| PageError::Refused(format!("`{word}` is not known here"));
    let label = match values(form, "label").next() {
        None | Some("" | "model") => None,
        Some(word) => Some(Label::from_word(word).ok_or_else(|| unknown(word))?),
    };
    let acts = match values(form, "acts_known").next() {
        None => None,
        Some(_) => {
            let read = |word| Act::from_word(word).ok_or_else(|| unknown(word));
            Some(values(form, "acts").map(read).collect::<Result<Acts, _>>()?)
        }
    };
    Ok(Verdict { label, acts, drawn: false })
}

/// Keeps a correction, lets the index follow, and tells whoever wants to know.
pub(crate) async fn keep(
    who: &May<Correct>,
    post: PostId,
    verdict: Verdict,
) -> Result<(), PageError> {
    let now = who.house.now();
    let done = who.ledger.correct(post, verdict, Some(who.member.id), now).await?;
    done.ok_or(PageError::NotFound)?;
    who.audit("post.corrected", &post.to_string()).await?;
    who.house.follow().await?;
    crate::hooks::post_corrected(who, post, verdict).await;
    Ok(())
}

/// Keeps a correction; when the answer comes, every number has it.
pub async fn correct(
    who: May<Correct>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let post = id_of(&id)?;
    let mut verdict = verdict(&form)?;
    // A form that leaves the acts as the model had them corrects only the sentiment.
    let said: Acts = values(&form, "acts_before").filter_map(Act::from_word).collect();
    if verdict.acts == Some(said) {
        verdict.acts = who.ledger.correction(post).await?.and_then(|before| before.acts);
    }
    keep(&who, post, verdict).await?;
    let next = own_path(values(&form, "next").next()).to_owned();
    Ok(Redirect::to(&next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &[(&str, &str)]) -> Vec<(String, String)> {
        text.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn a_form_says_what_it_says_and_nothing_else() {
        let said =
            verdict(&form(&[("label", "negative"), ("acts_known", "1"), ("acts", "question")]));
        let acts = Acts::NONE.with(Act::Question);
        assert_eq!(
            said.unwrap(),
            Verdict { label: Some(Label::Negative), acts: Some(acts), drawn: false }
        );
        assert_eq!(verdict(&form(&[("label", "model")])).unwrap(), Verdict::default());
        assert!(verdict(&form(&[("label", "splendid")])).is_err());
    }
}
