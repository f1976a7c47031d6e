//! Where a subject is talked about: networks and their channels.

use model::Network;
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

/// Networks that are shown, and channels of each.
const MOST: (usize, usize) = (8, 3);

/// The part.
pub fn block(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    if view.places.is_empty() {
        return Markup::default();
    }
    let shown = shown(&view.places);
    let most = shown
        .iter()
        .map(|place| place.share.interval.map_or(place.share.value, |i| i.high))
        .fold(0.0, f64::max);
    let mut table = Table::new(say::CAPTION_PLACES, &say::PLACE_HEADS).quiet();
    for place in &shown {
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
        [(name.clone(), Some(&place.share)), (say::net_of(&name), place.net.as_ref())]
    }));
    parts::block(say::PART_WHERE, vec![table.markup(), note(&more), how(scene, &figures)])
}

/// The largest networks, each with its largest channels, in their order.
fn shown(places: &[Place]) -> Vec<&Place> {
    let networks: Vec<&Network> =
        places.iter().filter(|p| p.channel.is_none()).map(|p| &p.network).take(MOST.0).collect();
    let mut channels = vec![0; networks.len()];
    places
        .iter()
        .filter(|place| {
            let Some(at) = networks.iter().position(|network| **network == place.network) else {
                return false;
            };
            match (&place.channel, channels.get_mut(at)) {
                (Some(_), Some(many)) => {
                    *many += 1;
                    *many <= MOST.1
                }
                _ => true,
            }
        })
        .collect()
}

fn place_name(place: &Place) -> String {
    let network = say::network(&place.network);
    match &place.channel {
        Some(channel) => format!("{network}, {}", clean::clean(channel)),
        None => network,
    }
}
