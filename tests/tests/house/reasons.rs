//! The catalogue of reasons in Chinese beside the sources that say them: none without Chinese, none left over.

use std::fs;
use std::path::{Path, PathBuf};

use huben_tests::workspace::root;

/// Where people are not told what went wrong: what is told there stands in both languages side by side, or is a name.
const OTHER_WORDS: [&str; 3] =
    ["core/cli/src/show", "core/engine/src/ledger/headings.rs", "sync-server/src/cli/show"];

#[test]
fn every_reason_in_the_sources_has_its_chinese() {
    let known: Vec<String> = huben_domain::reasons().map(|(english, _)| unnamed(english)).collect();
    let mut missing = Vec::new();
    for (path, source) in sources() {
        let name = path.strip_prefix(root()).expect("a source lies in the workspace").display().to_string();
        if OTHER_WORDS.iter().any(|other| name.starts_with(other)) {
            continue;
        }
        let texts = literals(&source).into_iter().filter(|text| is_a_sentence(text));
        missing.extend(
            texts.filter(|text| !known.contains(&unnamed(text))).map(|text| format!("{name}: {text}")),
        );
    }
    assert!(missing.is_empty(), "put these into reasons.zh.tsv:\n{}", missing.join("\n"));
}

#[test]
fn every_reason_of_the_catalogue_is_still_said_somewhere() {
    let said: String =
        sources().iter().flat_map(|(_, source)| literals(source)).map(|text| unnamed(&text) + "\n").collect();
    let catalogue = fs::read_to_string(root().join("core/domain/src/reasons.zh.tsv")).expect("the catalogue");
    let ours = catalogue.split("\n\n").filter(|group| !group.starts_with("# Others' words"));
    let templates = ours.flat_map(str::lines).filter_map(|line| Some(line.split_once('\t')?.0));
    let unsaid =
        |template: &&str| unnamed(template).split("{}").any(|words| words.len() > 3 && !said.contains(words));
    let unsaid: Vec<&str> = templates.filter(unsaid).collect();
    assert!(unsaid.is_empty(), "nobody says these any more:\n{}", unsaid.join("\n"));
}

/// What is said to everybody, phones included, who have no commands.
const TO_EVERYBODY: [&str; 5] =
    ["core/domain/src", "core/documents/src", "core/sync/src", "core/engine/src", "bindings/src"];

#[test]
fn no_reason_that_a_phone_may_show_speaks_of_a_command() {
    let spoken = [
        "use huben",
        "运行 huben",
        "用 huben",
        " --",
        "run rebuild",
        "run verify",
        "household list",
        "see users",
    ];
    let speaks = |text: &str| spoken.iter().any(|command| text.contains(command));
    let mut found = Vec::new();
    for (path, source) in sources() {
        let name = path.strip_prefix(root()).expect("a source lies in the workspace").display().to_string();
        if !TO_EVERYBODY.iter().any(|crates| name.starts_with(crates)) {
            continue;
        }
        for text in literals(&source).into_iter().filter(|text| is_a_sentence(text)) {
            let chinese = huben_domain::reasons().find(|(english, _)| unnamed(english) == unnamed(&text));
            if speaks(&text) || chinese.is_some_and(|(_, chinese)| speaks(chinese)) {
                found.push(format!("{name}: {text}"));
            }
        }
    }
    assert!(
        found.is_empty(),
        "the command line adds its commands itself (cli/failure.rs):\n{}",
        found.join("\n")
    );
}

#[test]
fn literals_are_read_as_rust_means_them() {
    let source = r#"// "no" it's
        let a = "say \"x\" \
                 twice"; let b = b"bytes"; let c = '"'; let d: &'static str = "last";
#[cfg(test)]
mod tests { "gone" }"#;
    assert_eq!(literals(source), [r#"say "x" twice"#, "last"]);
}

/// All sources of the programs.
fn sources() -> Vec<(PathBuf, String)> {
    let crates = [
        "core/domain",
        "core/documents",
        "core/sync",
        "core/engine",
        "core/terminal",
        "core/cli",
        "sync-server",
        "bindings",
    ];
    let mut files = Vec::new();
    crates.iter().for_each(|name| collect(&root().join(name).join("src"), &mut files));
    files.sort();
    assert!(files.len() > 50, "too few sources: {files:?}");
    let read = |path: PathBuf| fs::read_to_string(&path).map(|source| (path, source));
    files.into_iter().map(|path| read(path).expect("a source can be read")).collect()
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("a directory of sources").flatten() {
        let path = entry.path();
        // hostile.rs is a test that lies among the sources.
        let is_source = path.extension().is_some_and(|end| end == "rs") && !path.ends_with("hostile.rs");
        match path.is_dir() {
            true => collect(&path, files),
            false => files.extend(is_source.then_some(path)),
        }
    }
}

/// The texts in quotes, without comments, bytes and tests.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n").replace("'\"'", "").replace("b\"", "b\"\\");
    let mut literals = Vec::new();
    let mut rest = code.as_str();
    while let Some((before, after)) = rest.split_once('"') {
        let mut escaped = false;
        let end = after.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let (text, after) = after.split_at(end.unwrap_or(after.len()));
        // Bytes are no text, and lints are allowed for a reason that nobody is told.
        if !before.ends_with('b') && !before.ends_with(", reason = ") {
            literals.push(unescaped(text));
        }
        rest = after.get(1..).unwrap_or_default();
    }
    literals
}

/// Quotes as they are meant, broken lines joined.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\\n");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| whole + part.trim_start()).replace("\\\"", "\"")
}

/// The template with its holes unnamed, so that `{code}` in a source and `{}` in the catalogue are the same.
fn unnamed(template: &str) -> String {
    let mut parts = template.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| whole + "{}" + part.split_once('}').map_or("", |(_, after)| after))
}

/// Three words of running text that begins small: what reasons look like, and SQL, names and paths do not.
fn is_a_sentence(text: &str) -> bool {
    let plain = |word: &&str| {
        let word = word.trim_end_matches([',', ';', ':', '.', '?']);
        word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase() || "'-".contains(c))
    };
    let words = unnamed(text).split(' ').filter(plain).count();
    let columns = text.contains("_") && text.contains(", ");
    words > 2
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c == '{')
        && !columns
        && !text.contains('\n')
}
