//! Who is asking: passwords, sessions, one-time links, and the extractor that checks a role.

pub mod ceremony;
pub mod extract;
pub mod oidc;
pub mod passkey;
pub mod password;
pub mod token;

pub use extract::{
    Administer, Answer, Ask, Assign, Correct, EditStrategy, EditWatches, Export, Import, May,
    OwnAccount, People, ReadFigures, ReadPosts, ReadStrategy, TakePart,
};
