//! Opens the office: plain HTTP on loopback, TLS everywhere else, until a signal asks to close.

use super::patience::Patient;
use super::{Door, routes};
use crate::failure::Failure;
use crate::hub::Hub;
use crate::keys::Tls;
use crate::office;
use crate::store;
use crate::surroundings::Surroundings;
use axum::serve::Listener;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::fs::File;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// Requests worked on at once: one commit's worth, and the next that gather meanwhile. Each keeps a reading connection
/// and its cache.
const TURNS: usize = 16;
/// What is under way may finish, for so long.
const GRACE: Duration = Duration::from_secs(4);

/// Serves until SIGTERM or SIGINT. `ready` is told the address that was bound.
pub(crate) fn serve(
    dir: &Path,
    listen: SocketAddr,
    public_url: Option<&str>,
    surroundings: Arc<dyn Surroundings>,
    ready: impl FnOnce(&str),
) -> Result<(), Failure> {
    let public_url = public_url.map(office::callable).transpose()?;
    let hub = Hub::open(dir, surroundings)?;
    let _alone = lock(dir)?;
    let db = store::open_again(dir)?;
    let tls = if listen.ip().is_loopback() { None } else { Some(acceptor(&Tls::read(&db)?)?) };
    let door = Arc::new(Door { hub, turns: Semaphore::new(TURNS) });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(listen)
            .await
            .map_err(|error| Failure::invalid("listen", format!("cannot listen there: {error}")))?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let address = format!("{scheme}://{}", listener.local_addr()?);
        // Before anybody is told that the office is open: a signal from then on closes it in order.
        let close = closing()?;
        match public_url {
            Some(url) => office::announce(&db, url)?,
            // "Everywhere" is no address that a phone could call.
            None if listen.ip().is_unspecified() => {}
            None => office::announce(&db, &address)?,
        }
        ready(&address);
        let app = routes(door);
        match tls {
            None => {
                let listener = PlainListener(listener);
                until(close, |close| axum::serve(listener, app).with_graceful_shutdown(close).into_future())
                    .await
            }
            Some(tls) => {
                let listener = TlsListener::over(listener, tls)?;
                until(close, |close| axum::serve(listener, app).with_graceful_shutdown(close).into_future())
                    .await
            }
        }
    });
    runtime.shutdown_timeout(Duration::from_millis(500));
    served
}

/// Runs until closed; connections that stay idle do not hold up the closing.
async fn until<F: Future<Output = std::io::Result<()>>>(
    close: tokio::sync::watch::Receiver<bool>,
    serving: impl FnOnce(std::pin::Pin<Box<dyn Future<Output = ()> + Send>>) -> F,
) -> Result<(), Failure> {
    let (mut begin, mut end) = (close.clone(), close);
    let gracefully = serving(Box::pin(async move {
        let _ = begin.wait_for(|closed| *closed).await;
    }));
    tokio::select! {
        served = gracefully => Ok(served?),
        () = async { let _ = end.wait_for(|closed| *closed).await; tokio::time::sleep(GRACE).await } => Ok(()),
    }
}

fn closing() -> Result<tokio::sync::watch::Receiver<bool>, Failure> {
    let (close, closed) = tokio::sync::watch::channel(false);
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        let _ = close.send(true);
        // Keep the sender: the receivers wait for its word.
        std::future::pending::<()>().await;
    });
    Ok(closed)
}

/// One server on one directory.
fn lock(dir: &Path) -> Result<File, Failure> {
    let file = File::options().create(true).truncate(false).write(true).open(dir.join("serve.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Failure::locked("this office is open already, in another process"))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

fn acceptor(tls: &Tls) -> Result<TlsAcceptor, Failure> {
    let failed = |error: rustls::Error| Failure::internal(format!("no TLS: {error}"));
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(tls.key.clone()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(tls.certificate.clone())], key)
        .map_err(failed)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Handshakes under way at once, and connections that wait to be served.
const HANDSHAKES: usize = 256;
/// Somebody who does not finish a handshake is not waited for.
const HANDSHAKE: Duration = Duration::from_secs(5);

/// Without TLS, on loopback.
struct PlainListener(TcpListener);

impl Listener for PlainListener {
    type Io = Patient<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        (Patient::new(stream), peer)
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// TLS in front of the same routes. Each handshake runs by itself: one that dawdles holds up nobody.
struct TlsListener {
    shaken: mpsc::Receiver<(Patient<TlsStream<TcpStream>>, SocketAddr)>,
    address: SocketAddr,
}

impl TlsListener {
    fn over(listener: TcpListener, tls: TlsAcceptor) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let (done, shaken) = mpsc::channel(HANDSHAKES);
        tokio::spawn(async move {
            let room = Arc::new(Semaphore::new(HANDSHAKES));
            loop {
                let Ok(turn) = room.clone().acquire_owned().await else { return };
                let Ok((stream, peer)) = listener.accept().await else {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                };
                let (tls, done) = (tls.clone(), done.clone());
                tokio::spawn(async move {
                    let _turn = turn;
                    if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await {
                        let _ = done.send((Patient::new(stream), peer)).await;
                    }
                });
            }
        });
        Ok(Self { shaken, address })
    }
}

impl Listener for TlsListener {
    type Io = Patient<TlsStream<TcpStream>>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.shaken.recv().await {
            Some(connection) => connection,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.address)
    }
}
