//! What the columns of the model's table mean.

use model::Emotion;

/// Outputs per feature; the sixteenth byte of a row is the feature's check.
pub const COLUMNS: usize = 15;
/// Negative, neutral, positive: the order of [`model::Label::ALL`].
pub const SENTIMENT: usize = 0;
/// The emotions in the order of [`Emotion::ALL`], then none.
pub const EMOTION: usize = 3;
/// Emotions and none.
pub const EMOTIONS: usize = Emotion::ALL.len() + 1;
/// Praises: admires, thanks.
pub const COMMENDS: usize = EMOTION + EMOTIONS;
/// Complains of a product, a service or an organisation.
pub const COMPLAINS: usize = COMMENDS + 1;
/// Asks.
pub const ASKS: usize = COMMENDS + 2;
/// Plans to buy.
pub const WANTS: usize = COMMENDS + 3;

/// The languages whose sentiment is read, by tag; the place is the number of the language in the weights.
pub const READ: [&str; 8] = ["en", "de", "fr", "es", "it", "pt", "ar", "hi-latn"];
