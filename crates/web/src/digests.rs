//! Digests for members: what each is sent, the links in it, and the keys that those links are signed with.

use ledger::{LedgerError, Member, SendState};
use model::{Day, DigestCategory, Matter, MemberId, Permission, Rhythm, Timestamp};
use report::digest::{self, Digest, Moves, Part, Waiting, WaitingItem};

use crate::app::App;
use crate::auth::{May, ReadPosts, token};
use crate::error::PageError;
use crate::handbooks::{self, Wanted};
use crate::pages::inbox::list::{self, Asked};
use crate::pages::report::weekly;
use crate::say;

/// The setting that holds the key of links in mails.
const KEY: &str = "digest.key";
/// After so many mails in a row that the address did not take, nothing more is sent to it.
const BOUNCES: usize = 3;
/// Moves that a mail shows.
const MOVES: usize = 12;

/// What stands beside the button that lets clicks be counted; kept with each consent.
pub const CLICK_WORDING: &str = "Count which links in my digests I open, so that colleagues learn what is read. \
     Only the number is kept, never which link. I can withdraw this here at any time; without it nothing is counted.";

/// Signs and reads the links that work without signing in.
#[derive(Clone)]
pub struct Links {
    key: [u8; 32],
    public_url: String,
}

impl Links {
    /// With the workspace's key, which is made when it is first needed.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub async fn of(app: &App) -> Result<Self, PageError> {
        let text = match app.ledger.setting(KEY).await? {
            Some(text) => text,
            None => {
                let (secret, _) = token::secret()?;
                app.ledger.set_setting(KEY, &secret).await?;
                app.ledger.setting(KEY).await?.unwrap_or(secret)
            }
        };
        Ok(Self { key: token::hash(&text), public_url: app.options.public_url.clone() })
    }

    fn mac(&self, what: &str) -> String {
        let hash = blake3::keyed_hash(&self.key, what.as_bytes());
        hash.to_hex().chars().take(32).collect()
    }

    /// Whether `mac` signs `what`; takes the same time whatever differs.
    fn signs(&self, mac: &str, what: &str) -> bool {
        let right = self.mac(what);
        let (mac, right) = (blake3::hash(mac.as_bytes()), blake3::hash(right.as_bytes()));
        mac == right
    }

    /// The address that leaves a category.
    pub fn leave(&self, member: MemberId, category: DigestCategory) -> String {
        let what = format!("leave {member} {category}");
        format!("{}/unsubscribe/{member}.{category}.{}", self.public_url, self.mac(&what))
    }

    /// Whose category an address leaves; `None`: it is not one of ours.
    pub fn read_leave(&self, token: &str) -> Option<(MemberId, DigestCategory)> {
        let mut parts = token.splitn(3, '.');
        let member = MemberId(parts.next()?.parse().ok()?);
        let category = DigestCategory::from_word(parts.next()?)?;
        let what = format!("leave {member} {category}");
        self.signs(parts.next()?, &what).then_some((member, category))
    }

    /// The address of a page of ours; counted on the way where `send` is given.
    pub fn to(&self, path: &str, send: Option<i64>) -> String {
        match send {
            None => format!("{}{path}", self.public_url),
            Some(send) => {
                let mac = self.mac(&format!("click {send} {path}"));
                let path = crate::frame::encode(path);
                format!("{}/go/{send}.{mac}?to={path}", self.public_url)
            }
        }
    }

    /// The digest in which a counted address stood; `None`: it is not one of ours.
    pub fn read_click(&self, token: &str, path: &str) -> Option<i64> {
        let (send, mac) = token.split_once('.')?;
        let send: i64 = send.parse().ok()?;
        self.signs(mac, &format!("click {send} {path}")).then_some(send)
    }
}

/// Whether a member is sent a category: what they said last, otherwise what their role is sent by itself.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn wants(
    app: &App,
    member: &Member,
    category: DigestCategory,
) -> Result<bool, LedgerError> {
    let choices = app.ledger.digest_choices(member.id).await?;
    let said = choices.iter().find(|choice| choice.category == category);
    Ok(said.map_or_else(|| category.is_for(member.role), |choice| choice.wanted))
}

/// Whether the member may read what a category shows, whatever they chose.
pub const fn may_have(member: &Member, category: DigestCategory) -> bool {
    let asks = match category {
        DigestCategory::Waiting => Permission::ReadPosts,
        DigestCategory::Moves => Permission::ReadFigures,
        DigestCategory::Measures | DigestCategory::Quarter => Permission::ReadStrategy,
    };
    member.role.may(asks)
}

/// Whether mails to this member come back: the last ones were refused for good, and the member has said nothing since.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn bounces(app: &App, member: MemberId) -> Result<bool, LedgerError> {
    let sends = app.ledger.digest_sends(member, BOUNCES as u32).await?;
    let all = sends.len() == BOUNCES && sends.iter().all(|it| it.state == SendState::Bounced);
    let last = sends.first().map_or(Timestamp(0), |it| it.at);
    let choices = app.ledger.digest_choices(member).await?;
    Ok(all && !choices.iter().any(|choice| choice.at > last))
}

/// The digest of a member; `None`: they want none of it. `send` is its number, where it goes out and its clicks are
/// counted.
///
/// # Errors
/// When ledger or index cannot be read.
pub async fn digest(
    app: &App,
    member: &Member,
    (rhythm, day): (Rhythm, Day),
    send: Option<i64>,
) -> Result<Option<Digest>, PageError> {
    let links = Links::of(app).await?;
    let send = match send {
        Some(send) if app.ledger.counts_clicks(member.id).await? => Some(send),
        _ => None,
    };
    let link = |path: &str| links.to(path, send);
    let mut parts: Vec<Part> = Vec::new();
    for category in DigestCategory::ALL {
        if category.rhythm() != rhythm
            || !may_have(member, *category)
            || !wants(app, member, *category).await?
        {
            continue;
        }
        let leave = links.leave(member.id, *category);
        parts.extend(part(app, member, *category, &link, leave).await?);
    }
    if parts.is_empty() {
        return Ok(None);
    }
    Ok(Some(Digest {
        workspace: app.house.snapshot().plan.workspace.clone(),
        reader: member.name.clone(),
        rhythm,
        day,
        parts,
        // Leads to a form that asks to sign in; never counted.
        settings: links.to("/digests", None),
        counts_clicks: send.is_some(),
    }))
}

async fn part(
    app: &App,
    member: &Member,
    category: DigestCategory,
    link: &(dyn Fn(&str) -> String + Sync),
    leave: String,
) -> Result<Option<Part>, PageError> {
    Ok(match category {
        DigestCategory::Waiting => {
            let waiting = waiting(app, member).await?;
            Some(digest::waiting(&waiting, &|path| link(path), leave))
        }
        DigestCategory::Moves => {
            let snapshot = app.house.snapshot();
            snapshot.assessed.as_ref().map(|assessed| {
                let (moved, compared) = &assessed.moves;
                let moved =
                    moved.iter().take(MOVES).map(|it| (weekly::sentence(it), weekly::basis(it)));
                let moves = Moves { compared: *compared, moved: moved.collect() };
                digest::moves(&moves, &|path| link(path), leave)
            })
        }
        DigestCategory::Measures => {
            let book = handbooks::handbook(app, member.into(), Wanted::default()).await?;
            book.map(|book| digest::measures(&book.works.measures, &|path| link(path), leave))
        }
        DigestCategory::Quarter => {
            let book = handbooks::handbook(app, member.into(), Wanted::default()).await?;
            book.map(|book| digest::quarter(&book, &|path| link(path), leave))
        }
    })
}

/// What waits, as the inbox shows it to this member.
async fn waiting(app: &App, member: &Member) -> Result<Waiting, PageError> {
    let who = May::<ReadPosts>::of(member.clone(), [0; 32], app)?;
    let now = app.house.now();
    let found = list::find(&who, &Asked::default(), None).await?;
    let mine = |matter: &Option<Matter>| {
        matter.as_ref().is_some_and(|matter| matter.member == Some(member.id))
    };
    let mut posts: Vec<&list::Found> = found.list.iter().collect();
    posts.sort_by_key(|one| !mine(&one.matter));
    let items = posts.iter().map(|list::Found { hit, matter, .. }| WaitingItem {
        need: list::first_need(hit).map_or("mention", say::act).to_owned(),
        network: hit.network.to_string(),
        waited: report::numbers::duration((now.0 - hit.created_at.0) as f64),
        overdue: list::is_overdue(matter.as_ref(), now),
        path: format!("/inbox?post={}", hit.id),
    });
    Ok(Waiting {
        total: found.total,
        overdue: found.overdue,
        mine: found.list.iter().filter(|one| mine(&one.matter)).count() as u64,
        items: items.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links { key: [7; 32], public_url: "https://waggle.example".to_owned() }
    }

    fn token_of(url: &str) -> &str {
        url.rsplit('/').next().unwrap()
    }

    #[test]
    fn only_what_we_signed_leaves_a_category() {
        let url = links().leave(MemberId(3), DigestCategory::Moves);
        let token = token_of(&url);
        assert_eq!(links().read_leave(token), Some((MemberId(3), DigestCategory::Moves)));
        assert_eq!(links().read_leave(&token.replacen('3', "4", 1)), None);
        assert_eq!(links().read_leave(&token.replace("moves", "waiting")), None);
        let other = Links { key: [8; 32], ..links() };
        assert_eq!(other.read_leave(token), None);
        for broken in ["", ".", "3.moves", "3.moves.", "x.moves.0", "3.nothing.0"] {
            assert_eq!(links().read_leave(broken), None, "{broken}");
        }
    }

    #[test]
    fn links_are_direct_unless_they_are_counted() {
        assert_eq!(links().to("/weekly", None), "https://waggle.example/weekly");
        let url = links().to("/inbox?post=1", Some(9));
        let token = token_of(url.split('?').next().unwrap());
        assert_eq!(links().read_click(token, "/inbox?post=1"), Some(9));
        assert_eq!(links().read_click(token, "/elsewhere"), None);
    }
}
