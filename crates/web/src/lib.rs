#![doc = include_str!("../README.md")]

pub mod house;

pub mod api;
pub mod app;
pub mod assets;
pub mod auth;
pub mod digests;
pub mod error;
pub mod feeds;
pub mod frame;
pub mod guard;
pub mod handbooks;
pub mod hooks;
pub mod memo;
pub mod metrics;
pub mod pages;
pub mod routes;
pub mod say;
pub mod several;
pub mod wire;

pub use api::ApiError;
pub use app::{App, Options, serve};
pub use house::{Assessed, House, HouseError, Import, ImportJob, Snapshot, Upload, WatchChange};
