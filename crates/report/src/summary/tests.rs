//! One screen holds the sample, an empty assessment, and names that would break a terminal.

use super::*;
use model::sample::{empty, sample};

#[test]
fn the_sample_fits_one_screen() {
    insta::assert_snapshot!(summary(&sample()).replace('\u{a0}', " "), @r##"
    Larkfield Cycles: 24 Aug – 21 Nov 2026 (Europe/Berlin), computed 22 Nov 2026, 08:15
    121,480 posts, 41,587 mentions by 15,387 people on 6 networks, 1,122 not read

    Of the posts in which people ask for or give a recommendation, about 41 % (38–44) recommend
    Larkfield Cycles, more than any other; Dorrance Bikes follows with about 34 % (31–37). What is said
    about Larkfield Cycles has a net sentiment of −0.09 (−0.12 to −0.06): about 36 % (34–38) of it is
    negative, about 27 % (25–29) positive. Topic by topic against its competitors, Larkfield Cycles is
    better in 3 comparisons, worse in 2; in 5 no difference was shown.

    Voice              Mentions                Share of voice         Recommended          Net sentiment
    Larkfield Cycles     12,079 █████████  42.6 % (42.1–43.2)        41 % (38–44) −0.09 (−0.12 to −0.06)
    Dorrance Bikes        9,684 ███████▎   34.2 % (33.6–34.7)        34 % (31–37) +0.14 (+0.11 to +0.17)
    Velmont               3,723 ██▊        13.1 % (12.8–13.5)        15 % (13–18) −0.01 (−0.05 to +0.03)
    Osprey & Wren         1,835 █▍            6.5 % (6.2–6.8)     7.6 % (6.2–9.2) +0.26 (+0.20 to +0.32)
    Hobbs & Daughters     1,007 ▊             3.6 % (3.3–3.8)     2.6 % (1.8–3.6) +0.36 (+0.28 to +0.44)

    Answers       Larkfield Cycles answers about 48 % (45–51) of 1,243 questions: half of the answers
                  come within 3 h 20 min, nine in ten within 2 days 4 h. 112 questions have waited for
                  more than two weeks without an answer from anybody.
    Frustrations  brake cable (869), no reply (650), still waiting (553), recall notice (432), third
                  ticket (297)
    Excitements   belt drive (692), climbs like (511), moss green (413), friendly mechanic (316), test
                  ride (279)
    Compared      Worse on “support line, no reply” (Dorrance Bikes), “delivery date, waiting since”
                  (Dorrance Bikes). Better on “belt drive, quiet” (Velmont), “motor, hill climbing”
                  (Dorrance Bikes), “paint, moss green” (Dorrance Bikes).
    Spikes        6–7 Nov 2026, Larkfield Cycles: 482 mentions where 231 were expected; new: moss green…
                  24–26 Oct 2026, Dorrance Bikes: 671 mentions where 338 were expected; new: Dorrance …
                  12–15 Oct 2026, Larkfield Cycles: 1,588 mentions where 476 were expected; new: brake …
                  17–18 Sep 2026, Commuters: 351 mentions where 204 were expected; new: tram strike
    Missing       Only one partner is watched; dealers often own the relationship with the customer.
                  2 gaps in the data, such as Mastodon, cycling tags: the connection was down
    "##);
}

#[test]
fn nothing_found_is_said_plainly() {
    insta::assert_snapshot!(summary(&empty()).replace('\u{a0}', " "), @r##"
    Empty: 24 Aug – 21 Nov 2026 (Europe/Berlin), computed 22 Nov 2026, 08:15
    0 posts, 0 mentions by 0 people on 0 networks

    No post in this time matches a watch, so there is nothing to assess yet.
    Missing       Nobody is watched among the customers.
                  Nobody is watched among the brand.
                  Nobody is watched among the partners.
                  Nobody is watched among the competitors.
    "##);
}

#[test]
fn hostile_and_wide_names_neither_control_nor_overflow_the_terminal() {
    let mut assessment = sample();
    assessment.workspace = "\u{1b}[2J\u{7}会社".repeat(30);
    for row in &mut assessment.voice {
        row.name = "\u{202e}株式会社自転車のなまえがとてもながい".to_owned();
    }
    for spike in &mut assessment.spikes {
        spike.subject_name = "x\n\ny".repeat(50);
    }
    let text = summary(&assessment);
    assert!(text.lines().count() <= LINES);
    assert!(text.lines().all(|line| line.width() <= COLUMNS), "{text}");
    assert!(!text.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')));
}
