#![doc = include_str!("../README.md")]

pub mod house;

pub mod app;
pub mod assets;
pub mod auth;
pub mod error;
pub mod frame;
pub mod guard;
pub mod memo;
pub mod pages;
pub mod routes;
pub mod say;

pub use app::{App, Options, serve};
pub use house::{Assessed, House, HouseError, Import, ImportJob, Snapshot, Upload, WatchChange};
