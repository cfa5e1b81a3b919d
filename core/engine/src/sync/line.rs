//! The line to the office: HTTPS with its pinned key, or plain HTTP on loopback only.

use super::pin;
use super::transport::{Reply, Transport};
use crate::{Error, Result};
use ed25519_dalek::VerifyingKey;
use huben_sync::limits;
use reqwest::Url;
use reqwest::blocking::Client;
use std::io::Read;
use std::time::Duration;

/// One office's address.
pub(crate) struct Line {
    client: Client,
    base: Url,
}

impl Line {
    /// Refuses plain HTTP anywhere but on this machine.
    pub fn to(url: &str, identity: &VerifyingKey) -> Result<Self> {
        let base: Url =
            url.parse().map_err(|_| Error::invalid("invitation", "its address is not a web address"))?;
        let local = base.host_str().is_some_and(|host| {
            let host = host.trim_matches(['[', ']']);
            host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        });
        if base.scheme() != "https" && !(base.scheme() == "http" && local) {
            return Err(Error::invalid(
                "invitation",
                "its address is not safe: https is needed beyond this machine",
            ));
        }
        let client = Client::builder()
            .tls_backend_preconfigured(pin::client(identity).map_err(Error::internal)?)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { client, base })
    }
}

impl Transport for Line {
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply> {
        let url = self.base.join(path).map_err(Error::internal)?;
        let request = self.client.post(url).header("content-type", "application/cbor").body(body.to_vec());
        read(request, limits::ANSWER_BYTES)
    }

    fn get(&self, path: &str) -> Result<Reply> {
        let url = self.base.join(path).map_err(Error::internal)?;
        read(self.client.get(url), limits::KEYS_BYTES)
    }
}

/// Never more into memory than an answer may have: one byte beyond `most` tells that it is none.
fn read(request: reqwest::blocking::RequestBuilder, most: usize) -> Result<Reply> {
    let answer = request.send().map_err(offline)?;
    let status = answer.status().as_u16();
    // Asked for once: what grows step by step is moved, and stands in memory twice meanwhile.
    let said = answer.content_length().and_then(|length| usize::try_from(length).ok());
    let mut bytes = Vec::with_capacity(said.map_or(most, |length| length.min(most)) + 1);
    answer.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| Error::Offline {
        reason: "the line was cut while the office answered; everything is kept, try again when there is a network"
            .into(),
    })?;
    Ok(Reply { status, body: bytes })
}

fn offline(error: reqwest::Error) -> Error {
    let what = if error.is_timeout() {
        "the office did not answer in time"
    } else if error.is_connect() {
        "the office cannot be reached"
    } else {
        "the line to the office was cut"
    };
    Error::Offline { reason: format!("{what}; everything is kept, try again when there is a network") }
}
