//! From the check to an edition in force, and what changed since.

use axum::http::StatusCode;

use super::Board;

#[tokio::test]
async fn an_edition_is_refused_until_nothing_stands_against_it() {
    let board = Board::begun().await;
    let text = board.page(&board.manager, "/strategy/1/check").await;
    let button = text.split("Make an edition").next().unwrap().rsplit("<button").next().unwrap();
    assert!(button.contains("disabled") && text.contains("id=\"no-edition\""), "{text}");
    let made = board.send(&board.manager, "/strategy/1/editions", &[("note", "first")]).await;
    assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(made.text.contains("no edition was made"), "{}", made.text);

    let (customer, partner) = board.complete().await;
    let text = board.page(&board.manager, "/strategy/1/check").await;
    assert!(text.contains("Nothing stands against an edition"), "{text}");
    // Without a customer it is refused again, whoever asks.
    let made = board.send(&board.manager, "/strategy/1/editions", &[("note", "first")]).await;
    assert_eq!(made.location, "/strategy/1/editions/1?did=edition", "{}", made.text);
    let force = board.send(&board.manager, "/strategy/1/force", &[]).await;
    assert_eq!(force.status, StatusCode::UNPROCESSABLE_ENTITY);
    let waits = board.page(&customer, "/strategy/1").await;
    assert!(waits.contains("Edition 1 waits for your signature"), "{waits}");
    for cookie in [&board.manager, &customer, &partner] {
        let signed = board.send(cookie, "/strategy/1/editions/1/sign", &[]).await;
        assert_eq!(signed.location, "/strategy/1/editions/1?did=signed", "{}", signed.text);
    }
    let again = board.send(&customer, "/strategy/1/editions/1/sign", &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let force = board.send(&board.manager, "/strategy/1/force", &[]).await;
    assert_eq!(force.location, "/strategy/1?did=force", "{}", force.text);
    assert!(board.page(&customer, "/strategy").await.contains("edition 1 in force"));
    // While the working copy says the same, its handbook and its brief are those of what was signed.
    let brief = board.page(&board.manager, "/brief").await;
    assert!(brief.contains("Edition 1, in force") && brief.contains("Signed by"), "{brief}");

    // What was signed stands, and says what changed since.
    board
        .edit(&board.manager, &[("edit", "set_mission"), ("mission", "We answer more people.")])
        .await;
    let brief = board.page(&board.manager, "/brief").await;
    assert!(brief.contains("nobody has signed this") && !brief.contains("in force"), "{brief}");
    let text = board.page(&customer, "/strategy/1/editions/1").await;
    assert!(
        text.contains("We answer everybody who asks") && text.contains("3 of 3 have signed"),
        "{text}"
    );
    let text = board.page(&customer, "/strategy/1/compare?from=1").await;
    assert!(text.contains("1 difference from edition 1"), "{text}");
    assert!(
        text.contains("<ins>We answer more people.") && text.contains("<del>We answer everybody"),
        "{text}"
    );
    assert!(board.page(&customer, "/strategy/1").await.contains("changed since you signed"));
    let made = board.send(&board.manager, "/strategy/1/editions", &[("note", "more people")]).await;
    assert_eq!(made.location, "/strategy/1/editions/2?did=edition", "{}", made.text);
    let text = board.page(&customer, "/strategy/1/editions/2").await;
    assert!(text.contains("You signed edition 1"), "{text}");
    let between = board.page(&customer, "/strategy/1/compare?from=1&to=2").await;
    assert!(between.contains("1 difference from edition 1 to edition 2"), "{between}");
}

#[tokio::test]
async fn a_team_without_a_customer_makes_no_edition() {
    let board = Board::begun().await;
    board.complete().await;
    let ann = board.strategy().await.team.iter().find(|mate| mate.name == "Ann").unwrap().id;
    board.edit(&board.manager, &[("edit", "remove_teammate"), ("item", &ann.to_string())]).await;
    let text = board.page(&board.manager, "/strategy/1/check").await;
    assert!(text.contains("customer") && text.contains("disabled"), "{text}");
    let made = board.send(&board.manager, "/strategy/1/editions", &[]).await;
    assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ended = board.send(&board.manager, "/strategy/1/end", &[]).await;
    assert_eq!(ended.location, "/strategy/1?did=ended");
    let late = [("edit", "set_mission"), ("mission", "Too late")];
    assert!(board.refused(&board.manager, &late).await.contains("has ended"));
}
