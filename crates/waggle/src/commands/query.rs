//! `waggle query check`: a query in words, or a finger on its error.

use anyhow::Result;
use serde_json::json;

use crate::cli::QueryVerb;
use crate::exit::{Exit, OK, REFUSED};

/// Explains a query; exit status 1 when it is not one.
pub fn run(verb: &QueryVerb) -> Result<Exit> {
    let QueryVerb::Check { query: text, json } = verb;
    let parsed = match query::parse(text) {
        Ok(parsed) => parsed,
        Err(error) if *json => {
            let error = json!({ "start": error.span.start, "end": error.span.end, "reason": error.reason, "remedy": error.remedy });
            println!("{}", json!({ "valid": false, "error": error }));
            return Ok(REFUSED);
        }
        Err(error) => {
            eprintln!("{}", error.render(text));
            return Ok(REFUSED);
        }
    };
    let advice: Vec<String> = query::lint(&parsed).iter().map(ToString::to_string).collect();
    if *json {
        let words = query::explain(&parsed);
        println!(
            "{}",
            json!({ "valid": true, "query": parsed.to_string(), "means": words, "advice": advice })
        );
        return Ok(OK);
    }
    println!("{}", query::explain(&parsed));
    println!("\nas Waggle writes it:  {parsed}");
    for line in advice {
        println!("note: {line}");
    }
    Ok(OK)
}
