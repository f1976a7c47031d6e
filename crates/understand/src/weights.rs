//! The file that the trainer writes and the binary embeds: a readable header, then the packed table.
//!
//! Layout: 8 bytes of magic, the header's length (u32, little endian), the header as JSON, the table under zstd. The
//! table: one bit for each row that is used; for each used row its check byte; the [`COLUMNS`] columns one after the
//! other, one signed byte for each used row; then the lexica: u32 count, hashes, valences, opinions; then the convolution.
//! Like bytes stand beside like bytes: that is why columns, and why it packs well.

use model::Confusion;
use serde::{Deserialize, Serialize};

use crate::convolution::Network;
use crate::heads::COLUMNS;

const MAGIC: &[u8; 8] = b"waggle-1";
/// Rows of the table.
pub const ROWS: usize = 1 << 20;

/// One row: [`COLUMNS`] weights and a check byte, so that a feature that was never trained on falls through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C, align(16))]
pub struct Row {
    /// Weights in steps of the column's scale.
    pub weights: [i8; COLUMNS],
    /// The check of the feature that owns the row; 0: nobody.
    pub check: u8,
}

/// Where a feature may stand (there or in the neighbour with the last bit turned), and its check.
#[inline]
pub fn place_of(hash: u32) -> (usize, u8) {
    ((hash >> 12) as usize, (hash as u8).max(1))
}

/// What the file says of itself, readable without unpacking the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the features and heads; [`crate::MODEL`].
    pub model: u32,
    /// What it learned from.
    pub data: Vec<DataFile>,
    /// How its sentiment errs, on posts that it never saw.
    pub confusion: Confusion,
    /// The value of one step, by column.
    pub scales: Vec<f32>,
    /// Signals' weights: English first, then all other languages; a row for each signal.
    pub signals: Vec<[f32; COLUMNS]>,
    /// Where each language of [`crate::heads::READ`] starts.
    pub bias: Vec<[f32; COLUMNS]>,
    /// How each act of [`model::Act::ALL`] is judged: the weight of the phrases' score, those of the
    /// [`crate::training::INPUTS`] inputs, and where it starts. None: by the phrases' score alone.
    pub acts: Vec<Vec<f32>>,
    /// Sentiment's logits are divided by it, by language of [`crate::heads::READ`].
    pub temperature: Vec<f32>,
    /// Emotion's logits are divided by it.
    pub emotion_temperature: f32,
    /// An emotion stands out from this probability on.
    pub emotion_from: f32,
}

/// One file of the training data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataFile {
    /// Its path in the data folder.
    pub path: String,
    /// Its rows.
    pub rows: u64,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
}

/// One word of the lexica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LexiconEntry {
    /// [`crate::vocabulary::hash_word`] of it.
    pub hash: u32,
    /// VADER, in steps of 1/30.
    pub valence: i8,
    /// Opinion Lexicon.
    pub opinion: i8,
}

/// The unpacked file.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What it says of itself.
    pub header: Header,
    /// [`ROWS`] rows.
    pub table: Vec<Row>,
    /// The lexica.
    pub lexicon: Vec<LexiconEntry>,
    /// What English sentiment is read by beside the table.
    pub network: Network,
}

/// Why a file is no weights file.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// Not ours, or cut off.
    #[error("this is no weights file of Waggle, or it is cut off: run `cargo xtask train` again")]
    NotWeights,
    /// The header cannot be read.
    #[error("the weights file's header is damaged: {0}")]
    Header(#[from] serde_json::Error),
    /// The table cannot be unpacked.
    #[error("the weights file's table is damaged: {0}")]
    Table(#[from] std::io::Error),
    /// Made for other features than this program's.
    #[error(
        "the weights are of model {found}, this program reads model {}: run `cargo xtask train` again",
        crate::MODEL
    )]
    OtherModel {
        /// The file's.
        found: u32,
    },
}

impl Weights {
    /// The file's bytes.
    ///
    /// # Errors
    /// When the header cannot be written as JSON (a figure is not finite) or the packer fails.
    pub fn encode(&self) -> Result<Vec<u8>, WeightsError> {
        let mut plain = vec![0u8; ROWS / 8];
        let used = || self.table.iter().filter(|row| row.check != 0);
        for (at, row) in self.table.iter().enumerate() {
            if let Some(byte) = plain.get_mut(at / 8) {
                *byte |= u8::from(row.check != 0) << (at % 8);
            }
        }
        plain.extend(used().map(|row| row.check));
        for column in 0..COLUMNS {
            plain.extend(used().filter_map(|row| row.weights.get(column)).map(|w| *w as u8));
        }
        plain.extend((self.lexicon.len() as u32).to_le_bytes());
        plain.extend(self.lexicon.iter().flat_map(|e| e.hash.to_le_bytes()));
        plain.extend(self.lexicon.iter().map(|e| e.valence as u8));
        plain.extend(self.lexicon.iter().map(|e| e.opinion as u8));
        self.network.encode(&mut plain);
        let header = serde_json::to_vec(&self.header)?;
        let mut file = MAGIC.to_vec();
        file.extend((header.len() as u32).to_le_bytes());
        file.extend(header);
        file.extend(zstd::bulk::compress(&plain, 19)?);
        Ok(file)
    }

    /// The header and the packed rest.
    fn split(file: &[u8]) -> Result<(Header, &[u8]), WeightsError> {
        let rest = file.strip_prefix(MAGIC).ok_or(WeightsError::NotWeights)?;
        let (len, rest) = rest.split_first_chunk::<4>().ok_or(WeightsError::NotWeights)?;
        let (header, packed) = rest
            .split_at_checked(u32::from_le_bytes(*len) as usize)
            .ok_or(WeightsError::NotWeights)?;
        let header: Header = serde_json::from_slice(header)?;
        if header.model != crate::MODEL {
            return Err(WeightsError::OtherModel { found: header.model });
        }
        Ok((header, packed))
    }

    /// What a file says of itself.
    ///
    /// # Errors
    /// When it is no weights file of this model.
    pub fn header_of(file: &[u8]) -> Result<Header, WeightsError> {
        Ok(Self::split(file)?.0)
    }

    /// Unpacks a file.
    ///
    /// # Errors
    /// When it is no weights file of this model, or damaged.
    pub fn decode(file: &[u8]) -> Result<Self, WeightsError> {
        let (header, packed) = Self::split(file)?;
        let plain = zstd::bulk::decompress(packed, ROWS * (COLUMNS + 2) + (1 << 23))?;
        let mut plain = plain.as_slice();
        let bits = take(&mut plain, ROWS / 8)?;
        let set = |at: usize| bits.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1);
        let places: Vec<u32> = (0..ROWS).filter(|&at| set(at)).map(|at| at as u32).collect();
        let checks = take(&mut plain, places.len())?;
        let mut columns = [&[][..]; COLUMNS];
        for column in &mut columns {
            *column = take(&mut plain, places.len())?;
        }
        let mut table = vec![Row::default(); ROWS];
        for (n, (&at, &check)) in places.iter().zip(checks).enumerate() {
            let Some(row) = table.get_mut(at as usize) else { continue };
            row.check = check;
            for (to, column) in row.weights.iter_mut().zip(&columns) {
                *to = column.get(n).copied().unwrap_or(0) as i8;
            }
        }
        let lexicon = read_lexicon(&mut plain)?;
        let network = Network::decode(&mut plain)?;
        Ok(Self { header, table, lexicon, network })
    }
}

fn read_lexicon(plain: &mut &[u8]) -> Result<Vec<LexiconEntry>, WeightsError> {
    let count = take(plain, 4)?.first_chunk::<4>().map_or(0, |c| u32::from_le_bytes(*c)) as usize;
    let hashes = take(plain, count.saturating_mul(4))?;
    let valences = take(plain, count)?;
    let opinions = take(plain, count)?;
    let (hashes, _) = hashes.as_chunks::<4>();
    Ok(hashes
        .iter()
        .zip(valences)
        .zip(opinions)
        .map(|((hash, &valence), &opinion)| LexiconEntry {
            hash: u32::from_le_bytes(*hash),
            valence: valence as i8,
            opinion: opinion as i8,
        })
        .collect())
}

pub(crate) fn take<'a>(from: &mut &'a [u8], len: usize) -> Result<&'a [u8], WeightsError> {
    let (taken, rest) = from.split_at_checked(len).ok_or(WeightsError::NotWeights)?;
    *from = rest;
    Ok(taken)
}
