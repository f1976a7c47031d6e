//! Takes a file in, piece by piece, and puts it where it waits to be looked at.
//!
//! Each upload is a folder of its own below [`House::uploads`](crate::House::uploads), named by a secret, with the file in it.

use std::path::{Path, PathBuf};

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use axum::response::Redirect;
use model::Timestamp;
use tokio::fs;
use tokio::io::AsyncWriteExt as _;

use crate::auth::{Import, May, token};
use crate::error::PageError;

/// An upload that nobody imported is removed after a day.
const KEPT_SECS: i64 = Timestamp::DAY_SECS;

/// Takes a file and leads to its preview.
pub async fn upload(who: May<Import>, mut form: Multipart) -> Result<Redirect, PageError> {
    let folder = who.house.uploads();
    sweep(&folder, who.house.now()).await;
    while let Some(field) = form.next_field().await.map_err(refused)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = safe_name(field.file_name().unwrap_or_default());
        let (secret, _) = token::secret()?;
        let place = folder.join(&secret);
        fs::create_dir_all(&place).await.map_err(broken)?;
        if let Err(error) = keep(field, &place.join(&name)).await {
            // The first error is the one to tell.
            let _ = fs::remove_dir_all(&place).await;
            return Err(error);
        }
        who.audit("file.uploaded", &name).await?;
        return Ok(Redirect::to(&format!("/listen/import/{secret}")));
    }
    Err(PageError::Refused("choose a file first".to_owned()))
}

async fn keep(mut field: Field<'_>, path: &Path) -> Result<(), PageError> {
    let mut file = fs::File::create(path).await.map_err(broken)?;
    let mut bytes = 0;
    while let Some(piece) = field.chunk().await.map_err(refused)? {
        bytes += piece.len();
        file.write_all(&piece).await.map_err(broken)?;
    }
    file.flush().await.map_err(broken)?;
    if bytes == 0 {
        return Err(PageError::Refused("choose a file that is not empty".to_owned()));
    }
    Ok(())
}

fn refused(error: MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let why = "a file can have 2 GB here; import larger ones with `waggle import`, or pack them with gzip or zstd";
        return PageError::TooLarge(why.to_owned());
    }
    PageError::Refused(format!(
        "the upload broke off ({}); nothing was kept, so try again",
        error.body_text()
    ))
}

fn broken(error: std::io::Error) -> PageError {
    tracing::error!(%error, "an upload could not be kept");
    PageError::Broken
}

/// The last part of a name, without what could lead elsewhere.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let fit = |c: char| if c.is_control() || "<>:\"|?*".contains(c) { '_' } else { c };
    let name: String = last.chars().map(fit).take(60).collect();
    let name = name.trim_start_matches('.').trim();
    if name.is_empty() { "upload".to_owned() } else { name.to_owned() }
}

/// The file of an upload, and its name; `None` when there is none (any more).
pub async fn find(folder: &Path, secret: &str) -> Option<(PathBuf, String)> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if secret.len() != 43 || !secret.bytes().all(fits) {
        return None;
    }
    let mut entries = fs::read_dir(folder.join(secret)).await.ok()?;
    let entry = entries.next_entry().await.ok()??;
    Some((entry.path(), entry.file_name().to_string_lossy().into_owned()))
}

/// Removes uploads that nobody imported, and the folders of those that were.
async fn sweep(folder: &Path, now: Timestamp) {
    let Ok(mut entries) = fs::read_dir(folder).await else { return };
    while let Ok(Some(entry)) = entries.next_entry().await {
        // Fails while the folder holds a file, which is what is wanted.
        if fs::remove_dir(entry.path()).await.is_ok() {
            continue;
        }
        let modified = entry.metadata().await.ok().and_then(|about| about.modified().ok());
        let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let old = since.is_some_and(|s| now.0.saturating_sub(s.as_secs() as i64) > KEPT_SECS);
        if old && let Err(error) = fs::remove_dir_all(entry.path()).await {
            tracing::warn!(%error, "an old upload could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("C:\\posts.csv"), "posts.csv");
        assert_eq!(safe_name("..."), "upload");
        assert_eq!(safe_name(".htaccess"), "htaccess");
        assert_eq!(safe_name("a\u{0}b?.csv"), "a_b_.csv");
    }

    #[tokio::test]
    async fn only_uploads_are_found() {
        let dir = tempfile::tempdir().unwrap();
        let secret = "a".repeat(43);
        std::fs::create_dir(dir.path().join(&secret)).unwrap();
        assert_eq!(find(dir.path(), &secret).await, None);
        std::fs::write(dir.path().join(&secret).join("x.csv"), "a,b").unwrap();
        assert_eq!(find(dir.path(), &secret).await.unwrap().1, "x.csv");
        for bad in ["..", "", "../../../../../../../../../../../../../../../../..", "b"] {
            assert_eq!(find(dir.path(), bad).await, None);
        }
    }

    #[tokio::test]
    async fn what_was_imported_or_forgotten_goes() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("imported")).unwrap();
        std::fs::create_dir(dir.path().join("waits")).unwrap();
        std::fs::write(dir.path().join("waits/x.csv"), "a,b").unwrap();
        sweep(dir.path(), Timestamp(0)).await;
        assert!(!dir.path().join("imported").exists() && dir.path().join("waits").exists());
        sweep(dir.path(), Timestamp(i64::MAX)).await;
        assert!(!dir.path().join("waits").exists());
    }
}
