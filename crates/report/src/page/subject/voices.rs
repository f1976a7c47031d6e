//! Who speaks about a subject, with scores that explain themselves.

use model::Side;
use model::assessment::{SubjectView, Voice};

use crate::catalogue as say;
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::page::parts::{self, note};
use crate::table::{Cell, Table};

/// Voices that are shown.
const MOST: usize = 12;

/// The part.
pub fn block(view: &SubjectView) -> Markup {
    if view.voices.is_empty() {
        return parts::block(say::PART_WHO, vec![note(say::NO_VOICES)]);
    }
    let mut table = Table::new(say::CAPTION_VOICES, &say::VOICES_HEADS).quiet();
    for voice in view.voices.iter().take(MOST) {
        table.push(vec![
            Cell::Foreign(clean::cut(&voice.author, 40)),
            Cell::Text(place(voice)),
            Cell::Number(numbers::count(voice.posts)),
            Cell::number_or_dash(voice.followers.map(numbers::count)),
            Cell::Number(numbers::count(voice.engagement)),
            Cell::number_or_dash(voice.net.map(|net| numbers::signed(net, 2))),
            Cell::Text(score(voice)),
        ]);
    }
    let rest = view.voices.len().saturating_sub(MOST);
    let more = if rest > 0 { say::more_rows(rest) } else { String::new() };
    parts::block(say::PART_WHO, vec![table.markup(), note(&more), note(say::VOICE_METHOD)])
}

fn place(voice: &Voice) -> String {
    let network = say::network(&voice.network);
    if voice.side == Side::Internal { format!("{network}, {}", say::STAFF) } else { network }
}

fn score(voice: &Voice) -> String {
    let parts: Vec<String> = voice
        .parts
        .iter()
        .filter(|(_, amount)| *amount != 0.0)
        .map(|(name, amount)| say::score_part(name, &numbers::fixed(*amount, 1)))
        .collect();
    let total = numbers::fixed(voice.score, 1);
    if parts.is_empty() { total } else { format!("{total} = {}", parts.join(" + ")) }
}
