//! The exports that are known, in their own shapes with invented words.

use listen::{Format, LayoutName, Mapping};
use model::PostId;

use super::{lines, open, options, posts};

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn meltwater_utf16_with_tabs() {
    let text = "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tCountry\tLanguage\tReach\tEngagement\tTweet Id\tTwitter Screen Name\tTwitter Followers\r\n\
        24-Feb-2015 11:35AM\tLufttaxi startet\thttps://example.org/a\tDer erste Flug.\t... war \"großartig\" ...\tBeispiel Zeitung\tEva Müller\tGermany\tGerman\t12,345\t7\t\t\t\r\n\
        25-Feb-2015 01:05PM\t\thttps://twitter.com/ann/status/570306133677760513\tI love the Lufttaxi\tI love the Lufttaxi\tTwitter\t\tGermany\tEnglish\t100\t3\t\"570306133677760513\"\t@ann\t42\r\n";
    let import = open(utf16(text), &options()).unwrap();
    assert_eq!(import.preview().layout, LayoutName::Meltwater);
    assert_eq!(
        (import.preview().encoding.as_str(), import.preview().delimiter),
        ("UTF-16LE", Some('\t'))
    );
    insta::assert_snapshot!(lines(&posts(utf16(text), &options())), @"");
}

#[test]
fn brandwatch_csv_with_lines_before_the_header() {
    let text = "Report:,Bulk Mentions Download\nBrand:,Lufttaxi\nFrom:,\"Sun Feb 01 00:00:00 UTC 2015\"\n\n\
        Query Id,Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Page Type,Language,Author,Full Name,Full Text,Twitter Followers,Twitter Retweets,Twitter Reply to,Twitter Retweet of,Impact,Reach (new),Media URLs\n\
        1,Lufttaxi,2015-02-24 11:35:00.0,I love it so...,I love it,http://twitter.com/ann/statuses/570306133677760513,twitter.com,positive,twitter,en,ann,Ann Example,\"I love it so much, really\",42,5,,,30,1000,https://pic.example.org/1\n\
        1,Lufttaxi,2015-02-24 11:40:00.0,me too,me too,http://twitter.com/bob/statuses/570306133677760999,twitter.com,neutral,twitter,en,bob,,@ann me too,7,0,http://twitter.com/ann/statuses/570306133677760513,,1,10,\n\
        1,Lufttaxi,2015-02-24 12:00:00.0,A flight,A flight,https://news.example.org/a,news.example.org,neutral,news,de,redaktion,,Ein langer Artikel,,,,,9,50000,\n";
    let import = open(text, &options()).unwrap();
    assert_eq!(
        (import.preview().layout, import.preview().header_line),
        (LayoutName::Brandwatch, 5)
    );
    let found = posts(text, &options());
    assert_eq!(found[1].parent, Some(found[0].id));
    insta::assert_snapshot!(lines(&found), @"");
}

#[test]
fn brandwatch_json_pages_of_results() {
    let page = |id: u32| {
        format!(
            "{{\"resultsTotal\":-1,\"resultsPage\":{id},\"results\":[\n {{\"resourceId\":\"r{id}\",\"queryId\":1,\"date\":\"2015-02-24T11:35:00.000+0000\",\"title\":null,\"snippet\":\"cut\",\"fullText\":\"Whole text {id}\",\"url\":\"https://forum.example.org/{id}\",\"domain\":\"forum.example.org\",\"pageType\":\"forum\",\"author\":\"ann\",\"language\":\"en\",\"impressions\":12,\"mediaUrls\":[\"https://x.example.org\"],\"tags\":[]}}\n]}}"
        )
    };
    let text = format!("{}\n{}", page(1), page(2));
    assert_eq!(open(text.clone(), &options()).unwrap().preview().layout, LayoutName::Brandwatch);
    insta::assert_snapshot!(lines(&posts(text, &options())), @"");
}

#[test]
fn talkwalker_documents_are_unwrapped() {
    let document = |n: u32| {
        format!(
            "{{\"data\":{{\"url\":\"https://example.org/{n}\",\"indexed\":1424777800000,\"published\":1424777700000,\"title\":\"Title {n}\",\"content\":\"Words {n}\",\"root_url\":\"https://example.org/\",\"domain_url\":\"https://example.org/\",\"parent_url\":\"https://example.org/{n}\",\"lang\":\"en\",\"porn_level\":0,\"source_type\":[\"ONLINENEWS\",\"ONLINENEWS_OTHER\"],\"post_type\":[\"TEXT\"],\"engagement\":4,\"reach\":900,\"images\":[{{\"url\":\"https://x.example.org\"}}],\"extra_author_attributes\":{{\"id\":\"ex:1\",\"name\":\"Ann Example\"}}}}}}"
        )
    };
    let text = format!(
        "{{\"status_code\":\"0\",\"status_message\":\"OK\",\"result_content\":{{\"data\":[{},{}]}}}}",
        document(1),
        document(2)
    );
    assert_eq!(open(text.clone(), &options()).unwrap().preview().layout, LayoutName::Talkwalker);
    insta::assert_snapshot!(lines(&posts(text, &options())), @"");
}

#[test]
fn json_of_the_networks_themselves() {
    let mastodon = r#"[{"id":"109","created_at":"2015-02-24T11:35:00.000Z","in_reply_to_id":"108","language":"en","uri":"https://m.example/1","url":"https://m.example/@ann/109","replies_count":1,"reblogs_count":2,"favourites_count":3,"content":"<p>Hello &amp; <b>welcome</b><br>friends</p><script>alert(1)</script>","account":{"acct":"ann@m.example","display_name":"Ann","followers_count":9},"media_attachments":[{"id":"1"}]}]"#;
    let hacker_news = "{\"by\":\"ann\",\"id\":8863,\"kids\":[1,2],\"score\":104,\"time\":1424777700,\"title\":\"My app\",\"type\":\"story\",\"url\":\"https://example.org\"}\n{\"by\":\"bob\",\"id\":8864,\"parent\":8863,\"text\":\"Nice&#x27;s <p>one\",\"time\":1424777800,\"type\":\"comment\"}\n";
    let reddit = "{\"id\":\"abc\",\"author\":\"ann\",\"created_utc\":1424777700,\"selftext\":\"Is it good?\",\"title\":\"A question\",\"subreddit\":\"rust\",\"permalink\":\"/r/rust/comments/abc/a/\",\"num_comments\":1,\"score\":2}\n{\"id\":\"def\",\"author\":\"bob\",\"created_utc\":1424777800,\"body\":\"Yes\",\"parent_id\":\"t3_abc\",\"link_id\":\"t3_abc\",\"subreddit\":\"rust\",\"score\":1}\n";
    let mut options = options();
    options.source.network = model::Network::new("reddit").unwrap();
    let answers = posts(reddit, &options);
    assert_eq!(answers[1].parent, Some(answers[0].id));
    assert_eq!(answers[0].id, PostId::of(&options.source.network, "t3_abc"));
    let all = [
        lines(&posts(mastodon, &super::options())),
        lines(&posts(hacker_news, &super::options())),
        lines(&answers),
    ];
    insta::assert_snapshot!(all.join("\n"), @"");
}

#[test]
fn german_columns_semicolons_and_latin_letters() {
    let text = "Beitrags-ID;Datum;Benutzername;Inhalt;Gefällt mir;Kommentare;Sprache\n1;24.02.2015 11:35;J\u{fc}rgen;Sch\u{f6}ne Gr\u{fc}\u{df}e, bis bald;1.234;2;Deutsch\n";
    let latin = latin(text);
    let import = open(latin.clone(), &options()).unwrap();
    assert_eq!(
        (import.preview().encoding.as_str(), import.preview().delimiter),
        ("windows-1252", Some(';'))
    );
    assert!(import.preview().problems.iter().any(|p| p.contains("the encoding is a guess")));
    insta::assert_snapshot!(lines(&posts(latin, &options())), @"");
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

#[test]
fn a_mapping_by_hand_and_the_error_without_it() {
    let text = "nr,moment,who,words\n1,2015-02-24,ann,hello\n";
    let error = open(text, &options()).err().unwrap().to_string();
    insta::assert_snapshot!(error, @"");
    let mut options = options();
    options.mapping = Mapping::parse("id=nr,created_at=moment,author=who,text=words").unwrap();
    assert_eq!(posts(text, &options)[0].native_id, "1");
    options.mapping = Mapping::parse("text=word,created_at=moment").unwrap();
    insta::assert_snapshot!(open(text, &options).err().unwrap(), @"");
}

#[test]
fn a_preview_shows_what_was_understood() {
    let text =
        "id,date,author,text,mood\n1,01/02/2015,ann,hello & welcome,glad\n2,03/04/2015,bob,,sad\n";
    let import = open(text, &options()).unwrap();
    insta::assert_snapshot!(import.preview(), @"");
    let json = serde_json::to_value(import.preview()).unwrap();
    assert_eq!(json["format"], "table");
    assert_eq!(import.preview().format, Format::Table);
}
