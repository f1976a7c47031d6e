//! The whole page, on the sample, on nothing, and on an assessment in which every text attacks.

use std::collections::HashSet;

use super::*;
use model::sample::{empty, sample};

/// Everything between `<` and `>`, in order. Texts hold no `<`, because they are escaped.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).filter_map(|rest| rest.split('>').next()).collect()
}

/// Values of an attribute in all tags.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    tags(page)
        .into_iter()
        .flat_map(|tag| tag.split(&*start).skip(1).filter_map(|v| v.split('"').next()))
        .collect()
}

/// What holds for every page, whatever it shows.
fn check_sound(page: &str) {
    check_loads_nothing(page);
    check_structure(page);
    check_pictures_and_tables(page);
}

fn check_loads_nothing(page: &str) {
    let lower = page.to_lowercase();
    for bad in [
        "<script", "<img", "<iframe", "<object", "<embed", "<link", "<form", "@import", "<base",
        "srcset", "url(http",
    ] {
        assert!(!lower.contains(bad), "`{bad}` is on the page");
    }
    assert_eq!(attributes(page, "src"), Vec::<&str>::new());
    for tag in tags(page) {
        let names: String = tag.split('"').step_by(2).collect();
        assert!(!names.to_lowercase().contains(" on"), "a handler in <{tag}>");
    }
    for href in attributes(page, "href") {
        let within =
            href.strip_prefix('#').is_some_and(|id| page.contains(&format!("id=\"{id}\"")));
        assert!(
            within || href.starts_with("https://") || href.starts_with("http://"),
            "href {href}"
        );
    }
    let leaving =
        tags(page).into_iter().filter(|tag| tag.starts_with("a ") && tag.contains("href=\"http"));
    assert!(leaving.into_iter().all(|tag| tag.contains("rel=\"noreferrer noopener nofollow\"")));
    assert!(
        page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"")
    );
    for used in page.split("url(").skip(1).filter_map(|rest| rest.split(')').next()) {
        let id = used.strip_prefix('#').unwrap_or_else(|| panic!("url({used}) leaves the page"));
        assert!(page.contains(&format!("id=\"{id}\"")), "url(#{id}) has no target");
    }
}

fn check_structure(page: &str) {
    let mut seen = HashSet::new();
    for id in attributes(page, "id") {
        assert!(seen.insert(id), "two things are called {id}");
    }
    for label in attributes(page, "aria-labelledby").iter().flat_map(|ids| ids.split(' ')) {
        assert!(seen.contains(label), "nothing is called {label}");
    }
    let mut last = 0;
    let mut first_level = 0;
    for tag in tags(page) {
        let mut chars = tag.chars();
        if let (Some('h'), Some(level @ '1'..='6')) = (chars.next(), chars.next()) {
            let level = level as usize - '0' as usize;
            assert!(level <= last + 1, "h{level} after h{last}");
            last = level;
            first_level += usize::from(level == 1);
        }
    }
    assert_eq!(first_level, 1);
    for closed in [
        "div",
        "section",
        "article",
        "details",
        "summary",
        "svg",
        "g",
        "ul",
        "ol",
        "table",
        "p",
        "figure",
        "dl",
        "bdi",
        "blockquote",
        "main",
        "nav",
        "header",
        "footer",
    ] {
        let opened = tags(page)
            .iter()
            .filter(|t| **t == closed || t.starts_with(&format!("{closed} ")))
            .count();
        let ended = tags(page).iter().filter(|t| **t == format!("/{closed}")).count();
        assert_eq!(opened, ended, "<{closed}>");
    }
}

fn check_pictures_and_tables(page: &str) {
    for svg in page.split("<svg").skip(1) {
        let (attributes, inside) = svg.split_once('>').unwrap();
        assert!(attributes.contains("role=\"img\""), "{attributes}");
        assert!(inside.starts_with("<title"), "a picture without a title: {attributes}");
        let title = inside.split('>').nth(1).unwrap().split('<').next().unwrap();
        assert!(!title.trim().is_empty(), "an empty title: {attributes}");
        assert!(!svg.contains("NaN") && !svg.contains("inf "), "{attributes}");
        for colour in ["fill=\"#", "stroke=\"", "rgb(", "fill:#"] {
            let svg = svg.split("</svg>").next().unwrap();
            assert!(!svg.contains(colour), "a colour outside the tokens: {colour}");
        }
    }
    for table in page.split("<table>").skip(1) {
        assert!(table.starts_with("<caption"), "a table without a caption");
        assert!(table.contains("<th scope=\"col\"") && table.contains("<th scope=\"row\""));
    }
}

#[test]
fn the_sample_shows_everything_soundly() {
    let page = html(&sample());
    check_sound(&page);
    for question in model::Quadrant::ALL.iter().map(|quadrant| say::quadrant_question(*quadrant)) {
        assert!(page.contains(question), "{question}");
    }
    for name in ["Commuters", "Larkfield Cycles", "Dorrance Bikes", "Velmont", "Osprey &#38; Wren"]
    {
        assert!(page.contains(name), "{name}");
    }
    // The headline with its interval, n, and how it was computed.
    assert!(page.contains("about 41\u{a0}% (38–44) recommend Larkfield Cycles"));
    assert!(page.matches(say::HOW).count() > 40);
    assert!(page.contains("Jensen–Shannon"));
    // A gap with its cause, a spike with its news, a question that waits, a right-to-left phrase kept apart.
    assert!(page.contains("Mastodon, cycling tags: the connection was down"));
    assert!(page.contains("<bdi>frayed</bdi>"));
    assert!(page.contains("<bdi>دراجة كهربائية, سعر</bdi>"));
}

#[test]
fn a_page_for_six_subjects_and_ninety_days_stays_small() {
    let mut assessment = sample();
    assessment.quadrants[0].subjects.truncate(1);
    let kib = html(&assessment).len() / 1024;
    assert!(kib < 470, "{kib} KiB");
}

#[test]
fn an_empty_workspace_is_told_what_to_do() {
    let page = html(&empty());
    check_sound(&page);
    for quadrant in model::Quadrant::ALL {
        assert!(page.contains(&say::quadrant_step(*quadrant).replace('"', "&#34;")), "{quadrant}");
    }
    assert!(page.contains(say::HEADLINE_NOTHING));
}

const ATTACK: &str = "</title></style></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u{202e}\u{0}\u{1b}[31m&lt;";

/// The same assessment with every text from outside replaced.
fn attacked() -> Assessment {
    let mut assessment = sample();
    let phrases = |list: &mut Vec<model::assessment::Phrase>| {
        for phrase in list {
            phrase.text = ATTACK.to_owned();
            phrase.examples.iter_mut().for_each(attack_quote);
        }
    };
    assessment.workspace = ATTACK.to_owned();
    assessment.time_zone = ATTACK.to_owned();
    assessment.classifier.measured_on = ATTACK.to_owned();
    assessment.gaps.iter_mut().for_each(|gap| gap.source_name = ATTACK.to_owned());
    for row in assessment.voice.iter_mut().chain(&mut assessment.recommendation) {
        row.name = ATTACK.to_owned();
        attack_figure(&mut row.share);
    }
    for view in assessment.quadrants.iter_mut() {
        view.missing.push(ATTACK.to_owned());
        for subject in &mut view.subjects {
            subject.name = ATTACK.to_owned();
            subject.query = ATTACK.to_owned();
            attack_figure(&mut subject.mentions);
            subject.places.iter_mut().for_each(|place| {
                place.channel = Some(ATTACK.to_owned());
                attack_figure(&mut place.share);
            });
            for topic in &mut subject.topics {
                topic.name = ATTACK.to_owned();
                topic.examples.iter_mut().for_each(attack_quote);
            }
            phrases(&mut subject.phrases);
            phrases(&mut subject.feeling.frustrations);
            phrases(&mut subject.feeling.excitements);
            for voice in &mut subject.voices {
                voice.author = ATTACK.to_owned();
                voice.parts = vec![(ATTACK.to_owned(), 1.0)];
            }
            subject.responsiveness.note = Some(ATTACK.to_owned());
            subject.responsiveness.waiting.iter_mut().for_each(attack_quote);
        }
    }
    for comparison in &mut assessment.comparisons {
        comparison.topic = ATTACK.to_owned();
        comparison.brand_name = ATTACK.to_owned();
        comparison.competitor_name = ATTACK.to_owned();
    }
    for spike in &mut assessment.spikes {
        spike.subject_name = ATTACK.to_owned();
        phrases(&mut spike.news);
    }
    if let Some(both) = &mut assessment.inside_outside {
        both.topics.iter_mut().for_each(|topic| topic.topic = ATTACK.to_owned());
    }
    assessment
}

fn attack_figure(figure: &mut model::Figure) {
    figure.formula = ATTACK.to_owned();
    figure.query = ATTACK.to_owned();
}

fn attack_quote(quote: &mut model::Quote) {
    quote.text = ATTACK.to_owned();
    quote.author = ATTACK.to_owned();
    quote.url = Some("javascript:alert(1)//\" onclick=\"alert(1)".to_owned());
}

#[test]
fn nothing_that_was_posted_can_act() {
    let page = html(&attacked());
    check_sound(&page);
    assert!(page.contains("&#60;script&#62;alert(1)"), "the words are still shown");
    assert!(!page.contains("javascript:"));
    assert!(!page.chars().any(|c| matches!(c, '\u{202e}' | '\u{0}' | '\u{1b}')));
}

#[test]
fn more_than_three_subjects_of_a_quadrant_are_folded_and_complete() {
    let mut assessment = sample();
    let competitors = &mut assessment.quadrants[3].subjects;
    let more: Vec<_> = (0..2u32)
        .map(|extra| {
            let mut view = competitors[0].clone();
            view.id = model::SubjectId(90 + extra);
            view.name = format!("Newcomer {extra}");
            view
        })
        .collect();
    competitors.extend(more);
    let page = html(&assessment);
    check_sound(&page);
    assert_eq!(page.matches("<details class=\"fold\">").count(), 2);
    assert!(page.contains("id=\"subject-91\""));
}

#[test]
fn years_of_days_and_odd_numbers_are_drawn_within_the_paper() {
    let mut assessment = sample();
    for view in assessment.quadrants.iter_mut().flat_map(|q| &mut q.subjects) {
        let first = view.volume[0].day.0;
        let many = (0..2_500).map(|d| {
            let mut day = view.volume[(d % 90) as usize];
            day.day = model::Day(first - 2_500 + d);
            day
        });
        view.volume = many.collect();
        view.hours = [[0; 24]; 7];
        for topic in &mut view.topics {
            topic.share.interval = None;
            topic.net = None;
        }
    }
    let page = html(&assessment);
    check_sound(&page);
    assert!(page.len() < 700 * 1024, "{} KiB", page.len() / 1024);
}

#[test]
fn links_leave_only_for_the_web() {
    let mut assessment = sample();
    let waiting = &mut assessment.quadrants[1].subjects[0].responsiveness.waiting;
    waiting[0].url = Some("https://example.org/a?b=1&c=\"2".to_owned());
    waiting[1].url = Some("data:text/html,boo".to_owned());
    let page = html(&assessment);
    assert!(page.contains("href=\"https://example.org/a?b=1&#38;c=&#34;2\""));
    assert!(!page.contains("data:text/html"));
}

#[test]
fn where_nobody_recommends_the_headline_is_the_share_of_voice() {
    let mut assessment = sample();
    for row in &mut assessment.recommendation {
        row.count = 0;
        row.share.n = 0;
    }
    let page = html(&assessment);
    check_sound(&page);
    assert!(page.contains("Larkfield Cycles has about 42.6\u{a0}% (42.1–43.2) of the talk"));
    assert!(page.contains(say::NO_RECOMMENDATION));
    assert!(!page.contains(say::CHART_RECOMMENDATION));
}
