//! Whatever script somebody writes in, the document keeps both standards at the first try, in text and in drawings.

use serde_json::json;

use super::*;

const TEMPLATE: &str = r#"#import "parts.typ": *
#show: base
#heading(level: 1, "Title")
#for t in book.texts {
  par(t)
  par(strong(t))
  par(text(font: mono, t))
  par(text(font: sans, weight: "semibold", t))
}
#chart((title: "Drawing", says: "It holds the same.", file: "drawing.svg"))
#boxes
"#;

/// A document with `texts` in every style, and in a drawing.
fn printed(texts: &[String], faces: Faces) -> Result<Printed, TypesetError> {
    let mut svg =
        "<svg viewBox=\"0 0 700 100\" width=\"700\" height=\"100\"><path d=\"M0 0H9\"/>".to_owned();
    for text in texts {
        svg.push_str("<text class=\"v b\" x=\"690\" y=\"50\">");
        crate::markup::escape_into(&mut svg, text);
        svg.push_str("</text>");
    }
    svg.push_str("</svg>");
    let drawing = Markup::drawn(svg);
    let sheet = Sheet {
        template: TEMPLATE,
        data: json!({
            "cover": {"title": "Texts", "edition": "one", "workspace": "Test"},
            "texts": texts,
        }),
        drawings: vec![("drawing.svg", &drawing)],
        ident: "test".to_owned(),
        made_at: Timestamp(0),
    };
    sheet.set(faces)
}

#[test]
fn every_script_keeps_both_standards_and_what_cannot_be_shown_is_counted() {
    let texts = [
        "Größe, façade, Đặng, Ελληνικά, Кириллица, ﬁ ﬀ, ½ ⅓ 10⁻³ H₂O",
        "שָׁלוֹם עוֹלָם 123 مَرْحَبًا بِالْعَالَم ٤٥٦ mixed",
        "हिन्दी में क्षत्रिय विद्यार्थी",
        "e\u{301}\u{301}\u{301} o\u{308}\u{323} Z\u{335}\u{321}\u{308}algo",
        "漢字とかな 한국어 ไทยแลนด์ தமிழ் ქართული Հայերեն አማርኛ",
        "🚲👨\u{200d}👩\u{200d}👧🏳\u{fe0f}\u{200d}🌈👍🏽🇩🇪",
        "a\u{200b}b\u{200d}c\u{feff}d\u{ad}e\u{202e}gnol\u{202c}\u{2066}x\u{2069}",
        "\u{e000}\u{f8ff}\u{100000}\u{378}\u{fffe}\u{fffd}\u{10ffff}\u{e0041}\0\u{7}\u{2028}\u{1680}",
    ];
    for text in texts {
        let printed = printed(&[text.to_owned()], Faces::All);
        assert!(printed.is_ok(), "{text:?}: {:?}", printed.err());
    }
    let shown = "Größe שָׁלוֹם مرحبا Ελληνικά 🚲 e\u{301}\u{323}";
    assert_eq!(printed(&[shown.to_owned()], Faces::All).unwrap().boxes, 0);
    // Once in the text, once in the drawing.
    assert_eq!(printed(&["漢字".to_owned()], Faces::All).unwrap().boxes, 4);
}

#[test]
fn every_letter_of_the_last_try_keeps_both_standards() {
    let all: String = ('\u{a0}'..='\u{2fff}').collect();
    let shown = Legible::new(Faces::Letters).text(&all).replace(super::legible::BOX, "");
    assert!(shown.chars().count() > 300, "{shown}");
    let texts: Vec<String> =
        shown.chars().collect::<Vec<_>>().chunks(60).map(|some| some.iter().collect()).collect();
    let printed = printed(&texts, Faces::Letters);
    assert!(printed.is_ok(), "{:?}", printed.err());
}
