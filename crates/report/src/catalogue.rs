//! Every visible word of the report, in English. Another language is another set of the same names; nothing outside
//! this module writes a sentence.

mod digest;
mod drawn;
mod effects;
mod handbook;
mod names;
mod page;
mod sentences;
mod terminal;

pub use digest::*;
pub use drawn::*;
pub use effects::*;
pub use handbook::*;
pub use names::*;
pub use page::*;
pub use sentences::*;
pub use terminal::*;

use crate::numbers::count;

/// `1 post`, `12 posts`: the number with the word that fits it.
pub fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_plurals_read_as_people_write() {
        let say = |items: &[&str]| list(&items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>());
        assert_eq!(say(&["a"]), "a");
        assert_eq!(say(&["a", "b", "c"]), "a, b and c");
        assert_eq!(plural(1, "post", "posts"), "1 post");
        assert_eq!(plural(1_200, "post", "posts"), "1,200 posts");
    }
}
