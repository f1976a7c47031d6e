//! Where a webhook may go: to public addresses alone, so that nobody uses the server to ask what only it can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::Uri;

/// Why an address of a webhook is refused, as a sentence with its remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It cannot be read.
    #[error(
        "`{0}` is no address; write it as `https://example.com/path`, with international names in punycode"
    )]
    Unreadable(String),
    /// It is not encrypted.
    #[error("webhooks go over TLS alone; write an address that begins with `https://`")]
    NotTls,
    /// It holds a name or password.
    #[error("an address must not hold a name or password; take out what stands before the `@`")]
    HasPassword,
    /// It leads inside.
    #[error("{0} is not a public address; webhooks only go to addresses on the public Internet")]
    Inside(IpAddr),
}

/// An address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The name or number, without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// As the `Host` header has it.
    pub authority: String,
    /// Path and query.
    pub path: String,
    /// Whether over TLS.
    pub tls: bool,
}

/// Takes an address apart. With `local`, it need not be over TLS and may lead to this machine.
pub fn parse(url: &str, local: bool) -> Result<Target, BadAddress> {
    let target = take_apart(url)?;
    if !target.tls && !local {
        return Err(BadAddress::NotTls);
    }
    if let Ok(ip) = target.host.parse() {
        check(ip, local)?;
    }
    Ok(target)
}

/// Takes an address apart, wherever it leads.
pub fn take_apart(url: &str) -> Result<Target, BadAddress> {
    let unreadable = || BadAddress::Unreadable(url.to_owned());
    let uri: Uri = url.parse().map_err(|_| unreadable())?;
    let tls = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => false,
        _ => return Err(unreadable()),
    };
    let authority = uri.authority().ok_or_else(unreadable)?;
    if authority.as_str().contains('@') {
        return Err(BadAddress::HasPassword);
    }
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    if host.is_empty() {
        return Err(unreadable());
    }
    Ok(Target {
        host: host.to_owned(),
        port: authority.port_u16().unwrap_or(if tls { 443 } else { 80 }),
        authority: authority.to_string(),
        path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        tls,
    })
}

/// Refuses what does not lie on the public Internet. With `local`, loopback is fine.
pub fn check(ip: IpAddr, local: bool) -> Result<(), BadAddress> {
    let public = match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    };
    if public || (local && ip.is_loopback()) { Ok(()) } else { Err(BadAddress::Inside(ip)) }
}

/// By the IANA registry of special addresses (RFC 6890 and later).
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = match (a, b, c) {
        // This network, private, loopback, multicast, reserved, broadcast.
        (0 | 10 | 127 | 224..=255, _, _) => true,
        // Shared by carriers.
        (100, 64..=127, _) => true,
        // Link-local, with the metadata of clouds.
        (169, 254, _) => true,
        (172, 16..=31, _) | (192, 168, _) => true,
        // Protocol assignments, documentation, 6to4 relays, benchmarks.
        (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113) => {
            true
        }
        _ => false,
    };
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = inner_v4(ip) {
        return is_public_v4(inner);
    }
    let [first, second, ..] = ip.segments();
    // Only 2000::/3 is given out; within it are protocol assignments, with Teredo, and documentation.
    let given_out = first & 0xe000 == 0x2000;
    let special = (first == 0x2001 && (second < 0x0200 || second == 0x0db8)) || first == 0x3fff;
    given_out && !special
}

/// The IPv4 address that an IPv6 address stands for: mapped, compatible, translated (NAT64) or 6to4.
fn inner_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => Some(v4(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(v4(high, low)),
        [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_server_reaches_is_refused() {
        for inside in [
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "fec0::1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "100::1",
        ] {
            let ip: IpAddr = inside.parse().unwrap();
            assert_eq!(check(ip, false), Err(BadAddress::Inside(ip)), "{inside}");
            let host = if ip.is_ipv6() { format!("[{inside}]") } else { inside.to_owned() };
            assert!(parse(&format!("https://{host}/x"), false).is_err(), "{inside}");
        }
        for outside in ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1"]
        {
            assert_eq!(check(outside.parse().unwrap(), false), Ok(()), "{outside}");
        }
    }

    #[test]
    fn for_tests_loopback_is_fine_and_nothing_else() {
        assert_eq!(check("127.0.0.1".parse().unwrap(), true), Ok(()));
        assert!(check("169.254.169.254".parse().unwrap(), true).is_err());
        assert!(check("10.0.0.1".parse().unwrap(), true).is_err());
    }

    #[test]
    fn addresses_are_taken_apart() {
        let target = parse("https://hooks.example.com:8443/a?b=c", false).unwrap();
        assert_eq!(
            (target.host.as_str(), target.port, target.tls),
            ("hooks.example.com", 8443, true)
        );
        assert_eq!(
            (target.path.as_str(), target.authority.as_str()),
            ("/a?b=c", "hooks.example.com:8443")
        );
        assert_eq!(parse("http://example.com", false), Err(BadAddress::NotTls));
        assert_eq!(parse("https://me:secret@example.com", false), Err(BadAddress::HasPassword));
        for bad in ["ftp://example.com", "/x", "example.com", "https://", "file:///etc/passwd"] {
            assert!(matches!(parse(bad, false), Err(BadAddress::Unreadable(_))), "{bad}");
        }
    }
}
