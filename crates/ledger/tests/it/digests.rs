//! Digests: choices, consent, and sending each once.

use ledger::{ClickConsent, DigestFor, NewMember, Options, SendState};
use model::{Day, DigestCategory, Rhythm, Role, Timestamp};

use crate::samples::{Fresh, NOW};

#[tokio::test]
async fn a_choice_holds_until_the_next() {
    let fresh = Fresh::with(&Options::default()).await;
    let ledger = &fresh.workspace;
    let member = member(ledger).await;
    assert_eq!(ledger.digest_choices(member).await.unwrap(), []);
    for (wanted, one_click) in [(false, true), (true, false), (false, true)] {
        let category = DigestCategory::Moves;
        ledger.choose_digest(member, category, wanted, one_click, NOW).await.unwrap();
    }
    let choices = ledger.digest_choices(member).await.unwrap();
    assert_eq!(choices.len(), 1);
    assert!(!choices[0].wanted);
}

#[tokio::test]
async fn a_digest_is_sent_once_and_a_delayed_one_again() {
    let fresh = Fresh::with(&Options::default()).await;
    let ledger = &fresh.workspace;
    let member = member(ledger).await;
    let which = DigestFor { member, rhythm: Rhythm::Weekly, day: Day(20_000) };
    let id = ledger.begin_digest(which, NOW, 600).await.unwrap().unwrap();
    assert_eq!(ledger.begin_digest(which, NOW.plus_secs(10), 600).await.unwrap(), None);
    ledger.end_digest(id, SendState::Delayed, "451 try later", NOW).await.unwrap();
    assert_eq!(ledger.begin_digest(which, NOW.plus_secs(601), 600).await.unwrap(), Some(id));
    ledger.end_digest(id, SendState::Sent, "250 ok", NOW.plus_secs(602)).await.unwrap();
    assert_eq!(ledger.begin_digest(which, NOW.plus_secs(9_999), 600).await.unwrap(), None);
    let sent = ledger.digest_send(which).await.unwrap().unwrap();
    assert_eq!((sent.state, sent.attempts, sent.answer.as_str()), (SendState::Sent, 2, "250 ok"));
    let other = DigestFor { day: Day(20_007), ..which };
    assert!(ledger.begin_digest(other, NOW, 600).await.unwrap().is_some());
    assert_eq!(ledger.digest_sends(member, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn clicks_count_only_while_their_reader_agrees() {
    let fresh = Fresh::with(&Options::default()).await;
    let ledger = &fresh.workspace;
    let member = member(ledger).await;
    let which = DigestFor { member, rhythm: Rhythm::Daily, day: Day(20_000) };
    let id = ledger.begin_digest(which, NOW, 600).await.unwrap().unwrap();
    assert!(!ledger.count_click(id).await.unwrap());
    let say = |given, at| ClickConsent { given, wording: "Count my clicks".to_owned(), at };
    ledger.say_click_consent(member, &say(true, NOW)).await.unwrap();
    assert!(ledger.count_click(id).await.unwrap());
    ledger.say_click_consent(member, &say(false, NOW.plus_secs(1))).await.unwrap();
    assert!(!ledger.count_click(id).await.unwrap());
    assert!(!ledger.counts_clicks(member).await.unwrap());
    assert_eq!(ledger.digest_send(which).await.unwrap().unwrap().clicks, 1);
    let said = ledger.click_consents(member).await.unwrap();
    assert_eq!(said.iter().map(|it| it.given).collect::<Vec<_>>(), [false, true]);
}

async fn member(ledger: &ledger::WorkspaceLedger) -> model::MemberId {
    let new = NewMember {
        email: "ada@example.org".to_owned(),
        name: "Ada".to_owned(),
        role: Role::Manager,
    };
    ledger.add_member(&new, Timestamp(0)).await.unwrap()
}

#[tokio::test]
async fn what_stands_beside_an_edition_is_kept_once() {
    let fresh = Fresh::with(&Options::default()).await;
    let (ledger, strategy) = (&fresh.workspace, model::StrategyId(1));
    assert_eq!(ledger.works(strategy, 1).await.unwrap(), None);
    ledger.keep_works(strategy, 1, "first").await.unwrap();
    ledger.keep_works(strategy, 1, "second").await.unwrap();
    assert_eq!(ledger.works(strategy, 1).await.unwrap().as_deref(), Some("first"));
    assert_eq!(ledger.works(strategy, 2).await.unwrap(), None);
}
