//! Phrases in the languages that have them, and lines that are none.

use super::*;
