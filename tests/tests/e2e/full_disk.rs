//! A full disk: the call fails in words, what was acknowledged stays. Needs root for a small tmpfs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use huben_tests::call::spelled;
use huben_tests::outcome::Outcome;
use huben_tests::phone::id;
use huben_tests::places::GRID_1;
use huben_tests::programs;
use huben_tests::world::World;

use crate::make::{household, text_set};

/// A small file system of its own, unmounted when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None`, and said so, where nobody may mount: the test is skipped there.
    fn mount(at: &Path, megabytes: u64) -> Option<SmallDisk> {
        fs::create_dir(at).unwrap();
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(SmallDisk(at.to_owned()));
        }
        println!("skipped: mounting a tmpfs needs root");
        None
    }

    /// Fills it to the last page.
    fn fill(&self) {
        let mut size = 1 << 20;
        for nth in 0.. {
            if fs::write(self.0.join(format!("filler-{nth}")), vec![0x5a; size]).is_err() {
                size /= 2;
                if size < 512 {
                    return;
                }
            }
        }
    }

    fn make_room(&self) {
        for entry in fs::read_dir(&self.0).unwrap().flatten() {
            if entry.file_name().to_string_lossy().starts_with("filler-") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).status());
    }
}

#[test]
fn a_phone_with_a_full_disk_fails_in_words_and_keeps_what_it_acknowledged() {
    let world = World::open();
    let Some(disk) = SmallDisk::mount(&world.directory().join("small"), 24) else { return };
    let user = world.office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    let worker = huben_tests::phone::Phone::at(&disk.0.join("book"), "李红梅", &user);
    worker.enrol(&world.office.invite(&user));
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    disk.fill();
    let long = "老人一个人在家，血压药还有一周的量。".repeat(100);
    let mut acknowledged = BTreeSet::new();
    let mut refused = 0;
    for nth in 0..40 {
        let text = format!("{nth} {long}");
        let outcome = worker.run(&["visit", "record", "--household", &home, "--text", &text]);
        if outcome.code == Some(0) {
            acknowledged.insert(text);
        } else {
            outcome.fails(1, "storage_full", None);
            refused += 1;
        }
    }
    assert!(refused > 0, "the disk never became full");
    assert_eq!(text_set(&worker, &home), acknowledged, "reading works on a full disk");
    disk.make_room();
    assert_eq!(worker.ok(&["verify"])["ok"], true);
    worker.ok(&["visit", "record", "--household", &home, "--text", "又有地方了"]);
    worker.sync();
    assert_eq!(text_set(&worker, &home).len(), acknowledged.len() + 1);
}

#[test]
fn an_office_with_a_full_disk_acknowledges_nothing_it_cannot_keep() {
    let mut world = World::open();
    let Some(disk) = SmallDisk::mount(&world.directory().join("small"), 24) else { return };
    world.office.stop();
    huben_tests::files::copy_tree(world.office.data(), &disk.0.join("office"));
    let old = world.office.data().to_owned();
    let office = std::mem::replace(&mut world.office, huben_tests::office::Office::at(&old));
    world.office = office.moved_to(&disk.0.join("office"));
    world.office.serve();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    worker.sync();
    disk.fill();
    let long = "老人一个人在家，血压药还有一周的量。".repeat(100);
    let mut recorded = BTreeSet::new();
    for nth in 0..60 {
        let text = format!("{nth} {long}");
        worker.ok(&["visit", "record", "--household", &home, "--text", &text]);
        recorded.insert(text);
    }
    // Whatever it answers: nothing is called "at the office" that is not there afterwards.
    drop(worker.run(&["sync"]));
    let claimed = worker.ok(&["status"])["at_office"].as_u64().unwrap();
    disk.make_room();
    world.office.kill();
    world.office.serve();
    let fresh = world.worker("新来的");
    assert!(text_set(&fresh, &home).len() as u64 + 1 >= claimed, "claimed {claimed}");
    worker.sync();
    fresh.sync();
    assert_eq!(text_set(&fresh, &home), recorded);
    assert_eq!(world.office.ok(&["verify"])["ok"], true);
    world.office.stop();
}

#[test]
fn what_is_done_but_cannot_be_told_is_not_called_undone() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    let unwritten = |mut command: Command| {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command.stdout(full).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let outcome = Outcome::new(spelled(&command), output.status.code(), String::new(), stderr);
        let reason = outcome.fails(1, "storage_full", None);
        assert!(reason.starts_with("it is done"), "{reason}");
    };
    unwritten(worker.command(&["visit", "record", "--household", &home, "--text", "一切都好"]));
    unwritten(worker.command(&["sync"]));
    assert_eq!(text_set(&worker, &home).len(), 1);
    assert_eq!(worker.ok(&["status"])["saved"], 0);
    let mut add = Command::new(programs::huben_server());
    add.args([
        "user",
        "add",
        "--name",
        "新来的",
        "--role",
        "grid-worker",
        "--area",
        GRID_1,
        "--json",
        "--data",
    ]);
    add.arg(world.office.data());
    unwritten(add);
    assert_eq!(world.office.ok(&["user", "list"])["total"], 2);
}
