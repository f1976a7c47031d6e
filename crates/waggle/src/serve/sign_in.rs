//! Who gets in first: an admin by a one-time link in the terminal; in a demo one member of each role.

use anyhow::Result;
use ledger::NewMember;
use model::{MemberId, Role};
use web::App;
use web::auth::token;

/// A member and the link with which they get in.
pub struct Invited {
    /// In which role.
    pub role: Role,
    /// The one-time link.
    pub link: String,
}

async fn link(app: &App, member: MemberId) -> Result<String> {
    Ok(token::sign_in_link(app, member).await?)
}

/// Makes an admin where nobody can sign in yet, and answers their link.
pub async fn first_admin(app: App, email: &str) -> Result<Option<String>> {
    if !app.ledger.members().await?.is_empty() {
        return Ok(None);
    }
    let new = NewMember { email: email.to_owned(), name: "Admin".to_owned(), role: Role::Admin };
    let id = app.ledger.add_member(&new, crate::clock::now()).await?;
    app.ledger.audit(None, "member.added", &format!("{id} as admin"), crate::clock::now()).await?;
    Ok(Some(link(&app, id).await?))
}

/// A new link for a member; `None` when there is none with this address.
pub async fn new_link(app: App, email: &str) -> Result<Option<String>> {
    let Some(member) = app.ledger.member_by_email(email).await? else { return Ok(None) };
    app.ledger.audit(None, "member.link", &member.id.to_string(), crate::clock::now()).await?;
    Ok(Some(link(&app, member.id).await?))
}

/// One member of each role, with a link for each.
pub async fn invite_all_roles(app: App) -> Result<Vec<Invited>> {
    const NAMES: [(Role, &str); 7] = [
        (Role::Admin, "Ada Admin"),
        (Role::Analyst, "Anna Analyst"),
        (Role::Manager, "Mo Manager"),
        (Role::Executive, "Eve Executive"),
        (Role::Contributor, "Cem Contributor"),
        (Role::Guest, "Gus Guest"),
        (Role::Visitor, "Vera Visitor"),
    ];
    let mut invited = Vec::new();
    for (role, name) in NAMES {
        let email = format!("{}@demo.example", role.as_str());
        let known = app.ledger.member_by_email(&email).await?;
        let id = match known {
            Some(member) => member.id,
            None => {
                let new = NewMember { email, name: name.to_owned(), role };
                app.ledger.add_member(&new, crate::clock::now()).await?
            }
        };
        invited.push(Invited { role, link: link(&app, id).await? });
    }
    Ok(invited)
}
