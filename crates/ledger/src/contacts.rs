//! Contacts: whom the company knows. Here: adding, changing, finding one, listing many.

mod forget;
mod import;
mod presences;
mod steps;
mod touchpoints;

use model::{Contact, ContactDraft, ContactId, Stage, Timestamp};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, SqliteConnection};

use crate::LedgerError;
use crate::batch::{Binds, Insert};
use crate::code::uncount;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

pub use import::{CONTACTS_A_CHUNK, Prefer, Upserted};

macro_rules! contact_columns {
    () => {
        "contact_id, name, organisation, email, notes, stage, pinned, created_at"
    };
}
use contact_columns;

static INSERT_CONTACT: Insert = Insert::new(
    "INSERT INTO contact (workspace_id, contact_id, name, name_key, found_by, organisation, email, email_key, notes, \
     stage, pinned, created_at) VALUES ",
    12,
);

/// Words of a search that count.
const WORDS: usize = 6;

/// Which contacts are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactFilter {
    /// Each word must occur in the name, the organisation, the address or a `network:handle`; case does not count.
    pub words: String,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only those that somebody chose for the top contacts.
    pub pinned: bool,
}

fn contact(row: &SqliteRow) -> Result<Contact, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(Contact {
        id: columns.contact()?,
        name: columns.get()?,
        organisation: columns.get()?,
        email: columns.get()?,
        notes: columns.get()?,
        stage: columns.maybe_word("stage", Stage::from_word)?,
        pinned: columns.get::<i64>()? != 0,
        created_at: Timestamp(columns.get()?),
    })
}

impl Columns<'_> {
    fn contact(&mut self) -> Result<ContactId, sqlx::Error> {
        Ok(ContactId(self.number()?))
    }
}

/// How an address is compared; `None` when there is none.
fn email_key(email: &str) -> Option<String> {
    let key = email.trim().to_lowercase();
    (!key.is_empty()).then_some(key)
}

fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn found_by(contact: &Contact) -> String {
    format!("{} {} {}", contact.name, contact.organisation, contact.email).to_lowercase()
}

fn bind_contact(binds: &mut Binds, workspace: i64, contact: &Contact) {
    binds.int(workspace);
    binds.int(i64::from(contact.id.0));
    binds.text(&contact.name);
    binds.text(&name_key(&contact.name));
    binds.text(&found_by(contact));
    binds.text(&contact.organisation);
    binds.text(&contact.email);
    binds.maybe_text(email_key(&contact.email).as_deref());
    binds.text(&contact.notes);
    binds.maybe_text(contact.stage.map(Stage::as_str));
    binds.int(i64::from(contact.pinned));
    binds.int(contact.created_at.0);
}

/// A new contact of `draft`.
fn drafted(id: ContactId, draft: &ContactDraft, at: Timestamp) -> Contact {
    Contact {
        id,
        name: draft.any_name().to_owned(),
        organisation: draft.organisation.trim().to_owned(),
        email: draft.email.trim().to_owned(),
        notes: draft.notes.trim().to_owned(),
        stage: draft.stage,
        pinned: false,
        created_at: at,
    }
}

impl WorkspaceLedger {
    /// Adds a contact with its presences.
    ///
    /// # Errors
    /// [`LedgerError::Duplicate`] when the address or a presence belongs to somebody already;
    /// [`LedgerError::Erased`] when one of them was erased.
    pub async fn add_contact(
        &self,
        draft: &ContactDraft,
        at: Timestamp,
    ) -> Result<ContactId, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        self.refuse_taken_email(conn, &draft.email, None).await?;
        let id = ContactId(self.take_contact_ids(conn, 1).await?);
        let contact = drafted(id, draft, at);
        INSERT_CONTACT.run(conn, &[contact], |binds, c| bind_contact(binds, self.id, c)).await?;
        for presence in &draft.presences {
            self.put_presence(conn, id, presence).await?;
        }
        transaction.commit().await?;
        Ok(id)
    }

    /// Takes `count` numbers for contacts; the first of them.
    async fn take_contact_ids(
        &self,
        conn: &mut SqliteConnection,
        count: u32,
    ) -> Result<u32, LedgerError> {
        let row = sqlx::query(
            "INSERT INTO contact_head (workspace_id, next_id) VALUES ($1, 1 + $2)
             ON CONFLICT (workspace_id) DO UPDATE SET next_id = contact_head.next_id + $2
             RETURNING next_id",
        )
        .bind(self.id)
        .bind(i64::from(count))
        .fetch_one(conn)
        .await?;
        Ok(Columns::of(&row).number()?.saturating_sub(count))
    }

    /// Gives back the numbers from `next` on, which the same transaction took and nobody got.
    async fn give_contact_ids_back(
        &self,
        conn: &mut SqliteConnection,
        next: u32,
    ) -> Result<(), LedgerError> {
        sqlx::query("UPDATE contact_head SET next_id = $2 WHERE workspace_id = $1")
            .bind(self.id)
            .bind(i64::from(next))
            .execute(conn)
            .await?;
        Ok(())
    }

    async fn refuse_taken_email(
        &self,
        conn: &mut SqliteConnection,
        email: &str,
        except: Option<ContactId>,
    ) -> Result<(), LedgerError> {
        let Some(key) = email_key(email) else { return Ok(()) };
        if self.is_buried(conn, &self.secret.of_email(&key)).await? {
            return Err(LedgerError::Erased);
        }
        let row = sqlx::query(
            "SELECT contact_id FROM contact WHERE workspace_id = $1 AND email_key = $2",
        )
        .bind(self.id)
        .bind(key)
        .fetch_optional(conn)
        .await?;
        let holder = row.as_ref().map(|row| Columns::of(row).contact()).transpose()?;
        match holder {
            Some(id) if Some(id) != except => {
                Err(LedgerError::Duplicate { what: "contacts", name: email.trim().to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// Writes all fields of a contact that exists; undone by the step whose number it answers.
    ///
    /// # Errors
    /// As [`Self::add_contact`]. `None` when there is no such contact.
    pub async fn change_contact(
        &self,
        contact: &Contact,
        at: Timestamp,
    ) -> Result<Option<i64>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let Some(before) = self.contact_in(conn, contact.id).await? else { return Ok(None) };
        self.refuse_taken_email(conn, &contact.email, Some(contact.id)).await?;
        self.write_contact(conn, contact).await?;
        let step = self.add_step(conn, contact.id, &steps::Step::Changed(before), at).await?;
        transaction.commit().await?;
        Ok(Some(step))
    }

    async fn write_contact(
        &self,
        conn: &mut SqliteConnection,
        contact: &Contact,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "UPDATE contact SET name = $3, name_key = $4, found_by = $5, organisation = $6, email = $7, email_key = $8,
             notes = $9, stage = $10, pinned = $11 WHERE workspace_id = $1 AND contact_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(contact.id.0))
        .bind(&contact.name)
        .bind(name_key(&contact.name))
        .bind(found_by(contact))
        .bind(&contact.organisation)
        .bind(&contact.email)
        .bind(email_key(&contact.email))
        .bind(&contact.notes)
        .bind(contact.stage.map(Stage::as_str))
        .bind(i64::from(contact.pinned))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// The contact with this number.
    pub async fn contact(&self, id: ContactId) -> Result<Option<Contact>, LedgerError> {
        self.contact_in(&mut *self.store.readers.acquire().await?, id).await
    }

    async fn contact_in(
        &self,
        conn: &mut SqliteConnection,
        id: ContactId,
    ) -> Result<Option<Contact>, LedgerError> {
        let row = sqlx::query(concat!(
            "SELECT ",
            contact_columns!(),
            " FROM contact WHERE workspace_id = $1 AND contact_id = $2"
        ))
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_optional(conn)
        .await?;
        Ok(row.as_ref().map(contact).transpose()?)
    }

    /// The contact with this address.
    pub async fn contact_by_email(&self, email: &str) -> Result<Option<Contact>, LedgerError> {
        let Some(key) = email_key(email) else { return Ok(None) };
        let row = sqlx::query(concat!(
            "SELECT ",
            contact_columns!(),
            " FROM contact WHERE workspace_id = $1 AND email_key = $2"
        ))
        .bind(self.id)
        .bind(key)
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.as_ref().map(contact).transpose()?)
    }

    /// Everybody of this name; case does not count.
    pub async fn contacts_named(&self, name: &str) -> Result<Vec<Contact>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            contact_columns!(),
            " FROM contact WHERE workspace_id = $1 AND name_key = $2 ORDER BY contact_id"
        ))
        .bind(self.id)
        .bind(name_key(name))
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(contact).collect::<Result<_, _>>()?)
    }

    /// At most `limit` contacts by name, beginning behind the contact `after`.
    pub async fn contacts(
        &self,
        filter: &ContactFilter,
        after: Option<ContactId>,
        limit: u32,
    ) -> Result<Vec<Contact>, LedgerError> {
        let after = match after {
            Some(id) => self.contact(id).await?,
            None => None,
        };
        let mut asked = Asked::of(self.id, filter);
        if let Some(after) = after {
            let name = asked.bind(name_key(&after.name));
            let id = asked.bind(i64::from(after.id.0));
            asked.text.push_str(&format!(" AND (name_key, contact_id) > ({name}, {id})"));
        }
        let limit = asked.bind(i64::from(limit));
        let text = format!(
            concat!(
                "SELECT ",
                contact_columns!(),
                " FROM contact WHERE {} ORDER BY name_key, contact_id LIMIT {}"
            ),
            asked.text, limit
        );
        let rows = sqlx::query_with(AssertSqlSafe(text), asked.arguments);
        let rows = rows.fetch_all(&self.store.readers).await?;
        Ok(rows.iter().map(contact).collect::<Result<_, _>>()?)
    }

    /// How many contacts are meant.
    pub async fn count_contacts(&self, filter: &ContactFilter) -> Result<u64, LedgerError> {
        let asked = Asked::of(self.id, filter);
        let text = format!("SELECT COUNT(*) FROM contact WHERE {}", asked.text);
        let query = sqlx::query_with(AssertSqlSafe(text), asked.arguments);
        let row = query.fetch_one(&self.store.readers).await?;
        Ok(uncount(Columns::of(&row).get()?))
    }

    /// How many contacts stand in each stage; `None`: it is not known.
    pub async fn contact_stages(&self) -> Result<Vec<(Option<Stage>, u64)>, LedgerError> {
        let rows = sqlx::query(
            "SELECT stage, COUNT(*) FROM contact WHERE workspace_id = $1 GROUP BY stage ORDER BY stage",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((columns.maybe_word("stage", Stage::from_word)?, uncount(columns.get()?)))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }
}

/// A condition with its values.
struct Asked {
    text: String,
    arguments: SqliteArguments,
    bound: usize,
}

impl Asked {
    fn of(workspace: i64, filter: &ContactFilter) -> Self {
        let mut asked =
            Self { text: String::new(), arguments: SqliteArguments::default(), bound: 0 };
        let here = asked.bind(workspace);
        asked.text.push_str(&format!("workspace_id = {here}"));
        if let Some(stage) = filter.stage {
            let stage = asked.bind(stage.as_str());
            asked.text.push_str(&format!(" AND stage = {stage}"));
        }
        if filter.pinned {
            asked.text.push_str(" AND pinned = 1");
        }
        for word in filter.words.split_whitespace().take(WORDS) {
            let word = asked.bind(inside(word));
            asked.text.push_str(&format!(
                " AND (found_by LIKE {word} ESCAPE '\\' OR contact_id IN (SELECT contact_id FROM presence \
                 WHERE workspace_id = {here} AND author_key LIKE {word} ESCAPE '\\'))"
            ));
        }
        asked
    }

    /// Binds a value and answers how the text names it.
    fn bind<'q, T: sqlx::Encode<'q, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>>(
        &mut self,
        value: T,
    ) -> String {
        // Texts and numbers can always be encoded.
        let _infallible = self.arguments.add(value);
        self.bound += 1;
        format!("${}", self.bound)
    }
}

/// The pattern of a text with `word` in it.
fn inside(word: &str) -> String {
    let mut pattern = String::from("%");
    for letter in word.trim_start_matches('@').to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
