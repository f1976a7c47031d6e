//! Queries in the watch language that find the posts behind a figure: one place, so that they are uniform and quoted right.

use model::{Day, Subject, Timestamp, Window, Zone};

/// A conjunction under construction.
#[derive(Debug, Clone)]
pub(crate) struct Terms(Vec<String>);

impl Terms {
    /// Everything said in `window`, counted in days of `zone`.
    pub(crate) fn within(window: Window, zone: &Zone) -> Self {
        Self(Vec::new()).created(zone.day(window.since), zone.day(last_moment(window)))
    }

    /// The mentions of `subject` by others, outside, repeats and reposts included.
    pub(crate) fn mentions(subject: &Subject, window: Window, zone: &Zone) -> Self {
        let mut terms = Self(vec![field("subject", &subject.name)]).and("side:external");
        for account in &subject.accounts {
            terms = terms.and_not("author", account);
        }
        terms.created(zone.day(window.since), zone.day(last_moment(window)))
    }

    /// Without repeats and reposts.
    pub(crate) fn distinct(self) -> Self {
        self.and("-is:repeat").and("-is:repost")
    }

    /// And this term, which needs no quotes.
    pub(crate) fn and(mut self, term: &str) -> Self {
        self.0.push(term.to_owned());
        self
    }

    /// And this value in this field.
    pub(crate) fn and_field(mut self, name: &str, value: &str) -> Self {
        self.0.push(field(name, value));
        self
    }

    /// And not this value in this field.
    pub(crate) fn and_not(mut self, name: &str, value: &str) -> Self {
        self.0.push(format!("-{}", field(name, value)));
        self
    }

    /// And at least one of these terms.
    pub(crate) fn and_any(mut self, terms: &[String]) -> Self {
        match terms {
            [] => {}
            [one] => self.0.push(one.clone()),
            many => self.0.push(format!("({})", many.join(" OR "))),
        }
        self
    }

    /// And said from `first` to `last`, both included.
    pub(crate) fn created(mut self, first: Day, last: Day) -> Self {
        self.0.retain(|term| !term.starts_with("created:"));
        self.0.push(format!("created:[{first} TO {last}]"));
        self
    }

    /// The query.
    pub(crate) fn text(&self) -> String {
        self.0.join(" AND ")
    }
}

fn last_moment(window: Window) -> Timestamp {
    window.until.plus_secs(-1).max(window.since)
}

/// `name:"value"`; the quotes are left out where the value is one plain word.
pub(crate) fn field(name: &str, value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !value.is_empty() && value.chars().all(plain) && name != "subject" {
        return format!("{name}:{value}");
    }
    format!("{name}:{}", phrase(value))
}

/// The words in quotes.
pub(crate) fn phrase(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use model::{Quadrant, SubjectId};

    use super::*;

    #[test]
    fn queries_are_uniform_and_quoted() {
        let subject = Subject {
            id: SubjectId(1),
            name: "Bee \"&\" Co".to_owned(),
            quadrant: Quadrant::Brand,
            accounts: vec!["mastodon:bee@example.org".to_owned()],
        };
        let window = Window { since: Timestamp(0), until: Timestamp(2 * Timestamp::DAY_SECS) };
        let terms = Terms::mentions(&subject, window, &Zone::utc())
            .distinct()
            .and_field("network", "reddit")
            .and_any(&[phrase("late flight"), phrase("delay")]);
        insta::assert_snapshot!(terms.text(), @r#"subject:"Bee \"&\" Co" AND side:external AND -author:"mastodon:bee@example.org" AND created:[1970-01-01 TO 1970-01-02] AND -is:repeat AND -is:repost AND network:reddit AND ("late flight" OR "delay")"#);
    }
}
