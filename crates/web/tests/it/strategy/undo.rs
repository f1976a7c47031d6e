//! One button takes one's last change back; it stands in the history, and it is refused where somebody else was there since.

use axum::http::{Method, StatusCode};
use model::{Role, SwotState};

use super::Board;

const UNDO: &str = "/strategy/1/undo";

#[tokio::test]
async fn the_last_change_of_the_hexagon_is_taken_back_and_the_history_says_so() {
    let board = Board::begun().await;
    for mission in ["First.", "Second."] {
        board.edit(&board.manager, &[("edit", "set_mission"), ("mission", mission)]).await;
    }
    let page = board.page(&board.manager, "/strategy/1/hexagon").await;
    assert!(page.contains("Your last change: the mission") && page.contains("Undo it"), "{page}");
    assert!(!board.page(&board.manager, "/strategy/1/swot").await.contains("Undo it"));
    let next = [("next", "/strategy/1/hexagon")];
    let undone = board.send(&board.manager, UNDO, &next).await;
    assert_eq!(undone.location, "/strategy/1/hexagon?did=undo", "{}", undone.text);
    assert_eq!(board.strategy().await.hexagon.mission, "First.");
    let page = board.page(&board.manager, "/strategy/1/hexagon?did=undo").await;
    assert!(page.contains("Taken back"), "{page}");
    let history = board.page(&board.manager, "/strategy/1").await;
    assert!(history.contains("took their last change back"), "{history}");
    // Taking back is a change, too.
    assert_eq!(board.send(&board.manager, UNDO, &next).await.status, StatusCode::SEE_OTHER);
    assert_eq!(board.strategy().await.hexagon.mission, "Second.");
}

#[tokio::test]
async fn what_somebody_else_changed_since_is_not_taken_back() {
    let board = Board::begun().await;
    let analyst = board.app.session(Role::Analyst).await;
    assert_eq!(board.send(&analyst, UNDO, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    board.edit(&board.manager, &[("edit", "set_mission"), ("mission", "Ours.")]).await;
    board.edit(&analyst, &[("edit", "set_mission"), ("mission", "Theirs.")]).await;
    let page = board.page(&board.manager, "/strategy/1/hexagon").await;
    assert!(!page.contains("Undo it"), "{page}");
    let refused = board.send(&board.manager, UNDO, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("the mission was changed"), "{}", refused.text);
    assert_eq!(board.strategy().await.hexagon.mission, "Theirs.");
    // A change elsewhere does not stand in the way.
    board.edit(&board.manager, &[("edit", "set_goal"), ("text", "All")]).await;
    assert_eq!(board.send(&analyst, UNDO, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(board.strategy().await.hexagon.mission, "Ours.");
}

#[tokio::test]
async fn votes_come_back_with_the_sentence_that_they_were_for_and_guests_take_nothing_back() {
    let board = Board::begun().await;
    board.take_up(1).await;
    board.manage().await;
    let ann = board.join("Ann", "customer").await;
    let item = board.strategy().await.swot[0].id.to_string();
    let item = item.as_str();
    for cookie in [&board.manager, &ann] {
        board.edit(cookie, &[("edit", "vote"), ("item", item), ("agrees", "yes")]).await;
    }
    let before = board.strategy().await.swot[0].clone();
    let says = [("edit", "edit_swot"), ("item", item), ("kind", "threat"), ("text", "Otherwise")];
    board.edit(&board.manager, &says).await;
    assert!(board.strategy().await.swot[0].votes.is_empty());
    let page = board.page(&board.manager, "/strategy/1/swot").await;
    assert!(page.contains("Your last change: the sentence “Otherwise”"), "{page}");
    assert_eq!(board.send(&ann, UNDO, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(board.send(&board.manager, UNDO, &[]).await.status, StatusCode::SEE_OTHER);
    let strategy = board.strategy().await;
    assert_eq!(strategy.swot[0], before);
    assert_eq!(strategy::swot::state(&strategy, &strategy.swot[0]), SwotState::Agreed);
    let missing = board.app.ask(Method::POST, "/strategy/9/undo", &board.manager, "").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
