//! Page and paper say the same numbers; what people wrote is shown and never acts; the same context, the same bytes.

use std::collections::BTreeSet;

use model::{Evidence, FindingKey, ItemId, PostId};

use super::*;
use crate::typeset::Paper;

/// The words of a PDF, page by page, without the invisible blanks at which long words may break.
fn words_of(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages = document.get_pages();
    let text = |number: &u32| document.extract_text(&[*number]).unwrap();
    pages.keys().map(|number| text(number).replace('\u{200b}', "")).collect()
}

/// The words of a page, tags and their attributes left out; of drawings what is written in them, and not what is read out
/// or said under the pointer.
fn words_of_page(html: &str) -> String {
    let drawn =
        html.split("<svg").enumerate().map(|(place, part)| match part.split_once("</svg>") {
            Some((drawing, after)) if place > 0 => {
                format!("{} {after}", words_of_drawing(drawing).join(" "))
            }
            _ => part.to_owned(),
        });
    let mut out = String::new();
    let mut inside = false;
    for c in drawn.collect::<String>().chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    htmlize::unescape(out).into_owned()
}

/// What is written in a drawing, still escaped.
fn words_of_drawing(svg: &str) -> Vec<&str> {
    let texts = svg.split("<text").skip(1).filter_map(|part| part.split_once('>'));
    texts.filter_map(|(_, rest)| rest.split("</text>").next()).collect()
}

/// Every number of a text, as it is written.
fn numbers_of(text: &str) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let mut number = String::new();
    let chars: Vec<char> = text.chars().chain([' ']).collect();
    for pair in chars.windows(2) {
        let (c, next) = (pair[0], pair[1]);
        let joins = matches!(c, '.' | ',') && !number.is_empty() && next.is_ascii_digit();
        let sign = matches!(c, '−' | '+') && next.is_ascii_digit();
        if c.is_ascii_digit() || joins || sign {
            if sign && !number.is_empty() {
                numbers.insert(std::mem::take(&mut number));
            }
            number.push(c);
        } else if !number.is_empty() {
            numbers.insert(std::mem::take(&mut number));
        }
    }
    numbers
}

/// Chapters only: cover, contents, running heads and page numbers are paper's own.
fn chapters_of(pdf: &[u8]) -> String {
    let pages = words_of(pdf);
    let first = pages.iter().rposition(|page| page.contains(crate::catalogue::HANDBOOK_CONTENTS));
    pages[first.unwrap() + 1..].join("\n")
}

#[test]
fn every_number_of_the_paper_is_on_the_page_and_the_other_way_round() {
    let handbook = sample();
    let printed = pdf(&handbook, Paper::A4).unwrap();
    let page = numbers_of(&words_of_page(article(&handbook).as_str()));
    let words = chapters_of(&printed.pdf);
    let total = printed.pages;
    let paper = numbers_of(&words);
    // Numbers of pages, in feet and in "p. 12", are paper's own.
    let strange: Vec<&String> = paper
        .difference(&page)
        .filter(|number| number.parse::<usize>().map_or(true, |page| page > total))
        .collect();
    assert!(strange.is_empty(), "on paper alone: {strange:?}");
    let missing: Vec<&String> = page.difference(&paper).collect();
    assert!(missing.is_empty(), "on the page alone: {missing:?}");
    assert!(page.len() > 150, "the sample shows {} numbers", page.len());
}

/// Letters alone: how blanks are written differs.
fn letters(text: &str) -> String {
    text.replace(char::is_whitespace, "")
}

#[test]
fn every_drawing_of_the_page_is_on_paper_with_the_same_words() {
    let handbook = sample();
    let page = article(&handbook);
    let book = book(&handbook);
    let drawings: Vec<_> = book.drawings().map(|(_, drawing)| drawing.as_str()).collect();
    assert!(drawings.len() > 3, "{} drawings", drawings.len());
    let printed = pdf(&handbook, Paper::A4).unwrap();
    let paper = letters(&chapters_of(&printed.pdf));
    for drawing in drawings {
        assert!(page.as_str().contains(drawing), "not on the page: {drawing}");
        let words = letters(&htmlize::unescape(words_of_drawing(drawing).concat()));
        assert!(!words.is_empty() && paper.contains(&words), "not on paper: {words}");
    }
}

#[test]
fn a_drawing_that_differs_would_be_seen() {
    let mut other = sample();
    for finding in &mut other.assessments[0].findings {
        finding.figure.value += 0.02;
    }
    let printed = pdf(&sample(), Paper::A4).unwrap();
    let paper = letters(&chapters_of(&printed.pdf));
    let book = book(&other);
    let differs = |(_, drawing): (&str, &crate::markup::Markup)| {
        let words = words_of_drawing(drawing.as_str()).concat();
        !paper.contains(&letters(&htmlize::unescape(words)))
    };
    assert!(book.drawings().any(differs));
}

#[test]
fn a_number_that_differs_would_be_seen() {
    let (a, b) = (numbers_of("61 % (57–65), n = 1,180"), numbers_of("61 % (57–66), n = 1,180"));
    assert_eq!(a.difference(&b).collect::<Vec<_>>(), ["65"]);
    assert_eq!(numbers_of("−0.12 (−0.18 to +0.06)").len(), 3);
}

/// A handbook in which every text that people write is `text`.
fn written_everywhere(text: &str) -> Handbook {
    let mut handbook = sample();
    let own = || text.to_owned();
    handbook.strategy.name = own();
    handbook.strategy.hexagon.mission = own();
    handbook.decision = own();
    if let Some(goal) = &mut handbook.strategy.hexagon.goal {
        goal.text = own();
    }
    for item in &mut handbook.strategy.swot {
        item.text = own();
    }
    for mate in &mut handbook.strategy.team {
        mate.name = own();
    }
    for program in &mut handbook.works.programs {
        program.name = own();
        program.tasks[0].text = own();
    }
    for row in &mut handbook.works.measures {
        row.kpi.name = own();
        row.kpi.unit_name = own();
    }
    for finding in &mut handbook.assessments[0].findings {
        finding.says = own();
        finding.subject_name = own();
        finding.figure.query = own();
    }
    for post in &mut handbook.posts {
        if let Words::Said { text, author, url, .. } = &mut post.words {
            (*text, *author, *url) = (own(), own(), Some(own()));
        }
    }
    handbook
}

#[test]
fn markup_in_what_people_wrote_is_shown_and_never_acts() {
    let hostile = "#include \"/etc/passwd\" #panic(\"x\") $x^2$ *bold* _it_ `raw` \\u{41} <label> @ref // no \
                   #sys.version </p><script>alert(1)</script> {{ 7*7 }}";
    let handbook = written_everywhere(hostile);
    let printed = pdf(&handbook, Paper::Letter).unwrap();
    let words = words_of(&printed.pdf).concat().replace(char::is_whitespace, "");
    for shown in
        ["#include\"/etc/passwd\"", "#panic(\"x\")", "$x^2$", "*bold*", "\\u{41}", "{{7*7}}"]
    {
        assert!(words.contains(shown), "{shown} is not shown");
    }
    let page = article(&handbook).into_string();
    assert!(!page.contains("<script"));
    assert!(words_of_page(&page).contains("</p><script>alert(1)</script>"));
}

#[test]
fn any_script_and_any_length_can_be_printed() {
    let long = "x".repeat(10_000);
    let scripts = "שלום עולם 123 مرحبا بالعالم 🚲👨‍👩‍👧‍👦🏳️‍🌈👍🏽 漢字とかな 한국어 ไทย हिन्दी e\u{301}\u{301}\u{301} \
                   \u{202e}gnol\u{202c} \u{e000} \u{fffd} a\0b \u{378}\u{200b}\u{ad}\u{feff}";
    for text in [long.as_str(), scripts, ""] {
        let handbook = written_everywhere(text);
        let printed = pdf(&handbook, Paper::A4);
        assert!(printed.is_ok(), "{text:.20}: {:?}", printed.err());
        keeps_the_standards(&printed.unwrap().pdf);
        let brief = brief_pdf(&handbook, Paper::A4).unwrap();
        assert!(brief.pages == 1, "{text:.20}: {} pages", brief.pages);
    }
}

#[test]
fn the_same_context_gives_the_same_bytes() {
    let first = pdf(&sample(), Paper::A4).unwrap();
    assert_eq!(first.pdf, pdf(&sample(), Paper::A4).unwrap().pdf);
    let mut later = sample();
    later.as_of = later.as_of.plus_secs(86_400);
    assert_ne!(first.pdf, pdf(&later, Paper::A4).unwrap().pdf);
}

#[test]
fn the_paper_is_archived_tagged_and_accessible() {
    let printed = pdf(&sample(), Paper::A4).unwrap();
    let document = lopdf::Document::load_mem(&printed.pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let marked = catalog.get(b"MarkInfo").unwrap().as_dict().unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Lang") && catalog.has(b"Outlines"));
    keeps_the_standards(&printed.pdf);
}

/// PDF/A-2a and PDF/UA-1, as the document says of itself; typst refuses to say so of one that does not keep them.
fn keeps_the_standards(pdf: &[u8]) {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = document.get_object(metadata).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8_lossy(&stream.content).into_owned();
    for said in ["pdfaid:part>2", "pdfaid:conformance>A", "pdfuaid:part>1"] {
        assert!(xmp.contains(said), "{said} is not in {xmp}");
    }
}

#[test]
fn a_hole_is_marked_and_every_link_leads_somewhere() {
    let mut handbook = sample();
    handbook.strategy.swot[0].evidence = vec![
        Evidence::Post(PostId::from_bytes([9; 16])),
        Evidence::Finding {
            assessment: handbook.assessments[0].id,
            key: FindingKey("gone".into()),
        },
    ];
    handbook.strategy.hexagon.methods[0].answers = vec![ItemId(999)];
    let page = article(&handbook).into_string();
    assert!(page.contains(crate::catalogue::NO_EVIDENCE));
    assert!(page.contains(crate::catalogue::ERASED));
    let anchors: BTreeSet<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let links = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    let dead: Vec<&str> = links.filter(|to| !anchors.contains(to)).collect();
    assert!(dead.is_empty(), "{dead:?}");
    assert!(pdf(&handbook, Paper::A4).is_ok());
}

#[test]
fn an_empty_strategy_says_what_will_stand_where() {
    let mut handbook = sample();
    handbook.strategy = model::Strategy::new(handbook.strategy.id, "Empty", handbook.as_of);
    handbook.edition = None;
    (handbook.assessments, handbook.posts) = (Vec::new(), Vec::new());
    (handbook.works, handbook.signatures) = (Works::default(), Vec::new());
    let page = article(&handbook).into_string();
    for said in [say::NO_GOAL, say::NO_ASSESSMENT, say::NO_PROGRAMS, say::NOT_SIGNED] {
        assert!(page.contains(said), "{said}");
    }
    assert!(pdf(&handbook, Paper::A4).is_ok());
    assert_eq!(brief_pdf(&handbook, Paper::Letter).unwrap().pages, 1);
}

#[test]
fn votes_stay_sealed_until_all_have_voted() {
    let mut handbook = sample();
    assert!(article(&handbook).as_str().contains("Disputed: 4 for, 1 against."));
    for item in &mut handbook.strategy.swot {
        item.votes.truncate(4);
    }
    let page = article(&handbook).into_string();
    assert!(!page.contains("Disputed") && !page.contains("agree."));
}
