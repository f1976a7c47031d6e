//! The shapes of what programs ask and learn of programs and measures, for the OpenAPI document.

use model::{Measure, Mood, ProgramKind, ProgramState, Rhythm, Shape, Unit};
use serde_json::{Value, json};

use super::openapi::{list_of, maybe, maybe_words, object, of, one_of_words, words_of};

pub(super) fn schemas() -> Value {
    let mut all = programs();
    if let (Some(all), Value::Object(more)) = (all.as_object_mut(), measures()) {
        all.extend(more);
    }
    all
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn number() -> Value {
    json!({ "type": "integer" })
}

fn truth() -> Value {
    json!({ "type": "boolean" })
}

fn moment() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn maybe_day() -> Value {
    json!({ "type": ["string", "null"], "format": "date" })
}

fn word(words: impl Iterator<Item = &'static str>) -> Value {
    one_of_words(&words.collect::<Vec<_>>())
}

/// An object or nothing, of which every field is always there.
fn maybe_object(fields: Value) -> Value {
    let mut schema = object(fields);
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("type".to_owned(), json!(["object", "null"]));
    }
    schema
}

fn programs() -> Value {
    let kind = || word(words_of!(ProgramKind));
    let state = || word(words_of!(ProgramState));
    let real = || json!({ "type": "number" });
    let estimate = || object(json!({ "low": real(), "mid": real(), "high": real() }));
    let edges = json!({ "low": real(), "high": real() });
    json!({
        "Programs": object(json!({ "programs": list_of(object(json!({
            "id": number(), "name": text(), "kind": kind(), "state": state(), "owner": text(),
            "serves": of("Serves"), "starts": maybe_day(), "ends": maybe_day(), "tasks": number(),
            "tasks_done": number(), "mood": maybe_words(words_of!(Mood)), "version": number(),
            "changed_at": moment(),
        }))) })),
        "Serves": maybe_object(json!({ "strategy": number(), "method": number() })),
        "ProgramPage": object(json!({
            "program": { "type": "object", "description": "The program with its tasks, check-ins, account and version." },
            "complaints": list_of(object(json!({ "code": text(), "says": text(), "stops": truth() }))),
            "effect": of("ProgramEffect"),
            "money": object(json!({
                "currency": text(), "cost": estimate(), "value": estimate(),
                "roi": maybe_object(json!({ "low": real(), "mid": real(), "high": real() })),
                "drawn": maybe_object(edges),
            })),
        })),
        "ProgramEffect": object(json!({
            "measure": maybe("integer"),
            "says": { "type": "string", "description": "The answer; also that it is not shown, or why it cannot be computed." },
            "effect": maybe_object(json!({
                "value": real(), "low": real(), "high": real(),
                "relative": { "type": "boolean", "description": "0.2 is 20 % more; otherwise in the measure's unit." },
            })),
            "days_before": number(), "days_after": number(), "counted": text(), "control": text(),
            "posts": number(), "control_posts": maybe("integer"), "p": maybe("number"), "method": text(),
            "caveats": list_of(text()),
        })),
        "NewProgram": {
            "type": "object", "required": ["kind"],
            "properties": { "kind": kind(), "name": { "type": "string", "maxLength": 200 }, "starts": maybe_day() },
            "additionalProperties": false,
        },
        "BegunProgram": object(json!({ "program": number(), "version": number() })),
        "ProgramEdits": {
            "type": "object", "required": ["edits"],
            "properties": {
                "version": { "type": ["integer", "null"], "description": "The version that you saw; absent: whatever others did." },
                "edits": {
                    "type": "array", "minItems": 1, "maxItems": 200,
                    "items": {
                        "type": "object", "required": ["edit"],
                        "properties": { "edit": { "type": "string", "description": "What is done, such as `check_in`; see docs/API.md." } },
                    },
                },
            },
            "additionalProperties": false,
        },
        "EditedProgram": object(json!({
            "program": number(), "version": number(), "state": state(), "next_item": number(),
        })),
    })
}

fn measures() -> Value {
    let real = || json!({ "type": "number" });
    let maybe_text = || maybe("string");
    let valued = || {
        maybe_object(json!({
            "day": day(), "value": real(), "low": maybe("number"), "high": maybe("number"),
        }))
    };
    let new_point = json!({
        "type": "object", "required": ["from", "value"],
        "properties": { "from": day(), "to": maybe_day(), "value": real(), "source": text() },
        "additionalProperties": false,
    });
    json!({
        "Measures": object(json!({ "measures": list_of(of("Measure")) })),
        "MeasurePage": object(json!({ "measure": of("Measure") })),
        "Measure": object(json!({
            "id": number(), "name": text(), "measure": word(words_of!(Measure)), "subject": maybe("integer"),
            "query": text(), "unit": word(words_of!(Unit)), "unit_name": text(), "shape": word(words_of!(Shape)),
            "up_is_good": truth(), "rhythm": word(words_of!(Rhythm)), "since": day(),
            "baseline": maybe("number"), "target": maybe("number"), "by": maybe_day(),
            "strategy": maybe("integer"), "program": maybe("integer"), "control": truth(), "method": text(),
            "formula": text(), "caution": text(), "points": number(), "stands": valued(), "expected": valued(),
            "light": object(json!({
                "colour": one_of_words(&["green", "amber", "red", "grey"]), "word": text(), "why": text(),
            })),
        })),
        "NewMeasure": {
            "type": "object", "required": ["measure"],
            "properties": {
                "measure": word(words_of!(Measure)), "name": maybe_text(), "subject": maybe("integer"),
                "query": maybe_text(), "unit": maybe_words(words_of!(Unit)), "unit_name": maybe_text(),
                "shape": maybe_words(words_of!(Shape)), "up_is_good": maybe("boolean"),
                "rhythm": maybe_words(words_of!(Rhythm)), "since": maybe_day(), "baseline": maybe("number"),
                "target": maybe("number"), "by": maybe_day(), "strategy": maybe("integer"),
                "program": maybe("integer"), "control": truth(), "method": maybe_text(),
            },
            "additionalProperties": false,
        },
        "MeasureWritten": object(json!({ "measure": number() })),
        "Points": object(json!({
            "points": list_of(object(json!({
                "from": day(), "to": day(), "value": real(), "low": maybe("number"), "high": maybe("number"),
                "n": number(), "source": text(), "typed": truth(), "entered_at": moment(),
                "counts": { "type": "boolean", "description": "Whether it is the one that counts for its period." },
            }))),
            "next": maybe_text(),
        })),
        "NewPoints": {
            "type": "object", "required": ["points"],
            "properties": { "points": { "type": "array", "minItems": 1, "maxItems": 1000, "items": new_point } },
            "additionalProperties": false,
        },
        "PointsNoted": object(json!({ "measure": number(), "added": number() })),
    })
}
