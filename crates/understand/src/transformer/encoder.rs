//! The layers (Devlin et al. 2019; Liu et al. 2019), computed on the CPU.

use candle_core::{Device, Result, Tensor};
use candle_nn::{Embedding, LayerNorm, Linear, Module, VarBuilder, embedding, layer_norm, linear};

use super::config::Config;

/// What is added to the score of padding: next to nothing is left of it after the softmax.
const PADDED: f64 = -1e9;

/// Embeddings and layers.
pub(super) struct Encoder {
    words: Embedding,
    positions: Embedding,
    types: Embedding,
    norm: LayerNorm,
    layers: Vec<Layer>,
    first_position: u32,
}

struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    attended: Linear,
    attended_norm: LayerNorm,
    wide: Linear,
    narrow: Linear,
    norm: LayerNorm,
    heads: usize,
}

impl Encoder {
    pub(super) fn load(config: &Config, weights: VarBuilder<'_>) -> Result<Self> {
        let at = weights.pp("embeddings");
        let size = config.hidden_size;
        let layers = weights.pp("encoder.layer");
        let layers = (0..config.num_hidden_layers).map(|n| Layer::load(config, &layers.pp(n)));
        Ok(Self {
            words: embedding(config.vocab_size, size, at.pp("word_embeddings"))?,
            positions: embedding(
                config.max_position_embeddings,
                size,
                at.pp("position_embeddings"),
            )?,
            types: embedding(config.type_vocab_size, size, at.pp("token_type_embeddings"))?,
            norm: layer_norm(size, config.layer_norm_eps, at.pp("LayerNorm"))?,
            layers: layers.collect::<Result<_>>()?,
            first_position: if config.counts_from_padding() { config.pad_token_id + 1 } else { 0 },
        })
    }

    /// Token numbers and their mask (1 a token, 0 padding), both texts × tokens, to texts × tokens × size.
    pub(super) fn forward(&self, ids: &Tensor, mask: &Tensor) -> Result<Tensor> {
        let (_, tokens) = ids.dims2()?;
        let first = self.first_position;
        let positions: Vec<u32> = (first..first + tokens as u32).collect();
        let positions = Tensor::from_vec(positions, tokens, &Device::Cpu)?;
        let positions = self.positions.forward(&positions)?;
        let types = self.types.forward(&ids.zeros_like()?)?;
        let summed = (self.words.forward(ids)? + types)?.broadcast_add(&positions)?;
        let mut hidden = self.norm.forward(&summed)?;
        // 0 for a token and very little for padding, over texts × heads × tokens × tokens.
        let padded = mask.affine(-PADDED, PADDED)?.unsqueeze(1)?.unsqueeze(1)?;
        for layer in &self.layers {
            hidden = layer.forward(&hidden, &padded)?;
        }
        Ok(hidden)
    }
}

impl Layer {
    fn load(config: &Config, at: &VarBuilder<'_>) -> Result<Self> {
        let (size, wide) = (config.hidden_size, config.intermediate_size);
        let own = at.pp("attention.self");
        let norm = |at: VarBuilder<'_>| layer_norm(size, config.layer_norm_eps, at);
        Ok(Self {
            query: linear(size, size, own.pp("query"))?,
            key: linear(size, size, own.pp("key"))?,
            value: linear(size, size, own.pp("value"))?,
            attended: linear(size, size, at.pp("attention.output.dense"))?,
            attended_norm: norm(at.pp("attention.output.LayerNorm"))?,
            wide: linear(size, wide, at.pp("intermediate.dense"))?,
            narrow: linear(wide, size, at.pp("output.dense"))?,
            norm: norm(at.pp("output.LayerNorm"))?,
            heads: config.num_attention_heads,
        })
    }

    fn forward(&self, hidden: &Tensor, padded: &Tensor) -> Result<Tensor> {
        let (texts, tokens, size) = hidden.dims3()?;
        let each = size / self.heads;
        let split = |of: &Linear| {
            let all = of.forward(hidden)?.reshape((texts, tokens, self.heads, each))?;
            all.transpose(1, 2)?.contiguous()
        };
        let (query, key, value) = (split(&self.query)?, split(&self.key)?, split(&self.value)?);
        let scores = query.matmul(&key.t()?.contiguous()?)?;
        let scores = (scores / (each as f64).sqrt())?.broadcast_add(padded)?;
        let attended = candle_nn::ops::softmax_last_dim(&scores)?.matmul(&value)?;
        let attended = attended.transpose(1, 2)?.contiguous()?.reshape((texts, tokens, size))?;
        let attended =
            self.attended_norm.forward(&(self.attended.forward(&attended)? + hidden)?)?;
        let wide = self.wide.forward(&attended)?.gelu_erf()?;
        self.norm.forward(&(self.narrow.forward(&wide)? + attended)?)
    }
}
