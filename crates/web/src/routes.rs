//! Every route, with what it asks for. The table is the truth: the router is made from it, and a test tries every entry
//! with every role.

use axum::Router;
use axum::routing::{MethodRouter, get};
use model::Permission;

use crate::app::App;
use crate::{api, assets, feeds, metrics, pages};

/// One method of one path.
pub struct Route {
    /// `GET` or `POST` ….
    pub method: &'static str,
    /// The path's pattern.
    pub path: &'static str,
    /// What it asks for; `None`: open to everybody.
    pub asks: Option<Permission>,
    handler: MethodRouter<App>,
}

impl Route {
    /// A route that reads.
    pub fn get(
        path: &'static str,
        asks: impl Into<Option<Permission>>,
        handler: MethodRouter<App>,
    ) -> Self {
        Self { method: "GET", path, asks: asks.into(), handler }
    }

    /// A route that changes something.
    pub fn post(
        path: &'static str,
        asks: impl Into<Option<Permission>>,
        handler: MethodRouter<App>,
    ) -> Self {
        Self { method: "POST", path, asks: asks.into(), handler }
    }
}

/// The whole table.
pub fn table() -> Vec<Route> {
    let mut all = vec![
        Route::get("/assets/{digest}/{name}", None, get(assets::file)),
        Route::get("/", Permission::OwnAccount, get(pages::home)),
        Route::get("/events", Permission::OwnAccount, get(pages::events)),
    ];
    all.extend(pages::sign_in::routes());
    all.extend(pages::account::routes());
    all.extend(pages::inbox::routes());
    all.extend(pages::people::routes());
    all.extend(pages::posts::routes());
    all.extend(pages::search::routes());
    all.extend(pages::listen::routes());
    all.extend(pages::assess::routes());
    all.extend(pages::strategy::routes());
    all.extend(pages::programs::routes());
    all.extend(pages::report::routes());
    all.extend(pages::handbook::routes());
    all.extend(pages::digests::routes());
    all.extend(pages::api::routes());
    all.extend(api::routes());
    all.extend(feeds::routes());
    all.extend(metrics::routes());
    all
}

/// The router of the table.
pub fn router() -> Router<App> {
    table().into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler))
}

/// Shorthands for the modules of pages.
pub mod of {
    pub use axum::routing::{get, post};
    pub use model::Permission as P;

    pub use super::Route;
}
