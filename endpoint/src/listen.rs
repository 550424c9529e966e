//! Where the endpoint listens: an address or the name of a host, and a port.

use anyhow::Context as _;
use std::net::SocketAddr;
use tokio::net::{TcpListener, lookup_host};

/// # Errors
/// When the text is no host and port, the host is not known here, or the port is taken.
pub async fn bind(listen: &str) -> anyhow::Result<TcpListener> {
    let known = lookup_host(listen).await;
    let known = known.with_context(|| {
        format!("cannot listen on {listen:?}: write a host and a port, such as localhost:8787 or [::1]:8787")
    })?;
    let mut addresses: Vec<SocketAddr> = known.collect();
    addresses.sort_by_key(SocketAddr::is_ipv6); // a name of both kinds means the older one to most programs
    TcpListener::bind(&*addresses).await.with_context(|| format!("cannot listen on {listen}"))
}

/// The address as links may say it: with the name the operator wrote.
pub fn url(listen: &str, address: SocketAddr) -> String {
    let host = listen.rsplit_once(':').map_or("", |(host, _)| host);
    let is_name = host.contains(|sign: char| sign.is_ascii_alphabetic()) && !host.starts_with('[');
    if is_name { format!("http://{host}:{}", address.port()) } else { format!("http://{address}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_and_an_address_are_listened_on() {
        for listen in ["localhost:0", "127.0.0.1:0"] {
            let address = bind(listen).await.expect(listen).local_addr().expect("an address");
            assert!(address.ip().is_loopback(), "{listen}");
            let host = listen.trim_end_matches(":0");
            assert_eq!(url(listen, address), format!("http://{host}:{}", address.port()));
        }
    }

    #[tokio::test]
    async fn what_is_no_host_and_port_is_named_with_an_example() {
        for listen in ["8787", "localhost", "http://localhost:8787", ""] {
            let said = format!("{:#}", bind(listen).await.expect_err(listen));
            assert!(said.contains("such as localhost:8787"), "{said}");
        }
    }
}
