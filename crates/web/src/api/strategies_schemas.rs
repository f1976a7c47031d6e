//! The shapes of what programs ask and learn of strategies, for the OpenAPI document.

use model::{Aspect, Quadrant, Section, SwotKind};
use serde_json::{Value, json};
use strategy::Rule;

use super::openapi::{list_of, maybe, object, of, one_of_words};

macro_rules! words_of {
    ($name:ident) => {{
        let words: Vec<&str> = $name::ALL.iter().map(|value| value.as_str()).collect();
        one_of_words(&words)
    }};
}

pub(super) fn schemas() -> Value {
    let moment = || json!({ "type": "string", "format": "date-time" });
    let (text, number) = (|| json!({ "type": "string" }), || json!({ "type": "integer" }));
    let truth = || json!({ "type": "boolean" });
    let any = |description: &str| json!({ "type": "object", "description": description });
    let window = || object(json!({ "since": moment(), "until": moment() }));
    let state = || one_of_words(&["draft", "active", "ended"]);
    let mut section = words_of!(Section);
    if let Some(fields) = section.as_object_mut() {
        fields.insert("type".to_owned(), json!(["string", "null"]));
        if let Some(words) = fields.get_mut("enum").and_then(Value::as_array_mut) {
            words.push(Value::Null);
        }
    }
    json!({
        "Nothing": { "type": "object", "additionalProperties": false },
        "KeptAssessments": object(json!({ "assessments": list_of(object(json!({
            "id": number(), "as_of": moment(), "window": window(), "mentions": number(), "findings": number(),
        }))) })),
        "Kept": object(json!({ "assessment": number(), "new": truth() })),
        "Finding": object(json!({
            "key": text(), "quadrant": words_of!(Quadrant), "aspect": words_of!(Aspect),
            "subject": maybe("integer"), "subject_name": text(), "says": text(),
            "figure": any("Value, unit, interval, sample size, formula and query."),
            "scatter": maybe("number"), "examples": list_of(text()),
        })),
        "Findings": object(json!({
            "id": number(), "as_of": moment(), "window": window(), "mentions": number(),
            "findings": list_of(of("Finding")),
            "missing": list_of(object(json!({
                "quadrant": words_of!(Quadrant), "aspect": words_of!(Aspect), "todo": text(),
            }))),
            "candidates": list_of(object(json!({
                "kind": words_of!(SwotKind), "candidate": text(), "text": text(),
                "evidence": list_of(any("`finding`, `post` or `kpi`.")), "why": text(),
            }))),
        })),
        "Strategies": object(json!({ "strategies": list_of(object(json!({
            "id": number(), "name": text(), "state": state(), "assessment": maybe("integer"), "goal": text(),
            "by": { "type": ["string", "null"], "format": "date" }, "items": number(), "team": number(),
            "version": number(), "changed_at": moment(),
        }))) })),
        "Named": {
            "type": "object", "required": ["name"],
            "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 120 } },
            "additionalProperties": false,
        },
        "Begun": object(json!({ "strategy": number() })),
        "Strategy": object(json!({
            "strategy": any("SWOT, team, hexagon, comments and version."),
            "me": { "type": ["integer", "null"], "description": "The caller's number on the team." },
        })),
        "Edits": {
            "type": "object", "required": ["edits"],
            "properties": {
                "version": { "type": "integer", "description": "The version that you saw; absent: whatever others did." },
                "edits": {
                    "type": "array", "minItems": 1, "maxItems": 200,
                    "items": {
                        "type": "object", "required": ["edit"],
                        "properties": { "edit": { "type": "string", "description": "What is done, such as `set_mission`; see docs/API.md." } },
                    },
                },
            },
            "additionalProperties": false,
        },
        "Edited": object(json!({ "strategy": number(), "version": number(), "next_item": number() })),
        "Lint": object(json!({
            "strategy": number(), "can_be_signed": truth(),
            "complaints": list_of(object(json!({
                "rule": words_of!(Rule), "section": section, "item": maybe("integer"), "says": text(),
                "remedy": text(), "blocks": truth(),
            }))),
        })),
        "Editions": object(json!({ "editions": list_of(object(json!({
            "number": number(), "at": moment(), "by": text(), "note": text(), "signatures": number(),
        }))) })),
        "Document": { "type": "string", "contentMediaType": "application/pdf" },
        "Edition": object(json!({
            "number": number(), "at": moment(), "by": text(), "note": text(),
            "content": any("The strategy as it stood, without what was sealed and without comments."),
            "signatures": list_of(any("Who signed, on whose side, and when.")),
            "missing": list_of(text()),
        })),
    })
}
