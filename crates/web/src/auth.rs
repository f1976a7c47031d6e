//! Who is asking: passwords, sessions, one-time links, and the extractor that checks a role.

pub mod extract;
pub mod password;
pub mod token;

pub use extract::{
    Administer, Answer, Ask, Assign, Correct, EditStrategy, EditWatches, Export, Import, May,
    OwnAccount, People, ReadFigures, ReadPosts, ReadStrategy, TakePart,
};
