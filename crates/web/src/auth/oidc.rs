//! Signing in at a provider of identities: OpenID Connect, authorization code with PKCE, state and nonce. What the
//! provider says is checked by `openidconnect`; here is whom it lets in.

pub mod fetch;

use std::time::{Duration, SystemTime};

use ledger::{Member, NewMember};
use model::{Role, Timestamp};
use openidconnect::core::{CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreResponseType};
use openidconnect::{
    AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _,
};

use crate::app::App;
use crate::auth::ceremony::Ceremonies;
use crate::error::PageError;

/// Where the provider sends people back to.
pub const CALLBACK: &str = "/sign-in/oidc/callback";

/// A provider as `waggle.toml` names it.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its address, as its tokens name it.
    pub issuer: String,
    /// What it calls this instance.
    pub client_id: String,
    /// The secret that goes with that; public clients have none.
    pub client_secret: Option<String>,
    /// The role of people who come for the first time; `None`: only members get in.
    pub role: Option<Role>,
    /// Domains of addresses that may come for the first time.
    pub domains: Vec<String>,
    /// What the button says.
    pub name: String,
}

/// What is remembered while somebody is at the provider.
struct Away {
    metadata: CoreProviderMetadata,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    next: String,
}

/// The provider, and who is there just now.
pub struct Oidc {
    /// Who it is.
    pub provider: Provider,
    callback: String,
    away: Ceremonies<Away>,
}

impl std::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oidc").field("issuer", &self.provider.issuer).finish_non_exhaustive()
    }
}

/// What the provider says of somebody, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody {
    /// What the provider calls them, for ever.
    pub subject: String,
    /// Their address, which the provider verified.
    pub email: String,
    /// Their name; empty when it does not say.
    pub name: String,
    /// Where they wanted to go.
    pub next: String,
}

impl Oidc {
    /// For the site at `public_url`.
    pub fn new(provider: Provider, public_url: &str) -> Self {
        Self { provider, callback: format!("{public_url}{CALLBACK}"), away: Ceremonies::default() }
    }

    /// Begins a sign-in that ends at `next`: the address at the provider, and the state that the browser keeps.
    ///
    /// # Errors
    /// When the provider does not answer as one.
    pub async fn begin(&self, next: &str, now: Timestamp) -> Result<(String, String), PageError> {
        let issuer = IssuerUrl::new(self.provider.issuer.clone());
        let issuer = issuer.map_err(|error| self.unusable(&error))?;
        // Asked anew each time, so that keys which the provider changed are never stale.
        let found = CoreProviderMetadata::discover_async(issuer, &fetch::fetch).await;
        let metadata = found.map_err(|error| self.unusable(&error))?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let nonce = Nonce::new_random();
        let redirect = self.redirect()?;
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.provider.client_id.clone()),
            None,
        );
        let client = client.set_redirect_uri(redirect);
        let away = Away { metadata, nonce: nonce.clone(), verifier, next: next.to_owned() };
        let state = self.away.remember(away, now)?;
        let asked = state.clone();
        let (url, _, _) = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(asked),
                move || nonce,
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok((url.into(), state))
    }

    /// Ends a sign-in: the code is exchanged, and the token checked (signature, issuer, audience, expiry, nonce).
    ///
    /// # Errors
    /// When the state is not known, or anything of that does not hold, or the address is not verified.
    pub async fn end(
        &self,
        state: &str,
        code: String,
        now: Timestamp,
    ) -> Result<Somebody, PageError> {
        let Away { metadata, nonce, verifier, next } = self.away.recall(state, now)?;
        let client = CoreClient::from_provider_metadata(
            metadata,
            ClientId::new(self.provider.client_id.clone()),
            self.provider.client_secret.clone().map(ClientSecret::new),
        );
        let client = client.set_redirect_uri(self.redirect()?);
        let exchange = client.exchange_code(AuthorizationCode::new(code));
        let exchange = exchange.map_err(|error| self.unusable(&error))?;
        let tokens = exchange.set_pkce_verifier(verifier).request_async(&fetch::fetch).await;
        let tokens = tokens.map_err(|error| self.not_believed(&error))?;
        let token = tokens.id_token().ok_or_else(|| self.not_believed(&"it holds no id token"))?;
        let moment = u64::try_from(now.0).unwrap_or(0);
        let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(moment);
        let checker = client.id_token_verifier().set_time_fn(move || moment.into());
        let claims = token.claims(&checker, &nonce).map_err(|error| self.not_believed(&error))?;
        self.somebody(claims, next)
    }

    fn somebody(&self, claims: &CoreIdTokenClaims, next: String) -> Result<Somebody, PageError> {
        let name = &self.provider.name;
        let email = claims.email().filter(|_| claims.email_verified() == Some(true));
        let email = email.map(|email| email.trim().to_owned()).filter(|email| email.contains('@'));
        let email = email.ok_or_else(|| {
            PageError::Refused(format!(
                "{name} did not say that your e-mail address is verified; verify it there, or sign in another way"
            ))
        })?;
        let called = claims.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        Ok(Somebody {
            subject: claims.subject().to_string(),
            email,
            name: called.unwrap_or_default(),
            next,
        })
    }

    fn redirect(&self) -> Result<RedirectUrl, PageError> {
        RedirectUrl::new(self.callback.clone()).map_err(|error| self.unusable(&error))
    }

    fn unusable(&self, error: &(impl std::fmt::Debug + ?Sized)) -> PageError {
        tracing::error!(?error, issuer = self.provider.issuer, "the provider cannot be used");
        PageError::Refused(format!(
            "{} cannot be asked just now; sign in another way, or look into the server's log",
            self.provider.name
        ))
    }

    fn not_believed(&self, error: &(impl std::fmt::Debug + ?Sized)) -> PageError {
        // The library's errors name claims and algorithms, never whole tokens.
        tracing::warn!(?error, issuer = self.provider.issuer, "the provider was not believed");
        PageError::Refused(format!(
            "what {} said could not be checked; try again",
            self.provider.name
        ))
    }
}

/// The member whom the provider named: known by the provider's number, else by address, else new where the workspace
/// takes in new people of that domain.
///
/// # Errors
/// When nobody is to be let in.
pub async fn admit(app: &App, oidc: &Oidc, who: &Somebody) -> Result<Member, PageError> {
    let issuer = &oidc.provider.issuer;
    let now = app.house.now();
    if let Some(id) = app.ledger.member_by_identity(issuer, &who.subject).await? {
        return app.ledger.member(id).await?.ok_or(PageError::Forbidden);
    }
    let member = match app.ledger.member_by_email(&who.email).await? {
        Some(member) if app.ledger.has_identity(issuer, member.id).await? => {
            let why = "this address belongs to another account at the provider; an admin can shut the old member out and let you in";
            return Err(PageError::Refused(why.to_owned()));
        }
        Some(member) if member.disabled_at.is_some() => return Err(PageError::Forbidden),
        Some(member) => member,
        None => join(app, oidc, who).await?,
    };
    app.ledger.add_identity(issuer, &who.subject, member.id, now).await?;
    app.ledger.audit(Some(member.id), "identity.added", issuer, now).await?;
    Ok(member)
}

async fn join(app: &App, oidc: &Oidc, who: &Somebody) -> Result<Member, PageError> {
    let now = app.house.now();
    let domain = who.email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    let invited =
        |domain: &String| oidc.provider.domains.iter().any(|of| of.eq_ignore_ascii_case(domain));
    let (Some(role), true) = (oidc.provider.role, domain.as_ref().is_some_and(invited)) else {
        let why = format!("{} is no member here; ask an admin to invite you", who.email);
        return Err(PageError::Refused(why));
    };
    let name = if who.name.is_empty() { &who.email } else { &who.name };
    let name = name.chars().take(100).collect();
    let new = NewMember { email: who.email.clone(), name, role };
    let id = app.ledger.add_member(&new, now).await?;
    let what = format!("{id} as {} by {}", role.as_str(), oidc.provider.issuer);
    app.ledger.audit(None, "member.added", &what, now).await?;
    app.ledger.member(id).await?.ok_or(PageError::Broken)
}
