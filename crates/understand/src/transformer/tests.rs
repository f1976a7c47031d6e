//! Small made-up models are computed as the papers say; with `WAGGLE_MINILM` naming the folder of all-MiniLM-L6-v2, a real one.

use std::collections::HashMap;
use std::path::Path;

use candle_core::{Device, Tensor};
use model::Label;

use super::*;
use crate::classes::Chance;

/// A tokenizer of six words for the kind.
fn tokenizer(roberta: bool) -> String {
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "good", "bad", "bike"];
    let vocab: HashMap<&str, usize> = words.iter().zip(0..).map(|(w, n)| (*w, n)).collect();
    let _ = roberta;
    serde_json::json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
        "normalizer": { "type": "Lowercase" }, "pre_tokenizer": { "type": "Whitespace" },
        "post_processor": { "type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2] },
        "decoder": null,
        "model": { "type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]" },
    })
    .to_string()
}

/// A model of one layer and four numbers with weights by chance, written as such files are.
fn write(folder: &Path, kind: &str, labels: &[&str]) {
    let (size, wide) = (4usize, 8usize);
    let mut chance = Chance(7);
    let mut tensors: HashMap<String, Tensor> = HashMap::new();
    let mut put = |name: &str, shape: &[usize]| {
        let count = shape.iter().product();
        let values: Vec<f32> =
            (0..count).map(|_| chance.below(2_000) as f32 / 1_000.0 - 1.0).collect();
        tensors.insert(name.to_owned(), Tensor::from_vec(values, shape, &Device::Cpu).unwrap());
    };
    let root = if kind == "bert" { "bert." } else { "roberta." };
    let mut both = |name: &str, shape: &[usize]| {
        put(&format!("{name}.weight"), shape);
        put(&format!("{name}.bias"), &shape[..1]);
    };
    let e = format!("{root}embeddings");
    both(&format!("{e}.LayerNorm"), &[size]);
    let l = format!("{root}encoder.layer.0");
    for part in ["query", "key", "value"] {
        both(&format!("{l}.attention.self.{part}"), &[size, size]);
    }
    both(&format!("{l}.attention.output.dense"), &[size, size]);
    both(&format!("{l}.attention.output.LayerNorm"), &[size]);
    both(&format!("{l}.intermediate.dense"), &[wide, size]);
    both(&format!("{l}.output.dense"), &[size, wide]);
    both(&format!("{l}.output.LayerNorm"), &[size]);
    if kind == "bert" {
        both(&format!("{root}pooler.dense"), &[size, size]);
        both("classifier", &[3, size]);
    } else {
        both("classifier.dense", &[size, size]);
        both("classifier.out_proj", &[3, size]);
    }
    put(&format!("{e}.word_embeddings.weight"), &[7, size]);
    put(&format!("{e}.position_embeddings.weight"), &[200, size]);
    put(&format!("{e}.token_type_embeddings.weight"), &[2, size]);
    candle_core::safetensors::save(&tensors, folder.join("model.safetensors")).unwrap();
    let id2label: HashMap<String, &str> =
        labels.iter().enumerate().map(|(n, label)| (n.to_string(), *label)).collect();
    let config = serde_json::json!({
        "architectures": ["XForSequenceClassification"], "model_type": kind, "vocab_size": 7,
        "hidden_size": size, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": wide, "hidden_act": "gelu", "max_position_embeddings": 200,
        "type_vocab_size": 2, "layer_norm_eps": 1e-5, "pad_token_id": 0, "id2label": id2label,
    });
    std::fs::write(folder.join("config.json"), config.to_string()).unwrap();
    std::fs::write(folder.join("tokenizer.json"), tokenizer(kind != "bert")).unwrap();
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder =
        std::env::temp_dir().join(format!("waggle-transformer-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn both_kinds_read_and_a_batch_changes_nothing() {
    for kind in ["bert", "roberta"] {
        let folder = folder(kind);
        write(&folder, kind, &["negative", "neutral", "positive"]);
        let model = Transformer::open(&folder).unwrap();
        assert!(model.classifies());
        let texts = ["good bike", "bad", "", "good good good bad bike bike bike bad bad"];
        let all = model.sentiments(&texts).unwrap();
        for (text, together) in texts.iter().zip(&all) {
            let alone = model.sentiments(&[text]).unwrap()[0];
            let close =
                together.as_array().iter().zip(alone.as_array()).all(|(a, b)| (a - b).abs() < 1e-5);
            assert!(close, "{kind} {text}: {together:?} {alone:?}");
            assert!((together.as_array().iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
        assert_ne!(all[0], all[1]);
        let vectors = model.embed(&texts).unwrap();
        let length = |v: &Vec<f32>| v.iter().map(|x| x * x).sum::<f32>();
        assert!(vectors.iter().all(|v| (length(v) - 1.0).abs() < 1e-4));
        // A text of any length is a text.
        model.sentiments(&["bike ".repeat(100_000).as_str(), "\u{0}\u{1F6B2}"]).unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn classes_are_found_by_name_and_others_refused() {
    let folder = folder("labels");
    write(&folder, "bert", &["LABEL_0", "LABEL_1", "LABEL_2"]);
    let plain = Transformer::open(&folder).unwrap().sentiments(&["good bike"]).unwrap()[0];
    write(&folder, "bert", &["Positive", "Negative", "Neutral"]);
    let named = Transformer::open(&folder).unwrap().sentiments(&["good bike"]).unwrap()[0];
    // The weights are the same; only what the classes mean differs.
    assert_eq!(
        (named.positive, named.negative, named.neutral),
        (plain.negative, plain.neutral, plain.positive)
    );
    write(&folder, "bert", &["joy", "anger", "fear"]);
    let error = Transformer::open(&folder).unwrap_err().to_string();
    assert!(error.contains("joy") || error.contains("anger"), "{error}");
    std::fs::write(folder.join("config.json"), "{\"model_type\": \"gpt2\"}").unwrap();
    assert!(Transformer::open(&folder).is_err());
    std::fs::remove_file(folder.join("config.json")).unwrap();
    let error = Transformer::open(&folder).unwrap_err().to_string();
    assert!(error.contains("config.json"), "{error}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn handles_and_addresses_are_read_as_models_know_them() {
    assert_eq!(head::plain("@ann see https://x.org/1\n@ home"), "@user see http @ home");
}

#[test]
fn a_real_model_knows_what_means_the_same() {
    let Some(folder) = std::env::var_os("WAGGLE_MINILM") else {
        eprintln!("skipped: WAGGLE_MINILM names no folder with all-MiniLM-L6-v2");
        return;
    };
    let model = Transformer::open(Path::new(&folder)).unwrap();
    assert!(!model.classifies());
    assert!(model.sentiments(&["x"]).is_err());
    let texts = [
        "The battery dies after two weeks",
        "power runs out so quickly, charge is gone in days",
        "The shop opens at nine on Monday",
    ];
    let vectors = model.embed(&texts).unwrap();
    let alike = |a: usize, b: usize| -> f32 {
        vectors[a].iter().zip(&vectors[b]).map(|(x, y)| x * y).sum()
    };
    assert_eq!(vectors[0].len(), 384);
    assert!(alike(0, 1) > 0.4 && alike(0, 2) < 0.2, "{} {}", alike(0, 1), alike(0, 2));
    let _ = Label::ALL;
}

#[test]
fn together_the_surer_reading_decides_and_equal_ones_stay() {
    let of = |[negative, neutral, positive]: [f32; 3]| Sentiment { negative, neutral, positive };
    let same = of([0.7, 0.2, 0.1]);
    for (both, alone) in together(same, same).as_array().iter().zip(same.as_array()) {
        assert!((both - alone).abs() < 1e-6);
    }
    let unsure = of([0.35, 0.34, 0.31]);
    let sure = of([0.02, 0.08, 0.9]);
    let both = together(unsure, sure);
    assert_eq!(both.label(), sure.label());
    assert!(both.positive < sure.positive, "what one doubts is not certain: {both:?}");
    let sum: f32 = together(of([1.0, 0.0, 0.0]), of([0.0, 0.0, 1.0])).as_array().iter().sum();
    assert!((sum - 1.0).abs() < 1e-5);
}
