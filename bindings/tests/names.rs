//! What a Kotlin or Swift reader would stumble over, looked for in what is generated for them.

mod made;

use std::collections::BTreeSet;

/// Words that one of the three languages keeps for itself, in lower case or as they stand.
const KEYWORDS: &str = "as break case catch class continue default defer do else enum extension fallthrough false for fun func \
    guard if import in init inout interface internal is let nil null object open operator package private protocol public \
    repeat return self static struct subscript super switch this throw throws true try typealias typeof val var when where \
    while and assert async await def del elif except finally from global lambda nonlocal not or pass raise with yield";

/// Types that everybody has in scope already: Kotlin's and Swift's own, Compose's and SwiftUI's, Android's and Foundation's.
const STANDARD: &str = "Actor Activity Animation Any Array Binding Bool Boolean Bundle Button Char Character Clock Collection Color \
    Comparable Context Data Date Decimal Dictionary Double Duration Enum Error Exception Float Font Form Function Grid Group Image \
    Instant Int Intent Iterator Label Layout Lazy Link List Locale Long Map Menu Never Nothing Notification Number Object Operation \
    Optional Pair Path Picker Process Progress Range Regex Result Role Scene Section Selector Sequence Service Set Shape Short \
    Slice Slider State StaticString String Table Task Text Thread Throwable Timer Toggle Triple Unit Url URL Uuid UUID View Void Window";

/// Members that every object has, or that UniFFI gives it.
const MEMBERS: &str = "cause clone close debugDescription description destroy equals errorDescription finalize hash hashCode \
    localizedDescription message notify toString wait";

#[test]
fn no_generated_name_surprises_a_reader_of_kotlin_or_swift() {
    let directory = tempfile::tempdir().expect("a directory");
    let kotlin = made::bindings("kotlin", &directory.path().join("kotlin"));
    let swift = made::bindings("swift", &directory.path().join("swift"));
    let read = |path| std::fs::read_to_string(path).expect("what was made can be read");
    let kotlin = kotlin_names(&read(kotlin.join("org/huben/core/huben.kt")));
    let swift = swift_names(&read(swift.join("HubenCore.swift")));
    assert!(kotlin.types.len() > 60 && kotlin.members.len() > 150, "too few names: {kotlin:?}");
    assert!(swift.types.len() > 60 && swift.members.len() > 150, "too few names: {swift:?}");
    let found: BTreeSet<String> = [kotlin, swift].iter().flat_map(surprises).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// The names of one language.
#[derive(Debug, Default)]
struct Names {
    types: BTreeSet<String>,
    /// Cases that carry data, each a type of its own in Kotlin.
    cases: BTreeSet<String>,
    /// Functions, their arguments, fields.
    members: BTreeSet<String>,
    /// Plain cases.
    entries: BTreeSet<String>,
    /// Types of numbers without a sign, which neither language counts with.
    unsigned: BTreeSet<String>,
}

fn surprises(names: &Names) -> Vec<String> {
    let [keywords, standard, common] =
        [KEYWORDS, STANDARD, MEMBERS].map(|list| list.split_whitespace().collect::<Vec<_>>());
    let mut found = Vec::new();
    for name in names.types.iter().filter(|name| standard.contains(&name.as_str())) {
        found.push(format!("type {name}: everybody has one of this name"));
    }
    for name in names.cases.intersection(&names.types) {
        found.push(format!("case {name}: it is a type, too"));
    }
    for name in names.types.iter().chain(&names.members).chain(&names.entries).chain(&names.cases) {
        let begins = |word: &str| {
            name.strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c == '_'))
        };
        if keywords.contains(&name.as_str()) {
            found.push(format!("{name}: a word that a language keeps for itself"));
        }
        if begins("get") || begins("set") {
            found.push(format!("{name}: properties are named after the thing"));
        }
        if name.ends_with('_') || name.starts_with('_') || name.contains("__") {
            found.push(format!("{name}: lines where nobody writes them"));
        }
    }
    found.extend(
        names
            .members
            .iter()
            .filter(|name| common.contains(&name.as_str()))
            .map(|name| format!("{name}: every object has one")),
    );
    found.extend(names.unsigned.iter().map(|line| format!("{line}: a number without a sign")));
    found
}

/// Kotlin writes every name of ours in backticks, and nothing of its own machinery that people see.
fn kotlin_names(source: &str) -> Names {
    let mut names = Names::default();
    let mut cases_of = None;
    let mut flat = false;
    for line in source.lines() {
        let declared =
            |word: &str| line.strip_prefix(word).map(|rest| leading(rest)).filter(|name| !is_machinery(name));
        for word in
            ["data class ", "sealed class ", "enum class ", "open class ", "public interface ", "class "]
        {
            if let Some(name) = declared(word) {
                (cases_of, flat) = ((word == "sealed class ").then(|| name.clone()), word == "enum class ");
                names.types.insert(name);
            }
        }
        if line == "}" {
            (cases_of, flat) = (None, false);
        }
        let inner = line.trim_start();
        if cases_of.is_some() {
            for word in ["data class ", "class ", "object "] {
                let case = inner
                    .strip_prefix(word)
                    .filter(|_| line.starts_with("    ") && !line.starts_with("     "));
                names.cases.extend(case.map(leading));
            }
        }
        if flat && inner.ends_with([',', ';']) && inner.starts_with(|c: char| c.is_uppercase()) {
            names.entries.insert(leading(inner).to_lowercase());
        }
        let ours = inner.starts_with("fun `")
            || inner.starts_with("override fun `")
            || inner.starts_with("val `")
            || inner.starts_with("var `");
        if ours {
            names.members.extend(inner.split('`').skip(1).step_by(2).map(str::to_owned));
            let signature = inner.split(" = ").next().unwrap_or(inner);
            if ["UInt", "ULong", "UShort", "UByte"]
                .iter()
                .any(|kind| signature.contains(&format!("kotlin.{kind}")))
            {
                names.unsigned.insert(signature.to_owned());
            }
        }
    }
    names
}

/// Swift writes a name in backticks only where it is a keyword: they are taken away, and the name is found by itself.
fn swift_names(source: &str) -> Names {
    let mut names = Names::default();
    let mut machinery = false;
    for line in source.lines() {
        let types = ["public struct ", "public enum ", "public protocol ", "open class ", "enum "];
        if let Some(name) = types.iter().find_map(|word| line.strip_prefix(word)).map(leading) {
            machinery = is_machinery(&name);
            names.types.extend((!machinery).then_some(name));
        }
        machinery |= line.starts_with("fileprivate ");
        let inner = line.trim_start();
        if machinery {
            continue;
        }
        if let Some(case) = inner.strip_prefix("case ").filter(|case| !case.starts_with("let ")) {
            names.entries.extend(Some(leading(case)).filter(|name| name.starts_with(char::is_alphabetic)));
        }
        let members = ["open func ", "public static func ", "public var ", "func "];
        let Some(rest) = members.iter().find_map(|word| inner.strip_prefix(word)) else { continue };
        let name = leading(rest);
        if is_machinery(&name) || SWIFTS_OWN.contains(&name.as_str()) {
            continue;
        }
        names.members.insert(name);
        if let (true, Some((_, arguments))) = (inner.contains("func "), rest.split_once('(')) {
            let arguments = arguments.split(')').next().unwrap_or_default().split(", ");
            names.members.extend(arguments.filter_map(|one| Some(leading(one.split_once(':')?.0))));
        }
    }
    names
}

/// What UniFFI writes into a type of ours for Swift's sake.
const SWIFTS_OWN: [&str; 3] = ["debugDescription", "errorDescription", "hash"];

/// The name that a text begins with, without backticks.
fn leading(text: &str) -> String {
    text.chars().filter(|c| *c != '`').take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// UniFFI's own.
fn is_machinery(name: &str) -> bool {
    let lower = name.to_lowercase();
    let own = [
        "uniffi",
        "ffi",
        "rustbuffer",
        "foreignbytes",
        "disposable",
        "handle",
        "cleaner",
        "lifter",
        "lowerer",
    ];
    own.iter().any(|own| lower.contains(own))
        || ["Impl", "Interface", "Protocol"].iter().any(|end| name.ends_with(end))
        || name == "InternalException"
        || name == "lift"
        || name == "lower"
        || name == "read"
        || name == "write"
}
