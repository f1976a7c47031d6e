//! The spellings that real exports use, and that no text brings the reader down.

use proptest::prelude::*;

use super::evidence::Evidence;
use super::*;

fn dates(zone: &str, order: Option<DateOrder>) -> Dates {
    let now: jiff::Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
    Dates::new(Zone::named(zone).unwrap(), order, now.into(), false)
}

fn utc(date: &str) -> String {
    dates("UTC", None).read(date, "").map_or_else(|e| e.to_string(), |t| t.to_string())
}

#[test]
fn usual_spellings_name_the_moment() {
    for date in [
        "2015-02-24T11:35:00Z",
        "2015-02-24T03:35:00-08:00",
        "2015-02-24T11:35:00.123+00:00",
        "2015-02-24 11:35:00",
        "2015-02-24 11:35:00 +0000",
        "2015-02-24 11:35:00 UTC",
        "2015-02-24T11:35",
        "20150224T113500Z",
        "2015/02/24 11:35",
        "24.02.2015 11:35",
        "24.02.15, 11:35 Uhr",
        "24/02/2015 11:35:00",
        "02/24/2015 11:35 AM",
        "Feb 24, 2015 11:35 AM",
        "Feb 24, 2015 at 11:35 a.m.",
        "24 Feb 2015 11:35",
        "24. Februar 2015, 11:35",
        "24-Feb-2015 11:35AM",
        "24-Feb-15 11:35",
        "Tue, 24 Feb 2015 11:35:00 GMT",
        "Tue, 24 Feb 2015 06:35:00 -0500",
        "Tue Feb 24 11:35:00 +0000 2015",
        "Tue Feb 24 2015 12:35:00 GMT+0100 (Central European Standard Time)",
        "11:35 AM - 24 Feb 2015",
        "2015-02-24T12:35:00+01:00[Europe/Berlin]",
        "February 24th, 2015 11:35:00 am",
        "1424777700",
        "1424777700.5",
        "1424777700000",
        "1424777700000000",
    ] {
        let order = date.starts_with("02/24").then_some(DateOrder::Mdy);
        let read = dates("UTC", order).read(date, "").map(|t| t.to_string());
        assert_eq!(read.as_deref(), Ok("2015-02-24T11:35:00Z"), "{date}");
    }
    assert_eq!(utc("02/24/2015 12:05 am"), utc("2015-02-24 00:05"));
    assert_eq!(utc("02/24/2015 12:05 PM"), "2015-02-24T12:05:00Z");
    assert_eq!(utc("2015-02-24"), "2015-02-24T00:00:00Z");
    assert_eq!(utc("20150224"), "2015-02-24T00:00:00Z");
    assert_eq!(utc("Feb 24, 2015 11 AM"), "2015-02-24T11:00:00Z");
}

#[test]
fn dates_without_a_zone_are_in_the_workspaces() {
    let berlin = dates("Europe/Berlin", None);
    assert_eq!(berlin.read("24.02.2015 11:35", "").unwrap().to_string(), "2015-02-24T10:35:00Z");
    assert_eq!(berlin.read("24.07.2015 11:35", "").unwrap().to_string(), "2015-07-24T09:35:00Z");
    assert_eq!(berlin.read("24.07.2015", "11:35").unwrap().to_string(), "2015-07-24T09:35:00Z");
    assert_eq!(berlin.read("24.07.2015", "11:35 PM").unwrap().to_string(), "2015-07-24T21:35:00Z");
    assert!(berlin.read("24.07.2015", "noon").is_err());
}

#[test]
fn day_and_month_are_told_apart_by_evidence_and_then_by_custom() {
    let mut evidence = Evidence::default();
    for date in ["01/02/2015", "03/04/2015", "24/02/2015", "2015-02-24"] {
        evidence.add(date);
    }
    assert_eq!((evidence.order(), evidence.either), (Some(DateOrder::Dmy), 2));
    assert_eq!(utc("01/02/2015"), "2015-02-01T00:00:00Z");
    assert_eq!(utc("01/02/2015 11:00 AM"), "2015-01-02T11:00:00Z");
    let new_york = dates("America/New_York", None);
    assert_eq!(new_york.read("01/02/2015", "").unwrap().to_string(), "2015-01-02T05:00:00Z");
    assert_eq!(new_york.read("01.02.2015", "").unwrap().to_string(), "2015-02-01T05:00:00Z");
    let month_first = dates("UTC", Some(DateOrder::Mdy)).read("24/02/2015", "");
    assert!(month_first.unwrap_err().to_string().contains("--date-order dmy"));
    let year_first = dates("UTC", Some(DateOrder::Ymd)).read("15-02-24", "");
    assert_eq!(year_first.unwrap().to_string(), "2015-02-24T00:00:00Z");
}

#[test]
fn what_is_no_date_or_no_possible_date_is_refused() {
    for (date, why) in [
        ("yesterday", "no date that can be read"),
        ("", "no date that can be read"),
        ("12", "no date that can be read"),
        ("2015-02-30", "no day of the calendar"),
        ("0000-00-00 00:00:00", "no day of the calendar"),
        ("1969-12-31T23:59:59Z", "before 1970"),
        ("9999-01-01", "after the import"),
        ("2015-02-24 25:00", "no date that can be read"),
        ("570306133677760513", "no date that can be read"),
    ] {
        let read = utc(date);
        let fits = read.contains(why) || (date.len() == 18 && read.starts_with("1988"));
        assert!(fits, "{date}: {read}");
    }
    assert_eq!(utc("2026-11-24T11:00:00Z"), "2026-11-24T11:00:00Z");
    assert!(utc("2026-11-25").contains("two days"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}", time in "\\PC{0,10}") {
        let _ = dates("Europe/Berlin", None).read(&text, &time);
    }

    #[test]
    fn date_like_text_is_read_or_refused(text in "[0-9 /.:,+TZapm-]{0,30}") {
        if let Ok(moment) = dates("UTC", None).read(&text, "") {
            prop_assert!(moment.0 >= 0);
        }
    }

    #[test]
    fn every_moment_survives_every_spelling(secs in 0i64..1_700_000_000) {
        let moment = jiff::Timestamp::from_second(secs).unwrap();
        let zoned = moment.to_zoned(jiff::tz::TimeZone::UTC);
        let reader = dates("UTC", Some(DateOrder::Mdy));
        for format in [
            "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%a %b %d %H:%M:%S +0000 %Y",
            "%a, %d %b %Y %H:%M:%S +0000", "%d-%b-%Y %I:%M:%S%p", "%m/%d/%Y %I:%M:%S %p",
            "%B %d, %Y %H:%M:%S", "%Y%m%dT%H%M%SZ",
        ] {
            let text = zoned.strftime(format).to_string();
            prop_assert_eq!(reader.read(&text, ""), Ok(Timestamp(secs)), "{}", text);
        }
    }
}
