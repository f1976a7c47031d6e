#![doc = include_str!("../README.md")]

pub mod calendar;
pub mod edit;
pub mod lint;
pub mod playbooks;

pub mod current;
pub mod forecast;
pub mod light;
pub mod measures;
pub mod points;

mod draws;
mod permute;

pub mod correlate;
pub mod impact;
pub mod money;
pub mod value;

#[cfg(test)]
mod simulate;
