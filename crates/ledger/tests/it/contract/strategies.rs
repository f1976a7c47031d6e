//! Kept assessments never change, strategies change one at a time, editions are added and never replaced.

use std::convert::Infallible;

use ledger::{Accepted, Changed, LedgerError, NewMember};
use model::{
    AssessmentId, Edition, Goal, ItemId, MemberId, Party, Role, Signature, StrategyId,
    StrategyState, Teammate,
};

use crate::samples::{Fresh, NOW, assessment, finding, mate};

pub async fn an_assessment_is_kept_without_words(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let first = assessment(NOW);
    let found = [finding("net/lumen", &["1", "2"]), finding("places/lumen/reddit", &[])];
    let one = workspace.keep_assessment(&first, &found).await.unwrap();
    let two = workspace.keep_assessment(&assessment(NOW.plus_secs(60)), &found[..1]).await.unwrap();
    assert_eq!((one, two), (AssessmentId(1), AssessmentId(2)));
    let listed = workspace.kept_assessments().await.unwrap();
    let listed: Vec<_> = listed.iter().map(|s| (s.id, s.as_of, s.findings, s.mentions)).collect();
    assert_eq!(listed, [(two, NOW.plus_secs(60), 1, 7), (one, NOW, 2, 7)]);
    let kept = workspace.kept_assessment(one).await.unwrap().unwrap();
    assert_eq!(
        (kept.as_of, kept.window, kept.findings.as_slice()),
        (NOW, first.window, &found[..])
    );
    let figures = workspace.kept_figures(one).await.unwrap().unwrap();
    assert_eq!(figures, first.clone().without_words());
    assert_ne!(figures, first, "the test would prove nothing without words in it");
    assert_eq!(workspace.kept_assessment(AssessmentId(9)).await.unwrap(), None);
    assert_eq!(workspace.kept_figures(AssessmentId(9)).await.unwrap(), None);
}

pub async fn a_stale_change_writes_nothing(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let begun = workspace.add_strategy(" Light for all ", None, NOW).await.unwrap();
    assert_eq!((begun.name.as_str(), begun.version), ("Light for all", 1));
    let named = async |expected, name: &'static str| {
        workspace
            .change_strategy(begun.id, expected, (None, NOW), ("named", name), |strategy| {
                strategy.name = name.to_owned();
                if name.is_empty() { Err("no name") } else { Ok(strategy.take_item()) }
            })
            .await
            .unwrap()
    };
    assert!(matches!(named(Some(1), "A").await, Changed::Done(ItemId(1))));
    assert!(matches!(named(Some(1), "B").await, Changed::Stale(2)));
    assert!(matches!(named(Some(2), "").await, Changed::Refused("no name")));
    assert!(matches!(named(None, "C").await, Changed::Done(ItemId(2))));
    let now = workspace.strategy(begun.id).await.unwrap().unwrap();
    assert_eq!((now.name.as_str(), now.version, now.next_item), ("C", 3, 3));
    let history = workspace.strategy_history(begun.id, 9).await.unwrap();
    let history: Vec<_> = history.iter().map(|e| (e.verb.as_str(), e.detail.as_str())).collect();
    assert_eq!(history, [("named", "C"), ("named", "A"), ("begun", "Light for all")]);
    let missing =
        workspace.change_strategy(StrategyId(9), None, (None, NOW), ("named", ""), |_| {
            Ok::<_, Infallible>(())
        });
    assert!(matches!(missing.await.unwrap(), Changed::Missing));
}

pub async fn lists_say_what_the_documents_say(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let one = workspace.add_strategy("One", None, NOW).await.unwrap().id;
    let two = workspace.add_strategy("Two", None, NOW.plus_secs(1)).await.unwrap().id;
    let (ann, bob) = (MemberId(1), MemberId(2));
    let put = |strategy: &mut model::Strategy| {
        strategy.state = StrategyState::Active { edition: 3, since: NOW };
        strategy.assessment = Some(AssessmentId(4));
        let (first, second) = (strategy.take_item(), strategy.take_item());
        let ann = Teammate { member: Some(ann), ..mate(first, "Ann", Party::Customer) };
        strategy.team =
            vec![ann, Teammate { member: Some(bob), ..mate(second, "Bob", Party::Partner) }];
        strategy.hexagon.goal = Some(Goal {
            text: "1,000 positive feedbacks".to_owned(),
            objectives: Vec::new(),
            kpi: None,
            baseline: Some(0.1),
            target: Some(1_000.0),
            by: Some(model::Day(20_000)),
            benefits_market: String::new(),
            benefits_company: String::new(),
            evidence: Vec::new(),
        });
        Ok::<_, Infallible>(())
    };
    let at = NOW.plus_secs(5);
    workspace.change_strategy(one, None, (Some(ann), at), ("put", ""), put).await.unwrap();
    let all = workspace.strategies().await.unwrap();
    assert_eq!(all.iter().map(|s| s.id).collect::<Vec<_>>(), [one, two]);
    let first = &all[0];
    assert_eq!(first.state, StrategyState::Active { edition: 3, since: NOW });
    assert_eq!(
        (first.assessment, first.by, first.team),
        (Some(AssessmentId(4)), Some(model::Day(20_000)), 2)
    );
    assert_eq!((first.goal.as_str(), first.changed_at), ("1,000 positive feedbacks", at));
    let mine = async |who| {
        let mine = workspace.strategies_of(who).await.unwrap();
        mine.iter().map(|s| s.id).collect::<Vec<_>>()
    };
    assert_eq!(
        (mine(ann).await, mine(bob).await, mine(MemberId(3)).await),
        (vec![one], vec![one], vec![])
    );
    let leave = |strategy: &mut model::Strategy| {
        strategy.team.remove(0);
        Ok::<_, Infallible>(())
    };
    workspace.change_strategy(one, None, (None, at), ("left", ""), leave).await.unwrap();
    assert_eq!((mine(ann).await, mine(bob).await), (vec![], vec![one]));
}

pub async fn an_edition_is_never_replaced(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let mut strategy = workspace.add_strategy("Light", None, NOW).await.unwrap();
    let edition = |number, content: &model::Strategy| Edition {
        strategy: content.id,
        number,
        at: NOW,
        by: "Ada".to_owned(),
        note: "first".to_owned(),
        content: content.clone(),
    };
    let first = edition(1, &strategy);
    workspace.add_edition(&first).await.unwrap();
    strategy.name = "Light, better".to_owned();
    let again = workspace.add_edition(&edition(1, &strategy)).await;
    assert!(matches!(again, Err(LedgerError::Duplicate { .. })), "{again:?}");
    workspace.add_edition(&edition(2, &strategy)).await.unwrap();
    assert_eq!(workspace.edition(strategy.id, 1).await.unwrap().unwrap(), first);
    assert_eq!(workspace.edition(strategy.id, 3).await.unwrap(), None);

    let signs = |edition, mate, secs| Signature {
        edition,
        teammate: ItemId(mate),
        name: "Ann".to_owned(),
        party: Party::Customer,
        at: NOW.plus_secs(secs),
    };
    let sign = async |signature| workspace.sign(strategy.id, &signature).await.unwrap();
    assert_eq!(sign(signs(1, 7, 1)).await, Some(true));
    assert_eq!(sign(signs(1, 7, 2)).await, Some(false), "the first moment stays");
    assert_eq!(sign(signs(2, 7, 3)).await, Some(true));
    assert_eq!(sign(signs(3, 7, 4)).await, None);
    let signatures = workspace.signatures(strategy.id).await.unwrap();
    assert_eq!(signatures, [signs(1, 7, 1), signs(2, 7, 3)]);
    assert_eq!(workspace.last_signed(strategy.id, ItemId(7)).await.unwrap(), Some(2));
    assert_eq!(workspace.last_signed(strategy.id, ItemId(8)).await.unwrap(), None);
    let listed = workspace.editions(strategy.id).await.unwrap();
    assert_eq!(
        listed.iter().map(|e| (e.number, e.signatures)).collect::<Vec<_>>(),
        [(2, 1), (1, 1)]
    );
}

pub async fn an_invitation_makes_one_guest(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let admin = NewMember { email: "ada@x.org".into(), name: "Ada".into(), role: Role::Admin };
    let admin = workspace.add_member(&admin, NOW).await.unwrap();
    let strategy = workspace.add_strategy("Light", Some(admin), NOW).await.unwrap().id;
    let put = |strategy: &mut model::Strategy| {
        let item = strategy.take_item();
        strategy.team.push(mate(item, "Ann", Party::Customer));
        Ok::<_, Infallible>(item)
    };
    let Changed::Done(item) =
        workspace.change_strategy(strategy, None, (None, NOW), ("asked", ""), put).await.unwrap()
    else {
        panic!("nothing refuses it")
    };
    let until = NOW.plus_secs(100);
    workspace.add_invitation([1; 32], strategy, item, until).await.unwrap();
    workspace.add_invitation([2; 32], strategy, item, until).await.unwrap();
    assert_eq!(workspace.invitation(&[1; 32], NOW).await.unwrap(), None, "a newer one holds");
    assert_eq!(workspace.invitation(&[2; 32], until).await.unwrap(), None, "ran out");
    assert_eq!(workspace.invitation(&[2; 32], NOW).await.unwrap(), Some((strategy, item)));

    let accept = async |token: u8, signed_in, email: &str, says: Result<(), &'static str>| {
        workspace
            .accept_invitation(
                &[token; 32],
                signed_in,
                ("Ann", email),
                NOW,
                |strategy, item, who| {
                    let mate = strategy.team.iter_mut().find(|mate| mate.id == item);
                    mate.ok_or("gone")?.member = Some(who);
                    says
                },
            )
            .await
            .unwrap()
    };
    // To know an admin's address is not to be the admin.
    assert!(matches!(accept(2, None, "ADA@x.org ", Ok(())).await, Accepted::SignInFirst));
    assert!(matches!(accept(2, None, "ann@x.org", Err("no")).await, Accepted::Refused("no")));
    assert_eq!(workspace.members().await.unwrap().len(), 1, "a refusal makes no member");
    let done = accept(2, None, "ann@x.org", Ok(())).await;
    let Accepted::Done(_, guest) = done else { panic!("{done:?}") };
    let member = workspace.member(guest).await.unwrap().unwrap();
    assert_eq!((member.role, member.name.as_str()), (Role::Guest, "Ann"));
    assert_eq!(workspace.strategies_of(guest).await.unwrap().len(), 1);
    assert!(matches!(accept(2, None, "eve@x.org", Ok(())).await, Accepted::Gone));

    workspace.add_invitation([3; 32], strategy, item, until).await.unwrap();
    assert!(
        matches!(accept(3, Some(admin), "", Ok(())).await, Accepted::Done(_, who) if who == admin)
    );
    workspace.add_invitation([4; 32], strategy, item, until).await.unwrap();
    workspace.take_invitation_back(strategy, item).await.unwrap();
    assert!(matches!(accept(4, None, "new@x.org", Ok(())).await, Accepted::Gone));
}
