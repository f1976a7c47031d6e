//! Finds the earlier post that a post repeats, exactly or nearly, within a sliding window.
//!
//! What is compared is the words alone: `RT @handle`, handles, addresses, punctuation, emoji, case and drawn-out letters
//! are dropped. Equal words give an equal 64-bit hash. From [`NEAR_WORDS`] words on, near copies are found by
//! one-permutation MinHash over words and pairs (Li, Owen & Zhang 2012, densified by rotation as in Shrivastava & Li
//! 2014) with 64 bins of 8 bits, sixteen bands of four bins, and verified at an estimated Jaccard index of 0.5. SimHash
//! within three bits, the usual advice, misses nine in ten near copies of short posts.
//!
//! "Thanks!" said twice is not a repeat: a text counts from [`EXACT_WORDS`] words or [`EXACT_CHARS`] letters on.

use model::PostId;
use rustc_hash::FxHashMap;

use crate::reader::Scratch;
use crate::tokens::{TokenKind, Tokens, hash_units};

/// Fewest words of an exact repeat, unless it has [`EXACT_CHARS`].
pub const EXACT_WORDS: usize = 4;
/// Fewest letters of an exact repeat, unless it has [`EXACT_WORDS`].
pub const EXACT_CHARS: usize = 20;
/// Fewest words of a near repeat.
pub const NEAR_WORDS: usize = 6;

const BINS: usize = 64;
const BANDS: usize = 16;
const ROWS: usize = BINS / BANDS;
/// Equal bins for a Jaccard index of 0.5.
const ENOUGH: usize = BINS / 2;

type Bins = [u8; BINS];
/// Where each band stands in its table.
type Slots = [usize; BANDS];

/// What is kept of a post to find its repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// Hash of the words in order; `None`: too short to be called a repeat.
    exact: Option<u64>,
    /// `None`: too short for near repeats.
    bins: Option<Bins>,
}

impl Signature {
    /// Of the post that `scratch` has just read ([`crate::Reader::read`]).
    pub fn of(scratch: &Scratch) -> Self {
        Self::of_tokens(&scratch.tokens)
    }

    /// Of a post that needs no reading; `scratch` lends its buffers.
    pub fn read(scratch: &mut Scratch, title: Option<&str>, text: &str) -> Self {
        scratch.tokens.read(title, text);
        Self::of_tokens(&scratch.tokens)
    }

    /// Of a text alone.
    pub fn of_text(title: Option<&str>, text: &str) -> Self {
        let mut tokens = Tokens::default();
        tokens.read(title, text);
        Self::of_tokens(&tokens)
    }

    fn of_tokens(tokens: &Tokens) -> Self {
        let said = said(tokens);
        let mut exact = 0x517C_C1B7_2722_0A95u64;
        let (mut words, mut chars) = (0, 0);
        let mut lowest = [u32::MAX; BINS];
        let mut before = 0u32;
        let mut put = |element: u64| {
            // The top bits choose the bin, the others compete in it.
            if let Some(bin) = lowest.get_mut((element >> 58) as usize) {
                *bin = (*bin).min(element as u32);
            }
        };
        for token in said {
            let word = token.hash ^ token.digits.wrapping_mul(0x85EB_CA6B);
            exact = (exact.rotate_left(5) ^ u64::from(word)).wrapping_mul(0xF135_7AEA_2E62_A9C5);
            put(mix(u64::from(word)));
            if words > 0 {
                put(mix(u64::from(before) << 32 | u64::from(word)));
            }
            before = word;
            words += 1;
            chars += (token.end - token.start) as usize;
        }
        Self {
            exact: (words >= EXACT_WORDS || chars >= EXACT_CHARS).then(|| mix(exact)),
            bins: (words >= NEAR_WORDS).then(|| densify(&lowest)),
        }
    }
}

/// The words of a post without `RT @handle:` in front.
fn said(tokens: &Tokens) -> impl Iterator<Item = &crate::tokens::Token> {
    let rt = hash_units(&['r' as u32, 't' as u32]);
    let all = tokens.as_slice();
    let passed_on = matches!(all, [first, second, ..]
        if first.hash == rt && second.kind == TokenKind::Handle);
    all.iter().skip(usize::from(passed_on)).filter(|token| token.kind == TokenKind::Word)
}

/// Empty bins borrow from the next filled one to the right, marked by the distance.
fn densify(lowest: &[u32; BINS]) -> Bins {
    let mut bins = [0u8; BINS];
    let mut carried = (0u32, 0u32);
    // Twice round: the first time finds what the last bins borrow.
    for at in (0..BINS * 2).rev() {
        let place = at % BINS;
        match lowest.get(place) {
            Some(&value) if value != u32::MAX => carried = (value, 0),
            _ => carried.1 += 1,
        }
        if let Some(bin) = bins.get_mut(place) {
            let (value, distance) = carried;
            *bin = (mix(u64::from(value) << 8 | u64::from(distance)) >> 32) as u8;
        }
    }
    bins
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    /// The first post of its group.
    first: PostId,
    signature: Signature,
}

/// The posts of a sliding window, to be asked for repeats in the order in which they were said.
#[derive(Debug)]
pub struct Repeats {
    window: usize,
    /// A ring: post number n stands at n mod window.
    seen: Vec<Seen>,
    next: usize,
    exact: FxHashMap<u64, u32>,
    /// For each band a direct-mapped table of places in the ring; the newest wins.
    bands: Vec<u32>,
    band_mask: usize,
}

const NOBODY: u32 = u32::MAX;

impl Repeats {
    /// Remembers the last `window` posts (at least one); about 250 bytes each.
    pub fn new(window: usize) -> Self {
        let window = window.clamp(1, NOBODY as usize - 1);
        let band_len = (window * 2).next_power_of_two();
        Self {
            window,
            seen: Vec::new(),
            next: 0,
            exact: FxHashMap::default(),
            bands: vec![NOBODY; band_len * BANDS],
            band_mask: band_len - 1,
        }
    }

    /// Remembers post `id` and answers the first post of the group that it repeats, if any. A post is no repeat of an
    /// earlier version of itself.
    pub fn see(&mut self, id: PostId, signature: &Signature) -> Option<PostId> {
        if signature.exact.is_none() && signature.bins.is_none() {
            return None;
        }
        let slots = signature.bins.as_ref().map(|bins| slots(bins, self.band_mask));
        let found = self.find(signature, slots.as_ref()).map(|seen| seen.first);
        self.remember(Seen { first: found.unwrap_or(id), signature: *signature }, slots.as_ref());
        found.filter(|first| *first != id)
    }

    fn find(&self, signature: &Signature, slots: Option<&Slots>) -> Option<Seen> {
        let at = |place: u32| self.seen.get(place as usize);
        if let Some(place) = signature.exact.and_then(|exact| self.exact.get(&exact)) {
            return at(*place).copied();
        }
        let bins = signature.bins.as_ref()?;
        // All bands are looked up before the first is judged: memory answers many questions in the time of one.
        let places = slots?.map(|slot| self.bands.get(slot).copied().unwrap_or(NOBODY));
        let mut tried = NOBODY;
        for place in places {
            if place == NOBODY || place == tried {
                continue;
            }
            tried = place;
            if let Some(seen) = at(place)
                && seen.signature.bins.is_some_and(|other| alike(bins, &other))
            {
                return Some(*seen);
            }
        }
        None
    }

    fn remember(&mut self, post: Seen, slots: Option<&Slots>) {
        let place = self.next;
        self.next = (self.next + 1) % self.window;
        match self.seen.get_mut(place) {
            Some(old) => {
                let gone = std::mem::replace(old, post);
                if let Some(exact) = gone.signature.exact
                    && self.exact.get(&exact) == Some(&(place as u32))
                {
                    self.exact.remove(&exact);
                }
            }
            None => self.seen.push(post),
        }
        if let Some(exact) = post.signature.exact {
            self.exact.insert(exact, place as u32);
        }
        for slot in slots.into_iter().flatten() {
            if let Some(to) = self.bands.get_mut(*slot) {
                *to = place as u32;
            }
        }
    }
}

/// Where the bands of `bins` stand in the tables.
fn slots(bins: &Bins, mask: usize) -> Slots {
    let (bands, _) = bins.as_chunks::<ROWS>();
    let mut slots = [0; BANDS];
    for (band, (slot, rows)) in slots.iter_mut().zip(bands).enumerate() {
        let key = u64::from(u32::from_le_bytes(*rows)) << 8 | band as u64;
        *slot = band * (mask + 1) + (mix(key) as usize & mask);
    }
    slots
}

fn alike(a: &Bins, b: &Bins) -> bool {
    a.iter().zip(b).filter(|(a, b)| a == b).count() >= ENOUGH
}

#[cfg(test)]
mod tests;
