//! The line to the office: HTTPS with its pinned key, or plain HTTP on loopback only.

use super::transport::{Reply, Transport};
use super::{Cancellation, pin};
use crate::{Error, Result};
use ed25519_dalek::VerifyingKey;
use huben_sync::limits;
use reqwest::{Client, RequestBuilder, Url};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// One office's address.
pub(crate) struct Line {
    client: Client,
    base: Url,
    /// Drives the client on the thread that asks, so that whoever asks can be told to stop.
    runtime: Runtime,
    cancelled: Arc<Cancellation>,
}

/// What a run says that somebody ended.
pub(super) const CANCELLED: &str = "cancelled; everything is kept";

impl Line {
    /// Refuses plain HTTP anywhere but on this machine.
    pub fn to(url: &str, identity: &VerifyingKey, cancelled: Arc<Cancellation>) -> Result<Self> {
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
        let runtime = Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
        Ok(Self { client, base, runtime, cancelled })
    }
}

impl Transport for Line {
    fn post(&self, path: &str, body: &[u8]) -> Result<Reply> {
        let url = self.base.join(path).map_err(Error::internal)?;
        let request = self.client.post(url).header("content-type", "application/cbor").body(body.to_vec());
        self.answer(request, limits::ANSWER_BYTES)
    }

    fn get(&self, path: &str) -> Result<Reply> {
        let url = self.base.join(path).map_err(Error::internal)?;
        self.answer(self.client.get(url), limits::KEYS_BYTES)
    }
}

impl Line {
    fn answer(&self, request: RequestBuilder, most: usize) -> Result<Reply> {
        self.runtime.block_on(async {
            tokio::select! {
                reply = read(request, most) => reply,
                () = self.cancelled.said() => Err(Error::Offline { reason: CANCELLED.into() }),
            }
        })
    }
}

/// Never more into memory than an answer may have: one byte beyond `most` tells that it is none.
async fn read(request: RequestBuilder, most: usize) -> Result<Reply> {
    let mut answer = request.send().await.map_err(offline)?;
    let status = answer.status().as_u16();
    // Asked for once: what grows step by step is moved, and stands in memory twice meanwhile.
    let said = answer.content_length().and_then(|length| usize::try_from(length).ok());
    let mut body = Vec::with_capacity(said.map_or(most, |length| length.min(most)) + 1);
    let cut = |_| {
        Error::Offline {
        reason: "the line was cut while the office answered; everything is kept, try again when there is a network"
            .into(),
    }
    };
    while let Some(bytes) = answer.chunk().await.map_err(cut)? {
        let room = (most + 1).saturating_sub(body.len());
        body.extend_from_slice(&bytes[..bytes.len().min(room)]);
        if body.len() > most {
            break;
        }
    }
    Ok(Reply { status, body })
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn a_cancelled_request_ends_though_the_office_stays_silent() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", silent.local_addr().unwrap());
        let nobody = ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key();
        let cancelled = Arc::<Cancellation>::default();
        let line = Line::to(&url, &nobody, cancelled.clone()).unwrap();
        let asked = std::thread::spawn(move || line.post("/v1/exchange", b"is anybody there?"));
        let (_held_open, _) = silent.accept().unwrap();
        cancelled.say();
        // Without it the answer would be that the office did not answer in time, a minute later.
        let Err(Error::Offline { reason }) = asked.join().unwrap() else { panic!("there was nobody") };
        assert_eq!(reason, CANCELLED);
    }
}
