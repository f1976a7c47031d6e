//! The description of the API as an OpenAPI 3.1 document, made from the table of endpoints.

use axum::Json;
use axum::extract::State;
use ledger::Scope;
use model::{Act, Department, Emotion, Kind, Label, MatterState, Quadrant, Side};
use serde_json::{Map, Value, json};

use super::{Endpoint, ROOT, endpoints};
use crate::app::App;

/// The document. It tells nothing of the workspace, so everybody may read it.
pub async fn show(State(app): State<App>) -> Json<Value> {
    Json(document(&app.options.public_url))
}

fn document(url: &str) -> Value {
    let mut paths = Map::new();
    for endpoint in endpoints() {
        let path = endpoint.path.strip_prefix(ROOT).unwrap_or(endpoint.path);
        let item = paths.entry(path).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(endpoint.method.to_owned(), operation(&endpoint));
        }
    }
    let description = "What Waggle knows of a workspace, for programs. A token acts in its member's role and \
        never more; errors are problem details (RFC 9457) with a remedy. See docs/API.md.";
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Waggle",
            "version": "1",
            "description": description,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": format!("{url}{ROOT}") }],
        "security": [{ "token": [] }, { "session": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": "A token from Settings, API." },
                "session": { "type": "apiKey", "in": "cookie", "name": "waggle_session", "description": "over TLS it is called __Host-waggle_session" },
            },
            "parameters": parameters(),
            "responses": responses(),
            "schemas": schemas(),
        },
    })
}

fn operation(endpoint: &Endpoint) -> Value {
    let name = |name: &&str| json!({ "$ref": format!("#/components/parameters/{name}") });
    let mut asked: Vec<Value> = endpoint.asked.iter().map(name).collect();
    for placed in ["id", "strategy", "program", "measure"] {
        if endpoint.path.contains(&format!("{{{placed}}}")) && !endpoint.asked.contains(&placed) {
            asked.push(name(&placed));
        }
    }
    let kind = match endpoint.answer {
        _ if endpoint.scope == Scope::Export => "application/x-ndjson",
        "Document" => "application/pdf",
        _ => "application/json",
    };
    let scheme = json!({ "$ref": format!("#/components/schemas/{}", endpoint.answer) });
    let problem = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
    let mut operation = json!({
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "description": format!(
            "Permission `{}`, scope `{}`.", endpoint.asks.as_str(), endpoint.scope.as_str()
        ),
        "parameters": asked,
        "responses": {
            "200": { "description": "Done.", "content": { kind: { "schema": scheme } } },
            "401": problem("Unauthorised"),
            "403": problem("Forbidden"),
            "422": problem("Refused"),
            "429": problem("TooMany"),
        },
    });
    let not_found = endpoint.path.contains('{') || endpoint.answer == "Assessed";
    if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        if not_found {
            responses.insert("404".to_owned(), problem("NotFound"));
        }
        if endpoint.body.is_some() {
            responses.insert("409".to_owned(), problem("Running"));
        }
    }
    if let (Some(body), Some(fields)) = (endpoint.body, operation.as_object_mut()) {
        let schema = json!({ "$ref": format!("#/components/schemas/{body}") });
        let content = json!({ "application/json": { "schema": schema } });
        fields.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    operation
}

fn parameters() -> Value {
    let asked = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "query", "description": description, "schema": schema });
    let moment = || json!({ "type": "string", "format": "date-time" });
    let needs: Vec<_> = crate::pages::inbox::list::NEEDS.iter().map(|need| need.as_str()).collect();
    json!({
        "q": asked("q", "A query of the watch language; absent: every post.", json!({ "type": "string" })),
        "since": asked("since", "The first moment.", moment()),
        "until": asked("until", "The first moment after.", moment()),
        "order": asked("order", "Which come first.", one_of_words(&["newest", "oldest"])),
        "points": asked("limit", "Points on a page.", json!({ "type": "integer", "minimum": 1, "maximum": 1000, "default": 200 })),
        "limit": asked("limit", "Posts on a page.", json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 50 })),
        "cursor": asked("cursor", "`next` of the page before, with everything else as it was.", json!({ "type": "string" })),
        "bucket": asked("bucket", "How long the stretches are.", one_of_words(&["hour", "day", "week", "month"])),
        "by": asked("by", "What to count by.", one_of_words(&["network", "language", "watch"])),
        "tab": asked("tab", "Which matters.", one_of_words(&["waiting", "mine", "replied", "snoozed", "irrelevant"])),
        "need": asked("need", "Only those with this need.", one_of_words(&needs)),
        "entries": asked("limit", "How many entries.", json!({ "type": "integer", "minimum": 1, "maximum": 1000, "default": 100 })),
        "id": {
            "name": "id", "in": "path", "required": true, "description": "A post's id.",
            "schema": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
        },
        "strategy": in_path("strategy", "A strategy's number."),
        "number": in_path("number", "The number of the assessment or edition."),
        "edition": asked("edition", "The number of the edition; absent: the working copy.", json!({ "type": "integer", "minimum": 1 })),
        "paper": asked("paper", "Size of the sheet.", one_of_words(&["a4", "letter"])),
        "program": in_path("program", "A program's number."),
        "measure": in_path("measure", "A measure's number."),
        "Idempotency-Key": {
            "name": "Idempotency-Key", "in": "header",
            "description": "Names the request: sent again within a day it is answered as before and does nothing.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
        },
    })
}

/// A number in the path.
fn in_path(name: &str, description: &str) -> Value {
    let schema = json!({ "type": "integer", "minimum": 1 });
    json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
}

fn responses() -> Value {
    let problem = |description: &str| {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        let content = json!({ "application/problem+json": { "schema": schema } });
        json!({ "description": description, "content": content })
    };
    json!({
        "Unauthorised": problem("No token or session that holds came with the request."),
        "Forbidden": problem("The token lacks the scope, or its member's role the permission."),
        "NotFound": problem("There is no such thing in this workspace."),
        "Running": problem("The same request is being answered at this moment."),
        "Refused": problem("What was asked cannot be understood or done."),
        "TooMany": {
            "description": "More than 600 requests in a minute.",
            "headers": { "Retry-After": { "description": "Seconds to wait.", "schema": { "type": "integer" } } },
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        },
    })
}

pub(super) fn one_of_words(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

pub(super) fn maybe(kind: &str) -> Value {
    json!({ "type": [kind, "null"] })
}

/// One of the words, or null.
pub(super) fn maybe_words<'a>(words: impl Iterator<Item = &'a str>) -> Value {
    let words: Vec<Value> = words.map(Value::from).chain([Value::Null]).collect();
    json!({ "type": ["string", "null"], "enum": words })
}

pub(super) fn list_of(schema: Value) -> Value {
    json!({ "type": "array", "items": schema })
}

pub(super) fn of(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

/// An object of which every field is always there.
pub(super) fn object(fields: Value) -> Value {
    let names: Vec<String> =
        fields.as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default();
    json!({ "type": "object", "required": names, "properties": fields })
}

/// The words of one of our lists.
macro_rules! words_of {
    ($name:ident) => {
        $name::ALL.iter().map(|value| value.as_str())
    };
}
pub(super) use words_of;

fn schemas() -> Value {
    let mut all = said_schemas();
    for more in [super::strategies_schemas::schemas(), super::programs_schemas::schemas()] {
        if let (Some(all), Value::Object(more)) = (all.as_object_mut(), more) {
            all.extend(more);
        }
    }
    all
}

fn said_schemas() -> Value {
    let word = |words: Vec<&str>| one_of_words(&words);
    let moment = || json!({ "type": "string", "format": "date-time" });
    let (text, number) = (|| json!({ "type": "string" }), || json!({ "type": "integer" }));
    let truth = || json!({ "type": "boolean" });
    let maybe_moment = || json!({ "type": ["string", "null"], "format": "date-time" });
    let acts = || list_of(word(words_of!(Act).collect()));
    let labels = || maybe_words(words_of!(Label));
    json!({
        "Post": object(json!({
            "id": text(), "created_at": moment(), "network": text(), "channel": maybe("string"),
            "kind": word(words_of!(Kind).collect()), "side": word(words_of!(Side).collect()),
            "source": text(), "author": of("Author"), "title": maybe("string"), "text": text(),
            "url": maybe("string"), "language": text(), "engagement": maybe("integer"),
            "sentiment": labels(), "emotion": maybe_words(words_of!(Emotion)), "acts": acts(),
            "repeat": truth(), "watches": list_of(text()),
        })),
        "Author": object(json!({
            "handle": text(), "name": maybe("string"), "followers": maybe("integer"),
        })),
        "PostPage": object(json!({
            "total": number(), "posts": list_of(of("Post")), "next": maybe("string"),
        })),
        "Correction": {
            "type": "object",
            "properties": { "sentiment": labels(), "acts": {
                "type": ["array", "null"], "items": word(words_of!(Act).collect()),
            } },
            "additionalProperties": false,
        },
        "Corrected": object(json!({ "post": text(), "sentiment": labels(), "acts": {
            "type": ["array", "null"], "items": word(words_of!(Act).collect()),
        } })),
        "Count": object(json!({ "count": number() })),
        "Histogram": object(json!({
            "zone": text(),
            "bars": list_of(json!({
                "type": "object", "required": ["day", "count"],
                "properties": {
                    "day": { "type": "string", "format": "date" },
                    "hour": { "type": "integer", "minimum": 0, "maximum": 23 },
                    "count": number(),
                },
            })),
        })),
        "Breakdown": object(json!({
            "parts": list_of(object(json!({ "name": text(), "count": number() }))),
        })),
        "Watches": object(json!({ "watches": list_of(object(json!({
            "id": number(), "name": text(), "subject": maybe("string"),
            "quadrant": maybe_words(words_of!(Quadrant)), "query": text(),
        }))) })),
        "Assessed": object(json!({ "assessment": { "type": "object" }, "words": truth() })),
        "Matter": object(json!({
            "post": of("Post"), "state": word(words_of!(MatterState).collect()),
            "member": maybe("integer"), "department": maybe_words(words_of!(Department)),
            "due_at": maybe_moment(), "until": maybe_moment(), "need": labels_of_needs(),
            "overdue": truth(),
        })),
        "Inbox": object(json!({ "total": number(), "matters": list_of(of("Matter")) })),
        "Step": {
            "type": "object", "required": ["action"],
            "properties": {
                "action": one_of_words(&["replied", "irrelevant", "reopen", "snooze", "assign", "note"]),
                "days": { "type": "integer", "minimum": 1, "maximum": 90 },
                "to": { "type": "string", "description": "`member:7`, `department:support`, or empty for nobody." },
                "note": { "type": "string", "maxLength": 2000 },
            },
            "additionalProperties": false,
        },
        "Stepped": object(json!({ "post": text(), "event": number(), "done": text() })),
        "AuditLog": object(json!({ "entries": list_of(object(json!({
            "id": number(), "at": moment(), "member": maybe("integer"), "verb": text(), "object": text(),
        }))) })),
        "Problem": object(json!({
            "type": text(), "title": text(), "status": number(), "detail": text(), "remedy": text(),
        })),
    })
}

fn labels_of_needs() -> Value {
    maybe_words(crate::pages::inbox::list::NEEDS.iter().map(|need| need.as_str()))
}
