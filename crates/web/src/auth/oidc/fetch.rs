//! How the provider is asked: over TLS alone, unless it stands on this machine. It may stand inside the company's network:
//! whoever names it in `waggle.toml` owns the machine.

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::Full;
use openidconnect::url::Host;
use openidconnect::{HttpRequest, HttpResponse};
use tokio::net::TcpStream;

use crate::wire::{self, PATIENCE};

/// Bytes of an answer that are read; keys and tokens are far smaller.
const MOST: usize = 1 << 20;

/// Why the provider did not answer, in words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(String);

/// Sends one request to the provider.
///
/// # Errors
/// When there is no answer, or the address is not to be asked.
pub async fn fetch(request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    let late = |_| NoAnswer(format!("no answer within {} s", PATIENCE.as_secs()));
    tokio::time::timeout(PATIENCE, send(request)).await.map_err(late)?
}

async fn send(request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    let (parts, body) = request.into_parts();
    let url = openidconnect::url::Url::parse(&parts.uri.to_string());
    let url = url.map_err(|error| NoAnswer(error.to_string()))?;
    let nowhere = || NoAnswer(format!("`{url}` names no host"));
    let (host, port) = (url.host_str().ok_or_else(nowhere)?, url.port_or_known_default());
    let tls = match url.scheme() {
        "https" => true,
        "http" if is_here(&url) => false,
        _ => return Err(NoAnswer(format!("`{url}` must begin with https://"))),
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let tcp = TcpStream::connect((bare, port.ok_or_else(nowhere)?)).await;
    let tcp = tcp.map_err(|error| NoAnswer(format!("{host} cannot be reached: {error}")))?;
    let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let path = url.query().map_or_else(|| url.path().to_owned(), |q| format!("{}?{q}", url.path()));
    let mut asked = Request::builder()
        .method(parts.method)
        .uri(path)
        .header(header::HOST, authority)
        .header(header::USER_AGENT, concat!("Waggle/", env!("CARGO_PKG_VERSION")));
    if let Some(headers) = asked.headers_mut() {
        headers.extend(parts.headers);
    }
    let asked = asked.body(Full::new(Bytes::from(body)));
    let asked = asked.map_err(|error| NoAnswer(error.to_string()))?;
    let answered = wire::ask(tcp, tls.then_some(bare), asked, MOST).await.map_err(NoAnswer)?;
    let (parts, body) = answered.into_parts();
    Ok(HttpResponse::from_parts(parts, body.to_vec()))
}

/// Whether it stands on this machine.
fn is_here(url: &openidconnect::url::Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_goes_out_in_the_clear() {
        for url in ["http://id.example.org/token", "ftp://localhost/", "http://127.0.0.1.example/"]
        {
            let request = Request::get(url).body(Vec::new()).unwrap();
            let why = fetch(request).await.unwrap_err().to_string();
            assert!(why.contains("must begin with https://"), "{url}: {why}");
        }
    }
}
