//! Small drawings, seen whole; and what every chart must do.

use model::{Day, Figure, Interval, Quadrant, Timestamp, Unit, Window};

use super::*;

fn figure(value: f64, unit: Unit, low: f64, high: f64, n: u64) -> Figure {
    let interval = Some(Interval { low, high, level: 0.95 });
    Figure { value, unit, interval, raw: None, n, formula: "a ÷ b".into(), query: "q".into() }
}

fn points(counts: &[u64]) -> Vec<Stretch> {
    counts
        .iter()
        .enumerate()
        .map(|(place, count)| {
            let day = Day(20_000 + place as i32);
            Stretch { from: day, to: day, count: *count, labels: [count / 3, count / 3, count / 4] }
        })
        .collect()
}

fn volume(many: usize) -> Volume {
    let series = (0..many).map(|place| Series {
        name: format!("Subject {place} <&>"),
        quadrant: if place == 0 { Quadrant::Brand } else { Quadrant::Competitors },
        strong: place == 0,
        points: points(&[4, 9, 30, 6, 5]),
    });
    let at = |day: i64, hours: i64| Timestamp(day * Timestamp::DAY_SECS + hours * 3_600);
    Volume {
        title: "Mentions a day".into(),
        series: series.collect(),
        gaps: vec![GapMark {
            window: Window { since: at(20_003, 6), until: at(20_004, 0) },
            why: "feed: down".into(),
        }],
        spikes: vec![SpikeMark { days: (Day(20_002), Day(20_002)), news: "recall".into() }],
        offset_secs: 0,
        labels: many == 1,
    }
}

#[test]
fn shares_are_bars_from_zero_with_whiskers() {
    let bar = |name: &str, hue, strong, share| ShareBar { name: name.into(), hue, strong, share };
    let shares = Shares {
        title: "Share of voice".into(),
        rows_are: "Subject".into(),
        bars: vec![
            bar("Ours", "q-brand", true, figure(0.61, Unit::Share, 0.57, 0.65, 800)),
            bar("<Theirs>", "q-competitors", false, figure(0.39, Unit::Share, 0.35, 0.43, 800)),
        ],
    };
    insta::assert_snapshot!(shares.draw("a", Width::Column).as_str().replace("><", ">\n<"), @r##"
    <svg class="chart" viewBox="0 0 400 112" width="400" height="112" role="img" aria-labelledby="at ad">
    <title id="at">Share of voice</title>
    <desc id="ad">Ours 61 % (57–65) and &#60;Theirs&#62; 39 % (35–43).</desc>
    <text class="t" x="11.9" y="103" text-anchor="middle">0 %</text>
    <text class="t" x="96.9" y="103" text-anchor="middle">20 %</text>
    <text class="t" x="193.3" y="103" text-anchor="middle">40 %</text>
    <text class="t" x="289.6" y="103" text-anchor="middle">60 %</text>
    <text class="t" x="384.4" y="103" text-anchor="middle">80 %</text>
    <path class="g" d="M96.9 23v18M96.9 65v18M193.3 23v18M193.3 65v18M289.6 23v18M289.6 65v18M386 23v18M386 65v18"/>
    <path class="ax" d="M0.5 23v18M0.5 65v18"/>
    <g>
    <title>Ours: 61 % (57–65), n = 800</title>
    <text class="b" x="0" y="19">Ours</text>
    <text class="v b" x="400" y="19">61 % (57–65)</text>
    <rect class="q-brand" x="0.5" y="26" width="293.9" height="12"/>
    <path class="w" d="M275.2 28v8M313.7 28v8M275.2 32H313.7"/>
    </g>
    <g>
    <title>&#60;Theirs&#62;: 39 % (35–43), n = 800</title>
    <text x="0" y="61">&#60;Theirs&#62;</text>
    <text class="v" x="400" y="61">39 % (35–43)</text>
    <rect class="q-competitors pale" x="0.5" y="68" width="187.9" height="12"/>
    <path class="w" d="M169.2 70v8M207.7 70v8M169.2 74H207.7"/>
    </g>
    </svg>
    "##);
}

#[test]
fn dots_and_dumbbells_show_both_ends_of_their_intervals() {
    let dots = Dots {
        title: "Net sentiment".into(),
        rows_are: "Topic".into(),
        rows: vec![DotRow {
            name: "brakes".into(),
            figure: figure(-0.4, Unit::Index, -0.5, -0.3, 90),
        }],
    };
    insta::assert_snapshot!(dots.draw("b", Width::Column).as_str().replace("><", ">\n<"), @r##"
    <svg class="chart" viewBox="0 0 400 70" width="400" height="70" role="img" aria-labelledby="bt bd">
    <title id="bt">Net sentiment</title>
    <desc id="bd">brakes: −0.40 (−0.50 to −0.30).</desc>
    <text class="t" x="14" y="61" text-anchor="middle">−0.6</text>
    <text class="t" x="107" y="61" text-anchor="middle">−0.4</text>
    <text class="t" x="200" y="61" text-anchor="middle">−0.2</text>
    <text class="t" x="293" y="61" text-anchor="middle">0.0</text>
    <text class="t" x="386" y="61" text-anchor="middle">+0.2</text>
    <path class="g" d="M14 23v18M107 23v18M200 23v18M386 23v18"/>
    <path class="ax" d="M293 23v18"/>
    <g>
    <title>brakes: −0.40 (−0.50 to −0.30), n = 90</title>
    <text x="0" y="19">brakes</text>
    <text class="v" x="400" y="19">−0.40 (−0.50 to −0.30)</text>
    <path class="w" d="M60.5 28v8M153.5 28v8M60.5 32H153.5"/>
    <circle class="neg" cx="107" cy="32" r="5"/>
    </g>
    </svg>
    "##);
    let dumbbell = Dumbbell {
        title: "Against them".into(),
        summary: "We are worse on brakes.".into(),
        first: ("Ours".into(), "q-brand"),
        second: ("Theirs".into(), "q-competitors"),
        rows: vec![DumbbellRow {
            name: "brakes".into(),
            first: figure(-0.4, Unit::Index, -0.5, -0.3, 90),
            second: figure(0.2, Unit::Index, 0.1, 0.3, 70),
            verdict: "we are worse".into(),
            shown: true,
        }],
    };
    let drawn = dumbbell.draw("c", Width::Column);
    assert_eq!(drawn.as_str().matches("class=\"w\"").count(), 2);
    assert!(drawn.as_str().contains(
        "brakes: Ours −0.40 (−0.50 to −0.30), n = 90; Theirs +0.20 (+0.10 to +0.30), n = 70"
    ));
}

#[test]
fn volume_marks_gaps_and_spikes() {
    insta::assert_snapshot!(volume(1).draw("d", Width::Column).as_str().replace("><", ">\n<"), @r##"
    <svg class="chart" viewBox="0 0 400 349" width="400" height="349" role="img" aria-labelledby="dt dd">
    <title id="dt">Mentions a day</title>
    <desc id="dd">Subject 0 &#60;&#38;&#62; has 54 mentions, about 11 a day; the most on 6 Oct: 30. 1 stretch was not captured and hatched.</desc>
    <pattern id="dh" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <path class="hl" d="M0 0V6"/>
    </pattern>
    <rect x="260" y="33" width="60" height="292" fill="url(#dh)">
    <title>feed: down</title>
    </rect>
    <path class="g" d="M0 133L400 133"/>
    <path class="g" d="M0 83L400 83"/>
    <path class="g" d="M0 33L400 33"/>
    <path class="q-brand area" d="M40 163l80-25 80-105 80 120 80 5L360 183L40 183Z"/>
    <path class="q-brand-l strong" d="M40 163l80-25 80-105 80 120 80 5"/>
    <text class="t halo" x="0" y="129">10</text>
    <text class="t halo" x="0" y="79">20</text>
    <text class="t halo" x="0" y="29">30 mentions a day</text>
    <path class="lead" d="M200 17L200 30"/>
    <text class="note halo" x="182.4" y="13">recall</text>
    <path class="ax" d="M0 183L400 183"/>
    <path class="g" d="M0 325H400M0 295H400M0 265H400M0 235H400M0 205H400"/>
    <path class="bars pos" style="stroke-width:68.8px" d="M40 265V259M120 265V253M200 265V223M280 265V259M360 265V259"/>
    <path class="bars neg" style="stroke-width:68.8px" d="M40 265V271M120 265V283M200 265V325M280 265V277M360 265V271"/>
    <path class="ax" d="M0 265L400 265"/>
    <text class="t halo" x="0" y="321">10 negative a day</text>
    <text class="t halo" x="0" y="201">10 positive a day</text>
    <text class="t" x="2" y="342">4 Oct</text>
    <text class="t" x="82" y="342">5 Oct</text>
    <text class="t" x="162" y="342">6 Oct</text>
    <text class="t" x="242" y="342">7 Oct</text>
    <text class="t" x="322" y="342">8 Oct</text>
    <path class="ax" d="M0 325H400M0 325v6M80 325v6M160 325v6M240 325v6M320 325v6"/>
    <g class="hit" transform="translate(0 33)" style="--w:80px;--h:292px">
    <rect x="0">
    <title>4 Oct: 4, 1 positive, 1 negative</title>
    </rect>
    <rect x="80">
    <title>5 Oct: 9, 2 positive, 3 negative</title>
    </rect>
    <rect x="160">
    <title>6 Oct: 30, 7 positive, 10 negative</title>
    </rect>
    <rect x="240">
    <title>7 Oct: 6, 1 positive, 2 negative. Not captured: feed: down</title>
    </rect>
    <rect x="320">
    <title>8 Oct: 5, 1 positive, 1 negative</title>
    </rect>
    </g>
    </svg>
    "##);
    let table = volume(1).table();
    assert_eq!(table.rows.len(), 5);
    assert!(table.markup().as_str().contains("feed: down"));
}

#[test]
fn names_at_the_ends_of_lines_stand_apart() {
    let drawn = volume(5).draw("e", Width::Page);
    let mut heights: Vec<f64> = drawn
        .as_str()
        .split("<text class=\"q-")
        .skip(1)
        .map(|text| text.split(" y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
        .collect();
    heights.sort_by(f64::total_cmp);
    assert_eq!(heights.len(), 5);
    assert!(heights.windows(2).all(|pair| pair[1] - pair[0] > 13.0), "{heights:?}");
    assert!(drawn.as_str().contains("Subject 0 &#60;&#38;&#62;"));
}

#[test]
fn heat_and_sentiment_hold_every_hour_and_day() {
    let mut hours = [[0; 24]; 7];
    hours[2][9] = 12;
    hours[6][23] = 1;
    let heat = Heat { subject: "Ours".into(), zone: "Europe/Berlin".into(), hours };
    let drawn = heat.draw("f", Width::Column);
    let cells = |class: &str| {
        let path = drawn.as_str().split(class).nth(1).unwrap().split("/>").next().unwrap();
        path.matches('M').count()
    };
    assert_eq!(["\"k0\"", "\"k1\"", "\"k6\""].map(cells), [7 * 24 - 2, 1, 1]);
    assert!(drawn.as_str().contains("<rect x=\"137.3\"><title>09:00: Mon 0, Tue 0, Wed 12, Thu 0"));
    assert!(
        drawn
            .as_str()
            .contains("Most is said on Wed from 09:00 to 10:00: 12 mentions, 92\u{a0}% of all.")
    );
    let days = SentimentDays { subject: "Ours".into(), points: points(&[12, 0, 24]) };
    insta::assert_snapshot!(days.draw("g", Width::Column).as_str().replace("><", ">\n<"), @r##"
    <svg class="chart" viewBox="0 0 400 214" width="400" height="214" role="img" aria-labelledby="gt gd">
    <title id="gt">Positive and negative posts over time, as labelled</title>
    <desc id="gd">12 mentions about Ours were labelled negative and 9 positive; most negative ones on 6 Oct: 8.</desc>
    <path class="g" d="M0 190H400M0 146.5H400M0 103H400M0 59.5H400M0 16H400"/>
    <path class="bars pos" style="stroke-width:114.7px" d="M66.7 103V76.9M333.3 103V50.8"/>
    <path class="bars neg" style="stroke-width:114.7px" d="M66.7 103V137.8M333.3 103V172.6"/>
    <path class="ax" d="M0 103L400 103"/>
    <text class="t halo" x="0" y="186">10 negative a day</text>
    <text class="t halo" x="0" y="12">10 positive a day</text>
    <text class="t" x="2" y="207">4 Oct</text>
    <text class="t" x="135.3" y="207">5 Oct</text>
    <text class="t" x="268.7" y="207">6 Oct</text>
    <path class="ax" d="M0 190H400M0 190v6M133.3 190v6M266.7 190v6"/>
    <g class="hit" transform="translate(0 16)" style="--w:133.3px;--h:174px">
    <rect x="0">
    <title>4 Oct: 12, 3 positive, 4 negative</title>
    </rect>
    <rect x="133.3">
    <title>5 Oct: 0, 0 positive, 0 negative</title>
    </rect>
    <rect x="266.7">
    <title>6 Oct: 24, 6 positive, 8 negative</title>
    </rect>
    </g>
    </svg>
    "##);
    let rows = SentimentRows {
        title: "Sentiment".into(),
        rows: vec![SentimentRow {
            name: "Ours".into(),
            strong: true,
            negative: figure(0.4, Unit::Share, 0.36, 0.44, 500),
            neutral: figure(0.35, Unit::Share, 0.3, 0.4, 500),
            positive: figure(0.25, Unit::Share, 0.2, 0.3, 500),
        }],
    };
    assert_eq!(rows.draw("h", Width::Column).as_str().matches("class=\"w\"").count(), 2);
}

#[test]
fn charts_of_nothing_are_still_drawings() {
    let nothing = Volume {
        title: "Mentions".into(),
        series: Vec::new(),
        gaps: Vec::new(),
        spikes: Vec::new(),
        offset_secs: 0,
        labels: false,
    };
    let shares = Shares { title: "Shares".into(), rows_are: "Subject".into(), bars: Vec::new() };
    let heat = Heat { subject: "x".into(), zone: "UTC".into(), hours: [[0; 24]; 7] };
    let days = SentimentDays { subject: "x".into(), points: Vec::new() };
    for drawn in [
        nothing.draw("a", Width::Page),
        shares.draw("b", Width::Page),
        heat.draw("c", Width::Page),
        days.draw("d", Width::Page),
    ] {
        assert!(drawn.as_str().starts_with("<svg") && drawn.as_str().ends_with("</svg>"));
        assert!(!drawn.as_str().contains("NaN"));
    }
}
