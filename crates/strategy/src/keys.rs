//! Names of findings: what stays the same from one assessment to the next, and nothing else.

use model::FindingKey;

/// A key of `parts`, each in lower case with everything but letters and digits as `-`: `compare/battery-life/lumen`.
pub fn key(parts: &[&str]) -> FindingKey {
    FindingKey(parts.iter().map(|part| slug(part)).collect::<Vec<_>>().join("/"))
}

/// `Lumen Light & Co.` as `lumen-light-co`; `x` where no letter or digit is left.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || letter == '_' {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let kept = out.trim_end_matches('-').len();
    out.truncate(kept);
    if out.is_empty() { "x".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_hold_what_stays() {
        assert_eq!(key(&["net", "Lumen Light & Co."]).0, "net/lumen-light-co");
        assert_eq!(key(&["topic", "Müller", "Akku, lädt, leer"]).0, "topic/müller/akku-lädt-leer");
        assert_eq!(slug(" ! "), "x");
    }
}
