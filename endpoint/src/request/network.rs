//! The network a request came from: not an address, and kept by nobody.

use crate::app::App;
use crate::digest::hex;
use crate::domain::fair_play::network::Visit;
use crate::error::ApiError;
use crate::random;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use ipnet::{Ipv4Net, Ipv6Net};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tapvine_shared::campaign::Campaign;

/// What one provider or house has: of IPv4 what is routed on its own at least, of IPv6 a site.
const IPV4_BITS: u8 = 24;
const IPV6_BITS: u8 = 48;

/// IPv4 /24 or IPv6 /48, as text.
pub struct ClientNetwork(String);

impl FromRequestParts<Arc<App>> for ClientNetwork {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<ClientNetwork, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.ok_or_else(|| ApiError::Broken(anyhow::anyhow!("a request without a peer")))?;
        Ok(ClientNetwork(network(app.trusted_proxies.client(peer.0, &parts.headers))))
    }
}

impl ClientNetwork {
    /// For counting in memory, for a short time.
    pub fn into_text(self) -> String {
        self.0
    }

    pub fn visit(self, campaign: &Campaign) -> Result<Visit, ApiError> {
        let fresh_key = hex(&random::bytes::<32>()?);
        Ok(Visit { network: self.0, limits: campaign.network.clone(), fresh_key })
    }

    /// `None` in a campaign without a prize: there, nothing is to be taken.
    pub fn visit_for_a_prize(self, campaign: &Campaign) -> Result<Option<Visit>, ApiError> {
        campaign.coupon.as_ref().map(|_| self.visit(campaign)).transpose()
    }
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => Ipv4Net::new_assert(address, IPV4_BITS).trunc().to_string(),
        IpAddr::V6(address) => Ipv6Net::new_assert(address, IPV6_BITS).trunc().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_network() {
        let of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(of("203.0.113.9"), "203.0.113.0/24");
        assert_eq!(of("::ffff:203.0.113.200"), "203.0.113.0/24");
        assert_eq!(of("2001:db8:7:1::1"), "2001:db8:7::/48");
        assert_eq!(of("2001:db8:7:ffff::"), of("2001:db8:7::2"));
        assert_ne!(of("2001:db8:8::1"), of("2001:db8:7::1"));
    }
}
