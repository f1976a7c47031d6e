#![doc = include_str!("../README.md")]

pub mod calendar;
pub mod edit;
pub mod playbooks;

pub mod current;
pub mod forecast;
pub mod light;
pub mod measures;

mod draws;
mod permute;

pub mod impact;

#[cfg(test)]
mod simulate;
