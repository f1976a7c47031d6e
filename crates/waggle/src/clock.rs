//! The only place that reads the clock.

use model::Timestamp;

/// The present moment.
#[expect(
    clippy::disallowed_methods,
    reason = "the binary is where time enters; everything below takes it as an argument"
)]
pub fn now() -> Timestamp {
    jiff::Timestamp::now().into()
}
