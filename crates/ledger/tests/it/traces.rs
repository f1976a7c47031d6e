//! Erasure is real: afterwards no byte of the files holds the words, the handle or the id.

use std::path::Path;

use ledger::{Options, Prefer};
use model::{
    CheckIn, Comment, ContactDraft, Counter, ERASED_PERSON, Edition, Evidence, ItemId, Mood,
    NamedContact, Party, Presence, Resource, ResourceKind, Section, Signature, SwotItem, SwotKind,
    Task, Teammate, TouchKind,
};

use crate::samples::{Fresh, NOW, assessment, chunk, finding, id, mate, network, said};

/// Which of `needles` occur in any file of `folder`.
fn found(folder: &Path, needles: &[Vec<u8>]) -> Vec<String> {
    let mut hits = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for needle in needles {
            if bytes.windows(needle.len()).any(|window| window == needle.as_slice()) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                hits.push(format!("{name}: {}", String::from_utf8_lossy(needle)));
            }
        }
    }
    hits
}

#[tokio::test]
async fn no_file_holds_what_was_erased() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    // The author's posts lie scattered among many others; all are edited now and then, so that pages split, empty and
    // fill again and rows move between them.
    for round in 0..6_u64 {
        let posts = (0..600_u64).map(|n| {
            let (handle, word) =
                if n % 37 == 5 { ("quxley77", "zimbalist") } else { ("bob", "plain") };
            let length = 1 + (n * 7 + round * 13) % 40;
            let text = format!("{word} {round} ").repeat(length as usize);
            let (mut post, reading) = said(&format!("{handle}-{n}"), handle, &text);
            post.author.name = Some(format!("{handle} the poster"));
            post.raw = format!("{{\"t\":\"{text}\",\"hidden\":\"{word}raw{n}\"}}").into_bytes();
            // Every third stays as it was in the round before.
            if n % 3 == round % 3 {
                said(&format!("{handle}-{n}"), handle, word)
            } else {
                (post, reading)
            }
        });
        workspace.settle(chunk(posts.collect())).await.unwrap();
    }
    let (mut lone, reading) = said("lone-post", "cyd", "wobbegong");
    lone.title = Some("carpetshark".to_owned());
    workspace.settle(chunk(vec![(lone, reading)])).await.unwrap();

    let words = ["zimbalist", "quxley77", "wobbegong", "carpetshark", "lone-post"];
    let mut needles: Vec<_> = words.map(|word| word.as_bytes().to_vec()).into();
    needles.push(id("quxley77-5").as_bytes().to_vec());
    needles.push(id("lone-post").as_bytes().to_vec());
    for needle in &needles {
        let hits = found(fresh.folder.path(), std::slice::from_ref(needle));
        assert!(!hits.is_empty(), "the test would prove nothing for {needle:?}");
    }
    let before = workspace.counts().await.unwrap();

    let erased = workspace.erase_author("mastodon:quxley77").await.unwrap();
    assert_eq!(erased.posts, 17);
    assert!(erased.versions > 17 && erased.payloads == erased.posts + erased.versions);
    assert_eq!(workspace.erase_post(id("lone-post")).await.unwrap().posts, 1);
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());
    let after = workspace.counts().await.unwrap();
    assert_eq!((after.posts + after.erased, after.erased), (before.posts, 18));
    assert!(!found(fresh.folder.path(), &[b"plain".to_vec()]).is_empty());
    fresh.ledger.clone().close().await;
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());
}

#[tokio::test]
async fn an_interrupted_erasure_is_made_good() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    workspace
        .settle(chunk(vec![said("1", "ann", "wobbegong"), said("2", "bob", "x")]))
        .await
        .unwrap();
    // A reader that still sees the old state keeps the log from being cut.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(fresh.path());
    let pool = sqlx::SqlitePool::connect_lazy_with(options);
    let mut reader = pool.begin().await.unwrap();
    sqlx::query("SELECT COUNT(*) FROM post").fetch_one(&mut *reader).await.unwrap();
    let impatient =
        Options { busy_wait: std::time::Duration::from_millis(20), ..Options::default() };
    let second = ledger::Ledger::open(&fresh.path(), &impatient).await.unwrap();
    let second = second.workspace(ledger::WorkspaceId::FIRST, [0; 32]).await.unwrap();
    let unscrubbed = second.erase_author("mastodon:ann").await.unwrap_err();
    assert!(matches!(unscrubbed, ledger::LedgerError::Unscrubbed { .. }), "{unscrubbed}");
    assert_eq!(second.counts().await.unwrap().posts, 1);
    assert!(workspace.scrub_pending().await.unwrap());
    assert!(!found(fresh.folder.path(), &[b"wobbegong".to_vec()]).is_empty());

    drop(reader);
    pool.close().await;
    second.scrub().await.unwrap();
    assert!(!workspace.scrub_pending().await.unwrap());
    assert_eq!(found(fresh.folder.path(), &[b"wobbegong".to_vec()]), Vec::<String>::new());
}

#[tokio::test]
async fn no_file_holds_a_contact_who_wished_to_go() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    let other = |n: usize| ContactDraft {
        name: format!("somebody {n}"),
        email: format!("{n}@example.org"),
        presences: vec![Presence::declared(network(), &format!("plain{n}"), "")],
        ..ContactDraft::default()
    };
    let ann = ContactDraft {
        name: "Zimbalist".to_owned(),
        organisation: "carpetshark inc".to_owned(),
        email: "wobbe@gong.example".to_owned(),
        notes: "likes quokkas".to_owned(),
        presences: vec![Presence::declared(network(), "Quxley77", "https://m.example/@quxley77")],
        stage: None,
    };
    // She comes among many, is merged with a second entry, touched, edited, and removed and brought back.
    for round in 0..3 {
        let many: Vec<_> = (round * 500..(round + 1) * 500).map(other).collect();
        workspace.upsert_contacts(&many, Prefer::Known, NOW).await.unwrap();
    }
    let id = workspace.add_contact(&ann, NOW).await.unwrap();
    let twin = ContactDraft { name: "Zimbalist again".to_owned(), ..ContactDraft::default() };
    let twin = workspace.add_contact(&twin, NOW).await.unwrap();
    workspace.merge_contacts(id, twin, NOW).await.unwrap().unwrap();
    workspace.add_touchpoint(id, TouchKind::Call, "spoke of quokkas", None, NOW).await.unwrap();
    let mut edited = workspace.contact(id).await.unwrap().unwrap();
    edited.notes = "likes quokkas and more".to_owned();
    workspace.change_contact(&edited, NOW).await.unwrap().unwrap();
    let removed = workspace.remove_contact(id, NOW).await.unwrap().unwrap();
    workspace.undo_contact_step(removed).await.unwrap().unwrap();
    // The same person under a second name, removed and not brought back: only the step knows of her.
    let mut second = ann.clone();
    second.presences[0].handle = "quxley77_second".to_owned();
    second.email = "zimbalist@example.org".to_owned();
    let second = workspace.add_contact(&second, NOW).await.unwrap();
    workspace.remove_contact(second, NOW).await.unwrap().unwrap();

    let words =
        ["zimbalist", "Zimbalist", "carpetshark", "wobbe@gong", "quokkas", "quxley77", "Quxley77"];
    let needles: Vec<_> = words.map(|word| word.as_bytes().to_vec()).into();
    for needle in &needles {
        assert!(!found(fresh.folder.path(), std::slice::from_ref(needle)).is_empty(), "{needle:?}");
    }
    assert_eq!(workspace.erase_author("mastodon:quxley77").await.unwrap().contacts, 1);
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());
    assert!(!found(fresh.folder.path(), &[b"somebody 7".to_vec()]).is_empty());
}

/// What the packed documents say: their words stand in no file as they are.
async fn documents(fresh: &Fresh) -> String {
    let workspace = &fresh.workspace;
    let mut all = String::new();
    for kept in workspace.kept_assessments().await.unwrap() {
        let kept_assessment = workspace.kept_assessment(kept.id).await.unwrap();
        let figures = workspace.kept_figures(kept.id).await.unwrap();
        all += &serde_json::to_string(&(kept_assessment.as_deref(), figures)).unwrap();
    }
    for summary in workspace.strategies().await.unwrap() {
        let mut texts = serde_json::to_string(&workspace.strategy(summary.id).await.unwrap());
        all += &texts.unwrap();
        for edition in workspace.editions(summary.id).await.unwrap() {
            texts = serde_json::to_string(
                &workspace.edition(summary.id, edition.number).await.unwrap(),
            );
            all += &texts.unwrap();
        }
        all += &serde_json::to_string(&workspace.signatures(summary.id).await.unwrap()).unwrap();
        all += &format!("{:?}", workspace.strategy_history(summary.id, 99).await.unwrap());
    }
    all
}

#[tokio::test]
async fn no_strategy_holds_what_was_erased() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    let posts = vec![said("quxley77-5", "quxley77", "zimbalist"), said("2", "bob", "plain")];
    workspace.settle(chunk(posts)).await.unwrap();
    let found_then = [finding("net/lumen", &["quxley77-5", "2"])];
    let kept = workspace.keep_assessment(&assessment(NOW), &found_then).await.unwrap();
    let ann = ContactDraft {
        name: "Zimbalist".to_owned(),
        email: "wobbe@gong.example".to_owned(),
        presences: vec![Presence::declared(network(), "quxley77", "")],
        ..ContactDraft::default()
    };
    let ann = workspace.add_contact(&ann, NOW).await.unwrap();
    let strategy = workspace.add_strategy("Light", None, NOW).await.unwrap().id;
    let write = |strategy: &mut model::Strategy| {
        strategy.assessment = Some(kept);
        let (her, him, item) = (strategy.take_item(), strategy.take_item(), strategy.take_item());
        let her_place = Teammate {
            email: "wobbe@gong.example".to_owned(),
            organisation: "carpetshark inc".to_owned(),
            terms: "call me zimbalist".to_owned(),
            contact: Some(ann),
            ..mate(her, "Zimbalist", Party::Customer)
        };
        strategy.team = vec![her_place, mate(him, "Bob", Party::Partner)];
        strategy.swot.push(SwotItem {
            id: item,
            kind: SwotKind::Strength,
            text: "bright".to_owned(),
            evidence: vec![Evidence::Post(id("quxley77-5"))],
            candidate: None,
            counter: Some(Counter {
                by: her,
                by_name: "Zimbalist".to_owned(),
                text: "quokkas disagree".to_owned(),
            }),
            by: Some(her),
            opened_at: None,
            votes: Vec::new(),
            dropped: false,
        });
        let comment = |by, text: &str| Comment {
            id: item,
            section: Section::Goal,
            item: None,
            by: Some(by),
            by_name: if by == her { "Zimbalist".to_owned() } else { "Bob".to_owned() },
            at: NOW,
            text: text.to_owned(),
            proposal: false,
            settled_at: None,
        };
        strategy.comments = vec![comment(her, "quokkas say no"), comment(him, "stays")];
        strategy.hexagon.resources.push(Resource {
            id: item,
            kind: ResourceKind::Person,
            name: "Zimbalist".to_owned(),
            place: "mastodon:quxley77".to_owned(),
            teammate: Some(her),
            amount: None,
        });
        Ok::<_, std::convert::Infallible>(her)
    };
    let changed =
        workspace.change_strategy(strategy, None, (None, NOW), ("asked", "Zimbalist"), write).await;
    let ledger::Changed::Done(her) = changed.unwrap() else { panic!("it is not refused") };
    let edition = Edition {
        strategy,
        number: 1,
        at: NOW,
        by: "Ada".to_owned(),
        note: String::new(),
        content: workspace.strategy(strategy).await.unwrap().unwrap(),
    };
    workspace.add_edition(&edition).await.unwrap();
    let signature = Signature {
        edition: 1,
        teammate: her,
        name: "Zimbalist".to_owned(),
        party: Party::Customer,
        at: NOW,
    };
    workspace.sign(strategy, &signature).await.unwrap();
    // Later she leaves the team, and only the edition still names her.
    let leave = |strategy: &mut model::Strategy| {
        strategy.team.retain(|mate| mate.id != her);
        Ok::<_, std::convert::Infallible>(())
    };
    workspace.change_strategy(strategy, None, (None, NOW), ("left", ""), leave).await.unwrap();
    workspace.add_invitation([9; 32], strategy, her, NOW.plus_secs(9)).await.unwrap();

    let member = model::MemberId(7);
    workspace.keep_undo((strategy, member), &"zimbalist was here", NOW).await.unwrap();

    let words = ["zimbalist", "Zimbalist", "carpetshark", "wobbe@gong", "quokkas", "quxley77"];
    let before = documents(&fresh).await;
    let undo = workspace.undo_of::<String>(strategy, member).await.unwrap();
    assert_eq!(undo, Some((NOW, "zimbalist was here".to_owned())));
    for word in words {
        assert!(before.contains(word), "the test would prove nothing for {word}");
    }
    workspace.erase_author("mastodon:quxley77").await.unwrap();
    let after = documents(&fresh).await;
    for word in words {
        assert!(!after.contains(word), "{word}");
    }
    assert_eq!(workspace.undo_of::<String>(strategy, member).await.unwrap(), None);
    let needles: Vec<_> = words.map(|word| word.as_bytes().to_vec()).into();
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());
    // The hole is marked and nothing around it is gone.
    let now = workspace.edition(strategy, 1).await.unwrap().unwrap().content;
    assert_eq!(now.team[0].name, "erased person");
    assert_eq!(now.team[1].name, "Bob");
    assert_eq!(now.comments[1].text, "stays");
    assert_eq!(now.swot[0].evidence, [Evidence::Post(id("quxley77-5"))]);
    assert_eq!(workspace.signatures(strategy).await.unwrap()[0].name, "erased person");
    assert_eq!(workspace.invitation(&[9; 32], NOW).await.unwrap(), None);
}

#[tokio::test]
async fn no_program_holds_a_contact_who_wished_to_go() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    let contact = |name: &str, handle: &str| ContactDraft {
        name: name.to_owned(),
        presences: vec![Presence::declared(network(), handle, "")],
        ..ContactDraft::default()
    };
    let twin = workspace.add_contact(&contact("Wobbegong", "carpetshark"), NOW).await.unwrap();
    let her = workspace.add_contact(&contact("Zimbalist", "quxley77"), NOW).await.unwrap();
    let make = |id| {
        let mut program = crate::programs::program(id);
        program.owner = " zimbalist".to_owned();
        program.participants = vec!["Bob".to_owned(), "Zimbalist".to_owned()];
        let step = |number, owner: &str| Task {
            id: ItemId(number),
            text: "Call Bob".to_owned(),
            owner: owner.to_owned(),
            due: None,
            done_at: None,
        };
        program.tasks = vec![step(1, "Bob"), step(2, "Wobbegong")];
        let said = |by: &str, text: &str| CheckIn {
            at: NOW,
            by: by.to_owned(),
            mood: Mood::OnTrack,
            text: text.to_owned(),
        };
        program.check_ins = vec![said("Zimbalist", "quokkas say no"), said("Bob", "stays")];
        program.named = vec![NamedContact { name: "Wobbegong".to_owned(), contact: twin }];
        program
    };
    let program = workspace.add_program(None, NOW, make).await.unwrap();
    let note = |_: &mut model::Program| Ok::<_, std::convert::Infallible>(());
    let by = (None, NOW);
    let noted = workspace.change_program(program.id, None, by, ("asked", "Zimbalist"), note).await;
    assert!(noted.unwrap().done().is_some());
    // Beside an edition stands what the programs were then, and more that the ledger does not know.
    let works = serde_json::json!({ "programs": [program], "total": { "cost": 12 } }).to_string();
    let strategy = workspace.add_strategy("Light", None, NOW).await.unwrap().id;
    workspace.keep_works(strategy, 1, &works).await.unwrap();
    // Both contacts turn out to be one person.
    workspace.merge_contacts(her, twin, NOW).await.unwrap().unwrap();

    let words = ["zimbalist", "Zimbalist", "Wobbegong", "quokkas"];
    let needles: Vec<_> = words.map(|word| word.as_bytes().to_vec()).into();
    for needle in &needles {
        assert!(!found(fresh.folder.path(), std::slice::from_ref(needle)).is_empty(), "{needle:?}");
    }
    workspace.erase_author("mastodon:carpetshark").await.unwrap();
    let kept = workspace.program(program.id).await.unwrap().unwrap();
    assert_eq!(kept.owner, " zimbalist", "she is still present elsewhere");
    workspace.erase_author("mastodon:quxley77").await.unwrap();
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());

    // The holes are marked and nothing around them is gone.
    let kept = workspace.program(program.id).await.unwrap().unwrap();
    let beside = workspace.works(strategy, 1).await.unwrap().unwrap();
    let beside: serde_json::Value = serde_json::from_str(&beside).unwrap();
    assert_eq!(beside["total"]["cost"], 12);
    let frozen: model::Program = serde_json::from_value(beside["programs"][0].clone()).unwrap();
    for program in [kept, frozen] {
        assert_eq!(program.owner, ERASED_PERSON);
        assert_eq!(program.participants, ["Bob", ERASED_PERSON]);
        assert_eq!(program.check_ins[0].text, "(erased)");
        assert_eq!(
            (program.tasks[0].owner.as_str(), program.check_ins[1].text.as_str()),
            ("Bob", "stays")
        );
        assert_eq!(program.tasks[1].owner, ERASED_PERSON);
    }
}

#[tokio::test]
async fn a_contact_goes_wherever_they_are_present_or_nowhere() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    let posts = vec![said("1", "quxley77", "zimbalist"), said("2", "bob", "plain")];
    workspace.settle(chunk(posts)).await.unwrap();
    let contact = |name: &str, handles: &[&str]| ContactDraft {
        name: name.to_owned(),
        email: format!("{name}@gong.example"),
        presences: handles.iter().map(|it| Presence::declared(network(), it, "")).collect(),
        ..ContactDraft::default()
    };
    let lone = workspace.add_contact(&contact("Wobbegong", &[]), NOW).await.unwrap();
    let known = contact("Carpetshark", &["quxley77", "quokka5"]);
    let known = workspace.add_contact(&known, NOW).await.unwrap();
    let stays = workspace.add_contact(&contact("Bob", &["bob"]), NOW).await.unwrap();
    let named = |id| {
        let mut program = crate::programs::program(id);
        program.participants = ["Wobbegong", "Carpetshark", "Bob"].map(str::to_owned).into();
        program
    };
    let program = workspace.add_program(None, NOW, named).await.unwrap().id;
    // What can be undone would bring them back.
    workspace.add_touchpoint(lone, TouchKind::Call, "asked for lamps", None, NOW).await.unwrap();
    workspace.add_touchpoint(stays, TouchKind::Call, "asked for bulbs", None, NOW).await.unwrap();

    let erased = workspace.erase_contact(lone).await.unwrap().unwrap();
    assert_eq!((erased.posts, erased.contacts), (0, 1));
    let erased = workspace.erase_contact(known).await.unwrap().unwrap();
    assert_eq!((erased.posts, erased.contacts), (1, 1));
    assert_eq!(workspace.erase_contact(known).await.unwrap(), None);
    let words =
        ["Wobbegong", "wobbegong", "arpetshark", "quxley77", "quokka5", "zimbalist", "lamps"];
    let needles: Vec<_> = words.map(|word| word.as_bytes().to_vec()).into();
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());
    let kept = workspace.program(program).await.unwrap().unwrap();
    assert_eq!(kept.participants, [ERASED_PERSON, ERASED_PERSON, "Bob"]);
    assert!(workspace.contact(stays).await.unwrap().is_some());
    assert!(!found(fresh.folder.path(), &[b"bulbs".to_vec()]).is_empty());
    let again = workspace.add_contact(&contact("Wobbegong", &[]), NOW).await;
    assert!(matches!(again, Err(ledger::LedgerError::Erased)), "{again:?}");
}
