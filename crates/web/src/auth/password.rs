//! Passwords as argon2id hashes, with the parameters that OWASP names (19 MiB, two passes, one lane).

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::error::PageError;

/// Shortest password, in characters (NIST SP 800-63B: at least 8 beside another factor, 15 alone; we stand between).
pub const SHORTEST: usize = 12;
const LONGEST: usize = 256;

fn hasher() -> Result<Argon2<'static>, PageError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| PageError::Broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password as a PHC string.
///
/// # Errors
/// When it is too short or too long.
pub async fn hash(password: String) -> Result<String, PageError> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        let why =
            format!("a password has {SHORTEST} to {LONGEST} characters; this one has {length}");
        return Err(PageError::Refused(why));
    }
    let work = move || {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|_| PageError::Broken)?;
        let salt = SaltString::encode_b64(&bytes).map_err(|_| PageError::Broken)?;
        let hash = hasher()?.hash_password(password.as_bytes(), &salt);
        Ok(hash.map_err(|_| PageError::Broken)?.to_string())
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| PageError::Broken)?
}

/// Whether `password` has this hash. Takes as long where there is none, so that nobody learns which addresses exist.
pub async fn fits(password: String, hash: Option<String>) -> Result<bool, PageError> {
    let work = move || {
        // Of a password that nobody knows.
        const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$YWFhYWFhYWFhYWFhYWFhYQ$3T1sXk4uT3mR1uVt0kq3aH0c3bqT4C0m0bqk0Zb2y5Y";
        let text = hash.as_deref().unwrap_or(NOBODY);
        let parsed = PasswordHash::new(text).map_err(|_| PageError::Broken)?;
        let fits = hasher()?.verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(fits && hash.is_some())
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| PageError::Broken)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_hash_and_no_other() {
        let hash = hash("correct horse battery".to_owned()).await.unwrap();
        assert!(fits("correct horse battery".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!fits("correct horse batterie".to_owned(), Some(hash)).await.unwrap());
        assert!(!fits("correct horse battery".to_owned(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_short_password_is_refused() {
        assert!(matches!(hash("elevenchars".to_owned()).await, Err(PageError::Refused(_))));
    }
}
