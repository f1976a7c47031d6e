//! One attempt to tell an address: the host is resolved, the answer checked, and the very address that was checked is
//! connected to. Redirects are not followed.

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use ledger::{Delivery, Webhook};
use model::Timestamp;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::address::{self, Target};
use super::sign;

/// How long an attempt may take.
const PATIENCE: Duration = Duration::from_secs(20);

static TLS: LazyLock<Option<Arc<ClientConfig>>> = LazyLock::new(|| {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().ok()?;
    Some(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
});

/// Tells an address once. Answers the status, or in words why there is none.
///
/// # Errors
/// A sentence for the page.
pub async fn send(
    webhook: &Webhook,
    delivery: &Delivery,
    now: Timestamp,
    local: bool,
) -> Result<u16, String> {
    let target = address::parse(&webhook.url, local).map_err(|error| error.to_string())?;
    let request = request(webhook, delivery, &target, now)?;
    let work = async {
        let peer = resolve(&target, local).await?;
        let tcp = TcpStream::connect(peer).await;
        let tcp = tcp.map_err(|error| format!("{} cannot be reached: {error}", target.host))?;
        if target.tls {
            exchange(encrypt(&target, tcp).await?, request).await
        } else {
            exchange(tcp, request).await
        }
    };
    let late = |_| format!("no answer within {} s", PATIENCE.as_secs());
    tokio::time::timeout(PATIENCE, work).await.map_err(late)?
}

fn request(
    webhook: &Webhook,
    delivery: &Delivery,
    target: &Target,
    now: Timestamp,
) -> Result<Request<Full<Bytes>>, String> {
    let id = format!("msg_{}_{}", delivery.created_at.0, delivery.id);
    let signed = sign::signature(&webhook.secret, &id, now.0, &delivery.payload);
    let signed = signed.ok_or("the secret cannot sign")?;
    Request::post(&target.path)
        .header(header::HOST, &target.authority)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, concat!("Waggle/", env!("CARGO_PKG_VERSION")))
        .header("webhook-id", id)
        .header("webhook-timestamp", now.0)
        .header("webhook-signature", signed)
        .body(Full::new(Bytes::from(delivery.payload.clone())))
        .map_err(|error| error.to_string())
}

/// Where the host is. One address inside among several is enough to refuse: such names are made to deceive.
async fn resolve(target: &Target, local: bool) -> Result<SocketAddr, String> {
    let found = tokio::net::lookup_host((target.host.as_str(), target.port)).await;
    let found = found.map_err(|error| format!("{} is not known: {error}", target.host))?;
    let mut first = None;
    for peer in found {
        address::check(peer.ip(), local).map_err(|error| error.to_string())?;
        first.get_or_insert(peer);
    }
    first.ok_or_else(|| format!("{} has no address", target.host))
}

pub(super) async fn encrypt(
    target: &Target,
    tcp: TcpStream,
) -> Result<impl AsyncRead + AsyncWrite + Unpin + Send + 'static, String> {
    let config = TLS.clone().ok_or("TLS cannot be set up")?;
    let name = ServerName::try_from(target.host.clone()).map_err(|error| error.to_string())?;
    let stream = TlsConnector::from(config).connect(name, tcp).await;
    stream.map_err(|error| format!("TLS failed: {error}"))
}

async fn exchange(
    io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<u16, String> {
    let failed = |error: hyper::Error| format!("the connection failed: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(io)).await.map_err(failed)?;
    let answered = tokio::select! {
        answered = sender.send_request(request) => answered,
        Err(error) = connection => Err(error),
    };
    Ok(answered.map_err(failed)?.status().as_u16())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_has_roots_and_versions() {
        assert!(TLS.is_some() && webpki_roots::TLS_SERVER_ROOTS.len() > 50);
    }
}
