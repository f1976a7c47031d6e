//! The payload as a source would have handed it over: compact JSON that stays with the post.

use model::Post;
use serde::Serialize;

#[derive(Serialize)]
struct Payload<'a> {
    id: &'a str,
    created_at: i64,
    author: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    followers: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_reply_to: Option<&'a str>,
}

/// The payload of a post that is complete but for it.
pub(crate) fn payload(post: &Post, parent: Option<&str>) -> Vec<u8> {
    let payload = Payload {
        id: &post.native_id,
        created_at: post.created_at.0,
        author: &post.author.handle,
        followers: post.author.followers,
        channel: post.channel.as_deref(),
        title: post.title.as_deref(),
        text: &post.text,
        in_reply_to: parent,
    };
    serde_json::to_vec(&payload).unwrap_or_default()
}
