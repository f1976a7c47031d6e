//! One question to an HTTP endpoint that whoever runs this machine has named, and its answer: for the assistant.
//!
//! Unlike a webhook, the address may lead inside, where most such endpoints are; only then may it do without TLS. Redirects are not
//! followed.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::Full;
use tokio::net::TcpStream;

use super::address::{self, Target};
use crate::wire;

/// The longest answer that is read.
const LONGEST: usize = 1 << 20;

/// Sends `body` as JSON to `url` and reads the answer. `key` goes as a bearer token.
///
/// # Errors
/// A sentence that says what failed.
pub async fn ask(
    url: &str,
    key: Option<&str>,
    body: String,
    patience: Duration,
) -> Result<(u16, Vec<u8>), String> {
    let target = address::take_apart(url).map_err(|error| error.to_string())?;
    let mut request = Request::post(&target.path)
        .header(header::HOST, &target.authority)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, concat!("Waggle/", env!("CARGO_PKG_VERSION")));
    if let Some(key) = key {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(|error| error.to_string())?;
    let work = async {
        let tcp = connect(&target).await?;
        let host = target.tls.then_some(target.host.as_str());
        let answer = wire::ask(tcp, host, request, LONGEST).await?;
        Ok((answer.status().as_u16(), answer.into_body().to_vec()))
    };
    let late = |_| format!("no answer within {} s", patience.as_secs());
    tokio::time::timeout(patience, work).await.map_err(late)?
}

/// Connects to the host; without TLS, only to what lies inside.
async fn connect(target: &Target) -> Result<TcpStream, String> {
    let found = tokio::net::lookup_host((target.host.as_str(), target.port)).await;
    let found = found.map_err(|error| format!("{} is not known: {error}", target.host))?;
    let mut why = format!("{} has no address", target.host);
    for peer in found {
        if !target.tls && !is_inside(peer.ip()) {
            return Err(format!(
                "{} lies on the public Internet; write its address with `https://`, so that nobody can read along",
                target.host
            ));
        }
        match TcpStream::connect(peer).await {
            Ok(tcp) => return Ok(tcp),
            Err(error) => why = format!("{} cannot be reached: {error}", target.host),
        }
    }
    Err(why)
}

fn is_inside(ip: IpAddr) -> bool {
    address::check(ip, false).is_err()
}
