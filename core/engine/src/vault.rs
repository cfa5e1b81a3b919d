//! Where the key of the database is kept.

use crate::{Error, Result};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Keeps the 256-bit key of one book: Android Keystore, iOS Keychain, or a file.
pub trait KeyVault: Send + Sync {
    /// The key, if there is one.
    fn load(&self) -> Result<Option<[u8; 32]>>;
    /// Keeps a new key, durably.
    fn store(&self, key: &[u8; 32]) -> Result<()>;
}

/// The key in a file that only its owner may read (0600), beside the book: protects a copied database, not a
/// copied directory. The default of the command line.
#[derive(Debug, Clone)]
pub struct KeyFile(PathBuf);

impl KeyFile {
    /// The file `key` in the book's directory.
    pub fn in_directory(directory: &Path) -> Self {
        Self(directory.join("key"))
    }
}

impl KeyVault for KeyFile {
    fn load(&self) -> Result<Option<[u8; 32]>> {
        match fs::read(&self.0) {
            Ok(bytes) => bytes.try_into().map(Some).map_err(|_| Error::Damaged {
                reason: "the key file is not a key; put the right one back. Nothing was changed".into(),
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn store(&self, key: &[u8; 32]) -> Result<()> {
        // Whole or not at all: half a key opens nothing, and stands in the way of another.
        let partial = self.0.with_extension("partial");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&partial)?;
        file.write_all(key)?;
        file.sync_all()?;
        fs::rename(&partial, &self.0)?;
        Ok(())
    }
}
