//! An office for many: a street with as many grids as are asked for, the real `huben-server` in a process of its own.
//! Its people are entered through the server's own commands, in this process, because thousands of processes would take
//! longer than what is measured.

use huben_domain::AreaCode;
use huben_server::{Machine, administer};
use huben_tests::places::STREET;
use huben_tests::serving::{Listening, Serving};
use serde_json::Value;
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Grids of one community.
const GRIDS: usize = 50;

/// An office that is open.
pub struct Town {
    data: PathBuf,
    serving: Serving,
}

impl Town {
    /// A new office in this directory, with so many grids, open.
    ///
    /// # Panics
    /// When anything goes wrong: there is nothing to measure then.
    pub fn found(directory: &Path, grids: usize) -> Town {
        let data = directory.join("office");
        command(&data, &["init", "--name", "云阳街道", "--area", STREET]);
        let mut csv = "code,name,level,parent\n".to_owned();
        for grid in 0..grids {
            let code = grid_code(grid);
            let parent = code.parent().expect("a grid lies in a community");
            if grid % GRIDS == 0 {
                let _ = writeln!(csv, "{parent},第{}社区,community,{STREET}", grid / GRIDS + 1);
            }
            let _ = writeln!(csv, "{code},第{}网格,grid,{parent}", grid % GRIDS + 1);
        }
        let file = directory.join("grids.csv");
        std::fs::write(&file, csv).expect("a file can be written");
        command(&data, &["area", "import", file.to_str().expect("a path that is text")]);
        Town::open(directory)
    }

    /// An office that stands in this directory already, opened.
    pub fn open(directory: &Path) -> Town {
        let data = directory.join("office");
        let serving = Serving::start(&data, &directory.join("office.log"), &Listening::default());
        Town { data, serving }
    }

    /// Any command of `huben-server` that gives JSON.
    ///
    /// # Panics
    /// When it fails.
    pub fn command(&self, words: &[&str]) -> Value {
        command(&self.data, words)
    }

    /// An invitation for somebody new who works in this grid.
    pub fn invitation(&self, name: &str, role: &str, area: &AreaCode) -> String {
        let added = self.command(&["user", "add", "--name", name, "--role", role, "--area", area.as_str()]);
        let user = added["user"].as_str().expect("a user has an id");
        let invited = self.command(&["user", "invite", "--user", user]);
        invited["invitation"].as_str().expect("an invitation is text").to_owned()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.serving.address()
    }

    /// The server's process.
    pub fn pid(&self) -> u32 {
        self.serving.pid()
    }

    /// A directory beside the office's, for a phone.
    pub fn directory(&self, name: &str) -> PathBuf {
        self.data.with_file_name(name)
    }

    /// The office's database file; its write-ahead log lies beside it.
    pub fn database(&self) -> PathBuf {
        self.data.join("office.db")
    }

    /// Bytes of the database's write-ahead log.
    pub fn log_bytes(&self) -> u64 {
        std::fs::metadata(self.data.join("office.db-wal")).map_or(0, |file| file.len())
    }

    /// How many changes the office has merged.
    pub fn changes(&self) -> u64 {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = rusqlite::Connection::open_with_flags(self.database(), flags).expect("a database");
        db.query_row("SELECT COUNT(*) FROM change", [], |row| row.get(0)).expect("a count")
    }
}

/// The code of the grid of this number.
pub fn grid_code(grid: usize) -> AreaCode {
    let code = format!("{STREET}{:03}{:03}", grid / GRIDS + 1, grid % GRIDS + 1);
    code.parse().expect("a grid's code")
}

fn command(data: &Path, words: &[&str]) -> Value {
    let data = data.to_str().expect("a path that is text");
    administer(&[words, &["--data", data]].concat(), &Machine)
        .unwrap_or_else(|failure| panic!("huben-server {words:?}: {failure:?}"))
}
