//! The file of a trained classifier: magic, the head as JSON, and the packed rest.
//!
//! After the 8 bytes of magic and the head's length (u32, little endian): the head; then under zstd the number of features
//! (u32), their hashes, their rarities (f32), and the weights of one class after the other.

use super::space::Space;
use super::{ClassError, Classes, Head, MOST_CLASSES, MOST_WEIGHTS};

const MAGIC: &[u8; 8] = b"wgclass1";

impl Classes {
    /// The file's bytes.
    ///
    /// # Errors
    /// When the packer fails or a figure is not finite.
    pub fn encode(&self) -> Result<Vec<u8>, ClassError> {
        let head =
            serde_json::to_vec(&self.head).map_err(|e| ClassError::Damaged(e.to_string()))?;
        let classes = self.head.names.len();
        let mut plain = (self.space.len() as u32).to_le_bytes().to_vec();
        plain.extend(self.space.features.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
        plain.extend(self.space.features.iter().flat_map(|(_, rarity)| rarity.to_le_bytes()));
        for class in 0..classes {
            plain.extend(self.weights.iter().skip(class).step_by(classes).map(|w| *w as u8));
        }
        let mut file = MAGIC.to_vec();
        file.extend((head.len() as u32).to_le_bytes());
        file.extend(head);
        let packed = zstd::bulk::compress(&plain, 9);
        file.extend(packed.map_err(|e| ClassError::Damaged(e.to_string()))?);
        Ok(file)
    }

    /// Reads a file's bytes.
    ///
    /// # Errors
    /// When they are not what [`Self::encode`] wrote.
    pub fn decode(file: &[u8]) -> Result<Self, ClassError> {
        let damaged = |why: &str| ClassError::Damaged(why.to_owned());
        let rest = file.strip_prefix(MAGIC).ok_or_else(|| damaged("it begins differently"))?;
        let (len, rest) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("it is cut off"))?;
        let (head, packed) = rest
            .split_at_checked(u32::from_le_bytes(*len) as usize)
            .ok_or_else(|| damaged("it is cut off"))?;
        let head: Head =
            serde_json::from_slice(head).map_err(|e| ClassError::Damaged(e.to_string()))?;
        let classes = head.names.len();
        if !(2..=MOST_CLASSES).contains(&classes)
            || head.bias.len() != classes
            || head.scales.len() != classes
            || !head.temperature.is_finite()
            || head.temperature <= 0.0
        {
            return Err(damaged("its head does not fit together"));
        }
        let most = MOST_WEIGHTS + (MOST_WEIGHTS / classes + 1) * 8 + 4;
        let plain =
            zstd::bulk::decompress(packed, most).map_err(|e| ClassError::Damaged(e.to_string()))?;
        let (count, plain) =
            plain.split_first_chunk::<4>().ok_or_else(|| damaged("it is cut off"))?;
        let count = u32::from_le_bytes(*count) as usize;
        if Some(plain.len()) != count.checked_mul(8 + classes) {
            return Err(damaged("its table has the wrong length"));
        }
        let (hashes, plain) = plain.split_at_checked(count * 4).unwrap_or_default();
        let (rarities, columns) = plain.split_at_checked(count * 4).unwrap_or_default();
        let (hashes, rarities) = (hashes.as_chunks::<4>().0, rarities.as_chunks::<4>().0);
        let features = hashes.iter().zip(rarities);
        let features =
            features.map(|(hash, r)| (u32::from_le_bytes(*hash), f32::from_le_bytes(*r))).collect();
        let mut weights = vec![0i8; count * classes];
        for (class, column) in columns.chunks_exact(count.max(1)).enumerate() {
            let places = weights.iter_mut().skip(class).step_by(classes);
            places.zip(column).for_each(|(place, byte)| *place = *byte as i8);
        }
        Ok(Self { head, space: Space::with(features), weights })
    }
}
