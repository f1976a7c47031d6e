//! A transformer run in this process, from a folder that the user supplies (the feature `transformer`): any sentiment model of
//! three classes re-reads uncertain posts, and sentence vectors find posts that mean the same.
//!
//! It reads what Hugging Face models usually hold: `config.json`, `tokenizer.json` and `model.safetensors` of the kinds BERT,
//! RoBERTa and XLM-RoBERTa. Nothing is downloaded. Pure Rust on the CPU (candle), single precision: a
//! model of six layers reads some 30 posts a second of CPU time, one of base size six, which is why its work has budgets.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use model::Sentiment;
use tokenizers::Tokenizer;

mod config;
mod encoder;
mod head;

use config::Config;
use encoder::Encoder;
use head::Head;

/// Tokens of a text that are read; what comes later is passed over. A short post has 10 to 60.
const MOST_TOKENS: usize = 128;
/// Bytes of a text that are cut into tokens at all.
const MOST_BYTES: usize = 8_192;
/// Texts that are computed at once; more takes more memory and is not faster on a CPU.
const BATCH: usize = 16;

/// What two readings of one post say together: the mean of their log-odds. Readers of different kinds err on different posts, so
/// this was right more often than either of the two (docs/research/understanding.md).
pub fn together(one: Sentiment, other: Sentiment) -> Sentiment {
    let pairs = one.as_array().into_iter().zip(other.as_array());
    let mut roots = pairs.map(|(a, b)| (a * b).max(1e-12).sqrt());
    let [negative, neutral, positive] = std::array::from_fn(|_| roots.next().unwrap_or(0.0));
    let sum: f32 = negative + neutral + positive;
    Sentiment { negative: negative / sum, neutral: neutral / sum, positive: positive / sum }
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TransformerError {
    /// A file is not there or cannot be read.
    #[error("cannot read {}: {reason}; a model's folder holds config.json, tokenizer.json and model.safetensors", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The model is of a kind that is not known here, or has other classes.
    #[error("this model cannot be used: {0}")]
    Unsupported(String),
    /// The weights do not fit the configuration, or computing failed.
    #[error("the model's files do not fit together: {0}")]
    Broken(#[from] candle_core::Error),
}

/// A model, loaded.
pub struct Transformer {
    tokenizer: Tokenizer,
    encoder: Encoder,
    head: Option<Head>,
    pad: u32,
}

impl std::fmt::Debug for Transformer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transformer")
            .field("classifies", &self.classifies())
            .finish_non_exhaustive()
    }
}

impl Transformer {
    /// Loads the model in `folder` into memory.
    ///
    /// # Errors
    /// When files are missing, do not fit together, or are of a kind that is not known here.
    pub fn open(folder: &Path) -> Result<Self, TransformerError> {
        let file = |name: &str| folder.join(name);
        let unreadable = |name: &str, reason: &dyn std::fmt::Display| TransformerError::File {
            path: file(name),
            reason: reason.to_string(),
        };
        let text = std::fs::read_to_string(file("config.json"))
            .map_err(|error| unreadable("config.json", &error))?;
        let config: Config =
            serde_json::from_str(&text).map_err(|error| unreadable("config.json", &error))?;
        config.check().map_err(TransformerError::Unsupported)?;
        let tokenizer = Tokenizer::from_file(file("tokenizer.json"))
            .map_err(|error| unreadable("tokenizer.json", &error))?;
        if !file("model.safetensors").is_file() {
            return Err(unreadable("model.safetensors", &"there is no such file"));
        }
        let device = Device::Cpu;
        let tensors = candle_core::safetensors::load(file("model.safetensors"), &device)
            .map_err(|error| unreadable("model.safetensors", &error))?;
        let weights = VarBuilder::from_tensors(renamed(tensors), DType::F32, &device);
        let root = match ["bert", "roberta"].iter().find(|name| {
            weights.contains_tensor(&format!("{name}.embeddings.word_embeddings.weight"))
        }) {
            Some(name) => weights.pp(*name),
            None => weights.clone(),
        };
        let encoder = Encoder::load(&config, root.clone())?;
        let head = Head::load(&config, &weights, &root)?;
        let pad = config.pad_token_id;
        Ok(Self { tokenizer, encoder, head, pad })
    }

    /// Whether it has three classes of sentiment; otherwise it is good for [`Self::embed`] alone.
    pub fn classifies(&self) -> bool {
        self.head.is_some()
    }

    /// The sentiment of each text. Handles and addresses are read as `@user` and `http`, as models of tweets have learned them.
    ///
    /// # Errors
    /// When the model has no classes of sentiment, or computing fails.
    pub fn sentiments(&self, texts: &[&str]) -> Result<Vec<Sentiment>, TransformerError> {
        let missing = || {
            let what =
                "it has no three classes of sentiment; it can be used for `waggle search --like`";
            TransformerError::Unsupported(what.to_owned())
        };
        let head = self.head.as_ref().ok_or_else(missing)?;
        let plain: Vec<String> = texts.iter().map(|text| head::plain(text)).collect();
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        let read = self.over(&plain, |hidden, _| head.read(hidden))?;
        Ok(read.into_iter().map(|head::Reread(sentiment)| sentiment).collect())
    }

    /// A vector of length one for each text: texts that mean the same point the same way. The mean over its tokens (Reimers &
    /// Gurevych 2019).
    ///
    /// # Errors
    /// When computing fails.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, TransformerError> {
        self.over(texts, |hidden, mask| {
            let mask = mask.unsqueeze(2)?;
            let sum = hidden.broadcast_mul(&mask)?.sum(1)?;
            let mean = sum.broadcast_div(&mask.sum(1)?)?;
            let length = mean.sqr()?.sum_keepdim(1)?.sqrt()?;
            Ok(mean.broadcast_div(&length.maximum(1e-9)?)?.to_vec2()?)
        })
    }

    /// Computes texts in batches of like length and puts the answers back into the order asked.
    fn over<T: Clone + Default>(
        &self,
        texts: &[&str],
        read: impl Fn(&Tensor, &Tensor) -> Result<Vec<T>, TransformerError>,
    ) -> Result<Vec<T>, TransformerError> {
        let mut cut = Vec::with_capacity(texts.len());
        for (place, text) in texts.iter().enumerate() {
            cut.push((self.tokens(text)?, place));
        }
        // A batch is as long as its longest text.
        cut.sort_by_key(|(tokens, _)| tokens.len());
        let mut answers = vec![T::default(); texts.len()];
        for batch in cut.chunks(BATCH) {
            let longest = batch.iter().map(|(tokens, _)| tokens.len()).max().unwrap_or(0);
            let (mut ids, mut mask) = (Vec::new(), Vec::new());
            for (tokens, _) in batch {
                let fill = longest - tokens.len();
                ids.extend(tokens.iter().copied().chain(std::iter::repeat_n(self.pad, fill)));
                mask.extend(std::iter::repeat_n(1.0f32, tokens.len()));
                mask.extend(std::iter::repeat_n(0.0f32, fill));
            }
            let shape = (batch.len(), longest);
            let ids = Tensor::from_vec(ids, shape, &Device::Cpu)?;
            let mask = Tensor::from_vec(mask, shape, &Device::Cpu)?;
            let hidden = self.encoder.forward(&ids, &mask)?;
            for ((_, place), answer) in batch.iter().zip(read(&hidden, &mask)?) {
                if let Some(slot) = answers.get_mut(*place) {
                    *slot = answer;
                }
            }
        }
        Ok(answers)
    }

    /// The tokens with the marks around them, shortened in the middle: the last mark stays.
    fn tokens(&self, text: &str) -> Result<Vec<u32>, TransformerError> {
        let end = text.floor_char_boundary(MOST_BYTES);
        let text = text.get(..end).unwrap_or_default();
        let broken = |error: tokenizers::Error| TransformerError::Unsupported(error.to_string());
        let encoded = self.tokenizer.encode(text, true).map_err(broken)?;
        let real = encoded.get_ids().iter().zip(encoded.get_attention_mask());
        let mut ids: Vec<u32> = real.filter(|(_, mask)| **mask != 0).map(|(id, _)| *id).collect();
        if let Some(last) = ids.last().copied().filter(|_| ids.len() > MOST_TOKENS) {
            ids.truncate(MOST_TOKENS - 1);
            ids.push(last);
        }
        if ids.is_empty() {
            ids.push(self.pad);
        }
        Ok(ids)
    }
}

/// Weights under the names that are usual today: old files call the parts of a normalisation gamma and beta.
fn renamed(tensors: HashMap<String, Tensor>) -> HashMap<String, Tensor> {
    let name = |name: String| {
        if let Some(start) = name.strip_suffix("LayerNorm.gamma") {
            return format!("{start}LayerNorm.weight");
        }
        match name.strip_suffix("LayerNorm.beta") {
            Some(start) => format!("{start}LayerNorm.bias"),
            None => name,
        }
    };
    tensors.into_iter().map(|(key, tensor)| (name(key), tensor)).collect()
}

#[cfg(test)]
mod tests;
