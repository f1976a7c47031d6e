//! The board and the hexagon stay light with two hundred sentences, and each form is one link away.

use axum::body::Body;
use axum::http::{Request, header};
use model::{Benefit, Change, Evidence, Method, StrategyId, SwotItem, SwotKind};

use super::Board;
use crate::app::{NOW, TestApp};

/// What a page may weigh as it is sent, and unpacked.
const SENT: usize = 200_000;
const UNPACKED: usize = 400_000;
const SENTENCES: usize = 200;

/// A sentence unlike its neighbours, so that packing does not make nothing of it.
fn sentence(number: usize) -> String {
    let hash = blake3::hash(&number.to_le_bytes()).to_hex();
    format!(
        "Customers of group {number} say: {}",
        hash.chars()
            .collect::<Vec<_>>()
            .chunks(6)
            .map(|word| word.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(" ")
    )
}

async fn filled() -> Board {
    let board = Board::begun().await;
    board.manage().await;
    let kept = board.app.app.ledger.kept_assessment(model::AssessmentId(1)).await.unwrap().unwrap();
    let evidence: Vec<Evidence> = kept
        .findings
        .iter()
        .map(|one| Evidence::Finding { assessment: kept.id, key: one.key.clone() })
        .collect();
    let fill = |strategy: &mut model::Strategy| {
        for number in 0..SENTENCES {
            let id = strategy.take_item();
            strategy.swot.push(SwotItem {
                id,
                kind: SwotKind::ALL[number % 4],
                text: sentence(number),
                evidence: evidence.iter().cycle().skip(number).take(2).cloned().collect(),
                candidate: None,
                by: None,
                counter: None,
                votes: Vec::new(),
                opened_at: None,
                dropped: false,
            });
        }
        let answers = vec![strategy.swot[0].id];
        for number in 0..10 {
            let (benefit, method) = (strategy.take_item(), strategy.take_item());
            let change = |n| Change { until_now: sentence(n), now: sentence(n + 1) };
            strategy.hexagon.benefits.push(Benefit {
                id: benefit,
                for_market: change(number),
                for_company: change(number + 2),
                answers: answers.clone(),
            });
            strategy.hexagon.methods.push(Method {
                id: method,
                name: format!("Method {number}"),
                leads_to_goal: sentence(number),
                answers: answers.clone(),
                program: None,
                nice_to_have: number > 7,
            });
        }
        Ok::<_, ()>(())
    };
    let ledger = &board.app.app.ledger;
    ledger.change_strategy(StrategyId(1), None, (None, NOW), ("filled", ""), fill).await.unwrap();
    board
}

/// The bytes of a page as a browser that unpacks gets them.
async fn sent(app: &TestApp, cookie: &str, path: &str) -> usize {
    let request = Request::builder()
        .uri(path)
        .header(header::COOKIE, cookie)
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty())
        .unwrap();
    let answered = app.send(request).await;
    assert_eq!(answered.headers[header::CONTENT_ENCODING], "gzip");
    answered.bytes
}

#[tokio::test]
async fn two_hundred_sentences_fit_a_phone() {
    let board = filled().await;
    let first = board.strategy().await.swot[0].id;
    let benefit = board.strategy().await.hexagon.benefits[0].id;
    for path in [
        "/strategy/1/swot".to_owned(),
        "/strategy/1/hexagon".to_owned(),
        format!("/strategy/1/swot/{first}"),
        format!("/strategy/1/hexagon/entry?item={benefit}"),
    ] {
        let unpacked = board.page(&board.manager, &path).await.len();
        let sent = sent(&board.app, &board.manager, &path).await;
        assert!(sent > 1_000 && sent < unpacked, "{path}: {sent} of {unpacked}");
        assert!(sent < SENT && unpacked < UNPACKED, "{path}: {sent} sent, {unpacked} unpacked");
    }
}

#[tokio::test]
async fn every_form_is_one_link_away_and_for_those_who_may() {
    let board = filled().await;
    let first = board.strategy().await.swot[0].id;
    let swot = board.page(&board.manager, "/strategy/1/swot").await;
    let link = format!("/strategy/1/swot/{first}");
    assert_eq!(swot.matches("\"/strategy/1/swot/").count(), SENTENCES);
    assert!(swot.contains(&format!("href=\"{link}\"")));
    let page = board.page(&board.manager, &link).await;
    for part in ["value=\"edit_swot\"", "value=\"drop_swot\"", "value=\"argue\"", "Pin evidence"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let hexagon = board.page(&board.manager, "/strategy/1/hexagon").await;
    assert!(!hexagon.contains("name=\"answers\""), "the list of all sentences is not repeated");
    assert_eq!(hexagon.matches("/hexagon/entry?item=").count(), 20);
    for kind in ["benefit", "resource", "method", "report"] {
        assert!(hexagon.contains(&format!("/hexagon/entry?kind={kind}")), "{kind}");
        let page =
            board.page(&board.manager, &format!("/strategy/1/hexagon/entry?kind={kind}")).await;
        assert!(page.contains("value=\"add\"") && page.contains(&format!("value=\"{kind}\"")));
    }
    let method = board.strategy().await.hexagon.methods[0].id;
    let page =
        board.page(&board.manager, &format!("/strategy/1/hexagon/entry?item={method}")).await;
    assert!(page.contains("value=\"put\"") && page.contains("value=\"Method 0\""), "{page}");
    assert_eq!(page.matches("name=\"answers\"").count(), SENTENCES);
    assert_eq!(page.matches(" checked").count(), 1, "what it answers is ticked");

    // A guest argues and writes nothing that others lead.
    let ann = board.join("Ann", "customer").await;
    let page = board.page(&ann, &link).await;
    assert!(page.contains("value=\"argue\"") && !page.contains("edit_swot"), "{page}");
    let get = axum::http::Method::GET;
    let entry = format!("/strategy/1/hexagon/entry?item={method}");
    assert_eq!(board.app.ask(get.clone(), &entry, &ann, "").await.status, 403);
    for missing in [
        "/strategy/1/swot/999",
        "/strategy/1/hexagon/entry?item=999",
        "/strategy/1/hexagon/entry?kind=x",
    ] {
        assert_eq!(board.app.ask(get.clone(), missing, &board.manager, "").await.status, 404);
    }
}
