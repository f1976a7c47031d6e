//! The inbox: mentions that need an answer, first by need, and what becomes of them.

pub(crate) mod act;
mod answered;
mod detail;
mod due;
pub mod escalate;
pub(crate) mod list;

use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/inbox", P::ReadPosts, get(list::show)),
        Route::get("/inbox/{id}", P::ReadPosts, get(detail::show)),
        Route::post("/inbox/{id}", P::Answer, post(act::on_one)),
        Route::post("/inbox/many", P::Assign, post(act::on_many)),
        Route::post("/inbox/undo", P::Answer, post(act::undo)),
        Route::post("/inbox/replies", P::Answer, post(act::save_reply)),
    ]
}
