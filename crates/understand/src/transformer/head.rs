//! From the first token to three classes of sentiment.

use candle_core::Tensor;
use candle_nn::{Linear, Module, VarBuilder, linear};
use model::Sentiment;

use super::TransformerError;
use super::config::Config;

/// A layer with tanh, then one number a class.
pub(super) struct Head {
    pooled: Linear,
    classes: Linear,
    /// The places of negative, neutral and positive.
    labels: [usize; 3],
}

impl Head {
    /// `None` where the model is not made to sort texts.
    pub(super) fn load(
        config: &Config,
        weights: &VarBuilder<'_>,
        root: &VarBuilder<'_>,
    ) -> Result<Option<Self>, TransformerError> {
        if !config.sorts() {
            return Ok(None);
        }
        let labels = config.labels().map_err(TransformerError::Unsupported)?;
        let size = config.hidden_size;
        let (pooled, classes) = if config.counts_from_padding() {
            (weights.pp("classifier.dense"), weights.pp("classifier.out_proj"))
        } else {
            (root.pp("pooler.dense"), weights.pp("classifier"))
        };
        let (pooled, classes) = (linear(size, size, pooled)?, linear(size, 3, classes)?);
        Ok(Some(Self { pooled, classes, labels }))
    }

    /// One sentiment a text.
    pub(super) fn read(&self, hidden: &Tensor) -> Result<Vec<Reread>, TransformerError> {
        let first = hidden.narrow(1, 0, 1)?.squeeze(1)?;
        let classes = self.classes.forward(&self.pooled.forward(&first)?.tanh()?)?;
        let rows: Vec<Vec<f32>> = candle_nn::ops::softmax_last_dim(&classes)?.to_vec2()?;
        let of = |row: &Vec<f32>| {
            let [negative, neutral, positive] =
                self.labels.map(|place| row.get(place).copied().unwrap_or(0.0));
            Reread(Sentiment { negative, neutral, positive })
        };
        Ok(rows.iter().map(of).collect())
    }
}

/// A sentiment that has a beginning.
#[derive(Debug, Clone)]
pub(super) struct Reread(pub Sentiment);

impl Default for Reread {
    fn default() -> Self {
        Self(Sentiment { negative: 0.0, neutral: 1.0, positive: 0.0 })
    }
}

/// The text with handles as `@user` and addresses as `http`.
pub(super) fn plain(text: &str) -> String {
    let word = |word: &str| {
        if word.starts_with('@') && word.len() > 1 {
            "@user".to_owned()
        } else if word.starts_with("http") {
            "http".to_owned()
        } else {
            word.to_owned()
        }
    };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}
