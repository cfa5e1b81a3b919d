//! Licences: everything that is linked may be given on under Apache-2.0.

use crate::metadata::{name, packages};

/// Permissive licences, those without conditions, and the data licence of the Unicode tables.
const ALLOWED: [&str; 18] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
    // UniFFI and its reader of WebIDL: theirs stays theirs file by file, what it is linked into keeps its own licence.
    "MPL-2.0",
    // SQLite's own: "may you find forgiveness for yourself and forgive others".
    "blessing",
    // libsqlite3-sys brings SQLCipher, and OpenSSL comes from the system.
    "OpenSSL",
];

#[test]
fn every_dependency_has_a_licence_that_lets_us_give_it_on() {
    let forbidden: Vec<String> = packages()
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(allowed))
        .map(|package| format!("{}: {}", name(package), package["license"]))
        .collect();
    assert!(forbidden.is_empty(), "{forbidden:#?}");
}

#[test]
fn our_own_crates_are_apache_and_the_text_lies_beside_them() {
    for package in packages().iter().filter(|package| package["source"].is_null()) {
        assert_eq!(package["license"], "Apache-2.0", "{}", name(package));
    }
    let text =
        std::fs::read_to_string(huben_tests::workspace::root().join("LICENSE")).expect("a file LICENSE");
    assert!(text.contains("Apache License") && text.contains("Version 2.0"), "LICENSE is not Apache-2.0");
}

#[test]
fn an_expression_is_judged_as_spdx_means_it() {
    assert!(
        allowed("MIT OR GPL-3.0-only") && allowed("MIT/Apache-2.0") && allowed("(MIT OR LGPL-2.1) AND ISC")
    );
    assert!(
        !allowed("MIT AND GPL-3.0-only")
            && !allowed("GPL-3.0-only")
            && !allowed("(GPL-2.0 OR LGPL-2.1) AND MIT")
    );
    assert!(allowed("Apache-2.0 WITH LLVM-exception OR GPL-2.0"));
}

/// Whether one of the choices that the expression leaves consists of allowed licences only.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let spaced = spaced.replace(" WITH ", "+WITH+");
    let words: Vec<String> = spaced.split_whitespace().map(|word| word.replace("+WITH+", " WITH ")).collect();
    let mut words = words.iter().map(String::as_str).peekable();
    either(&mut words)
}

type Words<I> = std::iter::Peekable<I>;

fn either<'a, I: Iterator<Item = &'a str>>(words: &mut Words<I>) -> bool {
    let mut good = both(words);
    while words.next_if_eq(&"OR").is_some() {
        good |= both(words);
    }
    good
}

fn both<'a, I: Iterator<Item = &'a str>>(words: &mut Words<I>) -> bool {
    let mut good = one(words);
    while words.next_if_eq(&"AND").is_some() {
        good &= one(words);
    }
    good
}

fn one<'a, I: Iterator<Item = &'a str>>(words: &mut Words<I>) -> bool {
    match words.next() {
        Some("(") => {
            let good = either(words);
            words.next_if_eq(&")").is_some() && good
        }
        Some(licence) => ALLOWED.contains(&licence),
        None => false,
    }
}
