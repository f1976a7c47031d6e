//! Who may read beside the built-in model: a transformer of the user's, and an assistant that proposes words. Both are off unless
//! waggle.toml names them (ADR 15).

use std::path::PathBuf;

use serde::Deserialize;

/// `[reading]`: a transformer that the user supplies; off without a folder.
#[cfg_attr(
    not(feature = "transformer"),
    expect(
        dead_code,
        reason = "without transformers built in, only the name of the model is looked at"
    )
)]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingTable {
    /// The folder of a sentiment model of three classes: re-reads uncertain posts of an import.
    pub model: Option<PathBuf>,
    /// The folder of a model of sentences, for `waggle search --like`; without it, `model`.
    pub sentences: Option<PathBuf>,
    /// Posts of an import that are re-read at most.
    #[serde(default = "thousand")]
    pub budget: usize,
    /// The languages that the model knows.
    #[serde(default = "english")]
    pub languages: Vec<String>,
}

/// `[assistant]`: an OpenAI-compatible endpoint that proposes names and summaries; off without this table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssistantTable {
    /// Up to and with the version, such as `http://127.0.0.1:11434/v1`.
    pub url: String,
    /// As the endpoint calls it.
    pub model: String,
    /// The environment variable that holds the key, where one is needed.
    pub key_env: Option<String>,
}

fn thousand() -> usize {
    1_000
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;

    #[test]
    fn guests_are_off_unless_named_and_unknown_settings_are_refused() {
        let parse = |text: &str| {
            let text = format!("[workspace]\nname = \"w\"\n{text}");
            Config::parse(&text, Path::new("waggle.toml"))
        };
        let plain = parse("").unwrap();
        assert!(plain.reading.model.is_none() && plain.assistant.is_none());
        let reading = parse("[reading]\nmodel = \"models/x\"\n").unwrap().reading;
        assert_eq!((reading.budget, reading.languages), (1_000, vec!["en".to_owned()]));
        let assistant =
            parse("[assistant]\nurl = \"https://x/v1\"\nmodel = \"m\"\n").unwrap().assistant;
        assert_eq!(assistant.unwrap().key_env, None);
        assert!(parse("[assistant]\nurl = \"https://x/v1\"\n").is_err(), "a model is needed");
        assert!(parse("[reading]\nbudgets = 3\n").is_err());
    }
}
