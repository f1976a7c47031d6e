//! Where a subject is talked about: networks and their channels.

use model::assessment::{Place, SubjectView};

use crate::catalogue as say;
use crate::charts::cells;
use crate::charts::volume::hue;
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::page::how::{how, named};
use crate::page::parts::{self, note};
use crate::page::scene::Scene;
use crate::table::{Cell, Table};

/// Rows that are shown.
const MOST: usize = 16;

/// The part.
pub fn block(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    if view.places.is_empty() {
        return Markup::default();
    }
    let shown = view.places.get(..MOST).unwrap_or(&view.places);
    let most = shown
        .iter()
        .map(|place| place.share.interval.map_or(place.share.value, |i| i.high))
        .fold(0.0, f64::max);
    let mut table = Table::new(say::CAPTION_PLACES, &say::PLACE_HEADS).quiet();
    for place in shown {
        let class = if place.channel.is_some() {
            format!("{} pale", hue(view.quadrant))
        } else {
            hue(view.quadrant).to_owned()
        };
        table.push(vec![
            Cell::Text(say::network(&place.network)),
            Cell::foreign(place.channel.as_deref().unwrap_or(say::ALL_CHANNELS)),
            Cell::Number(numbers::count(place.count)),
            Cell::Markup(cells::share_bar(&place.share, most, &class)),
            Cell::Number(numbers::with_range(&place.share)),
            Cell::number_or_dash(place.net.as_ref().map(numbers::with_range)),
        ]);
    }
    let rest = view.places.len() - shown.len();
    let more = if rest > 0 { say::more_rows(rest) } else { String::new() };
    let figures = named(shown.iter().flat_map(|place| {
        let name = place_name(place);
        [(say::net_of(&name), place.net.as_ref()), (name, Some(&place.share))]
    }));
    parts::block(say::PART_WHERE, vec![table.markup(), note(&more), how(scene, &figures)])
}

fn place_name(place: &Place) -> String {
    let network = say::network(&place.network);
    match &place.channel {
        Some(channel) => format!("{network}, {}", clean::clean(channel)),
        None => network,
    }
}
