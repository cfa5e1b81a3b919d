//! The office's certificate, pinned: it must be signed by the identity key of the invitation. Names and times do not
//! matter, because a phone's clock may be wrong by years and an office may move.

use ed25519_dalek::VerifyingKey;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, TrustAnchor, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use std::sync::Arc;
use std::time::Duration;

/// Within every office certificate's validity; the clock is not asked.
const A_MOMENT: Duration = Duration::from_secs(1_767_225_600);
/// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) before its 32 bytes, without the outer SEQUENCE: the trust
/// anchor's form.
const ED25519_SPKI: [u8; 10] = [0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// CN=Huben office, as the inside of a DER Name.
const ISSUER: &[u8] = b"\x31\x15\x30\x13\x06\x03\x55\x04\x03\x0c\x0cHuben office";

/// A client that trusts this office and nobody else.
pub(super) fn client(identity: &VerifyingKey) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let pinned = Arc::new(Pinned { identity: identity.to_bytes(), provider: provider.clone() });
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.dangerous().with_custom_certificate_verifier(pinned).with_no_client_auth())
}

#[derive(Debug)]
struct Pinned {
    identity: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let bad = |_| Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let spki = SubjectPublicKeyInfoDer::from([&ED25519_SPKI[..], &self.identity].concat());
        let anchor = TrustAnchor {
            subject: ISSUER.into(),
            subject_public_key_info: spki.as_ref().into(),
            name_constraints: None,
        };
        webpki::EndEntityCert::try_from(end_entity)
            .map_err(bad)?
            .verify_for_usage(
                self.provider.signature_verification_algorithms.all,
                &[anchor],
                intermediates,
                UnixTime::since_unix_epoch(A_MOMENT),
                webpki::KeyUsage::server_auth(),
                None,
                None,
            )
            .map_err(bad)?;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
