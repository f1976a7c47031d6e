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
    insta::assert_snapshot!(lines(&posts(utf16(text), &options())), @r#"
2015-02-24T11:35:00Z news u-d4c66ef1623348cbb70827ca2d2091d8 article @Eva Müller [-] "Lufttaxi startet" "Der erste Flug.\n... war \"großartig\" ..." url=https://example.org/a ch=Beispiel Zeitung lang=de parent=false eng=Some(7) reach=Some(12345) fol=None media=false
2015-02-25T13:05:00Z twitter 570306133677760513 original @ann [-] "-" "I love the Lufttaxi" url=https://twitter.com/ann/status/570306133677760513 ch=- lang=en parent=false eng=Some(3) reach=Some(100) fol=Some(42) media=false
"#);
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
    insta::assert_snapshot!(lines(&found), @r#"
2015-02-24T11:35:00Z twitter 570306133677760513 original @ann [Ann Example] "-" "I love it so much, really" url=http://twitter.com/ann/statuses/570306133677760513 ch=- lang=en parent=false eng=Some(5) reach=Some(1000) fol=Some(42) media=true
2015-02-24T11:40:00Z twitter 570306133677760999 reply @bob [-] "me too" "@ann me too" url=http://twitter.com/bob/statuses/570306133677760999 ch=- lang=en parent=true eng=Some(0) reach=Some(10) fol=Some(7) media=false
2015-02-24T12:00:00Z news u-56593d2ceb0f0659e4d606dbfe240d3e article @redaktion [-] "A flight" "Ein langer Artikel" url=https://news.example.org/a ch=news.example.org lang=de parent=false eng=None reach=Some(50000) fol=None media=false
"#);
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
    insta::assert_snapshot!(lines(&posts(text, &options())), @r#"
2015-02-24T11:35:00Z forum r1 original @ann [-] "-" "Whole text 1" url=https://forum.example.org/1 ch=forum.example.org lang=en parent=false eng=None reach=Some(12) fol=None media=true
2015-02-24T11:35:00Z forum r2 original @ann [-] "-" "Whole text 2" url=https://forum.example.org/2 ch=forum.example.org lang=en parent=false eng=None reach=Some(12) fol=None media=true
"#);
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
    insta::assert_snapshot!(lines(&posts(text, &options())), @r#"
2015-02-24T11:35:00Z news u-d26b9dd8ba75c7f95db419c9d92ac3ed article @Ann Example [-] "Title 1" "Words 1" url=https://example.org/1 ch=example.org lang=en parent=false eng=Some(4) reach=Some(900) fol=None media=true
2015-02-24T11:35:00Z news u-2cc22046ede809235672cd9d09fa8f5e article @Ann Example [-] "Title 2" "Words 2" url=https://example.org/2 ch=example.org lang=en parent=false eng=Some(4) reach=Some(900) fol=None media=true
"#);
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
    insta::assert_snapshot!(all.join("\n"), @r#"
2015-02-24T11:35:00Z csv 109 reply @ann@m.example [Ann] "-" "Hello & welcome\nfriends" url=https://m.example/@ann/109 ch=- lang=en parent=true eng=Some(6) reach=None fol=Some(9) media=true
2015-02-24T11:35:00Z csv 8863 original @ann [-] "My app" "" url=https://example.org ch=- lang=- parent=false eng=Some(104) reach=None fol=None media=false
2015-02-24T11:36:40Z csv 8864 reply @bob [-] "-" "Nice's\none" url=- ch=- lang=- parent=true eng=None reach=None fol=None media=false
2015-02-24T11:35:00Z reddit t3_abc original @ann [-] "A question" "Is it good?" url=https://www.reddit.com/r/rust/comments/abc/a/ ch=rust lang=- parent=false eng=Some(3) reach=None fol=None media=false
2015-02-24T11:36:40Z reddit t1_def reply @bob [-] "-" "Yes" url=- ch=rust lang=- parent=true eng=Some(1) reach=None fol=None media=false
"#);
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
    insta::assert_snapshot!(lines(&posts(latin, &options())), @r#"2015-02-24T11:35:00Z csv 1 original @Jürgen [-] "-" "Schöne Grüße, bis bald" url=- ch=- lang=de parent=false eng=Some(1236) reach=None fol=None media=false"#);
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

#[test]
fn a_mapping_by_hand_and_the_error_without_it() {
    let text = "nr,moment,who,words\n1,2015-02-24,ann,hello\n";
    let error = open(text, &options()).err().unwrap().to_string();
    insta::assert_snapshot!(error, @"line 1 of `test`: no column holds the text (did you mean `words`?); the columns are `nr`, `moment`, `who`, `words`; say which one it is with `--map text=words`");
    let mut options = options();
    options.mapping = Mapping::parse("id=nr,created_at=moment,author=who,text=words").unwrap();
    assert_eq!(posts(text, &options)[0].native_id, "1");
    options.mapping = Mapping::parse("text=word,created_at=moment").unwrap();
    insta::assert_snapshot!(open(text, &options).err().unwrap(), @"the file has no column `word` for `text` (did you mean `words`?); its columns are `nr`, `moment`, `who`, `words`");
}

#[test]
fn a_preview_shows_what_was_understood() {
    let text =
        "id,date,author,text,mood\n1,01/02/2015,ann,hello & welcome,glad\n2,03/04/2015,bob,,sad\n";
    let import = open(text, &options()).unwrap();
    insta::assert_snapshot!(import.preview(), @"
test
  table, cells separated by `,`, UTF-8, generic layout
  id                       → id
  date                     → created_at
  author                   → author
  text                     → text
  kept in the raw payload alone: mood
  dates: dmy (0 dates at the head can only have the day first, 0 only the month first, 2 either)
  note: no column names the network: all posts are taken for `csv`
  note: it is a stream: how long it is cannot be known
  look: every date could be day first or month first; taken as dmy: name the order with `--date-order dmy` or `mdy`
  look: 1 of the first 2 rows would be rejected; the first is line 3: text and title are empty
  2015-02-01T00:00:00Z csv original ann: hello & welcome
");
    let json = serde_json::to_value(import.preview()).unwrap();
    assert_eq!(json["format"], "table");
    assert_eq!(import.preview().format, Format::Table);
}
