//! What the thread says by itself: a post to which the company has replied waits for nobody, until somebody says otherwise.

use ledger::OwnReply;
use model::{Matter, MatterState, Plan, PostId, Quadrant, Timestamp};
use rustc_hash::FxHashMap;

use crate::app::App;
use crate::error::PageError;

/// The accounts in which the company itself speaks, as `network:handle`.
fn own_accounts(plan: &Plan) -> Vec<String> {
    let own = plan.subjects.iter().filter(|subject| subject.quadrant == Quadrant::Brand);
    own.flat_map(|subject| subject.accounts.iter().cloned()).collect()
}

/// The first reply of the company's own to each of `posts` that has one.
pub(crate) async fn own_replies(
    app: &App,
    posts: &[PostId],
) -> Result<FxHashMap<PostId, OwnReply>, PageError> {
    let accounts = own_accounts(&app.snapshot().plan);
    Ok(app.ledger.own_replies(posts, &accounts).await?)
}

/// Whether `reply` settles the matter: it came in after the last thing that anybody did to it.
pub(crate) fn settles(reply: Option<&OwnReply>, matter: Option<&Matter>) -> bool {
    let waits = |m: &Matter| matches!(m.state, MatterState::Open | MatterState::Snoozed);
    let later = |reply: &OwnReply, m: &Matter| waits(m) && m.changed_at < reply.settled_at;
    reply.is_some_and(|reply| matter.is_none_or(|matter| later(reply, matter)))
}

/// What `post` is before anybody does the next thing to it.
pub(crate) fn as_it_stands(
    post: PostId,
    reply: Option<&OwnReply>,
    matter: Option<Matter>,
    now: Timestamp,
) -> Matter {
    let settled = settles(reply, matter.as_ref());
    let mut matter = matter.unwrap_or_else(|| Matter::open(post, now));
    if settled {
        matter.state = MatterState::Replied;
    }
    matter
}

#[cfg(test)]
mod tests {
    use model::Seq;

    use super::*;

    #[test]
    fn what_people_did_later_counts_more_than_the_thread() {
        let post = PostId::from_bytes([1; 16]);
        let reply = OwnReply {
            id: PostId::from_bytes([2; 16]),
            seq: Seq(2),
            handle: "lumen".to_owned(),
            created_at: Timestamp(50),
            settled_at: Timestamp(100),
        };
        let check = |matter: Option<Matter>, expected| {
            assert_eq!(settles(Some(&reply), matter.as_ref()), expected, "{matter:?}");
        };
        let at = |at| Matter::open(post, Timestamp(at));
        check(None, true);
        check(Some(at(99)), true);
        check(Some(Matter { state: MatterState::Snoozed, ..at(99) }), true);
        check(Some(at(100)), false);
        check(Some(Matter { state: MatterState::Irrelevant, ..at(1) }), false);
        assert!(!settles(None, None));
    }
}
