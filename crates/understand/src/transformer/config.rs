//! What a model's `config.json` says, as far as it matters here.

use std::collections::BTreeMap;

use model::Label;
use serde::Deserialize;

/// Kinds that are known.
const KINDS: [&str; 3] = ["bert", "roberta", "xlm-roberta"];

/// The file.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Config {
    pub model_type: String,
    pub vocab_size: usize,
    pub hidden_size: usize,
    pub num_hidden_layers: usize,
    pub num_attention_heads: usize,
    pub intermediate_size: usize,
    #[serde(default = "gelu")]
    pub hidden_act: String,
    pub max_position_embeddings: usize,
    #[serde(default = "one")]
    pub type_vocab_size: usize,
    #[serde(default = "epsilon")]
    pub layer_norm_eps: f64,
    #[serde(default)]
    pub pad_token_id: u32,
    #[serde(default)]
    pub id2label: BTreeMap<String, String>,
    #[serde(default)]
    pub architectures: Vec<String>,
}

fn gelu() -> String {
    "gelu".to_owned()
}

fn one() -> usize {
    1
}

fn epsilon() -> f64 {
    1e-12
}

impl Config {
    /// Whether this program can compute it.
    pub(super) fn check(&self) -> Result<(), String> {
        if !KINDS.contains(&self.model_type.as_str()) {
            return Err(format!(
                "it is of the kind `{}`; known are {}",
                self.model_type,
                KINDS.join(", ")
            ));
        }
        if self.hidden_act != "gelu" {
            return Err(format!("it uses `{}`; known is gelu", self.hidden_act));
        }
        if self.num_attention_heads == 0
            || !self.hidden_size.is_multiple_of(self.num_attention_heads)
        {
            return Err("its hidden size is no multiple of its attention heads".to_owned());
        }
        Ok(())
    }

    /// Whether positions are counted from behind the padding mark, as RoBERTa does.
    pub(super) fn counts_from_padding(&self) -> bool {
        self.model_type != "bert"
    }

    /// Whether it is made to sort texts into classes.
    pub(super) fn sorts(&self) -> bool {
        self.architectures.iter().any(|name| name.ends_with("ForSequenceClassification"))
    }

    /// The place of negative, neutral and positive among its classes. Plain numbers (`LABEL_0` …) are taken in that order, as the
    /// usual models of tweets have them.
    pub(super) fn labels(&self) -> Result<[usize; 3], String> {
        let names: Vec<String> = self.id2label.values().map(|name| name.to_lowercase()).collect();
        if names.len() != 3 {
            return Err(format!("it has {} classes; three are needed", names.len()));
        }
        let place = |label: &Label| {
            let begin = label.as_str().get(..3).unwrap_or_default();
            names.iter().position(|name| name.starts_with(begin))
        };
        let found: Vec<usize> = Label::ALL.iter().filter_map(place).collect();
        if let [negative, neutral, positive] = found.as_slice() {
            return Ok([*negative, *neutral, *positive]);
        }
        if names.iter().enumerate().all(|(n, name)| *name == format!("label_{n}")) {
            return Ok([0, 1, 2]);
        }
        Err(format!(
            "its classes are {}; negative, neutral and positive are needed",
            names.join(", ")
        ))
    }
}
