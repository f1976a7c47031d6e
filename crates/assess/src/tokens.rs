//! Which words of a post can stand in a phrase: links and handles cannot, and a phrase does not reach over punctuation.

use std::ops::Range;

use model::Words;
use model::words::{Part, Word, WordKind};

/// A word that can stand in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// As it was written; a hashtag without its sign.
    pub(crate) surface: &'a str,
    /// Its folded form.
    pub(crate) folded: &'a str,
    /// Whether no phrase may reach over the place before it.
    pub(crate) breaks: bool,
}

/// Visits the tokens of a post whose words were read from this title and text.
pub(crate) fn visit_tokens<'a>(
    words: &'a Words,
    title: Option<&'a str>,
    text: &'a str,
    links: &mut Vec<Range<usize>>,
    mut visit: impl FnMut(Token<'a>),
) {
    for (part, content) in [(Part::Title, title.unwrap_or_default()), (Part::Text, text)] {
        find_links(content, links);
        let mut end = None;
        for word in words.iter().filter(|word| word.part == part) {
            if is_left_out(word, content, links) {
                end = None;
                continue;
            }
            let between = end.and_then(|end| content.get(end..word.start as usize));
            let surface = content.get(word.span()).unwrap_or_default();
            visit(Token {
                surface: surface.trim_start_matches(['#', '＃']),
                folded: words.folded(word),
                breaks: !between.is_some_and(|gap| gap.chars().all(joins)),
            });
            end = Some(word.end as usize);
        }
    }
}

/// What may stand between two words of a phrase.
fn joins(c: char) -> bool {
    c != '\n' && (c.is_whitespace() || "-–'’#&/_*\"“”„«»".contains(c))
}

fn is_left_out(word: &Word, content: &str, links: &[Range<usize>]) -> bool {
    let start = word.start as usize;
    word.kind == WordKind::Handle
        || links.iter().any(|link| link.contains(&start))
        || content.get(word.span()).is_some_and(is_domain)
}

/// `example.com`, and not `U.S.A` or `3.5`: a dot between two parts of two letters or more.
fn is_domain(surface: &str) -> bool {
    surface.rsplit_once('.').is_some_and(|(name, top)| {
        let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        letters(name) && letters(top) && top.chars().all(char::is_alphabetic)
    })
}

/// From `http://`, `https://` or `www.` to the next white space.
fn find_links(content: &str, links: &mut Vec<Range<usize>>) {
    links.clear();
    let mut from = 0;
    while let Some(rest) = content.get(from..) {
        let Some(at) =
            ["http://", "https://", "www."].iter().filter_map(|sign| rest.find(sign)).min()
        else {
            return;
        };
        let start = from + at;
        let tail = content.get(start..).unwrap_or_default();
        let end = start + tail.find(char::is_whitespace).unwrap_or(tail.len());
        links.push(start..end);
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let words = Words::of(None, text);
        let mut found = String::new();
        visit_tokens(&words, None, text, &mut Vec::new(), |token| {
            found.push_str(if token.breaks { "|" } else { " " });
            found.push_str(token.surface);
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn links_and_handles_are_left_out_and_punctuation_breaks() {
        check(
            "Great service, thanks @Acme for the free-wifi",
            "|Great service|thanks|for the free wifi",
        );
        check("see https://t.co/abc?x=1 now", "|see|now");
        check(
            "#CustomerService at example.com is bad. Really",
            "|CustomerService at|is bad|Really",
        );
        check("U.S. 3.5 stars", "|U.S| 3.5 stars".replace("|U.S| ", "|U.S|").as_str());
        check("a\nb", "|a|b");
        check("", "");
    }

    #[test]
    fn a_phrase_does_not_reach_from_title_to_text() {
        let words = Words::of(Some("New phone"), "breaks fast");
        let mut breaks = Vec::new();
        visit_tokens(&words, Some("New phone"), "breaks fast", &mut Vec::new(), |token| {
            breaks.push(token.breaks);
        });
        assert_eq!(breaks, [true, false, true, false]);
    }
}
