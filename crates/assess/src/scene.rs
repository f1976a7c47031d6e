//! What every part of an assessment looks at: the posts, their phrases and topics, and the classifier's correction.

use model::{ActError, Figure, Subject, Unit, Zone};

use crate::corpus::Corpus;
use crate::correct::{Corrected, Correction};
use crate::examples::Sampler;
use crate::phrases::Phrases;
use crate::queries::Terms;
use crate::topics::Topics;

/// Everything that was prepared once for all subjects.
pub(crate) struct Scene<'a> {
    pub(crate) corpus: &'a Corpus<'a>,
    pub(crate) phrases: &'a Phrases,
    pub(crate) topics: &'a Topics,
    pub(crate) correction: &'a Correction,
    pub(crate) sampler: &'a Sampler,
    pub(crate) act_errors: &'a [ActError],
    pub(crate) seed: u64,
}

/// Net sentiment is stated of a part of the posts from so many read posts on.
pub(crate) const LEAST_READ: u64 = 30;

const NET_FORMULA: &str = "net sentiment (A) = (P − N)/(P + Neu + N) over posts that were read, without repeats and reposts";

impl Scene<'_> {
    pub(crate) fn zone(&self) -> &Zone {
        &self.corpus.watched.plan.zone
    }

    /// The query for the mentions of a subject by others, outside.
    pub(crate) fn mentions(&self, subject: &Subject) -> Terms {
        Terms::mentions(subject, self.corpus.window, self.zone())
    }

    /// How shares were corrected, for the formula.
    pub(crate) fn correction_formula(&self) -> &'static str {
        if self.correction.allows_for_travel() {
            "corrected for the classifier's error: the mean over the mixes p that explain the observed labels q = Mᵀp, where M varies around the measured confusion matrix as much as it varied between sets of labelled posts, prior Dirichlet(2, 2, 2); 95 % credible interval"
        } else if self.correction.is_measured() {
            "corrected for the classifier's error by maximum likelihood under q = Mᵀp with its measured confusion matrix M; 95 % interval: bootstrap over posts and matrix"
        } else {
            "not corrected, because the classifier's error was never measured; 95 % interval: bootstrap over posts"
        }
    }

    /// Net sentiment as a figure.
    pub(crate) fn net_figure(&self, corrected: &Corrected, query: String) -> Figure {
        Figure {
            value: corrected.net,
            unit: Unit::Index,
            interval: Some(corrected.net_interval),
            raw: Some(corrected.raw_net),
            n: corrected.n,
            formula: format!("{NET_FORMULA}; {}", self.correction_formula()),
            query,
        }
    }

    /// Net sentiment of posts with these labels; absent where fewer than [`LEAST_READ`] were read.
    pub(crate) fn net_of_part(
        &self,
        labels: [u64; 3],
        what: &[&str],
        query: String,
    ) -> Option<Figure> {
        if labels.iter().sum::<u64>() < LEAST_READ {
            return None;
        }
        self.correction.estimate(labels, what).map(|found| self.net_figure(&found, query))
    }
}
