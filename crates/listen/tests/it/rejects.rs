//! Rejects are mended and imported again, and come out as if the first file had been right.

use std::fs;

use listen::{Import, ImportOptions, Mapping, rejects_header};

use super::{open, options, posts};

fn write_rejects(
    text: impl Into<Vec<u8>>,
    options: &ImportOptions,
    dir: &std::path::Path,
) -> std::path::PathBuf {
    let mut import = open(text, options).unwrap();
    let mut file = import.reject_file(dir);
    for chunk in &mut import {
        chunk.unwrap().rejects.iter().for_each(|reject| file.push(reject).unwrap());
    }
    file.finish().unwrap().unwrap()
}

#[test]
fn mended_rows_become_the_posts_that_they_should_have_been() {
    let folder = tempfile::tempdir().unwrap();
    let good = "nr,day,who,words\n1,24/02/2015,ann,hello\n2,01/02/2015,bob,\"well, yes\"\n3,03/02/2015,eve,fine\n";
    let bad = good.replace("\"well, yes\"", "\"well, yes").replace("03/02/2015", "someday");
    let mut first = options();
    first.mapping = Mapping::parse("id=nr,created_at=day,author=who,text=words").unwrap();
    first.source.network = model::Network::new("twitter").unwrap();
    let path = write_rejects(bad, &first, folder.path());
    let rejects = fs::read_to_string(&path).unwrap();
    assert_eq!(rejects.lines().count(), 3);
    assert_eq!(rejects_header(rejects.as_bytes()).unwrap().network, "twitter");

    let again = write_rejects(rejects.clone(), &options(), folder.path());
    assert_eq!(again, path, "what is not mended replaces the file it came from");
    assert_eq!(fs::read_to_string(&path).unwrap(), rejects);

    let mended =
        rejects.replace("\\\"well, yes", "\\\"well, yes\\\"").replace("someday", "03/02/2015");
    fs::write(&path, mended).unwrap();
    let import = Import::open_file(&path, &options()).unwrap();
    let found: Vec<_> = import.flat_map(|chunk| chunk.unwrap().posts).collect();
    let wanted = posts(good, &first);
    assert_eq!(found, wanted[1..]);
}

#[test]
fn rejected_objects_come_back_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let good = "{\"id\":1,\"created_at\":\"2015-02-24\",\"text\":\"a\"}\n{\"id\":2,\"created_at\":\"2015-02-24\",\"text\":\"b\"}\n";
    let bad = good.replace("\"text\":\"b\"}", "\"text\":\"b}");
    let path = write_rejects(bad, &options(), folder.path());
    let rejects = fs::read_to_string(&path).unwrap();
    let mended = rejects.replace("\\\"b}", "\\\"b\\\"}");
    assert_ne!(rejects, mended);
    assert_eq!(posts(mended, &options()), posts(good, &options())[1..]);
}
