//! Long texts cut around what matched, so that a page of results stays a page.

use crate::pages::card::{Card, Piece};

/// Characters of a post that a list shows.
pub const SHOWN: usize = 600;

/// The card with its text cut around the first match.
#[must_use]
pub fn shortened(mut card: Card) -> Card {
    card.text = cut(card.text, SHOWN);
    card
}

/// `pieces` with at most about `most` characters: from a third of it before the first match. What is left out is `…`.
pub fn cut(pieces: Vec<Piece>, most: usize) -> Vec<Piece> {
    let chars = |piece: &Piece| piece.text.chars().count();
    let total: usize = pieces.iter().map(chars).sum();
    if total <= most {
        return pieces;
    }
    let first = pieces.iter().take_while(|piece| !piece.hit).map(chars).sum::<usize>();
    let first = if first >= total { 0 } else { first };
    let start = first.saturating_sub(most / 3).min(total - most);
    let end = start + most;
    let mut out = Vec::new();
    let mut at = 0;
    for piece in pieces {
        let count = chars(&piece);
        let (from, to) = (start.max(at), end.min(at + count));
        if from < to {
            let mut text: String = piece.text.chars().skip(from - at).take(to - from).collect();
            if start > 0 && out.is_empty() {
                text.insert(0, '…');
            }
            if to == end && end < total {
                text.push('…');
            }
            out.push(Piece { text, hit: piece.hit });
        }
        at += count;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &[(&str, bool)], most: usize, expected: &str) {
        let pieces = text.iter().map(|(text, hit)| Piece { text: (*text).to_owned(), hit: *hit });
        let joined: String = cut(pieces.collect(), most)
            .iter()
            .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect();
        assert_eq!(joined, expected);
    }

    #[test]
    fn long_texts_are_cut_around_what_matched() {
        check(&[("short", true)], 10, "[short]");
        check(&[("0123456789abcdef", false)], 6, "012345…");
        check(&[("0123456789", false), ("HIT", true), ("0123456789", false)], 9, "…789[HIT]012…");
        check(&[("0123456789", false), ("HIT", true)], 6, "…789[HIT]");
    }
}
