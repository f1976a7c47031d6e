//! Drawings of `charts` made ready for paper. The lines become a file with the colours of the light theme written in; the
//! words are set in type like all others, so that every script is shaped, every reader finds them, and both standards hold:
//! a drawing's own words would be set letter by letter.

use std::sync::LazyLock;

use serde::Serialize;

use super::legible::Legible;
use crate::charts;
use crate::markup::Markup;
use crate::tokens;

/// The style of charts without variables, media and pointers.
static STYLE: LazyLock<String> = LazyLock::new(|| on_paper(charts::STYLE));
/// What that style says of words, the more general rules first.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| rules(&STYLE));

/// A drawing on paper.
pub struct Picture {
    /// The lines, as a file of its own.
    pub lines: String,
    /// The words over them.
    pub lettering: Lettering,
}

/// The words of a drawing and its size, in its own units.
#[derive(Debug, Serialize)]
pub struct Lettering {
    /// Its width.
    w: f64,
    /// Its height.
    h: f64,
    /// Its words.
    words: Vec<Word>,
}

/// Words at a place of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Word {
    /// What is written.
    t: String,
    /// Where the words are held.
    x: f64,
    /// Their baseline.
    y: f64,
    /// `start`, `middle` or `end` stands at `x`.
    anchor: String,
    /// Height of the letters.
    size: f64,
    /// Their weight.
    weight: u16,
    /// Their colour.
    fill: String,
    /// What lies behind is kept away from them.
    halo: bool,
}

impl Picture {
    /// The drawing as lines and words.
    pub fn of(drawing: &Markup, legible: &mut Legible) -> Self {
        let svg = drawing.as_str();
        let head = svg.split('>').next().unwrap_or_default();
        let number = |at: Option<&str>| at.and_then(|at| at.parse().ok()).unwrap_or(0.0);
        let mut lettering = Lettering {
            w: number(attribute(head, "width")),
            h: number(attribute(head, "height")),
            words: Vec::new(),
        };
        let mut lines = String::with_capacity(svg.len());
        let mut parts = svg.split("<text");
        lines.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (open, rest) = part.split_once('>').unwrap_or((part, ""));
            let (words, after) = rest.split_once("</text>").unwrap_or((rest, ""));
            lettering.words.push(word(open, legible.text(&unescaped(words))));
            lines.push_str(after);
        }
        Self { lines: as_file(&lines), lettering }
    }
}

fn word(open: &str, t: String) -> Word {
    let number = |name| attribute(open, name).and_then(|at| at.parse().ok()).unwrap_or(0.0);
    let classes: Vec<&str> =
        attribute(open, "class").unwrap_or_default().split_whitespace().collect();
    let said = |what: &str| {
        let says = |rule: &&Rule| rule.holds_for(&classes) && rule.what == what;
        RULES.iter().rfind(says).map(|rule| rule.value.as_str())
    };
    Word {
        t,
        x: number("x"),
        y: number("y"),
        anchor: attribute(open, "text-anchor")
            .or_else(|| said("text-anchor"))
            .unwrap_or("start")
            .to_owned(),
        size: said("font-size")
            .and_then(|size| size.trim_end_matches("px").parse().ok())
            .unwrap_or(13.0),
        weight: said("font-weight").and_then(|weight| weight.parse().ok()).unwrap_or(400),
        fill: said("fill").unwrap_or("#000000").to_owned(),
        halo: classes.contains(&"halo"),
    }
}

/// The value of an attribute; what `charts` writes has all of them in double quotes.
fn attribute<'a>(open: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = open.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Text as it was before `charts` escaped it.
fn unescaped(text: &str) -> String {
    let signs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    signs.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

/// One thing that the style says of elements of a class.
#[derive(Debug)]
struct Rule {
    /// The class; empty: of all.
    class: String,
    /// A narrower selector wins.
    narrow: usize,
    what: String,
    value: String,
}

impl Rule {
    fn holds_for(&self, classes: &[&str]) -> bool {
        self.class.is_empty() || classes.contains(&self.class.as_str())
    }
}

fn rules(style: &str) -> Vec<Rule> {
    let mut rules = Vec::new();
    for block in style.split('}') {
        let Some((selectors, body)) = block.split_once('{') else { continue };
        for selector in selectors.split(',').map(str::trim) {
            let class = match selector.rsplit_once(' ') {
                // Words stand in a drawing; that it is one narrows nothing down.
                Some((".chart", last)) => last,
                None if selector == ".chart" => ".",
                None => selector,
                Some(_) => continue,
            };
            let Some(class) = class.strip_prefix('.').filter(|it| !it.contains(['.', ' '])) else {
                continue;
            };
            for (what, value) in body.split(';').filter_map(|it| it.split_once(':')) {
                rules.push(Rule {
                    class: class.to_owned(),
                    narrow: selector.matches('.').count() * usize::from(!class.is_empty()),
                    what: what.trim().to_owned(),
                    value: value.trim().to_owned(),
                });
            }
        }
    }
    rules.sort_by_key(|rule| rule.narrow);
    rules
}

fn as_file(svg: &str) -> String {
    let style = format!("<style>{}</style>", *STYLE);
    match svg.split_once('>') {
        Some((open, rest)) => {
            let open = open.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1);
            format!("{open}>{style}{rest}")
        }
        None => svg.to_owned(),
    }
}

fn on_paper(style: &str) -> String {
    let still = style.lines().filter(|line| !line.starts_with('@') && !line.contains(":hover"));
    let style = still.collect::<Vec<_>>().join("\n").replace("var(--sans)", "'Noto Sans'");
    // SVG knows no `transparent`.
    tokens::light(&style).replace("transparent", "none")
}

#[cfg(test)]
mod tests {
    use super::super::legible::Faces;
    use super::*;

    #[test]
    fn the_style_of_paper_has_the_light_colours_and_no_variables_but_sizes() {
        let left: Vec<&str> = STYLE.lines().filter(|line| line.contains("var(")).collect();
        assert!(left.iter().all(|line| line.contains("var(--w)")), "{left:?}");
        assert!(STYLE.contains("fill:#9a5b00"), "{}", *STYLE);
        assert!(!STYLE.contains("#f5b13d"));
    }

    #[test]
    fn a_drawing_becomes_lines_and_words() {
        let drawing = Markup::drawn(
            "<svg class=\"chart\" viewBox=\"0 0 10 5\" width=\"10\" height=\"5\"><path d=\"M0 0\"/>\
             <text class=\"v b\" x=\"4.5\" y=\"2\">R&#38;D 61 %</text>\
             <text class=\"t halo\" x=\"1\" y=\"3\" text-anchor=\"middle\">漢</text></svg>"
                .to_owned(),
        );
        let mut legible = Legible::new(Faces::All);
        let Picture { lines, lettering } = Picture::of(&drawing, &mut legible);
        assert!(lines.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\""));
        assert!(lines.contains("<style>") && lines.contains("M0 0") && !lines.contains("<text"));
        let (first, second) = (&lettering.words[0], &lettering.words[1]);
        assert_eq!((lettering.w, lettering.h), (10.0, 5.0));
        assert_eq!((first.t.as_str(), first.anchor.as_str()), ("R&D 61 %", "end"));
        assert_eq!((first.x, first.y, first.size, first.weight), (4.5, 2.0, 13.0, 600));
        assert_eq!((second.t.as_str(), second.anchor.as_str()), ("□", "middle"));
        assert_eq!((second.size, second.weight, second.halo), (12.0, 400, true));
        assert!(first.fill.starts_with('#') && first.fill != second.fill, "{first:?} {second:?}");
    }

    #[test]
    fn words_have_the_colour_of_their_quadrant() {
        let of = |class: &str| word(&format!(" class=\"{class}\""), String::new()).fill;
        let brand = tokens::light("var(--brand)");
        assert_eq!(of("q-brand-t b"), brand);
        assert_eq!(of("on"), tokens::light("var(--on)"));
        assert_ne!(of("t"), brand);
    }
}
