//! The long proofs' programs, where they are asked for what there is not.

use std::process::{Command, Output};

use huben_tests::programs::program;

fn ran(name: &str, arguments: &[&str], temporary: Option<&str>) -> (Option<i32>, String) {
    let mut command = Command::new(program(name));
    command.args(arguments).envs(temporary.map(|directory| ("TMPDIR", directory)));
    let Output { status, stdout, stderr } = command.output().expect("it runs");
    (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

#[test]
fn what_nobody_knows_is_refused() {
    let asked: [(&str, &[&str], &str); 5] = [
        ("attack", &["--requests", "1", "--only", "nonsense"], "there are: "),
        ("lie", &["--phones", "1", "--stubborn", "21"], "0..21"),
        ("fuzz", &["--seconds", "1", "nonsense"], "there are "),
        ("disk-sweep", &["--scene", "nonsense"], "there are "),
        ("simulate", &["--plant", "nonsense"], "nonsense"),
    ];
    for (name, arguments, told) in asked {
        let (code, said) = ran(name, arguments, None);
        assert!(code == Some(2) && said.contains(told), "{name} {arguments:?}: {code:?}\n{said}");
    }
}

#[test]
fn without_a_directory_for_temporary_files_they_say_so() {
    for name in ["attack", "lie", "fuzz", "kill-loop", "disk-sweep", "line-sweep", "simulate", "bench-phone"]
    {
        let (code, said) = ran(name, &[], Some("/nowhere/at/all"));
        assert!(
            code == Some(2) && said.contains("TMPDIR") && !said.contains("panicked"),
            "{name}: {code:?}\n{said}"
        );
    }
}
