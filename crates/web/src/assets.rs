//! The style sheet, the script and the mark: three files, named by their digest, kept by browsers for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::error::PageError;

const STYLE: &[&str] = &[
    report::page::STYLE,
    report::charts::STYLE,
    report::handbook::STYLE,
    include_str!("../assets/waggle.css"),
];
const SCRIPT: &str = include_str!("../assets/waggle.js");
const MARK: &str = include_str!("../assets/mark.svg");

static STYLE_TEXT: LazyLock<String> = LazyLock::new(|| STYLE.concat());
static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let hash = blake3::hash([STYLE_TEXT.as_str(), SCRIPT, MARK].concat().as_bytes());
    hash.to_hex().chars().take(12).collect()
});

/// What is part of each asset's address, so that a new version is a new address.
pub fn digest() -> &'static str {
    DIGEST.as_str()
}

/// Answers `/assets/{digest}/{name}`.
pub async fn file(Path((_, name)): Path<(String, String)>) -> Result<Response, PageError> {
    const FOR_EVER: (HeaderName, HeaderValue) =
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    let (kind, text) = match name.as_str() {
        "waggle.css" => ("text/css; charset=utf-8", STYLE_TEXT.as_str()),
        "waggle.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "mark.svg" => ("image/svg+xml", MARK),
        _ => return Err(PageError::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(kind)), FOR_EVER], text).into_response())
}
