//! The API for programs: one table of endpoints, from which the routes and the OpenAPI document are made.

pub mod caller;
pub mod error;
mod measures;
mod once;
mod openapi;
mod posts;
mod programs;
mod programs_schemas;
mod rest;
mod strategies;
mod strategies_schemas;
mod view;

pub use error::ApiError;
pub use posts::query_of;

use axum::routing::{MethodRouter, get, post};
use ledger::Scope;
use model::Permission;

use crate::app::App;
use crate::routes::Route;
use crate::routes::of::P;

/// Where the API begins.
pub const ROOT: &str = "/api/v1";

/// One thing that can be asked.
pub struct Endpoint {
    /// `get` or `post`.
    pub method: &'static str,
    /// The whole path.
    pub path: &'static str,
    /// The permission that the member's role must have.
    pub asks: Permission,
    /// The scope that a token must have.
    pub scope: Scope,
    /// What it does, as a name.
    name: &'static str,
    /// What it does, as a sentence.
    summary: &'static str,
    /// What may stand behind the `?`: names of parameters of the document.
    asked: &'static [&'static str],
    /// The schema of its body.
    body: Option<&'static str>,
    /// The schema of its answer.
    answer: &'static str,
    handler: MethodRouter<App>,
}

impl Endpoint {
    fn get(
        path: &'static str,
        asks: Permission,
        (name, answer): (&'static str, &'static str),
        summary: &'static str,
        asked: &'static [&'static str],
        handler: MethodRouter<App>,
    ) -> Self {
        let scope = Scope::Read;
        Self { method: "get", path, asks, scope, name, summary, asked, body: None, answer, handler }
    }

    fn post(
        path: &'static str,
        asks: Permission,
        (name, answer): (&'static str, &'static str),
        summary: &'static str,
        body: &'static str,
        handler: MethodRouter<App>,
    ) -> Self {
        let (scope, body) = (Scope::Write, Some(body));
        let asked = &["Idempotency-Key"];
        Self { method: "post", path, asks, scope, name, summary, asked, body, answer, handler }
    }

    fn export(self) -> Self {
        Self { scope: Scope::Export, ..self }
    }
}

/// All that can be asked, in the order of the document.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::get(
            "/api/v1/posts",
            P::ReadPosts,
            ("listPosts", "PostPage"),
            "The posts that match a query, by pages; `next` is the cursor of the next page, null on the last.",
            &["q", "since", "until", "order", "limit", "cursor"],
            get(posts::list),
        ),
        Endpoint::get(
            "/api/v1/posts/{id}",
            P::ReadPosts,
            ("getPost", "Post"),
            "One post.",
            &["id"],
            get(posts::show),
        ),
        Endpoint::post(
            "/api/v1/posts/{id}/correction",
            P::Correct,
            ("correctPost", "Corrected"),
            "Says what a post is. It replaces what was said before; what is absent is left to the model. Every number has it when the answer comes.",
            "Correction",
            post(posts::correct),
        ),
        Endpoint::get(
            "/api/v1/export",
            P::Export,
            ("exportPosts", "Post"),
            "All posts that match, newest first, one JSON object a line, as they stood when it was asked.",
            &["q", "since", "until"],
            get(posts::export),
        )
        .export(),
        Endpoint::get(
            "/api/v1/count",
            P::ReadPosts,
            ("countPosts", "Count"),
            "How many posts match.",
            &["q", "since", "until"],
            get(posts::count),
        ),
        Endpoint::get(
            "/api/v1/histogram",
            P::ReadPosts,
            ("histogram", "Histogram"),
            "How many posts match in each stretch of time; stretches without any are left out.",
            &["q", "since", "until", "bucket"],
            get(posts::histogram),
        ),
        Endpoint::get(
            "/api/v1/breakdown",
            P::ReadPosts,
            ("breakdown", "Breakdown"),
            "How many posts match by network, language or watch, the largest first.",
            &["q", "since", "until", "by"],
            get(posts::breakdown),
        ),
        Endpoint::get(
            "/api/v1/watches",
            P::ReadPosts,
            ("listWatches", "Watches"),
            "What is watched, and for whom.",
            &[],
            get(rest::watches),
        ),
        Endpoint::get(
            "/api/v1/assessment",
            P::ReadFigures,
            ("getAssessment", "Assessed"),
            "The newest assessment, in the shape of `assessment.json`. For roles that do not read posts it has figures alone.",
            &[],
            get(rest::assessment),
        ),
        Endpoint::get(
            "/api/v1/inbox",
            P::ReadPosts,
            ("listInbox", "Inbox"),
            "The first 60 matters: overdue ones first, then by need, then the newest.",
            &["tab", "need"],
            get(rest::inbox),
        ),
        Endpoint::post(
            "/api/v1/inbox/{id}",
            P::Answer,
            ("stepMatter", "Stepped"),
            "One step on one matter. To hand it to somebody else asks for the right to assign.",
            "Step",
            post(rest::act),
        ),
        Endpoint::get(
            "/api/v1/assessments",
            P::ReadStrategy,
            ("listAssessments", "KeptAssessments"),
            "The kept assessments, newest first.",
            &[],
            get(strategies::kept),
        ),
        Endpoint::post(
            "/api/v1/assessments",
            P::EditStrategy,
            ("keepAssessment", "Kept"),
            "Keeps what is assessed now, so that a strategy can rest on it. What is kept already is not kept twice.",
            "Nothing",
            post(strategies::keep),
        ),
        Endpoint::get(
            "/api/v1/assessments/{number}",
            P::ReadStrategy,
            ("getFindings", "Findings"),
            "The findings of a kept assessment, what nobody looked at, and what of it may stand in a SWOT.",
            &["number"],
            get(strategies::findings),
        ),
        Endpoint::get(
            "/api/v1/strategies",
            P::ReadStrategy,
            ("listStrategies", "Strategies"),
            "The strategies, the last changed first; for a guest those on whose team they are.",
            &[],
            get(strategies::all),
        ),
        Endpoint::post(
            "/api/v1/strategies",
            P::EditStrategy,
            ("beginStrategy", "Begun"),
            "Begins a strategy, resting on the newest kept assessment.",
            "Named",
            post(strategies::begin),
        ),
        Endpoint::get(
            "/api/v1/strategies/{strategy}",
            P::ReadStrategy,
            ("getStrategy", "Strategy"),
            "A working copy as the caller may see it: sealed votes are not in it.",
            &["strategy"],
            get(strategies::show),
        ),
        Endpoint::post(
            "/api/v1/strategies/{strategy}/edits",
            P::TakePart,
            ("editStrategy", "Edited"),
            "Edits a working copy, all edits or none, under the rules that hold for everybody. New items are numbered on from `next_item`.",
            "Edits",
            post(strategies::edit),
        ),
        Endpoint::get(
            "/api/v1/strategies/{strategy}/lint",
            P::ReadStrategy,
            ("lintStrategy", "Lint"),
            "What stands against a strategy; what `blocks` stands against every edition.",
            &["strategy"],
            get(strategies::lint),
        ),
        Endpoint::get(
            "/api/v1/strategies/{strategy}/editions",
            P::ReadStrategy,
            ("listEditions", "Editions"),
            "The editions of a strategy, newest first.",
            &["strategy"],
            get(strategies::editions),
        ),
        Endpoint::get(
            "/api/v1/strategies/{strategy}/editions/{number}",
            P::ReadStrategy,
            ("getEdition", "Edition"),
            "One edition with its signatures, and who is missing for it to take force.",
            &["strategy", "number"],
            get(strategies::edition),
        ),
        Endpoint::get(
            "/api/v1/strategies/{strategy}/handbook.pdf",
            P::ReadStrategy,
            ("getHandbook", "Document"),
            "The Strategy Handbook as PDF: of the working copy, or of an edition. Posts are quoted for those who may read them.",
            &["strategy", "edition", "paper"],
            get(strategies::handbook),
        ),
        Endpoint::get(
            "/api/v1/strategies/{strategy}/brief.pdf",
            P::ReadStrategy,
            ("getBrief", "Document"),
            "The same on one page.",
            &["strategy", "edition", "paper"],
            get(strategies::brief),
        ),
        Endpoint::get(
            "/api/v1/programs",
            P::ReadStrategy,
            ("listPrograms", "Programs"),
            "The programs, in the order in which they were begun; for a guest those of the strategies on whose team they are.",
            &[],
            get(programs::all),
        ),
        Endpoint::post(
            "/api/v1/programs",
            P::EditStrategy,
            ("beginProgram", "BegunProgram"),
            "Begins a program from the playbook of its kind.",
            "NewProgram",
            post(programs::begin),
        ),
        Endpoint::get(
            "/api/v1/programs/{program}",
            P::ReadStrategy,
            ("getProgram", "ProgramPage"),
            "One program with tasks and check-ins, what it lacks, what it changed (or that it is not shown, or why it cannot be computed), and what it is worth.",
            &["program"],
            get(programs::show),
        ),
        Endpoint::post(
            "/api/v1/programs/{program}/edits",
            P::EditStrategy,
            ("editProgram", "EditedProgram"),
            "Edits a program, its tasks, check-ins and state: all edits or none, under the rules that hold for everybody.",
            "ProgramEdits",
            post(programs::edit),
        ),
        Endpoint::get(
            "/api/v1/measures",
            P::ReadStrategy,
            ("listMeasures", "Measures"),
            "The measures by name, each with where it stands and goes.",
            &[],
            get(measures::all),
        ),
        Endpoint::post(
            "/api/v1/measures",
            P::EditStrategy,
            ("addMeasure", "MeasureWritten"),
            "Follows a new measure. What is absent is as its definition says.",
            "NewMeasure",
            post(measures::add),
        ),
        Endpoint::get(
            "/api/v1/measures/{measure}",
            P::ReadStrategy,
            ("getMeasure", "MeasurePage"),
            "One measure with where it stands and goes.",
            &["measure"],
            get(measures::show),
        ),
        Endpoint::post(
            "/api/v1/measures/{measure}",
            P::EditStrategy,
            ("changeMeasure", "MeasureWritten"),
            "Writes a measure anew; its points stay.",
            "NewMeasure",
            post(measures::change),
        ),
        Endpoint::get(
            "/api/v1/measures/{measure}/points",
            P::ReadStrategy,
            ("listPoints", "Points"),
            "Everything that was ever noted for a measure, in the order in which it was noted, by pages.",
            &["measure", "points", "cursor"],
            get(measures::noted),
        ),
        Endpoint::post(
            "/api/v1/measures/{measure}/points",
            P::EditStrategy,
            ("notePoints", "PointsNoted"),
            "Notes points, all or none. A period that has one keeps it, and the new one wins.",
            "NewPoints",
            post(measures::note),
        ),
        Endpoint::get(
            "/api/v1/audit",
            P::Administer,
            ("listAudit", "AuditLog"),
            "Who did what, newest first.",
            &["entries"],
            get(rest::audit),
        ),
    ]
}

/// The routes of the API.
pub fn routes() -> Vec<Route> {
    let route = |it: Endpoint| match it.method {
        "get" => Route::get(it.path, it.asks, it.handler),
        _ => Route::post(it.path, it.asks, it.handler),
    };
    let document = Route::get("/api/v1/openapi.json", None, get(openapi::show));
    std::iter::once(document).chain(endpoints().into_iter().map(route)).collect()
}
