//! The day of `python_day.py`: real Python, the module and library as offices get them, a real huben-server.

mod made;

use huben_tests::faulty_disk::{Fault, FaultyDisk};
use huben_tests::office::Office;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn a_day_lived_in_python() {
    let directory = tempfile::tempdir().expect("a directory");
    let home = directory.path();
    let module = made::bindings("python", &home.join("module"));
    std::fs::copy(made::library(), module.join("libhuben_bindings.so"))
        .expect("the library lies beside the module");
    let phones = home.join("phones");
    std::fs::create_dir(&phones).expect("a directory");
    let disk = FaultyDisk::under(&phones);
    disk.mend();
    let mut office = Office::open(&home.join("office"));
    office.ok(&["area", "add", "--code", huben_tests::places::GRID_1, "--name", "第1网格"]);
    office.ok(&["area", "add", "--code", huben_tests::places::GRID_2, "--name", "第2网格"]);

    let day = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python_day.py");
    let mut python = Command::new("python3")
        .arg(day)
        .arg(&phones)
        .env("PYTHONPATH", &module)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONIOENCODING", "utf-8")
        .envs(disk.environment())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let mut answers = python.stdin.take().expect("a pipe");
    let mut done = false;
    for line in BufReader::new(python.stdout.take().expect("a pipe")).lines() {
        let line = line.expect("text");
        let asked: Vec<String> = serde_json::from_str(&line).expect("a list of words");
        done = asked == ["done"];
        if !done {
            let answer = answered(&asked, home, &mut office, &disk);
            writeln!(answers, "{answer}").expect("Python listens");
        }
    }
    let ended = python.wait().expect("it ends");
    assert!(ended.success() && done, "python_day.py ended with {ended}; what it says stands above");
}

fn answered(asked: &[String], home: &Path, office: &mut Office, disk: &FaultyDisk) -> Value {
    let backup = home.join("office.backup").display().to_string();
    let words: Vec<&str> = asked.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => json!(office.serve().to_string()),
        ["stop"] => {
            office.stop();
            Value::Null
        }
        ["run", words @ ..] => office.ok(words),
        ["backup"] => office.ok(&["backup", "--to", &backup]),
        ["restore"] => {
            office.stop();
            let restored = home.join("restored");
            Office::at(&restored).ok(&["restore", "--from", &backup]);
            *office = std::mem::replace(office, Office::at(&restored)).moved_to(&restored);
            json!(office.serve().to_string())
        }
        ["disk", "full"] => {
            disk.plant(Fault::Full, 0);
            Value::Null
        }
        ["disk", "broken"] => {
            disk.plant(Fault::Broken, 0);
            Value::Null
        }
        ["disk", "mend"] => {
            disk.mend();
            Value::Null
        }
        // A later version has been at this book: whose key lies beside it.
        ["newer", directory] => {
            let book = huben_tests::database::book(Path::new(directory));
            book.pragma_update(None, "user_version", 99).expect("a book can be written");
            Value::Null
        }
        other => panic!("nobody answers {other:?}"),
    }
}
