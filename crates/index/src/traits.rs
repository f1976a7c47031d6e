//! What is known of a post in a few bits each, packed into one number: one column to read instead of seven.

use model::{Acts, Emotion, Kind, Label, Reading, Side};

use model::Post;

const LABEL: u32 = 0; // 2 bits, 3 = not read
const EMOTION: u32 = 2; // 4 bits, 15 = none
const ACTS: u32 = 6; // 8 bits
const KIND: u32 = 14; // 4 bits
const SIDE: u32 = 18; // 1 bit
const MEDIA: u32 = 19; // 1 bit
const REPEAT: u32 = 20; // 1 bit

/// The packed number. Small values stay small: the column takes as many bits as its largest value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Traits(pub u64);

impl Traits {
    /// Those of a post.
    pub fn of(post: &Post, reading: &Reading) -> Self {
        let label = reading.sentiment.map_or(3, |s| s.label().index());
        let emotion = reading.emotion.map_or(15, Emotion::index);
        let bit = |set: bool, at: u32| u64::from(set) << at;
        Self(
            (label as u64) << LABEL
                | (emotion as u64) << EMOTION
                | u64::from(reading.acts.0) << ACTS
                | (post.kind.index() as u64) << KIND
                | (post.side.index() as u64) << SIDE
                | bit(post.media, MEDIA)
                | bit(reading.repeat_of.is_some(), REPEAT),
        )
    }

    /// The place of the label in `Label::ALL`; 3 when it was not read.
    pub fn label_slot(self) -> usize {
        self.bits(LABEL, 2)
    }

    /// The label.
    pub fn label(self) -> Option<Label> {
        Label::from_index(self.label_slot())
    }

    /// The emotion.
    pub fn emotion(self) -> Option<Emotion> {
        Emotion::from_index(self.bits(EMOTION, 4))
    }

    /// The acts.
    pub fn acts(self) -> Acts {
        Acts(self.bits(ACTS, 8) as u8)
    }

    /// The kind.
    pub fn kind(self) -> Kind {
        Kind::from_index(self.bits(KIND, 4)).unwrap_or(Kind::Original)
    }

    /// The side.
    pub fn side(self) -> Side {
        Side::from_index(self.bits(SIDE, 1)).unwrap_or(Side::External)
    }

    /// Whether media are attached.
    pub fn media(self) -> bool {
        self.bits(MEDIA, 1) == 1
    }

    /// Whether it repeats an earlier post.
    pub fn repeat(self) -> bool {
        self.bits(REPEAT, 1) == 1
    }

    fn bits(self, at: u32, count: u32) -> usize {
        (self.0 >> at & ((1 << count) - 1)) as usize
    }
}
