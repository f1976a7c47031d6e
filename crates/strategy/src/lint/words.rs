//! Words by which a department, money and a count of followers are known, in English and German.

const DEPARTMENTS: &[&str] = &[
    "accounting",
    "administration",
    "agency",
    "board",
    "buchhaltung",
    "care",
    "comms",
    "communication",
    "communications",
    "controlling",
    "corporate",
    "customer",
    "design",
    "development",
    "digital",
    "einkauf",
    "engineering",
    "entwicklung",
    "external",
    "finance",
    "finanzen",
    "global",
    "hr",
    "human",
    "innovation",
    "internal",
    "it",
    "kommunikation",
    "kundendienst",
    "kundenservice",
    "legal",
    "logistics",
    "management",
    "marketing",
    "media",
    "office",
    "online",
    "operations",
    "personal",
    "pr",
    "press",
    "presse",
    "procurement",
    "product",
    "production",
    "produktmanagement",
    "public",
    "purchasing",
    "quality",
    "recht",
    "relations",
    "research",
    "resources",
    "sales",
    "service",
    "services",
    "social",
    "strategy",
    "success",
    "support",
    "technical",
    "technik",
    "vertrieb",
    "web",
];

/// Words that say a department by themselves, whatever stands beside them.
const GROUPS: &[&str] = &["abteilung", "department", "dept", "division", "team", "unit"];

const FILLERS: &[&str] = &["and", "and/or", "für", "for", "of", "our", "the", "und", "&", "+"];

const MONEY: &[&str] = &[
    "ebit",
    "ebitda",
    "einnahmen",
    "erlös",
    "erlöse",
    "gewinn",
    "income",
    "margin",
    "marge",
    "profit",
    "profits",
    "revenue",
    "revenues",
    "turnover",
    "umsatz",
];

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '-' | '.'));
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}

/// Whether `name` names a department and not a person: all its words are a department's, or one of them is `team` or the
/// like. "Mark Sales" and "Ann Legal-Ruiz" are people.
pub(crate) fn is_department(name: &str) -> bool {
    let words = words(name);
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let rest: Vec<&String> = words.iter().filter(|word| !is(FILLERS, word)).collect();
    rest.iter().any(|word| is(GROUPS, word))
        || (!rest.is_empty() && rest.iter().all(|word| is(DEPARTMENTS, word)))
}

/// Whether a measure with this name counts money that comes in.
pub(crate) fn is_money(name: &str) -> bool {
    words(name).iter().any(|word| MONEY.contains(&word.as_str()))
}

/// Whether a text counts followers.
pub(crate) fn is_followers(text: &str) -> bool {
    words(text).iter().any(|word| matches!(word.as_str(), "followers" | "follower" | "fans"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departments_are_no_people() {
        for name in ["Marketing", "Sales Team", "Public Relations & Media", "the HR department"] {
            assert!(is_department(name), "{name}");
        }
        for name in ["Ann Legal-Ruiz", "Mark Sales", "Kim", "", "Maria Support Fernandez"] {
            assert!(!is_department(name), "{name}");
        }
    }

    #[test]
    fn money_is_known_by_its_word() {
        assert!(is_money("Revenue in Q3") && is_money("Umsatz") && !is_money("Positive feedback"));
        assert!(is_followers("10,000 followers") && !is_followers("those who follow up"));
    }
}
