//! What of each quadrant was looked at, and what to do about the rest.

use model::{Aspect, Finding, Quadrant};

/// One quadrant with all its aspects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuadrantCoverage {
    /// Which.
    pub quadrant: Quadrant,
    /// One for each of [`Aspect::ALL`], in that order.
    pub aspects: Vec<AspectCoverage>,
}

impl QuadrantCoverage {
    /// Aspects that were looked at.
    pub fn looked_at(&self) -> usize {
        self.aspects.iter().filter(|aspect| aspect.findings > 0).count()
    }
}

/// One aspect of a quadrant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AspectCoverage {
    /// Which.
    pub aspect: Aspect,
    /// How many findings there are; 0: nobody has looked.
    pub findings: usize,
    /// What to do where nobody has looked; absent elsewhere.
    pub todo: Option<String>,
}

/// The four quadrants in the order of [`Quadrant::ALL`], each with its eight aspects.
pub fn coverage(findings: &[Finding]) -> Vec<QuadrantCoverage> {
    let of_quadrant = |quadrant: &Quadrant| {
        let own: Vec<&Finding> = findings.iter().filter(|f| f.quadrant == *quadrant).collect();
        let aspect = |aspect: &Aspect| {
            let count = own.iter().filter(|finding| finding.aspect == *aspect).count();
            let todo = (count == 0).then(|| todo(*quadrant, *aspect, own.is_empty()));
            AspectCoverage { aspect: *aspect, findings: count, todo }
        };
        QuadrantCoverage { quadrant: *quadrant, aspects: Aspect::ALL.iter().map(aspect).collect() }
    };
    Quadrant::ALL.iter().map(of_quadrant).collect()
}

fn todo(quadrant: Quadrant, aspect: Aspect, empty: bool) -> String {
    let who = match quadrant {
        Quadrant::Customers => "customers",
        Quadrant::Brand => "the brand",
        Quadrant::Partners => "partners",
        Quadrant::Competitors => "competitors",
    };
    if empty {
        return format!(
            "Nothing is known of {who}: add a subject in the quadrant `{quadrant}` with a watch, or import posts that mention it."
        );
    }
    let what = match aspect {
        Aspect::Places => "import from or connect the networks where they are",
        Aspect::People => "widen the watch: nobody who mentions them was heard",
        Aspect::Topics => {
            "bring in more of what is said: topics need phrases that several people use"
        }
        Aspect::Sentiment => {
            "bring in posts in a language that is read, or correct some readings to teach it"
        }
        Aspect::Influencers => {
            "import posts with their authors: without names nobody is heard twice"
        }
        Aspect::Presence => {
            "add the `accounts` of the subject and import replies, so that answers can be told apart"
        }
        Aspect::Activities => "look at two weeks or more: under that nothing can stand out",
        Aspect::Threats => {
            "watch a competitor and a stretch long enough for comparisons per topic and for what stands out"
        }
    };
    format!("Nobody has looked at the {aspect} of {who}: {what}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings;

    #[test]
    fn what_nobody_looked_at_says_what_to_do() {
        let sample = model::sample::sample();
        let covered = coverage(&findings(&sample));
        let aspects = covered.iter().flat_map(|quadrant| &quadrant.aspects);
        for aspect in aspects {
            assert_eq!(aspect.todo.is_none(), aspect.findings > 0);
        }
        let nothing = coverage(&[]);
        assert_eq!(nothing.len(), 4);
        assert!(nothing.iter().all(|quadrant| quadrant.looked_at() == 0));
        let todo = nothing.first().and_then(|q| q.aspects.first()).and_then(|a| a.todo.clone());
        assert!(todo.unwrap().contains("`customers`"));
    }
}
