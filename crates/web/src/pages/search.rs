//! Search: who said that, where, when and how; views to come back to; and exports of exactly what is seen.

pub mod asked;
pub mod excerpt;
mod export;
mod facets;
pub mod show;
mod views;

use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/search", P::ReadPosts, get(show::show)),
        Route::post("/search/views", P::ReadPosts, post(views::add)),
        Route::post("/search/views/{id}/remove", P::ReadPosts, post(views::remove)),
        Route::get("/export.csv", P::Export, get(export::csv)),
        Route::get("/export.jsonl", P::Export, get(export::json_lines)),
    ]
}
