//! Listening: who and what is watched and from where, the editor of watches, files brought in, and the stream.

mod edit;
mod import;
mod jobs;
mod overview;
mod proof;
mod sample;
mod stream;
mod upload;

use axum::extract::DefaultBodyLimit;

use crate::auth::{Ask, May};
use crate::pages::account::Tab;
use crate::routes::of::*;

/// Bytes that an uploaded file may have.
const UPLOAD_BYTES: usize = 2 << 30;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    let upload = post(upload::upload).layer(DefaultBodyLimit::max(UPLOAD_BYTES));
    vec![
        Route::get("/listen", P::ReadPosts, get(overview::show)),
        Route::get("/listen/stream", P::ReadPosts, get(stream::show)),
        Route::get("/listen/stream/part", P::ReadPosts, get(stream::part)),
        Route::get("/listen/watches/new", P::EditWatches, get(edit::new)),
        Route::get("/listen/watches/preview", P::EditWatches, get(edit::preview)),
        Route::get("/listen/watches/{id}", P::ReadPosts, get(edit::show)),
        Route::post("/listen/watches", P::EditWatches, post(edit::save)),
        Route::post("/listen/watches/{id}/remove", P::EditWatches, post(edit::remove)),
        Route::get("/listen/import", P::Import, get(import::start)),
        Route::post("/listen/import", P::Import, upload),
        Route::get("/listen/import/jobs", P::Import, get(jobs::part)),
        Route::get("/listen/import/{token}", P::Import, get(import::preview)),
        Route::post("/listen/import/{token}", P::Import, post(import::begin)),
    ]
}

/// The tabs that a member sees.
fn tabs<A: Ask>(who: &May<A>, here: &str) -> Vec<Tab> {
    let all = [
        ("/listen", "What we listen to", P::ReadPosts),
        ("/listen/stream", "As it comes in", P::ReadPosts),
        ("/listen/watches/new", "New watch", P::EditWatches),
        ("/listen/import", "Bring in a file", P::Import),
    ];
    let seen = all.into_iter().filter(|(_, _, asks)| who.also(*asks));
    seen.map(|(path, name, _)| Tab { path, name, here: path == here }).collect()
}
