//! `[oidc]`: where else people can sign in.

use std::ops::Range;

use anyhow::{Context, Result};
use model::Role;
use serde::Deserialize;
use toml::Spanned;
use web::auth::oidc::Provider;

/// `[oidc]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcTable {
    issuer: Spanned<String>,
    client_id: String,
    /// The environment variable that holds the secret: a file that may live in git holds none.
    secret_env: Option<String>,
    name: Option<String>,
    role: Option<Spanned<String>>,
    #[serde(default)]
    domains: Vec<Spanned<String>>,
}

impl OidcTable {
    /// What cannot be meant so, and where.
    pub fn check(&self) -> Result<(), (Range<usize>, String)> {
        let issuer = self.issuer.get_ref();
        let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        if !issuer.starts_with("https://") && !local.iter().any(|here| issuer.starts_with(here)) {
            let why = format!("the issuer `{issuer}` must begin with https://");
            return Err((self.issuer.span(), why));
        }
        for domain in &self.domains {
            let name = domain.get_ref();
            if !name.contains('.') || name.contains(['@', '*', '/', ' ']) {
                let why = format!("write the domain `{name}` as example.org");
                return Err((domain.span(), why));
            }
        }
        let Some(role) = &self.role else { return Ok(()) };
        if Role::from_word(role.get_ref()).is_none() {
            let known: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
            let why = format!("`{}` is no role; there are: {}", role.get_ref(), known.join(", "));
            return Err((role.span(), why));
        }
        if self.domains.is_empty() {
            let why = "with a role for new members, `domains` must say whose addresses may join, such as [\"example.org\"]";
            return Err((role.span(), why.to_owned()));
        }
        Ok(())
    }

    /// The provider, with its secret from `variable`.
    pub fn provider(&self, variable: impl Fn(&str) -> Option<String>) -> Result<Provider> {
        let secret = self.secret_env.as_ref().map(|name| {
            variable(name).with_context(|| {
                format!("the environment variable {name} is not set; waggle.toml names it for the secret of [oidc]")
            })
        });
        let issuer = self.issuer.get_ref().clone();
        let host = issuer.split('/').nth(2).unwrap_or(&issuer).to_owned();
        Ok(Provider {
            client_id: self.client_id.clone(),
            client_secret: secret.transpose()?,
            role: self.role.as_ref().and_then(|role| Role::from_word(role.get_ref())),
            domains: self.domains.iter().map(|domain| domain.get_ref().clone()).collect(),
            name: self.name.clone().unwrap_or(host),
            issuer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let table: OidcTable = toml::from_str(text).unwrap();
        let said = table.check().err().map(|(_, why)| why).unwrap_or_default();
        assert!(
            said.contains(expected) && said.is_empty() == expected.is_empty(),
            "{text}: {said}"
        );
    }

    #[test]
    fn what_would_let_in_too_many_is_refused() {
        let ours = "issuer = \"https://id.example.org/realm\"\nclient_id = \"waggle\"\n";
        check(ours, "");
        check(&format!("{ours}role = \"guest\""), "`domains` must say");
        check(&format!("{ours}role = \"guest\"\ndomains = [\"*\"]"), "write the domain");
        check(&format!("{ours}role = \"boss\"\ndomains = [\"example.org\"]"), "is no role");
        check(&format!("{ours}role = \"guest\"\ndomains = [\"example.org\"]"), "");
        check("issuer = \"http://id.example.org\"\nclient_id = \"w\"", "must begin with https://");
        check("issuer = \"http://127.0.0.1:8080\"\nclient_id = \"w\"", "");
    }

    #[test]
    fn the_secret_comes_from_the_environment() {
        let text =
            "issuer = \"https://id.example.org/realm\"\nclient_id = \"waggle\"\nsecret_env = \"S\"";
        let table: OidcTable = toml::from_str(text).unwrap();
        let provider = table.provider(|name| (name == "S").then(|| "psst".to_owned())).unwrap();
        assert_eq!(provider.client_secret.as_deref(), Some("psst"));
        assert_eq!(provider.name, "id.example.org");
        let why = table.provider(|_| None).unwrap_err().to_string();
        assert!(why.contains("variable S is not set"), "{why}");
    }
}
