//! Mails say the same in HTML and in text, load nothing, and can be left.

use super::*;

#[test]
fn every_rhythm_renders_and_both_forms_say_the_same() {
    for rhythm in Rhythm::ALL {
        let digest = sample(*rhythm);
        assert!(!digest.is_empty(), "{rhythm}");
        let mail = digest.mail();
        for part in &digest.parts {
            assert!(mail.text.contains(&part.answer.replace('\u{a0}', " ")), "{rhythm}");
            assert!(mail.html.contains(&part.leave) && mail.text.contains(&part.leave));
            for item in &part.items {
                assert!(mail.text.contains(&item.text.replace('\u{a0}', " ")), "{}", item.text);
            }
        }
        assert_eq!(mail.leave, digest.parts[0].leave);
        assert!(!mail.subject.contains(['\n', '\r']));
    }
}

#[test]
fn a_mail_loads_nothing_and_markup_in_it_does_not_act() {
    for rhythm in Rhythm::ALL {
        let html = sample(*rhythm).mail().html;
        for loads in ["<img", "src=", "url(", "@import", "<link", "<script", "<b>was"] {
            assert!(!html.contains(loads), "{rhythm}: {loads}");
        }
        assert!(!html.contains("var(--"), "{rhythm}");
    }
    assert!(sample(Rhythm::Weekly).mail().html.contains("&#60;b&#62;was"));
}

#[test]
fn a_daily_mail_in_plain_text() {
    insta::assert_snapshot!(sample(Rhythm::Daily).mail().text);
}
