//! Which column of a table of contacts is which, by its header as address books and CRMs write it.

use model::Network;

use super::handles;

/// What a column says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactColumn {
    /// The whole name.
    Name,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// Where they work.
    Organisation,
    /// The address.
    Email,
    /// How far they came.
    Stage,
    /// Notes.
    Notes,
    /// Address of a profile or a page.
    Url,
    /// `network:handle` or addresses of profiles, separated by blanks, commas or semicolons.
    Presences,
    /// The handle in this network.
    Handle(Network),
}

const HEADERS: &[(ContactColumn, &[&str])] = &[
    (
        ContactColumn::Name,
        &["name", "fullname", "displayname", "contact", "contactname", "person", "nom", "nombre"],
    ),
    (
        ContactColumn::FirstName,
        &["firstname", "givenname", "first", "forename", "vorname", "prenom"],
    ),
    (
        ContactColumn::LastName,
        &["lastname", "familyname", "surname", "last", "nachname", "nomdefamille", "apellidos"],
    ),
    (
        ContactColumn::Organisation,
        &[
            "organisation",
            "organization",
            "organizationname",
            "organization1name",
            "company",
            "companyname",
            "account",
            "accountname",
            "employer",
            "firma",
            "unternehmen",
            "societe",
            "empresa",
        ],
    ),
    (
        ContactColumn::Email,
        &[
            "email",
            "emailaddress",
            "mail",
            "email1",
            "email1value",
            "primaryemail",
            "workemail",
            "correo",
        ],
    ),
    (ContactColumn::Stage, &["stage", "lifecyclestage", "lifecycle", "phase", "status"]),
    (
        ContactColumn::Notes,
        &["notes", "note", "comment", "comments", "description", "remarks", "notizen", "notiz"],
    ),
    (
        ContactColumn::Url,
        &["url", "website", "web", "homepage", "profile", "profileurl", "webpage", "link"],
    ),
    (
        ContactColumn::Presences,
        &[
            "presences",
            "presence",
            "handles",
            "accounts",
            "socials",
            "socialmedia",
            "profiles",
            "socialprofiles",
        ],
    ),
];

/// What a column with this header says; `None` where nobody knows.
pub fn recognise(header: &str) -> Option<ContactColumn> {
    let word: String =
        header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let word = word.replace(['é', 'è'], "e");
    if let Some((column, _)) = HEADERS.iter().find(|(_, words)| words.contains(&word.as_str())) {
        return Some(column.clone());
    }
    let ends = [
        "handle",
        "username",
        "user",
        "account",
        "profile",
        "profileurl",
        "url",
        "link",
        "id",
        "name",
    ];
    let short = ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
    [word.as_str(), short].into_iter().find_map(handles::network_called).map(ContactColumn::Handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_address_books_are_known() {
        let handle = |name: &str| Some(ContactColumn::Handle(Network::new(name).unwrap()));
        for (header, column) in [
            ("Full Name", Some(ContactColumn::Name)),
            ("E-mail 1 - Value", Some(ContactColumn::Email)),
            ("Organization 1 - Name", Some(ContactColumn::Organisation)),
            ("Lifecycle Stage", Some(ContactColumn::Stage)),
            ("Prénom", Some(ContactColumn::FirstName)),
            ("Twitter Username", handle("twitter")),
            ("X", handle("twitter")),
            ("LinkedIn URL", handle("linkedin")),
            ("mastodon", handle("mastodon")),
            ("Birthday", None),
            ("", None),
        ] {
            assert_eq!(recognise(header), column, "{header}");
        }
    }
}
