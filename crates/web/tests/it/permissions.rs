//! Every route with every role: a role gets in exactly where the table of permissions says so.

use std::fmt::Write as _;

use axum::http::{Method, StatusCode};
use model::{Permission, Role};
use web::routes;

use crate::app::TestApp;

/// A path that can be asked for.
fn concrete(path: &str) -> String {
    path.replace("{id}", &TestApp::post_of("ann").to_string())
        .replace("{part}", "brand")
        .replace("{strategy}", "1")
        .replace("{program}", "1")
        .replace("{measure}", "1")
        .replace("{number}", "1")
        .replace("{token}", "0")
        .replace("{digest}", "0")
        .replace("{name}", "waggle.css")
}

#[tokio::test]
async fn each_role_gets_in_where_it_may_and_nowhere_else() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        for route in routes::table() {
            let Some(asks) = route.asks else { continue };
            // Signing out ends the session of each round.
            let cookie = app.session(*role).await;
            let method: Method = route.method.parse().unwrap();
            let path = concrete(route.path);
            let status = app.ask(method, &path, &cookie, "").await.status;
            let forbidden = status == StatusCode::FORBIDDEN;
            assert_eq!(forbidden, !role.may(asks), "{role} {} {path}: {status}", route.method);
            assert!(!status.is_server_error(), "{role} {} {path}: {status}", route.method);
        }
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_door() {
    let app = TestApp::start().await;
    for route in routes::table().into_iter().filter(|route| route.asks.is_some()) {
        let method: Method = route.method.parse().unwrap();
        let answered = app.ask(method, &concrete(route.path), "", "").await;
        let door = answered.location.starts_with("/sign-in?next=");
        let refused = answered.status == StatusCode::UNAUTHORIZED;
        assert!(door || refused, "{} {}: {}", route.method, route.path, answered.status);
    }
}

#[test]
fn the_document_shows_the_table() {
    let mut table = String::from("| | ");
    table.push_str(&Role::ALL.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(" | "));
    table.push_str(" |\n|---|");
    table.push_str(&"---|".repeat(Role::ALL.len()));
    for permission in Permission::ALL {
        let may = Role::ALL.iter().map(|role| if role.may(*permission) { "yes" } else { "–" });
        let may: Vec<_> = may.collect();
        write!(table, "\n| {} | {} |", permission.as_str().replace('_', " "), may.join(" | "))
            .unwrap();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/PERMISSIONS.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(&table), "docs/PERMISSIONS.md should show:\n{table}");
}
