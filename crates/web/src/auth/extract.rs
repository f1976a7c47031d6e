//! The only way to data: a member whose role includes what the page asks for.

use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::Method;
use axum::http::request::Parts;
use ledger::Member;
use model::Permission;

use crate::app::App;
use crate::auth::token;
use crate::error::PageError;

/// Something that can be asked for; see [`Permission`].
pub trait Ask: Send + Sync + 'static {
    /// What.
    const PERMISSION: Permission;
}

macro_rules! asks {
    ($($name:ident),+ $(,)?) => {$(
        #[doc = concat!("Asks for [`Permission::", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Ask for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

asks!(
    OwnAccount,
    ReadFigures,
    ReadPosts,
    Answer,
    Assign,
    Correct,
    Export,
    EditWatches,
    Import,
    People,
    ReadStrategy,
    TakePart,
    EditStrategy,
    Administer,
);

/// A member who may `A`; through it a handler reaches the application.
#[derive(Debug, Clone)]
pub struct May<A: Ask> {
    /// Who it is.
    pub member: Member,
    /// The hash of their session's token.
    pub session: [u8; 32],
    app: App,
    asks: PhantomData<A>,
}

impl<A: Ask> Deref for May<A> {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl<A: Ask> May<A> {
    /// Whether the member may do something else, too.
    pub fn also(&self, permission: Permission) -> bool {
        self.member.role.may(permission)
    }

    /// The member as `A`, when a token spoke for them.
    pub(crate) fn of(member: Member, session: [u8; 32], app: &App) -> Result<Self, PageError> {
        if !member.role.may(A::PERMISSION) {
            return Err(PageError::Forbidden);
        }
        Ok(Self { member, session, app: app.clone(), asks: PhantomData })
    }

    /// Notes in the audit log what the member did.
    pub async fn audit(&self, verb: &str, object: &str) -> Result<(), PageError> {
        Ok(self.app.ledger.audit(Some(self.member.id), verb, object, self.app.house.now()).await?)
    }
}

impl<A: Ask> FromRequestParts<App> for May<A> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let next = || {
            let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
            let path = uri.path_and_query().map_or("/", |path| path.as_str());
            if parts.method == Method::GET { path.to_owned() } else { "/".to_owned() }
        };
        let Some(secret) = token::of_request(app, &parts.headers) else {
            return Err(PageError::SignIn { next: next() });
        };
        let session = token::hash(secret);
        let found = app.ledger.session_member(&session, app.house.now()).await?;
        let Some(member) = found else { return Err(PageError::SignIn { next: next() }) };
        Self::of(member, session, app)
    }
}
