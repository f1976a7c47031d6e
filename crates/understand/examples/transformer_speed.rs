//! How fast transformers are here: `cargo run --release -p understand --features transformer --example transformer_speed -- FOLDER`, where
//! FOLDER holds all-MiniLM-L6-v2. Also measures a RoBERTa of base size with empty weights (12 layers of 768), which computes as long
//! as a trained one, with FOLDER's tokenizer.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use candle_core::{DType, Device, Tensor};
use market::{Market, Scale};
use understand::transformer::Transformer;

const SENTENCES: usize = 600;
const SENTIMENTS: usize = 96;

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_default();
    let folder = Path::new(&folder);
    let texts = texts(SENTENCES);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let letters: usize = texts.iter().map(|text| text.chars().count()).sum();
    println!("{} texts of {} characters on average", texts.len(), letters / texts.len());
    let start = Instant::now();
    let small = Transformer::open(folder).unwrap();
    println!("MiniLM-L6: loaded in {:.1} s", start.elapsed().as_secs_f64());
    let watch = Watch::start();
    small.embed(&texts).unwrap();
    watch.stop("MiniLM-L6, sentence vectors", texts.len());
    let aside = std::env::temp_dir().join(format!("waggle-base-{}", std::process::id()));
    write_base(folder, &aside);
    let base = Transformer::open(&aside).unwrap();
    let some = texts.get(..SENTIMENTS).unwrap_or(&texts);
    let watch = Watch::start();
    base.sentiments(some).unwrap();
    watch.stop("RoBERTa base, sentiment", some.len());
    std::fs::remove_dir_all(aside).unwrap();
}

/// What a stretch of work took.
struct Watch(Instant, f64);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), cpu_secs())
    }

    fn stop(self, what: &str, texts: usize) {
        let texts = texts as f64;
        let (wall, cpu) = (self.0.elapsed().as_secs_f64(), cpu_secs() - self.1);
        println!("{what}: {:.1} posts/s, {:.1} a second of CPU time", texts / wall, texts / cpu);
    }
}

/// CPU time of this process so far, in hundredths (Linux): the measure that other work on the machine touches least.
fn cpu_secs() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// What the synthetic market says.
fn texts(count: usize) -> Vec<String> {
    let now = model::Timestamp(1_780_000_000);
    Market::new(Scale::of(1_000, now), 1).map(|post| post.text).take(count).collect()
}

/// A model of base size whose weights are zero, in the usual files.
fn write_base(tokenizer_of: &Path, folder: &Path) {
    const SIZE: usize = 768;
    const WIDE: usize = 3_072;
    std::fs::create_dir_all(folder).unwrap();
    std::fs::copy(tokenizer_of.join("tokenizer.json"), folder.join("tokenizer.json")).unwrap();
    let mut tensors: HashMap<String, Tensor> = HashMap::new();
    let mut put = |name: String, shape: &[usize]| {
        tensors.insert(name, Tensor::zeros(shape, DType::F32, &Device::Cpu).unwrap());
    };
    let mut both = |name: &str, shape: &[usize]| {
        put(format!("{name}.weight"), shape);
        put(format!("{name}.bias"), shape.get(..1).unwrap());
    };
    both("roberta.embeddings.LayerNorm", &[SIZE]);
    for layer in 0..12 {
        let at = format!("roberta.encoder.layer.{layer}");
        for part in ["self.query", "self.key", "self.value", "output.dense"] {
            both(&format!("{at}.attention.{part}"), &[SIZE, SIZE]);
        }
        both(&format!("{at}.attention.output.LayerNorm"), &[SIZE]);
        both(&format!("{at}.intermediate.dense"), &[WIDE, SIZE]);
        both(&format!("{at}.output.dense"), &[SIZE, WIDE]);
        both(&format!("{at}.output.LayerNorm"), &[SIZE]);
    }
    both("classifier.dense", &[SIZE, SIZE]);
    both("classifier.out_proj", &[3, SIZE]);
    put("roberta.embeddings.word_embeddings.weight".to_owned(), &[30_522, SIZE]);
    put("roberta.embeddings.position_embeddings.weight".to_owned(), &[514, SIZE]);
    put("roberta.embeddings.token_type_embeddings.weight".to_owned(), &[1, SIZE]);
    candle_core::safetensors::save(&tensors, folder.join("model.safetensors")).unwrap();
    let config = serde_json::json!({
        "architectures": ["RobertaForSequenceClassification"], "model_type": "roberta",
        "vocab_size": 30_522, "hidden_size": SIZE, "num_hidden_layers": 12,
        "num_attention_heads": 12, "intermediate_size": WIDE, "max_position_embeddings": 514,
        "type_vocab_size": 1, "pad_token_id": 1,
        "id2label": { "0": "negative", "1": "neutral", "2": "positive" },
    });
    std::fs::write(folder.join("config.json"), config.to_string()).unwrap();
}
