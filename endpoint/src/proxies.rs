//! Whose word is taken on where a request came from: nobody's but that of the operator's own proxies.

use axum::http::HeaderMap;
use clap::ValueEnum;
use ipnet::IpNet;
use serde::Deserialize;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// The networks of the proxies before the endpoint, and how they say where a request came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies {
    pub networks: Networks,
    pub forwarding: Forwarding,
}

/// The header the proxies write. A client can send any header, so only one they write themselves is worth something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Forwarding {
    /// `X-Forwarded-For`; where a request has none, `Forwarded`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239) and nothing else.
    Forwarded,
}

/// Addresses and networks, separated by commas: `10.0.0.0/8, 2001:db8::7`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Networks(Vec<IpNet>);

impl FromStr for Networks {
    type Err = String;

    fn from_str(text: &str) -> Result<Networks, String> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let network = |entry: &str| {
            let network = entry.parse::<IpNet>().or_else(|_| entry.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| format!("`{entry}` is no address and no network like 10.0.0.0/8"))
        };
        entries.map(network).collect::<Result<_, _>>().map(Networks)
    }
}

impl TryFrom<String> for Networks {
    type Error = String;

    fn try_from(text: String) -> Result<Networks, String> {
        text.parse()
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let networks: Vec<String> = self.networks.0.iter().map(IpNet::to_string).collect();
        f.write_str(if networks.is_empty() { "none" } else { "" })?;
        f.write_str(&networks.join(","))
    }
}

impl TrustedProxies {
    /// Where a request came from: the hop nearest to us that is no proxy of ours. What stands before it in the
    /// header was written by whoever sent it, and counts for nothing.
    pub fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer.ip().to_canonical();
        if !self.trusts(nearest) {
            return nearest;
        }
        for hop in self.hops(headers).iter().rev() {
            // What is no address (`unknown`, a name) hides who is behind it: the proxy that wrote it stands for them.
            let Some(address) = address(hop) else { return nearest };
            nearest = address;
            if !self.trusts(nearest) {
                return nearest;
            }
        }
        nearest
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.0.iter().any(|network| network.contains(&address))
    }

    /// From the client's to ours, as the header says.
    fn hops(&self, headers: &HeaderMap) -> Vec<String> {
        let listed = match self.forwarding {
            Forwarding::XForwardedFor => elements(headers, "x-forwarded-for"),
            Forwarding::Forwarded => Vec::new(),
        };
        if !listed.is_empty() {
            return listed;
        }
        let for_of = |element: &String| {
            let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
            let mut values = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
            values.next().map(|(_, value)| value.trim().trim_matches('"').to_owned()).unwrap_or_default()
        };
        elements(headers, "forwarded").iter().map(for_of).collect()
    }
}

/// A list that may be spread over several headers of one name.
fn elements(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
    lines.flat_map(|line| line.split(',').map(|element| element.trim().to_owned())).collect()
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let parsed = bare.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    parsed.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &str, forwarding: Forwarding, peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a value"));
        }
        let proxies = TrustedProxies { networks: trusted.parse().expect("networks"), forwarding };
        proxies.client(SocketAddr::new(peer.parse().expect("an address"), 1), &map).to_string()
    }

    fn check(peer: &str, headers: &[(&'static str, &str)], expect: &str) {
        let trusted = "10.0.0.0/8, 2001:db8:ffff::/48, 192.0.2.7";
        assert_eq!(client(trusted, Forwarding::default(), peer, headers), expect, "{headers:?}");
    }

    #[test]
    fn a_header_from_anybody_else_says_nothing() {
        check("203.0.113.9", &[("x-forwarded-for", "1.2.3.4")], "203.0.113.9");
        check("203.0.113.9", &[("forwarded", "for=1.2.3.4")], "203.0.113.9");
        assert_eq!(
            client("", Forwarding::default(), "127.0.0.1", &[("x-forwarded-for", "1.2.3.4")]),
            "127.0.0.1"
        );
    }

    #[test]
    fn the_nearest_hop_that_is_no_proxy_of_ours_is_the_client() {
        check("10.0.0.1", &[("x-forwarded-for", "203.0.113.9")], "203.0.113.9");
        check("10.0.0.1", &[("x-forwarded-for", "6.6.6.6, 203.0.113.9, 10.1.1.1, 192.0.2.7")], "203.0.113.9");
        check(
            "10.0.0.1",
            &[("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "203.0.113.9")],
            "203.0.113.9",
        );
        check("10.0.0.1", &[("x-forwarded-for", "10.9.9.9")], "10.9.9.9");
        check("10.0.0.1", &[], "10.0.0.1");
    }

    #[test]
    fn addresses_come_with_ports_brackets_and_as_ipv4_in_ipv6() {
        check("::ffff:10.0.0.1", &[("x-forwarded-for", "::ffff:203.0.113.9")], "203.0.113.9");
        check("10.0.0.1", &[("x-forwarded-for", "203.0.113.9:4711")], "203.0.113.9");
        check("10.0.0.1", &[("x-forwarded-for", "[2001:db8::1]:4711")], "2001:db8::1");
        check("10.0.0.1", &[("x-forwarded-for", "[2001:db8::1]")], "2001:db8::1");
        check(
            "10.0.0.1",
            &[("forwarded", "for=6.6.6.6, For=\"[2001:db8::1]:47\";proto=https;by=10.0.0.1")],
            "2001:db8::1",
        );
    }

    #[test]
    fn who_hides_behind_a_proxy_shares_its_network() {
        check("10.0.0.1", &[("x-forwarded-for", "6.6.6.6, unknown")], "10.0.0.1");
        check("10.0.0.1", &[("forwarded", "for=6.6.6.6, for=_hidden, for=10.2.2.2")], "10.2.2.2");
        check("10.0.0.1", &[("x-forwarded-for", "6.6.6.6, ")], "10.0.0.1");
    }

    #[test]
    fn the_header_that_the_proxies_do_not_write_is_not_read() {
        let both = [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=6.6.6.6")];
        check("10.0.0.1", &both, "203.0.113.9");
        let other = [("x-forwarded-for", "6.6.6.6"), ("forwarded", "for=203.0.113.9")];
        assert_eq!(client("10.0.0.0/8", Forwarding::Forwarded, "10.0.0.1", &other), "203.0.113.9");
    }

    #[test]
    fn what_is_no_network_is_named() {
        let error = "10.0.0.0/8,proxy".parse::<Networks>().expect_err("refused");
        assert_eq!(error, "`proxy` is no address and no network like 10.0.0.0/8");
    }
}
