//! Tokens, answers that are kept, and what is to be told to whom.

use ledger::{
    DeliveryState, HookEvent, Ledger, NewMember, NewToken, Once, Options, Scope, WorkspaceId,
    WorkspaceLedger,
};
use model::{MemberId, Role, Timestamp};

const NOW: Timestamp = Timestamp(1_795_348_800);

async fn fresh() -> (tempfile::TempDir, WorkspaceLedger, MemberId) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::create(&folder.path().join("l.db"), &Options::default()).await.unwrap();
    let ledger = ledger.workspace(WorkspaceId::FIRST, [7; 32]).await.unwrap();
    let new = NewMember { email: "a@b".to_owned(), name: "Ada".to_owned(), role: Role::Analyst };
    let member = ledger.add_member(&new, NOW).await.unwrap();
    (folder, ledger, member)
}

fn token(secret: u8, member: MemberId, expires_at: Option<Timestamp>) -> NewToken {
    NewToken {
        secret: [secret; 32],
        name: "export job".to_owned(),
        scopes: vec![Scope::Read, Scope::Export],
        member,
        expires_at,
    }
}

#[tokio::test]
async fn a_token_holds_until_it_is_revoked_runs_out_or_its_member_is_shut_out() {
    let (_folder, ledger, member) = fresh().await;
    let id = ledger.add_token(&token(1, member, None), NOW).await.unwrap();
    ledger.add_token(&token(2, member, Some(NOW.plus_secs(10))), NOW).await.unwrap();
    let (found, whose) = ledger.use_token(&[1; 32], NOW).await.unwrap().unwrap();
    assert_eq!((found.id, whose.role), (id, Role::Analyst));
    assert_eq!(found.scopes, [Scope::Read, Scope::Export]);
    assert!(ledger.use_token(&[2; 32], NOW.plus_secs(9)).await.unwrap().is_some());
    assert!(ledger.use_token(&[2; 32], NOW.plus_secs(10)).await.unwrap().is_none());
    assert!(ledger.use_token(&[3; 32], NOW).await.unwrap().is_none());
    assert_eq!(ledger.tokens().await.unwrap()[1].used_at, Some(NOW));

    ledger.set_disabled(member, Some(NOW)).await.unwrap();
    assert!(ledger.use_token(&[1; 32], NOW).await.unwrap().is_none());
    ledger.set_disabled(member, None).await.unwrap();
    assert!(ledger.revoke_token(id, NOW).await.unwrap());
    assert!(!ledger.revoke_token(id, NOW).await.unwrap());
    assert!(ledger.use_token(&[1; 32], NOW).await.unwrap().is_none());
}

#[tokio::test]
async fn a_key_answers_the_same_request_for_a_day() {
    let (_folder, ledger, _) = fresh().await;
    let (me, other) = ([1; 32], [2; 32]);
    let begin = async |owner: &[u8; 32], request: u8, at| {
        ledger.begin_once(owner, "k", &[request; 32], at).await.unwrap()
    };
    assert_eq!(begin(&me, 1, NOW).await, Once::New);
    assert_eq!(begin(&me, 1, NOW).await, Once::Running);
    ledger.keep_once(&me, "k", 200, "{}").await.unwrap();
    assert_eq!(begin(&me, 1, NOW.plus_secs(3_600)).await, Once::Answered(200, "{}".to_owned()));
    assert_eq!(begin(&me, 2, NOW).await, Once::Other);
    assert_eq!(begin(&other, 2, NOW).await, Once::New);
    // The server stopped under it.
    assert_eq!(begin(&other, 2, NOW.plus_secs(61)).await, Once::New);
    ledger.forget_once(&other, "k").await.unwrap();
    assert_eq!(begin(&other, 3, NOW.plus_secs(61)).await, Once::New);
    assert_eq!(begin(&me, 2, NOW.plus_secs(86_400)).await, Once::New);
}

#[tokio::test]
async fn a_delivery_waits_is_tried_and_ends() {
    let (_folder, ledger, _) = fresh().await;
    let events = [HookEvent::PostCorrected, HookEvent::MatterChanged];
    let id = ledger.add_webhook("https://a.example/x", b"secret", &events, NOW).await.unwrap();
    assert_eq!(ledger.webhooks().await.unwrap()[0].events, events);
    ledger.add_delivery(id, HookEvent::PostCorrected, "{}", NOW).await.unwrap();
    assert!(ledger.due_deliveries(NOW.plus_secs(-1), 10).await.unwrap().is_empty());
    let mut due = ledger.due_deliveries(NOW, 10).await.unwrap().remove(0);
    assert_eq!((due.webhook.id, due.delivery.attempts), (id, 0));
    due.delivery.attempts = 1;
    due.delivery.next_at = NOW.plus_secs(5);
    assert_eq!(ledger.put_attempt(&due.delivery).await.unwrap(), 1);
    assert!(ledger.due_deliveries(NOW, 10).await.unwrap().is_empty());
    ledger.set_webhook_disabled(id, Some("too many failures")).await.unwrap();
    assert!(ledger.due_deliveries(NOW.plus_secs(5), 10).await.unwrap().is_empty());
    ledger.set_webhook_disabled(id, None).await.unwrap();
    due.delivery.state = DeliveryState::Delivered;
    assert_eq!(ledger.put_attempt(&due.delivery).await.unwrap(), 0);
    assert_eq!(ledger.deliveries(5).await.unwrap()[0].state, DeliveryState::Delivered);
    // A week later it is cleared away.
    ledger
        .add_delivery(id, HookEvent::Test, "{}", NOW.plus_secs(8 * Timestamp::DAY_SECS))
        .await
        .unwrap();
    assert_eq!(ledger.deliveries(5).await.unwrap().len(), 1);
    ledger.remove_webhook(id).await.unwrap();
    assert!(ledger.deliveries(5).await.unwrap().is_empty());
}
