//! The assessment on one terminal screen: at most 40 lines of at most 100 columns, plain text without control characters.

use model::Assessment;
use model::assessment::{Phrase, ShareRow, Verdict};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::catalogue as say;
use crate::clean::{self, clean};
use crate::dates;
use crate::numbers;
use crate::page::answer;

/// Widest line.
pub const COLUMNS: usize = 100;
/// Most lines.
pub const LINES: usize = 40;

/// Rows of the table of shares, lines of spikes, lines of what is missing.
const MOST_ROWS: usize = 7;
const MOST_SPIKES: usize = 4;
const MOST_MISSING: usize = 4;

/// The summary, with a line break at the end of each line.
pub fn summary(assessment: &Assessment) -> String {
    let mut lines = head(assessment);
    lines.extend(voice(assessment));
    lines.extend(brand(assessment));
    lines.extend(spikes(assessment));
    lines.extend(missing(assessment));
    lines.truncate(LINES);
    lines.iter().map(|line| format!("{}\n", fit(line, COLUMNS))).collect()
}

fn head(assessment: &Assessment) -> Vec<String> {
    let zone = dates::zone(&assessment.time_zone);
    let (first, last) = dates::days(assessment.window, &zone);
    let when = dates::moment(assessment.as_of, &zone);
    let title = format!(
        "{}: {} ({}), {}",
        clean::cut(&assessment.workspace, 40),
        dates::stretch(first, last),
        clean::cut(&assessment.time_zone, 24),
        lower_first(&say::as_of(&when)),
    );
    let basis = &assessment.basis;
    let rests = say::term_basis(
        basis.posts,
        basis.mentions,
        basis.authors,
        basis.networks.len(),
        basis.not_read,
    );
    let mut lines = vec![title, rests, String::new()];
    let answer = answer(assessment).join(" ");
    lines.extend(wrapped(&answer, COLUMNS).into_iter().take(6));
    lines
}

fn voice(assessment: &Assessment) -> Vec<String> {
    if assessment.voice.is_empty() {
        return Vec::new();
    }
    let [subject, mentions, voice, recommended, net] = say::TERM_VOICE;
    let most = assessment.voice.iter().map(|row| row.share.value).fold(0.0, f64::max);
    let mut lines = vec![
        String::new(),
        row([subject, mentions, voice, recommended, net].map(str::to_owned), String::new()),
    ];
    for share in assessment.voice.iter().take(MOST_ROWS) {
        lines.push(voice_row(assessment, share, most));
    }
    let rest = assessment.voice.len().saturating_sub(MOST_ROWS);
    if rest > 0 {
        lines.push(format!("  {}", say::term_more(rest)));
    }
    lines
}

fn voice_row(assessment: &Assessment, share: &ShareRow, most: f64) -> String {
    let view = assessment.subjects().find(|view| view.id == share.id);
    let recommended = assessment.recommendation.iter().find(|row| row.id == share.id);
    let dash = || "–".to_owned();
    let cells = [
        clean(&share.name),
        numbers::count(share.count),
        numbers::with_range(&share.share),
        recommended.map_or_else(dash, |row| numbers::with_range(&row.share)),
        view.and_then(|view| view.feeling.net.as_ref()).map_or_else(dash, numbers::with_range),
    ];
    row(cells, bar(share.share.value / most.max(1e-9), 9))
}

fn row([subject, mentions, voice, recommended, net]: [String; 5], bar: String) -> String {
    let (subject, bar) = (pad(&subject, 18), pad(&bar, 10));
    let [mentions, voice, recommended, net] =
        [(mentions, 9), (voice, 19), (recommended, 20), (net, 23)]
            .map(|(text, wide)| pad_left(&text, wide));
    format!("{subject}{mentions} {bar}{voice}{recommended}{net}")
}

/// The brand's answers, frustrations, excitements and comparisons.
fn brand(assessment: &Assessment) -> Vec<String> {
    let Some(view) = assessment.brand() else { return Vec::new() };
    let mut lines = vec![String::new()];
    let answers = crate::page::answer_sentences(view).join(" ");
    lines.extend(labelled(say::TERM_ANSWERS, &answers, 3));
    lines.extend(labelled(say::TERM_FRUSTRATIONS, &ranked(&view.feeling.frustrations), 2));
    lines.extend(labelled(say::TERM_EXCITEMENTS, &ranked(&view.feeling.excitements), 2));
    let pick = |verdict| {
        let found = assessment.comparisons.iter().filter(move |c| c.verdict == verdict);
        found.map(|c| (clean::cut(&c.topic, 40), clean::cut(&c.competitor_name, 30))).collect()
    };
    let (better, worse): (Vec<_>, Vec<_>) = (pick(Verdict::Better), pick(Verdict::Worse));
    lines.extend(labelled(say::TERM_COMPARED, &say::term_compared(&better, &worse), 3));
    lines
}

fn spikes(assessment: &Assessment) -> Vec<String> {
    let mut lines = Vec::new();
    for spike in assessment.spikes.iter().take(MOST_SPIKES) {
        let news: Vec<String> =
            spike.news.iter().take(3).map(|p| clean::cut(&p.text, 24)).collect();
        let text = say::term_spike(
            &dates::stretch(spike.from, spike.to),
            &clean::cut(&spike.subject_name, 24),
            spike.count,
            &numbers::value(&spike.expected),
            &news.join(", "),
        );
        let label = if lines.is_empty() { say::TERM_SPIKES } else { "" };
        lines.extend(labelled(label, &text, 1));
    }
    lines
}

fn missing(assessment: &Assessment) -> Vec<String> {
    let mut said: Vec<String> = assessment
        .quadrants
        .iter()
        .flat_map(|view| &view.missing)
        .map(|text| clean(text))
        .collect();
    if let Some(gap) = assessment.gaps.first() {
        let first = say::gap(&clean::cut(&gap.source_name, 30), say::cause(gap.cause));
        said.push(say::term_gaps(assessment.gaps.len(), &first));
    }
    let mut lines = Vec::new();
    for text in said.iter().take(MOST_MISSING) {
        let label = if lines.is_empty() { say::TERM_MISSING } else { "" };
        lines.extend(labelled(label, text, 1));
    }
    lines
}

fn ranked(phrases: &[Phrase]) -> String {
    let said = |phrase: &Phrase| {
        format!("{} ({})", clean::cut(&phrase.text, 30), numbers::count(phrase.count))
    };
    phrases.iter().take(5).map(said).collect::<Vec<_>>().join(", ")
}

/// `text` beside a label of a fixed width, on at most `most` lines; nothing where there is no text.
fn labelled(label: &str, text: &str, most: usize) -> Vec<String> {
    const WIDE: usize = 14;
    if text.is_empty() {
        return Vec::new();
    }
    let mut rows = wrapped(text, COLUMNS - WIDE);
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            *last = fit(&format!("{last} …"), COLUMNS - WIDE);
        }
    }
    let label = |place: usize| if place == 0 { label } else { "" };
    rows.iter()
        .enumerate()
        .map(|(place, row)| format!("{}{row}", pad(label(place), WIDE)))
        .collect()
}

/// A bar of block characters; `part` of `wide` columns, in eighths.
fn bar(part: f64, wide: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (part.clamp(0.0, 1.0) * wide as f64 * 8.0).round() as usize;
    let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{rest}", "█".repeat(eighths / 8))
}

/// `text` in lines of at most `wide` columns, broken at blanks.
fn wrapped(text: &str, wide: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= wide => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fit(word, wide)),
        }
    }
    lines
}

/// `text` cut to `wide` columns, with `…` where something was cut.
fn fit(text: &str, wide: usize) -> String {
    if text.width() <= wide {
        return text.to_owned();
    }
    let mut out = String::new();
    for cluster in text.graphemes(true) {
        if out.width() + cluster.width() + 1 > wide {
            break;
        }
        out.push_str(cluster);
    }
    out.push('…');
    out
}

fn pad(text: &str, wide: usize) -> String {
    let text = fit(text, wide.saturating_sub(1));
    let blanks = wide.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

fn pad_left(text: &str, wide: usize) -> String {
    let text = fit(text, wide);
    format!("{}{text}", " ".repeat(wide.saturating_sub(text.width())))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests;
