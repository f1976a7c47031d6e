//! One question to an HTTP endpoint that whoever runs this machine has named, and its answer: for the assistant.
//!
//! Unlike a webhook, the address may lead inside, where most such endpoints are; only then may it do without TLS. Redirects are not
//! followed.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::address::{self, Target};
use super::send::encrypt;

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
        if target.tls {
            exchange(encrypt(&target, tcp).await?, request).await
        } else {
            exchange(tcp, request).await
        }
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

async fn exchange(
    io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<(u16, Vec<u8>), String> {
    let failed = |error: hyper::Error| format!("the connection failed: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(io)).await.map_err(failed)?;
    let work = async {
        let answer = sender.send_request(request).await.map_err(failed)?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), LONGEST).collect().await;
        let body = body.map_err(|error| format!("the answer broke off: {error}"))?;
        Ok((status, body.to_bytes().to_vec()))
    };
    tokio::pin!(work);
    tokio::select! {
        answered = &mut work => answered,
        // When the other side closes, what it sent may still be there to read.
        ended = connection => match ended {
            Ok(()) => work.await,
            Err(error) => Err(failed(error)),
        },
    }
}
