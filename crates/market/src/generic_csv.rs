//! Writes a market as the generic CSV that `waggle import` reads, so that imports can be measured.

use std::io;

use crate::planted::Said;

/// The columns, in order.
pub const COLUMNS: [&str; 17] = [
    "network",
    "id",
    "created_at",
    "author",
    "author_name",
    "followers",
    "title",
    "text",
    "url",
    "channel",
    "language",
    "kind",
    "parent_id",
    "thread_id",
    "engagement",
    "reach",
    "media",
];

/// Writes the header and every post; how many posts that were.
pub fn write_csv<W: io::Write>(into: W, posts: impl IntoIterator<Item = Said>) -> io::Result<u64> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 18).from_writer(into);
    writer.write_record(COLUMNS)?;
    let mut count = 0;
    for said in posts {
        write_row(&mut writer, &said)?;
        count += 1;
    }
    writer.flush()?;
    Ok(count)
}

fn write_row<W: io::Write>(writer: &mut csv::Writer<W>, said: &Said) -> io::Result<()> {
    let post = &said.post;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<u64>| value.map(|n| n.to_string()).unwrap_or_default();
    writer.write_record([
        post.network.as_str(),
        &post.native_id,
        &post.created_at.to_string(),
        &post.author.handle,
        &text(&post.author.name),
        &number(post.author.followers),
        &text(&post.title),
        &post.text,
        &text(&post.url),
        &text(&post.channel),
        post.language.as_ref().map_or("", |language| language.as_str()),
        post.kind.as_str(),
        &text(&said.parent_native_id),
        &text(&said.thread_native_id),
        &number(post.engagement),
        &number(post.reach),
        if post.media { "true" } else { "false" },
    ])?;
    Ok(())
}
