//! What remains of what was erased: a hash that only this workspace can compute.

use model::{Post, PostId};

/// The secret of one workspace. It never leaves the ledger.
#[derive(Clone)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// BLAKE3 keyed with the secret, over `what`, a zero byte and `bytes`.
    fn hash(&self, what: &str, bytes: &[u8]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(what.as_bytes());
        hasher.update(&[0]);
        hasher.update(bytes);
        *hasher.finalize().as_bytes()
    }

    /// The tombstone of a post.
    pub(crate) fn of_post(&self, id: PostId) -> [u8; 32] {
        self.hash("post", id.as_bytes())
    }

    /// The tombstone of an author, by [`Post::author_key`].
    pub(crate) fn of_author(&self, key: &str) -> [u8; 32] {
        self.hash("author", key.as_bytes())
    }

    /// The tombstone of a contact's address, in lower case.
    pub(crate) fn of_email(&self, key: &str) -> [u8; 32] {
        self.hash("email", key.as_bytes())
    }

    /// The author's tombstone, if the author of `post` is known.
    pub(crate) fn of_author_of(&self, post: &Post) -> Option<[u8; 32]> {
        post.author_key().map(|key| self.of_author(&key))
    }
}

/// The first eight bytes of an author's tombstone as a number: a narrow column by which an author's posts are found.
/// Two authors can share one, so the key itself is compared afterwards.
pub(crate) fn tag(hash: &[u8; 32]) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = *hash;
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tombstone_depends_on_the_secret_and_on_what_it_is_for() {
        let (ours, theirs) = (Secret::new([1; 32]), Secret::new([2; 32]));
        assert_eq!(ours.of_author("a:b"), ours.of_author("a:b"));
        assert_ne!(ours.of_author("a:b"), theirs.of_author("a:b"));
        let id = PostId::from_bytes(*b"0123456789abcdef");
        assert_ne!(ours.of_post(id), ours.of_author("0123456789abcdef"));
    }
}
