//! What the exit status says.

/// The status with which the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit(pub u8);

/// All done.
pub const OK: Exit = Exit(0);
/// Failed, or what was asked about is not valid.
pub const REFUSED: Exit = Exit(1);
/// Done, but some rows were rejected.
pub const SOME_REJECTED: Exit = Exit(3);
/// Interrupted by the user; what was done until then is kept.
pub const INTERRUPTED: Exit = Exit(130);
