//! The two slow rhythms: the week, and the quarter on one page.

mod quarterly;
pub(crate) mod weekly;

use crate::pages::account::Tab;
use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/weekly", P::ReadFigures, get(weekly::show)),
        Route::get("/quarterly", P::ReadFigures, get(quarterly::show)),
        Route::post("/quarterly", P::Assign, post(quarterly::save)),
    ]
}

fn tabs(here: &str) -> Vec<Tab> {
    [("/weekly", "This week"), ("/quarterly", "The quarter on one page")]
        .into_iter()
        .map(|(path, name)| Tab { path, name, here: path == here })
        .collect()
}
