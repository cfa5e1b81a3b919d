//! `docs/cli.md` beside `--help`: what can be typed stands there, and what stands there can be typed.

use std::collections::BTreeSet;

use clap::Command;
use huben_tests::workspace::root;

/// What clap adds by itself.
const BUILT_IN: [&str; 2] = ["--help", "--version"];

#[test]
fn every_command_and_option_stands_under_its_program() {
    let page = page();
    let (common, _) = page.split_once("\n## ").expect("the page has chapters");
    let mut missing = Vec::new();
    for program in programs() {
        let chapter = chapter(&page, program.get_name());
        let known: BTreeSet<String> = options(common).union(&options(chapter)).cloned().collect();
        for (path, command) in commands(&program) {
            if !path.is_empty() && !chapter.contains(&path) {
                missing.push(format!("{} {path}", program.get_name()));
            }
            let longs = command.get_arguments().filter_map(clap::Arg::get_long);
            let longs = longs.map(|long| format!("--{long}")).filter(|long| !known.contains(long));
            missing.extend(longs.map(|long| format!("{} {path} {long}", program.get_name())));
        }
    }
    assert!(missing.is_empty(), "docs/cli.md does not name:\n{}", missing.join("\n"));
}

#[test]
fn every_option_on_the_page_can_be_typed() {
    let typed: BTreeSet<String> = programs()
        .iter()
        .flat_map(commands)
        .flat_map(|(_, command)| command.get_arguments().filter_map(clap::Arg::get_long).collect::<Vec<_>>())
        .map(|long| format!("--{long}"))
        .collect();
    let unknown: Vec<String> =
        options(&page()).into_iter().filter(|option| !typed.contains(option)).collect();
    let unknown: Vec<&String> =
        unknown.iter().filter(|option| !BUILT_IN.contains(&option.as_str())).collect();
    assert!(unknown.is_empty(), "nothing takes {unknown:?}");
}

fn programs() -> [Command; 2] {
    [huben_cli::command(), huben_server::command()]
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/cli.md")).expect("docs/cli.md can be read")
}

/// From the program's heading to the next one.
fn chapter<'a>(page: &'a str, program: &str) -> &'a str {
    let start = page.find(&format!("\n## {program}:")).expect("a chapter for each program") + 1;
    let end = page[start..].find("\n## ").map_or(page.len(), |end| start + end);
    &page[start..end]
}

/// Every command below, by its path (`user add`), the program itself under an empty one.
fn commands(program: &Command) -> Vec<(String, &Command)> {
    let below = program.get_subcommands().flat_map(|command| {
        let name = command.get_name();
        commands(command)
            .into_iter()
            .map(move |(path, command)| (format!("{name} {path}").trim().to_owned(), command))
    });
    std::iter::once((String::new(), program)).chain(below).collect()
}

/// The options that a text names.
fn options(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let options = words.filter(|word| word.len() > 3 && word.starts_with("--"));
    options
        .filter(|word| word[2..].starts_with(|c: char| c.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}
