//! Copies are found, strangers are not.

use super::*;
