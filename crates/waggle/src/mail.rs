//! Mail: where it goes out, and what the mail server says to it.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport};
use model::Timestamp;
use report::digest::Mail;
use serde::Deserialize;

/// How long a mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// `[mail]` of `waggle.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailTable {
    /// The mail server.
    pub host: String,
    /// Its port: 465 is TLS from the first byte, others are upgraded by STARTTLS.
    #[serde(default = "submission")]
    pub port: u16,
    /// As whom to sign in there.
    #[serde(default)]
    pub user: Option<String>,
    /// The environment variable that holds the password.
    #[serde(default)]
    pub password_env: Option<String>,
    /// Who sends: `Waggle <waggle@example.org>`.
    pub from: String,
    /// Who answers.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// The address under which members reach the application; links begin with it.
    #[serde(default)]
    pub url: Option<String>,
    /// The hour (0–23, in the workspace's zone) from which digests go out.
    #[serde(default = "seven")]
    pub hour: u8,
}

impl MailTable {
    /// A table for looking at mails that go nowhere.
    pub fn nowhere() -> Self {
        Self {
            host: "localhost".to_owned(),
            port: submission(),
            user: None,
            password_env: None,
            from: "Waggle <waggle@localhost>".to_owned(),
            reply_to: None,
            url: None,
            hour: seven(),
        }
    }
}

const fn submission() -> u16 {
    587
}

const fn seven() -> u8 {
    7
}

/// Why mail cannot be sent at all; said to whoever runs the command.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(
        "the address `{0}` in [mail] of waggle.toml cannot be read; write `Name <name@example.org>`"
    )]
    Address(String),
    #[error("[mail] names the variable {0} for the password, and it is not set")]
    Password(String),
    #[error("[mail] names a user and no password_env, or the other way round")]
    Half,
    #[error("the mail server cannot be used: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

/// What became of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// The server has it; what it said.
    Taken(String),
    /// It may take it later.
    Later(String),
    /// It never will: the address does not work.
    Never(String),
}

/// Sends mails.
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

/// To whom, and as what.
pub struct Envelope<'a> {
    /// The address.
    pub to: &'a str,
    /// The name.
    pub name: &'a str,
    /// Tells this mail from all others; the same when it is tried again.
    pub id: String,
    /// When it is sent.
    pub at: Timestamp,
}

impl Mailer {
    /// Reads the table; `variable` gives environment variables.
    pub fn new(
        table: &MailTable,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, MailError> {
        let mailbox =
            |text: &str| text.parse::<Mailbox>().map_err(|_| MailError::Address(text.to_owned()));
        let credentials = match (&table.user, &table.password_env) {
            (None, None) => None,
            (Some(user), Some(name)) => {
                let password = variable(name).ok_or_else(|| MailError::Password(name.clone()))?;
                Some(Credentials::new(user.clone(), password))
            }
            _ => return Err(MailError::Half),
        };
        let mut builder = SmtpTransport::builder_dangerous(&table.host)
            .port(table.port)
            .tls(tls(table)?)
            .timeout(Some(PATIENCE));
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        Ok(Self {
            transport: builder.build(),
            from: mailbox(&table.from)?,
            reply_to: table.reply_to.as_deref().map(mailbox).transpose()?,
        })
    }

    /// The mail as it goes over the wire.
    pub fn compose(&self, envelope: &Envelope<'_>, mail: &Mail) -> Result<Message, String> {
        let to = envelope.to.parse().map_err(|_| "the address cannot be read".to_owned())?;
        let to = Mailbox::new(Some(one_line(envelope.name)), to);
        let secs = u64::try_from(envelope.at.0).unwrap_or(0);
        let host = self.from.email.domain();
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(one_line(&mail.subject))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(secs))
            .message_id(Some(format!("<{}@{host}>", envelope.id)));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let parts = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
        let mut message = builder.multipart(parts).map_err(|error| error.to_string())?;
        // RFC 8058: one click leaves, without signing in and without a page. RFC 3834: no robot need answer.
        for (name, value) in [
            ("List-Unsubscribe", format!("<{}>", mail.leave)),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            ("Auto-Submitted", "auto-generated".to_owned()),
        ] {
            let name = HeaderName::new_from_ascii_str(name);
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
        Ok(message)
    }

    /// Hands a mail to the server.
    pub fn send(&self, message: &Message) -> Posted {
        match self.transport.send(message) {
            Ok(response) => Posted::Taken(response.message().collect::<Vec<_>>().join(" ")),
            // A server that knows the address not, or no longer, says so with 5xx; anything else may pass.
            Err(error) if error.is_permanent() => Posted::Never(error.to_string()),
            Err(error) => Posted::Later(error.to_string()),
        }
    }
}

/// What stands in a head stays in its line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// TLS always, but to this very machine.
fn tls(table: &MailTable) -> Result<Tls, MailError> {
    let here = table.host == "localhost"
        || table.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if here && table.port != 465 {
        return Ok(Tls::None);
    }
    let parameters = TlsParameters::new(table.host.clone())?;
    Ok(if table.port == 465 { Tls::Wrapper(parameters) } else { Tls::Required(parameters) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(extra: &str) -> MailTable {
        let text = format!(
            "host = \"127.0.0.1\"\nport = 2525\nfrom = \"Waggle <w@example.org>\"\n{extra}"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn what_is_half_said_is_refused_with_a_reason() {
        let none = |_: &str| None;
        assert!(Mailer::new(&table(""), none).is_ok());
        assert!(matches!(Mailer::new(&table("user = \"w\""), none), Err(MailError::Half)));
        let both = table("user = \"w\"\npassword_env = \"MAIL_PASSWORD\"");
        assert!(matches!(Mailer::new(&both, none), Err(MailError::Password(_))));
        assert!(Mailer::new(&both, |_| Some("secret".to_owned())).is_ok());
        let mut wrong = table("");
        wrong.from = "nobody".to_owned();
        assert!(matches!(Mailer::new(&wrong, none), Err(MailError::Address(_))));
    }

    #[test]
    fn a_mail_can_be_left_with_one_click_and_no_line_can_be_smuggled_in() {
        let mailer = Mailer::new(&table(""), |_| None).unwrap();
        let mut mail = report::digest::sample(model::Rhythm::Weekly).mail();
        mail.subject = "a\r\nBcc: everybody@example.org".to_owned();
        let envelope = Envelope {
            to: "ada@example.org",
            name: "Ada\r\nBcc: x@example.org",
            id: "digest-7".to_owned(),
            at: Timestamp(1_780_000_000),
        };
        let text =
            String::from_utf8(mailer.compose(&envelope, &mail).unwrap().formatted()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(head.contains("List-Unsubscribe: <https://waggle.example/unsubscribe/moves>"));
        assert!(head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
        assert!(head.contains("Message-ID: <digest-7@example.org>"));
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    }
}
