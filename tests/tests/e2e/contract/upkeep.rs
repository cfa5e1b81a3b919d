//! `verify`, `rebuild`, completions, `--help`.

use std::process::Command;

use huben_tests::call::call;
use huben_tests::phone::id;
use huben_tests::programs;
use huben_tests::replica::Replica;
use huben_tests::world::World;

use crate::make::{household, issue, visit};

#[test]
fn verify_is_content_and_rebuild_changes_nothing() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    visit(&worker, &home, "煤气软管老化");
    issue(&worker, "灯不亮");
    worker.sync();
    worker.ok(&["household", "edit", &home, "--note", "有狗"]);
    let before = (Replica::of(&worker), worker.ok(&["search", "软管"]), worker.ok(&["status"]));
    assert_eq!(worker.ok(&["verify"])["ok"], true);
    assert_eq!(worker.ok(&["rebuild"])["ok"], true);
    assert_eq!((Replica::of(&worker), worker.ok(&["search", "软管"]), worker.ok(&["status"])), before);
    assert_eq!(worker.ok(&["verify"])["ok"], true);
    assert_eq!(world.office.ok(&["verify"])["ok"], true);
}

#[test]
fn the_key_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::open();
    let worker = world.worker("李红梅");
    for entry in std::fs::read_dir(worker.data()).unwrap().flatten() {
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{} is open to others: {mode:o}", entry.path().display());
    }
}

#[test]
fn the_book_on_disk_shows_no_names() {
    let world = World::open();
    let worker = world.worker("李红梅");
    let home = id(&household(&worker, "3-2-501", "王秀英"));
    visit(&worker, &home, "煤气软管老化");
    for (name, bytes) in huben_tests::files::contents(worker.data()) {
        for secret in ["王秀英", "煤气软管"] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} stands in the clear in {name}");
        }
    }
}

#[test]
fn every_command_explains_itself_with_examples() {
    let huben_commands: [&[&str]; 15] = [
        &[],
        &["enrol"],
        &["household"],
        &["household", "add"],
        &["household", "import"],
        &["resident"],
        &["visit", "record"],
        &["book"],
        &["issue", "report"],
        &["issue", "step"],
        &["sync"],
        &["status"],
        &["attention"],
        &["contradictions"],
        &["search"],
    ];
    for command in huben_commands {
        assert_examples(Command::new(programs::huben()), command, "huben ");
    }
    let server_commands: [&[&str]; 9] = [
        &[],
        &["init"],
        &["area"],
        &["user", "add"],
        &["user", "invite"],
        &["device"],
        &["held"],
        &["serve"],
        &["backup"],
    ];
    for command in server_commands {
        assert_examples(Command::new(programs::huben_server()), command, "huben-server ");
    }
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish"] {
        for (program, name) in [(programs::huben(), "huben"), (programs::huben_server(), "huben-server")] {
            let mut command = Command::new(program);
            let outcome = call(command.args(["completions", shell]));
            assert_eq!(outcome.code, Some(0), "{name} {shell}: {}", outcome.stderr);
            assert!(outcome.stdout.contains(name), "{name} {shell}");
        }
    }
}

fn assert_examples(mut program: Command, command: &[&str], name: &str) {
    let outcome = call(program.args(command).arg("--help"));
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{}", outcome.line);
    let help = outcome.stdout.to_lowercase();
    let examples = help.find("example").or(help.find("例")).map(|at| &help[at..]);
    assert!(
        examples.is_some_and(|examples| examples.contains(name)),
        "{} shows no example:\n{help}",
        outcome.line
    );
}
