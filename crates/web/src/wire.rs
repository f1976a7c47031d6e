//! One request over a connection of ours: HTTP/1.1, TLS with Mozilla's roots, no redirects, no proxies, and an end to
//! patience and to size. Who may be connected to is the caller's decision.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// How long an exchange may take.
pub const PATIENCE: Duration = Duration::from_secs(20);
static TLS: LazyLock<Option<Arc<ClientConfig>>> = LazyLock::new(|| {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().ok()?;
    Some(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
});

/// Asks over `tcp`, with TLS for `host` where that is named, and reads at most `most` bytes of the answer; with 0, none.
///
/// # Errors
/// In words, when there is no answer, or a longer one.
pub async fn ask(
    tcp: TcpStream,
    host: Option<&str>,
    request: Request<Full<Bytes>>,
    most: usize,
) -> Result<Response<Bytes>, String> {
    match host {
        Some(host) => exchange(encrypt(host, tcp).await?, request, most).await,
        None => exchange(tcp, request, most).await,
    }
}

async fn encrypt(
    host: &str,
    tcp: TcpStream,
) -> Result<impl AsyncRead + AsyncWrite + Unpin + Send + 'static, String> {
    let config = TLS.clone().ok_or("TLS cannot be set up")?;
    let name = ServerName::try_from(host.to_owned()).map_err(|error| error.to_string())?;
    let stream = TlsConnector::from(config).connect(name, tcp).await;
    stream.map_err(|error| format!("TLS failed: {error}"))
}

async fn exchange(
    io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
    most: usize,
) -> Result<Response<Bytes>, String> {
    let failed = |error: hyper::Error| format!("the connection failed: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(io)).await.map_err(failed)?;
    let asked = async {
        let (parts, body) = sender.send_request(request).await.map_err(failed)?.into_parts();
        if most == 0 {
            return Ok(Response::from_parts(parts, Bytes::new()));
        }
        let body = Limited::new(body, most).collect().await;
        let body = body.map_err(|error| format!("the answer could not be read: {error}"))?;
        Ok(Response::from_parts(parts, body.to_bytes()))
    };
    let mut connection = std::pin::pin!(connection);
    let mut asked = std::pin::pin!(asked);
    tokio::select! {
        answered = &mut asked => answered,
        // The connection may be done before its last bytes were taken out of it.
        ended = &mut connection => match ended {
            Ok(()) => asked.await,
            Err(error) => Err(failed(error)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_has_roots_and_versions() {
        assert!(TLS.is_some() && webpki_roots::TLS_SERVER_ROOTS.len() > 50);
    }
}
