//! Passkeys: what is asked of a browser, and what of its answer is believed. The cryptography is `webauthn-rs`; here is
//! for which site, which ceremonies are under way, and that each ends at most once.

use ledger::StoredPasskey;
use model::{MemberId, Timestamp};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::auth::ceremony::Ceremonies;
use crate::error::PageError;

/// What a ceremony remembers until its answer comes.
enum Pending {
    /// A member gets a passkey.
    Register(MemberId, [u8; 16], Box<PasskeyRegistration>),
    /// Somebody signs in.
    SignIn(Box<DiscoverableAuthentication>),
}

/// The site's passkeys.
pub struct Passkeys {
    site: Option<Webauthn>,
    ceremonies: Ceremonies<Pending>,
}

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passkeys").finish_non_exhaustive()
    }
}

/// What is handed to the browser: the options, and the number by which the answer is known.
#[derive(Debug)]
pub struct Question {
    /// As `navigator.credentials` takes them, in JSON.
    pub options: Value,
    /// To be sent back with the answer.
    pub ceremony: String,
}

impl Passkeys {
    /// For the site at `public_url`. Browsers know passkeys for names only, not for addresses such as 127.0.0.1.
    pub fn new(public_url: &str) -> Self {
        let site = Url::parse(public_url).ok().and_then(|url| {
            let name = url.domain()?.to_owned();
            let site = WebauthnBuilder::new(&name, &url).ok()?.rp_name("Waggle");
            site.build().ok()
        });
        Self { site, ceremonies: Ceremonies::default() }
    }

    /// Whether this site can have passkeys.
    pub fn available(&self) -> bool {
        self.site.is_some()
    }

    fn site(&self) -> Result<&Webauthn, PageError> {
        let why = "passkeys need a name such as https://waggle.example.org or http://localhost:7070 as --public-url";
        self.site.as_ref().ok_or_else(|| PageError::Refused(why.to_owned()))
    }

    /// Asks the browser for a passkey of `member`, who has `known` already and is called `name` and `email`.
    ///
    /// # Errors
    /// When the site can have none.
    pub fn ask_new(
        &self,
        member: MemberId,
        (name, email): (&str, &str),
        known: &[StoredPasskey],
        now: Timestamp,
    ) -> Result<Question, PageError> {
        let site = self.site()?;
        let handle = match known.first() {
            Some(passkey) => passkey.handle,
            None => {
                let mut bytes = [0; 16];
                getrandom::fill(&mut bytes).map_err(|_| PageError::Broken)?;
                bytes
            }
        };
        let ids = known.iter().map(|passkey| CredentialID::from(passkey.id.clone())).collect();
        let begun =
            site.start_passkey_registration(Uuid::from_bytes(handle), email, name, Some(ids));
        let (options, state) = begun.map_err(|error| broken(&error))?;
        let mut options = serde_json::to_value(options).map_err(|_| PageError::Broken)?;
        // So that the browser can offer it before anybody says who they are.
        if let Some(wishes) = options.pointer_mut("/publicKey/authenticatorSelection") {
            wishes["residentKey"] = json!("required");
            wishes["requireResidentKey"] = json!(true);
        }
        self.question(Pending::Register(member, handle, Box::new(state)), options, now)
    }

    /// Checks the browser's answer; answers the handle and the new passkey.
    ///
    /// # Errors
    /// When the ceremony is not `member`'s or ran out, or the answer is not believed.
    pub fn take_new(
        &self,
        member: MemberId,
        ceremony: &str,
        answer: &RegisterPublicKeyCredential,
        now: Timestamp,
    ) -> Result<([u8; 16], Passkey), PageError> {
        let (handle, state) = match self.ceremonies.recall(ceremony, now)? {
            Pending::Register(of, handle, state) if of == member => (handle, state),
            _ => return Err(unknown()),
        };
        let passkey = self.site()?.finish_passkey_registration(answer, &state);
        Ok((handle, passkey.map_err(|error| not_believed(&error))?))
    }

    /// Asks the browser who is there.
    ///
    /// # Errors
    /// When the site can have no passkeys.
    pub fn ask_who(&self, now: Timestamp) -> Result<Question, PageError> {
        let begun = self.site()?.start_discoverable_authentication();
        let (mut options, state) = begun.map_err(|error| broken(&error))?;
        // A button was pressed, so the browser may show its own window.
        options.mediation = None;
        let options = serde_json::to_value(options).map_err(|_| PageError::Broken)?;
        self.question(Pending::SignIn(Box::new(state)), options, now)
    }

    /// Checks that the answer is made with `stored`, for its member; answers the passkey as it is to be kept from now on.
    ///
    /// # Errors
    /// When the ceremony ran out, or the answer is not believed.
    pub fn take_who(
        &self,
        ceremony: &str,
        answer: &PublicKeyCredential,
        stored: Option<&StoredPasskey>,
        now: Timestamp,
    ) -> Result<Passkey, PageError> {
        // Looked up first, so that a wrong answer uses its ceremony up, too.
        let Pending::SignIn(state) = self.ceremonies.recall(ceremony, now)? else {
            return Err(unknown());
        };
        let site = self.site()?;
        let stored = stored.ok_or_else(unknown)?;
        let said = site.identify_discoverable_authentication(answer);
        let (handle, _) = said.map_err(|error| not_believed(&error))?;
        if handle.as_bytes() != &stored.handle {
            return Err(unknown());
        }
        let mut passkey: Passkey = serde_json::from_str(&stored.credential).map_err(|error| {
            tracing::error!(%error, "a passkey in the ledger cannot be read");
            PageError::Broken
        })?;
        let done = site.finish_discoverable_authentication_v2(answer, *state, &passkey);
        passkey.update_credential(&done.map_err(|error| not_believed(&error))?);
        Ok(passkey)
    }

    fn question(
        &self,
        pending: Pending,
        options: Value,
        now: Timestamp,
    ) -> Result<Question, PageError> {
        Ok(Question { options, ceremony: self.ceremonies.remember(pending, now)? })
    }
}

fn broken(error: &WebauthnError) -> PageError {
    tracing::error!(%error, "a ceremony cannot begin");
    PageError::Broken
}

fn not_believed(error: &WebauthnError) -> PageError {
    tracing::info!(%error, "a passkey was not believed");
    PageError::Refused(
        "this passkey could not be checked; try again, or sign in another way".to_owned(),
    )
}

fn unknown() -> PageError {
    PageError::Refused("this passkey is not known here".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_can_have_passkeys() {
        for (url, can) in [
            ("http://localhost:7070", true),
            ("https://waggle.example.org", true),
            ("http://127.0.0.1:7070", false),
            ("http://[::1]:7070", false),
        ] {
            assert_eq!(Passkeys::new(url).available(), can, "{url}");
        }
    }
}
