//! One attempt to tell an address: the host is resolved, the answer checked, and the very address that was checked is
//! connected to. Redirects are not followed.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::Full;
use ledger::{Delivery, Webhook};
use model::Timestamp;
use tokio::net::TcpStream;

use super::address::{self, Target};
use super::sign;
use crate::wire::{self, PATIENCE};

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
        let host = target.tls.then_some(target.host.as_str());
        Ok(wire::ask(tcp, host, request, 0).await?.status().as_u16())
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
