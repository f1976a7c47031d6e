//! The OpenAPI document says what the routes are, and what they answer.

use std::collections::BTreeSet;

use axum::http::Method;
use ledger::Scope;
use model::Role;
use serde_json::Value;
use web::routes;

use crate::app::TestApp;

async fn document(app: &TestApp) -> Value {
    app.call(Method::GET, "/api/v1/openapi.json", &[], "").await.json()
}

#[tokio::test]
async fn each_route_is_in_the_document_and_nothing_else_is() {
    let app = TestApp::start().await;
    let document = document(&app).await;
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            described.insert(format!("{} /api/v1{path}", method.to_uppercase()));
        }
    }
    let routes: BTreeSet<String> = routes::table()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/") && route.asks.is_some())
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, routes);
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str().filter(|_| name == "$ref") {
                        Some(target) => found.push(target.to_owned()),
                        None => references(value, found),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let app = TestApp::start().await;
    let document = document(&app).await;
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for target in found {
        let pointer = target.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{target}");
    }
}

/// Checks `value` against the parts of JSON Schema that the document uses; fields that it does not name are wrong.
fn fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(target) = schema["$ref"].as_str() {
        let target = document.pointer(target.strip_prefix('#').unwrap()).unwrap();
        return fits(document, target, value, at);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => panic!("{at}: no type in {schema}"),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if !number.is_f64() && !kinds.contains(&"number") => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(kinds.contains(&kind), "{at}: {value} is not {kinds:?}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{at}: {value} is not among {words:?}");
    }
    for item in value.as_array().into_iter().flatten() {
        fits(document, &schema["items"], item, &format!("{at}[]"));
    }
    let required = schema["required"].as_array().filter(|_| value.is_object());
    for name in required.into_iter().flatten() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{at}: {name} is missing");
    }
    if let (Some(fields), Some(known)) = (value.as_object(), schema["properties"].as_object()) {
        for (name, value) in fields {
            let schema = known.get(name).unwrap_or_else(|| panic!("{at}: {name} is not described"));
            fits(document, schema, value, &format!("{at}.{name}"));
        }
    }
}

/// A kept assessment, a strategy and an edition of it, so that there is something to describe.
async fn edition(app: &TestApp, token: &str) {
    app.write("/api/v1/assessments", token, "", "{}").await.json();
    app.write("/api/v1/strategies", token, "", r#"{"name":"Light for all"}"#).await.json();
    let ledger = &app.app.ledger;
    let content = ledger.strategy(model::StrategyId(1)).await.unwrap().unwrap();
    let made = model::Edition {
        strategy: content.id,
        number: 1,
        at: crate::app::NOW,
        by: "Ina".to_owned(),
        note: String::new(),
        content,
    };
    ledger.add_edition(&made).await.unwrap();
    let program = r#"{"kind":"launch"}"#;
    app.write("/api/v1/programs", token, "", program).await.json();
    app.write("/api/v1/measures", token, "", MEASURE).await.json();
    let points = r#"{"points":[{"from":"2026-10-01","value":12.5,"source":"books"}]}"#;
    app.write("/api/v1/measures/1/points", token, "", points).await.json();
}

const MEASURE: &str = r#"{"measure":"manual","name":"Revenue","unit":"number","since":"2026-09-01","target":90.5,
    "by":"2027-01-01"}"#;

#[tokio::test]
async fn what_is_answered_is_what_is_described() {
    let app = TestApp::start().await;
    let document = document(&app).await;
    let token = app.token(Role::Admin, &Scope::ALL).await;
    let id = TestApp::post_of("ann").to_string();
    edition(&app, &token).await;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let path_of = path.replace("{id}", &id).replace("{strategy}", "1");
            let path_of = path_of.replace("{program}", "1").replace("{measure}", "1");
            let real = format!("/api/v1{}", path_of.replace("{number}", "1"));
            let body = match path.as_str() {
                "/inbox/{id}" => r#"{"action":"replied"}"#,
                "/strategies" => r#"{"name":"Another"}"#,
                "/strategies/{strategy}/edits" => {
                    r#"{"edits":[{"edit":"set_mission","mission":"We answer."}]}"#
                }
                "/programs" => r#"{"kind":"advocacy","name":"Lamp poets"}"#,
                "/programs/{program}/edits" => {
                    r#"{"edits":[{"edit":"check_in","mood":"at_risk","text":"Two are ill."}]}"#
                }
                "/measures" | "/measures/{measure}" => MEASURE,
                "/measures/{measure}/points" => r#"{"points":[{"from":"2026-11-01","value":3}]}"#,
                _ => "{}",
            };
            let answered = match method.as_str() {
                "get" => app.read(&real, &token).await,
                _ => app.write(&real, &token, "", body).await,
            };
            let content = operation["responses"]["200"]["content"].as_object().unwrap();
            let (kind, media) = content.iter().next().unwrap();
            assert_eq!(answered.headers["content-type"], kind.as_str(), "{path}");
            let values: Vec<Value> = match kind.as_str() {
                "application/pdf" => vec![Value::String(answered.text)],
                _ => {
                    answered.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
                }
            };
            for value in values {
                fits(&document, &media["schema"], &value, path);
            }
        }
    }
    let wrong = app.read("/api/v1/posts?limit=0", &token).await.json();
    fits(&document, &document["components"]["schemas"]["Problem"], &wrong, "problem");
}
