//! A guest comes in by a link, finds their strategy and no other, and may do what a teammate may.

use axum::http::{Method, StatusCode};
use model::Role;

use super::Board;

#[tokio::test]
async fn an_invitation_makes_a_guest_once_and_on_their_terms() {
    let board = Board::begun().await;
    let ask = [
        ("edit", "invite"),
        ("name", "Ann"),
        ("party", "customer"),
        ("leads", "the voice of customers"),
    ];
    board.edit(&board.manager, &ask).await;
    let link = board.link("Ann").await;
    let text = board.page("", &link).await;
    assert!(text.contains("Ann, will you write “Light for all” with us?"), "{text}");
    // Looking does not use it up; an address that belongs to a member is no proof of being them.
    let stolen = [("name", "Ann"), ("email", "ADMIN@example.org")];
    let refused = board.send("", &link, &stolen).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("belongs to a member") && refused.cookie.is_empty());
    let empty = board.send("", &link, &[("name", ""), ("email", "ann@x.org")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nobody of the company takes a customer's place.
    let ours = board.send(&board.manager, &link, &[]).await;
    assert!(ours.text.contains("hand them the link"), "{}", ours.text);

    let fields = [("name", "Ann"), ("email", "ann@x.org"), ("terms", "call me <b>Ann</b>")];
    let joined = board.send("", &link, &fields).await;
    assert_eq!(joined.location, "/strategy/1?did=accept");
    let member = board.app.app.ledger.member_by_email("ann@x.org").await.unwrap().unwrap();
    assert_eq!(member.role, Role::Guest);
    let text = board.page(&joined.cookie, "/strategy/1/team").await;
    assert!(text.contains("call me &#60;b&#62;Ann") && text.contains("My terms"), "{text}");
    let again = board.send("", &link, &[("name", "Eve"), ("email", "eve@x.org")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    // Taken off the team, the door is shut.
    let mate = board.strategy().await.team[0].id.to_string();
    board.edit(&board.manager, &[("edit", "remove_teammate"), ("item", &mate)]).await;
    let gone = board.app.ask(Method::GET, "/strategy/1", &joined.cookie, "").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn for_a_guest_of_another_team_the_strategy_is_not_there() {
    let board = Board::begun().await;
    board.take_up(1).await;
    let own = board.join("Ann", "customer").await;
    let other = board.app.session(Role::Guest).await;
    assert!(board.page(&own, "/strategy").await.contains("Light for all"));
    assert!(!board.page(&other, "/strategy").await.contains("Light for all"));
    assert!(!board.page(&other, "/method").await.contains("Light for all"));
    for route in web::routes::table() {
        if !route.path.starts_with("/strategy/{strategy}")
            || route.asks == Some(model::Permission::EditStrategy)
        {
            continue;
        }
        let path = route.path.replace("{strategy}", "1").replace("{number}", "1");
        let method: Method = route.method.parse().unwrap();
        let answered =
            board.app.ask(method, &path, &other, "edit=comment&section=goal&text=x").await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{} {path}", route.method);
        assert!(!answered.text.contains("Light for all"));
    }
    assert!(board.strategy().await.comments.is_empty());
}

#[tokio::test]
async fn a_guest_comments_argues_and_leads_and_does_no_more() {
    let board = Board::begun().await;
    board.take_up(1).await;
    let ann = board.join("Ann", "customer").await;
    board
        .edit(&ann, &[("edit", "propose"), ("section", "mission"), ("text", "We <i>listen</i>.")])
        .await;
    let text = board.page(&board.manager, "/strategy/1/hexagon").await;
    assert!(
        text.contains("Ann") && text.contains("proposes") && text.contains("We &#60;i&#62;listen"),
        "{text}"
    );
    let mission = [("edit", "set_mission"), ("mission", "Ours.")];
    assert!(board.refused(&ann, &mission).await.contains("propose a wording instead"));
    // Who leads a section writes it, outsiders included.
    let mate = board.strategy().await.team[0].id.to_string();
    let lead = [
        ("edit", "set_leads"),
        ("item", mate.as_str()),
        ("leads", "mission"),
        ("sections", "mission"),
    ];
    board.edit(&board.manager, &lead).await;
    board.edit(&ann, &mission).await;
    let goal = [("edit", "set_goal"), ("text", "Everything")];
    assert!(board.refused(&ann, &goal).await.contains("`goal`"));
    for (path, fields) in [
        ("/strategy", &[("name", "Mine")][..]),
        ("/assess/kept", &[]),
        ("/strategy/1/invite", &[("item", "1")]),
        ("/strategy/1/editions", &[]),
        ("/strategy/1/force", &[]),
        ("/strategy/1/end", &[]),
    ] {
        assert_eq!(board.send(&ann, path, fields).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    // An executive reads and is not on the team.
    let executive = board.app.session(Role::Executive).await;
    board.page(&executive, "/strategy/1").await;
    let comment = [("edit", "comment"), ("section", "goal"), ("text", "Well")];
    assert!(board.refused(&executive, &comment).await.contains("on the team"));
}
