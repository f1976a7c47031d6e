//! What somebody said once.

use serde::{Deserialize, Serialize};

use crate::{Kind, Language, Network, PostId, Side, SourceId, Timestamp};

/// Who said it, as the network names them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Author {
    /// The handle without a leading `@`, in the spelling of the network; empty when unknown.
    pub handle: String,
    /// The name shown beside it.
    pub name: Option<String>,
    /// How many follow them, as declared by the network.
    pub followers: Option<u64>,
}

/// What somebody said once, as normalised from a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Always [`PostId::of`] network and native id.
    pub id: PostId,
    /// Where it was said.
    pub network: Network,
    /// The network's own id for it, unique within the network.
    pub native_id: String,
    /// The source that brought it.
    pub source: SourceId,
    /// Inside or outside the wall; follows from the source.
    pub side: Side,
    /// Original, reply, repost …
    pub kind: Kind,
    /// Who said it.
    pub author: Author,
    /// When it was said.
    pub created_at: Timestamp,
    /// Headline, where there is one.
    pub title: Option<String>,
    /// The words as plain text: markup removed, entities decoded, line breaks kept.
    pub text: String,
    /// Where to read and answer it.
    pub url: Option<String>,
    /// The part of the network: subreddit, forum category, publication, hashtag feed.
    pub channel: Option<String>,
    /// The language that the network says it is in.
    pub language: Option<Language>,
    /// The post that it answers, quotes or passes on.
    pub parent: Option<PostId>,
    /// The first post of its thread.
    pub thread: Option<PostId>,
    /// Likes, reposts, replies and the like, summed; as declared by the network.
    pub engagement: Option<u64>,
    /// People it may have reached, as declared by the source; never added up across posts without saying so.
    pub reach: Option<u64>,
    /// Whether pictures, sound or film are attached.
    pub media: bool,
    /// The source's payload as it came (UTF-8 or not), untouched.
    pub raw: Vec<u8>,
}

impl Post {
    /// `network:handle` in lower case, the key by which a person's posts are found and erased. `None` when the
    /// author is unknown.
    pub fn author_key(&self) -> Option<String> {
        (!self.author.handle.is_empty()).then(|| author_key(&self.network, &self.author.handle))
    }

    /// Changes when anything that was said or declared changes; the source's raw payload does not count.
    pub fn digest(&self) -> [u8; 16] {
        let mut said = Vec::with_capacity(self.text.len() + 384);
        let mut put = |part: &[u8]| {
            said.extend_from_slice(&(part.len() as u64).to_le_bytes());
            said.extend_from_slice(part);
        };
        put(self.text.as_bytes());
        put(bytes(&self.title));
        put(bytes(&self.url));
        put(bytes(&self.channel));
        put(self.author.handle.as_bytes());
        put(bytes(&self.author.name));
        put(&self.created_at.0.to_le_bytes());
        put(&[self.kind as u8, self.side as u8, u8::from(self.media)]);
        put(self.language.as_ref().map(Language::as_str).unwrap_or_default().as_bytes());
        put(self.parent.as_ref().map_or(&[], |id| id.as_bytes()));
        put(self.thread.as_ref().map_or(&[], |id| id.as_bytes()));
        for number in [self.author.followers, self.engagement, self.reach] {
            put(&number.map_or([0xff; 8], u64::to_le_bytes));
        }
        let mut digest = [0; 16];
        // All at once: hashing many small parts costs more than laying them side by side.
        blake3::Hasher::new().update(&said).finalize_xof().fill(&mut digest);
        digest
    }
}

fn bytes(value: &Option<String>) -> &[u8] {
    value.as_deref().unwrap_or_default().as_bytes()
}

/// `network:handle` in lower case without a leading `@`.
pub fn author_key(network: &Network, handle: &str) -> String {
    format!("{network}:{}", handle.trim_start_matches('@').to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_blake3_over_each_part_after_its_length() {
        let network = Network::new("reddit").unwrap();
        let post = Post {
            id: PostId::of(&network, "1"),
            native_id: "1".to_owned(),
            source: SourceId(1),
            side: Side::External,
            kind: Kind::Reply,
            author: Author { handle: "ann".to_owned(), name: None, followers: Some(7) },
            created_at: Timestamp(1_000),
            title: Some("Niño".to_owned()),
            text: "late again".repeat(200),
            url: Some("https://example.org/1".to_owned()),
            channel: None,
            language: Language::from_tag("es"),
            parent: Some(PostId::of(&network, "0")),
            thread: None,
            engagement: None,
            reach: Some(3),
            media: true,
            network,
            raw: b"not looked at".to_vec(),
        };
        let mut hasher = blake3::Hasher::new();
        let mut put = |part: &[u8]| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        for part in [&post.text, "Niño", "https://example.org/1", "", "ann", ""] {
            put(part.as_bytes());
        }
        put(&1_000i64.to_le_bytes());
        put(&[post.kind as u8, post.side as u8, 1]);
        put(b"es");
        put(PostId::of(&post.network, "0").as_bytes());
        put(b"");
        put(&7u64.to_le_bytes());
        put(&[0xff; 8]);
        put(&3u64.to_le_bytes());
        assert_eq!(post.digest().as_slice(), &hasher.finalize().as_bytes()[..16]);
    }
}
