//! Files of contacts as address books and CRMs write them, and damaged ones.

use model::Stage;
use proptest::prelude::*;

use super::*;

fn keys(draft: &ContactDraft) -> Vec<String> {
    draft.presences.iter().map(model::Presence::key).collect()
}

#[test]
fn a_table_is_read_by_its_header() {
    let file = read_contacts(
        "First name;Last name;Company;E-mail;Twitter;Socials;Stage;Notes;Shoe size\n\
         Ann;O'Neill;\"Lumen; Ltd\";ann@x.org;@Ann;mastodon:ann@c.social github:ann;Interest;\"two\nlines\";39\n\
         ;;Nobody Inc;;;;;;\n\
         Bob;;;bob at x;;;;;\n\
         ;;;cyd@x.org;;;grown;;\n\
         \n"
        .as_bytes(),
    );
    assert_eq!((file.format, file.rows, file.joined), (ContactFormat::Table, 4, 0));
    let [ann, cyd] = file.kept.as_slice() else { panic!("{:?}", file.kept) };
    assert_eq!((ann.name.as_str(), ann.organisation.as_str()), ("Ann O'Neill", "Lumen; Ltd"));
    assert_eq!((ann.notes.as_str(), ann.stage), ("two\nlines", Some(Stage::Interest)));
    assert_eq!(keys(ann), ["twitter:ann", "mastodon:ann@c.social", "github:ann"]);
    assert_eq!((cyd.any_name(), cyd.stage), ("cyd@x.org", None));
    let rejects: Vec<_> = file
        .rejected
        .iter()
        .map(|r| (r.line, r.reason.as_str(), String::from_utf8_lossy(&r.bytes)))
        .collect();
    assert_eq!(
        rejects,
        [
            (4, "it names nobody: no name, no e-mail, no account", ";;Nobody Inc;;;;;;".into()),
            (5, "the e-mail address is none", "Bob;;;bob at x;;;;;".into()),
        ]
    );
    assert_eq!(file.columns.last(), Some(&("Shoe size".to_owned(), None)));
}

#[test]
fn rows_of_one_person_are_joined() {
    let file = read_contacts(
        b"name,email,twitter,mastodon\nAnn,ann@x.org,ann,\nA.,ANN@X.org,,ann@c\nAnn again,,,@ANN@c\nBob,,bob,\n",
    );
    assert_eq!((file.rows, file.joined, file.kept.len()), (4, 2, 2));
    assert_eq!(file.kept[0].name, "Ann");
    assert_eq!(keys(&file.kept[0]), ["twitter:ann", "mastodon:ann@c"]);
}

#[test]
fn cards_of_three_versions_are_read() {
    let file = read_contacts(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:O'Neill;Ann;;Dr.;\r\nFN:Ann O'Neill\r\nORG:Lumen\\, Ltd;Research\r\n\
         EMAIL;TYPE=INTERNET,WORK:ann@x.org\r\nitem1.URL:https://github.com/ann\r\n\
         X-SOCIALPROFILE;type=twitter;x-user=ann:https://twitter.com/ann\r\nNOTE:met in\r\n  Rome\\nagain\r\nEND:VCARD\r\n\
         BEGIN:VCARD\r\nVERSION:4.0\r\nN:Bee;Bob;;;\r\nSOCIALPROFILE;SERVICE-TYPE=Mastodon:https://c.social/@bob\r\n\
         SOCIALPROFILE;VALUE=text;SERVICE-TYPE=Bluesky;USERNAME=\"bob.example\":bob\r\nIMPP:xmpp:bob@j.org\r\nEND:VCARD\r\n\
         BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCll=\r\ner;Cyd\r\nEND:VCARD\r\n"
            .as_bytes(),
    );
    assert_eq!(file.format, ContactFormat::Cards);
    assert!(file.rejected.is_empty(), "{:?}", file.rejected);
    let [ann, bob, cyd] = file.kept.as_slice() else { panic!("{:?}", file.kept) };
    assert_eq!(
        (ann.name.as_str(), ann.organisation.as_str()),
        ("Ann O'Neill", "Lumen, Ltd, Research")
    );
    assert_eq!((ann.email.as_str(), ann.notes.as_str()), ("ann@x.org", "met in Rome\nagain"));
    assert_eq!(keys(ann), ["github:ann", "twitter:ann"]);
    assert_eq!(bob.name, "Bob Bee");
    assert_eq!(keys(bob), ["mastodon:bob@c.social", "bluesky:bob.example", "xmpp:bob@j.org"]);
    assert_eq!(cyd.name, "Cyd Müller");
}

#[test]
fn damaged_cards_stop_nobody_else() {
    let file = read_contacts(
        b"BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nstray\nBEGIN:VCARD\nORG:x\nEND:VCARD\nBEGIN:VCARD\nFN:Cyd\n",
    );
    assert_eq!(file.kept.len(), 1);
    let lines: Vec<_> =
        file.rejected.iter().map(|reject| (reject.line, reject.bytes.as_slice())).collect();
    assert_eq!(lines, [(1, &b"FN:Ann"[..]), (6, b"stray"), (7, b"ORG:x"), (10, b"FN:Cyd")]);
}

proptest! {
    #[test]
    fn no_bytes_panic_and_every_row_is_counted(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let file = read_contacts(&bytes);
        prop_assert_eq!(file.rows, file.kept.len() as u64 + file.joined + file.rejected.len() as u64);
    }

    #[test]
    fn no_card_panics(lines in proptest::collection::vec("(BEGIN:VCARD|END:VCARD|FN:.{0,9}|N;ENCODING=QUOTED-PRINTABLE:.{0,9}=|X-SOCIALPROFILE;type=.{0,5}:.{0,20}|URL:https?://.{0,20}|IMPP:.{0,9}| .{0,5}|.{0,12})", 0..20)) {
        let text = format!("BEGIN:VCARD\n{}", lines.join("\n"));
        let file = read_contacts(text.as_bytes());
        prop_assert_eq!(file.rows, file.kept.len() as u64 + file.joined + file.rejected.len() as u64);
    }

    #[test]
    fn no_table_panics(rows in proptest::collection::vec("[^\r\n]{0,30}", 0..12), delimiter in "[,;\t|]") {
        let header = ["name", "email", "twitter", "url", "handles", "stage"].join(&delimiter);
        let text = format!("{header}\n{}", rows.join("\n"));
        let file = read_contacts(text.as_bytes());
        prop_assert_eq!(file.rows, file.kept.len() as u64 + file.joined + file.rejected.len() as u64);
    }
}
