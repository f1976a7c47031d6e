//! Charts as SVG, made from small typed contexts. Colours come from classes alone (`templates/style/charts.css`), so
//! that one drawing serves light, dark and print.

pub mod against;
pub mod bars;
pub mod cells;
pub mod course;
pub mod drawing;
pub mod dumbbell;
pub mod heat;
pub mod intervals;
pub mod labels;
pub mod rows;
pub mod scale;
pub mod sentiment_days;
pub mod sentiment_rows;
pub mod shares;
pub mod stretch;
pub mod time_axis;
pub mod volume;

pub use against::{Against, Stand};
pub use bars::{Bar, Bars};
pub use course::Course;
pub use dumbbell::{Dumbbell, DumbbellRow};
pub use heat::Heat;
pub use intervals::{DotRow, Dots};
pub use sentiment_days::SentimentDays;
pub use sentiment_rows::{SentimentRow, SentimentRows};
pub use shares::{ShareBar, Shares};
pub use stretch::{Stretch, stretches};
pub use volume::{GapMark, Series, SpikeMark, Volume};

use crate::markup::Markup;
use crate::table::Table;

/// The style that the drawings need, on top of the tokens.
pub const STYLE: &str = include_str!("../templates/style/charts.css");

/// How wide a drawing is made, in units that are pixels where there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A column, or a phone.
    Column,
    /// A sheet of paper's text.
    Paper,
    /// The whole page.
    Page,
}

impl Width {
    /// In pixels.
    pub const fn px(self) -> f64 {
        match self {
            Self::Column => 400.0,
            Self::Paper => 600.0,
            Self::Page => 880.0,
        }
    }
}

/// What every chart can do.
pub trait Chart {
    /// What it shows, as a title over it, with the unit.
    fn title(&self) -> String;
    /// What a person would say about it, in one or two sentences.
    fn summary(&self) -> String;
    /// The drawing; `id` must be unique on the page.
    fn draw(&self, id: &str, width: Width) -> Markup;
    /// The numbers behind it.
    fn table(&self) -> Table;
}

#[cfg(test)]
mod tests;
