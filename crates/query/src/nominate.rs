//! Chooses for a query the fewest and rarest atoms of which every matching post has at least one.

use crate::atom::Atom;
use crate::compile::{Chain, Expr, Place};
use crate::lexicon::{AtomId, LexiconBuilder};

/// A necessary set: a post with none of `atoms` cannot match.
#[derive(Debug, Clone)]
pub(crate) struct Necessary {
    pub atoms: Vec<AtomId>,
    /// How often posts have one of them, relative to other sets.
    pub commonness: f64,
}

/// The best necessary set of `expr`; `None` when a post may match without any particular word.
pub(crate) fn necessary(expr: &Expr, lexicon: &LexiconBuilder) -> Option<Necessary> {
    match expr {
        Expr::All(exprs) => rarest(exprs.iter().filter_map(|expr| necessary(expr, lexicon))),
        Expr::Any(exprs) => union(exprs.iter().map(|expr| necessary(expr, lexicon))),
        Expr::Not(_) | Expr::Ask(_) => None,
        Expr::Atom(atom) => Some(one(*atom, lexicon)),
        Expr::Phrase(atoms) => rarest(atoms.iter().map(|atom| one(*atom, lexicon))),
        Expr::Near(chain) => of_chain(chain, lexicon),
        Expr::Within { parts, .. } => {
            rarest(parts.iter().filter_map(|part| of_place(part, lexicon)))
        }
        Expr::Title(expr) => necessary(expr, lexicon),
    }
}

fn of_chain(chain: &Chain, lexicon: &LexiconBuilder) -> Option<Necessary> {
    let places = std::iter::once(&chain.first).chain(chain.links.iter().map(|step| &step.place));
    rarest(places.filter_map(|place| of_place(place, lexicon)))
}

fn of_place(place: &Place, lexicon: &LexiconBuilder) -> Option<Necessary> {
    match place {
        Place::Atom(atom) => Some(one(*atom, lexicon)),
        Place::Phrase(atoms) => rarest(atoms.iter().map(|atom| one(*atom, lexicon))),
        Place::Any(places) => union(places.iter().map(|place| of_place(place, lexicon))),
        Place::Pair(chain) => of_chain(chain, lexicon),
    }
}

fn one(atom: AtomId, lexicon: &LexiconBuilder) -> Necessary {
    let commonness = lexicon.atom(atom).map_or(1.0, commonness);
    Necessary { atoms: vec![atom], commonness }
}

fn rarest(sets: impl Iterator<Item = Necessary>) -> Option<Necessary> {
    sets.min_by(|a, b| a.commonness.total_cmp(&b.commonness))
}

fn union(sets: impl Iterator<Item = Option<Necessary>>) -> Option<Necessary> {
    let mut all = Necessary { atoms: Vec::new(), commonness: 0.0 };
    for set in sets {
        let set = set?;
        all.atoms.extend(set.atoms);
        all.commonness += set.commonness;
    }
    all.atoms.sort_unstable();
    all.atoms.dedup();
    Some(all)
}

/// A guess without counts: short words are common, long ones rare, the commonest are known by name.
fn commonness(atom: &Atom) -> f64 {
    let by_length = |term: &str| 0.5_f64.powi(term.chars().count().min(12) as i32);
    match atom {
        Atom::Word(term) if is_everyday(term.as_str()) => 4.0,
        Atom::Word(term) if term.as_str().starts_with(['#', '@']) => by_length(term.as_str()) / 4.0,
        Atom::Word(term) => by_length(term.as_str()),
        Atom::ExactCase(letters) => by_length(letters.term()),
        Atom::Wildcard(pattern) => 4.0 * by_length(pattern.prefix()),
    }
}

/// Whether a word stands in so many posts that it says nothing: the commonest words of English, and of the other
/// languages most written in public posts.
pub(crate) fn is_everyday(term: &str) -> bool {
    const EVERYDAY: &[&str] = &[
        "a", "about", "all", "also", "am", "an", "and", "are", "as", "at", "au", "auf", "aus",
        "be", "been", "but", "by", "can", "com", "como", "con", "da", "das", "de", "del", "dem",
        "den", "der", "des", "di", "die", "do", "du", "e", "ein", "eine", "el", "en", "er", "es",
        "est", "et", "for", "from", "get", "go", "good", "had", "has", "have", "he", "her", "his",
        "how", "http", "https", "i", "i'm", "ich", "if", "il", "in", "is", "ist", "it", "it's",
        "its", "je", "just", "la", "las", "le", "les", "like", "lo", "los", "me", "mit", "more",
        "my", "new", "nicht", "no", "not", "now", "o", "of", "on", "one", "or", "our", "out",
        "para", "pas", "por", "que", "rt", "se", "she", "sie", "so", "some", "t.co", "than",
        "that", "the", "their", "them", "there", "they", "this", "time", "to", "u", "un", "una",
        "und", "une", "up", "us", "very", "was", "we", "were", "what", "when", "which", "who",
        "will", "with", "would", "www", "y", "you", "your", "zu",
    ];
    EVERYDAY.binary_search(&term).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_words_are_found_by_binary_search() {
        for word in ["a", "the", "zu", "i'm", "https", "it's"] {
            assert!(is_everyday(word), "{word}");
        }
        assert!(!is_everyday("delay"));
    }
}
