//! A small world for one test: an office that serves, and people with phones.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::office::Office;
use crate::phone::Phone;
use crate::places::{COMMUNITY, GRID_1, GRID_2};
use crate::proxy::CuttingProxy;

/// An office with two grids and its people; everything ends and is removed with it.
pub struct World {
    // Dropped before the directory: the server must not write into what is being removed.
    /// The office.
    pub office: Office,
    phones: Cell<u32>,
    directory: TempDir,
}

impl World {
    /// The office of 振兴路社区 with 第1网格 and 第2网格, serving on a free port.
    #[track_caller]
    pub fn open() -> World {
        let directory = TempDir::new().expect("a temporary directory");
        let mut office = Office::open(&directory.path().join("office"));
        office.ok(&["area", "add", "--code", GRID_1, "--name", "第1网格"]);
        office.ok(&["area", "add", "--code", GRID_2, "--name", "第2网格"]);
        office.serve();
        World { office, phones: Cell::new(0), directory }
    }

    /// The supervisor's desk: an ordinary device that holds everything of the community.
    #[track_caller]
    pub fn desk(&self) -> Phone {
        self.phone("周建华", "supervisor", &[COMMUNITY])
    }

    /// A grid worker of 第1网格 with an enrolled phone.
    #[track_caller]
    pub fn worker(&self, name: &str) -> Phone {
        self.phone(name, "grid-worker", &[GRID_1])
    }

    /// A new user with an enrolled phone.
    #[track_caller]
    pub fn phone(&self, name: &str, role: &str, areas: &[&str]) -> Phone {
        self.phone_with(name, role, areas, &[])
    }

    /// A new user with further options of `user add`, and an enrolled phone.
    #[track_caller]
    pub fn phone_with(&self, name: &str, role: &str, areas: &[&str], more: &[&str]) -> Phone {
        let user = self.office.add_user(name, role, areas, more);
        let phone = self.new_phone(name, &user);
        phone.enrol(&self.office.invite(&user));
        phone
    }

    /// A new user whose phone reaches the office through the proxy only.
    #[track_caller]
    pub fn phone_behind(&mut self, proxy: &CuttingProxy, name: &str, role: &str, areas: &[&str]) -> Phone {
        self.office.announce_as(Some(proxy.url()));
        let phone = self.phone(name, role, areas);
        self.office.announce_as(None);
        phone
    }

    /// A phone that is not enrolled.
    pub fn new_phone(&self, name: &str, user: &str) -> Phone {
        Phone::at(&self.new_directory("phone"), name, user)
    }

    /// A directory name that nothing uses yet.
    pub fn new_directory(&self, what: &str) -> PathBuf {
        self.phones.set(self.phones.get() + 1);
        self.directory.path().join(format!("{what}-{}", self.phones.get()))
    }

    /// Where all of it lies.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// A proxy before the office.
    pub fn proxy(&self) -> CuttingProxy {
        CuttingProxy::before(self.office.address())
    }
}
