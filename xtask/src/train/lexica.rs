//! Joins the lexica into one list: VADER's words and emoticons, its emoji by their descriptions, the Opinion Lexicon.

use std::collections::BTreeMap;

use anyhow::Result;
use understand::training::hash_word;
use understand::weights::LexiconEntry;

use super::data::Data;

const STEPS: f32 = 30.0;

/// The entries by rising hash. What is no single token (a phrase) is left out.
pub fn join(data: &mut Data) -> Result<Vec<LexiconEntry>> {
    let mut words: BTreeMap<u32, (f32, i8)> = BTreeMap::new();
    let mut valences: BTreeMap<String, f32> = BTreeMap::new();
    for line in data.list("lexica/vader_lexicon.txt")?.lines() {
        let mut cells = line.split('\t');
        let (Some(word), Some(Ok(valence))) = (cells.next(), cells.next().map(str::parse::<f32>))
        else {
            continue;
        };
        valences.insert(word.to_owned(), valence);
        if let Some(hash) = hash_word(word) {
            words.entry(hash).or_default().0 = valence;
        }
    }
    for line in data.list("lexica/emoji_utf8_lexicon.txt")?.lines() {
        let Some((emoji, description)) = line.split_once('\t') else { continue };
        let told: Vec<f32> =
            description.split(' ').filter_map(|word| valences.get(word)).copied().collect();
        if let Some(hash) = hash_word(emoji)
            && !told.is_empty()
        {
            words.entry(hash).or_default().0 = told.iter().sum::<f32>().clamp(-4.0, 4.0);
        }
    }
    for (path, opinion) in [("lexica/opinion_positive.txt", 1), ("lexica/opinion_negative.txt", -1)]
    {
        for word in data.list(path)?.lines().filter(|line| !line.starts_with(';')) {
            if let Some(hash) = hash_word(word.trim()) {
                words.entry(hash).or_default().1 = opinion;
            }
        }
    }
    Ok(words
        .into_iter()
        .map(|(hash, (valence, opinion))| LexiconEntry {
            hash,
            valence: (valence * STEPS).round() as i8,
            opinion,
        })
        .collect())
}
