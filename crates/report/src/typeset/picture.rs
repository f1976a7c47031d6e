//! Drawings of `charts` made ready for paper: one file each, with the colours of the light theme written in.

use std::sync::LazyLock;

use super::legible::Legible;
use crate::charts;
use crate::markup::Markup;
use crate::tokens;

/// The style of charts without variables, media and pointers.
static STYLE: LazyLock<String> = LazyLock::new(|| on_paper(charts::STYLE));

/// The drawing as a file of its own.
pub fn for_paper(drawing: &Markup, legible: Legible) -> String {
    let svg = legible.plain(drawing.as_str());
    let style = format!("<style>{}</style>", *STYLE);
    match svg.split_once('>') {
        Some((open, rest)) => {
            let open = open.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1);
            format!("{open}>{style}{rest}")
        }
        None => svg,
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
    use super::*;

    #[test]
    fn the_style_of_paper_has_the_light_colours_and_no_variables_but_sizes() {
        let left: Vec<&str> = STYLE.lines().filter(|line| line.contains("var(")).collect();
        assert!(left.iter().all(|line| line.contains("var(--w)")), "{left:?}");
        assert!(STYLE.contains("fill:#9a5b00"), "{}", *STYLE);
        assert!(!STYLE.contains("#f5b13d"));
    }

    #[test]
    fn a_drawing_becomes_a_file() {
        let drawing = Markup::drawn("<svg class=\"chart\" viewBox=\"0 0 1 1\"></svg>".to_owned());
        let file = for_paper(&drawing, Legible::All);
        assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\""));
        assert!(file.contains("<style>"));
    }
}
