//! What came of a call: its exit code, its JSON, and the error it ended with.

use serde_json::Value;

/// A finished call with `--json`.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The command as typed, for messages.
    pub line: String,
    /// The exit code; `None` after a signal.
    pub code: Option<i32>,
    /// Standard output as text.
    pub stdout: String,
    /// Standard error as text.
    pub stderr: String,
}

/// The error object a failing command ends with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub code: i32,
    /// `invalid_input`, `not_found`, …
    pub kind: String,
    /// The option or argument at fault, in snake_case.
    pub field: Option<String>,
    /// Plain words, with what to do next.
    pub reason: String,
}

impl Outcome {
    /// An outcome from what the process left.
    pub fn new(line: String, code: Option<i32>, stdout: String, stderr: String) -> Self {
        Outcome { line, code, stdout, stderr }
    }

    /// The one JSON value on standard output, `None` when there is nothing.
    ///
    /// # Panics
    /// When standard output holds anything else.
    #[track_caller]
    pub fn json(&self) -> Option<Value> {
        if self.stdout.trim().is_empty() {
            return None;
        }
        match serde_json::from_str(&self.stdout) {
            Ok(value) => Some(value),
            Err(error) => {
                panic!("{}\nstandard output is not one JSON value ({error}):\n{}", self.line, self.stdout)
            }
        }
    }

    /// The result of a command that must succeed.
    ///
    /// # Panics
    /// When it did not, or gave no JSON.
    #[track_caller]
    pub fn ok(&self) -> Value {
        if self.code != Some(0) {
            panic!("{}\nexit {:?}, expected 0\n{}{}", self.line, self.code, self.stdout, self.stderr);
        }
        self.json().unwrap_or_else(|| panic!("{}\ngave nothing on standard output", self.line))
    }

    /// The error of a command that must fail, for a reason that can be told in Chinese too.
    ///
    /// # Panics
    /// When it did not fail, its last line on standard error is not an error object, or nobody has put its reason
    /// into Chinese.
    #[track_caller]
    pub fn failure(&self) -> Failure {
        let code = match self.code {
            Some(code) if code != 0 => code,
            other => {
                panic!("{}\nexit {other:?}, expected a failure\n{}{}", self.line, self.stdout, self.stderr)
            }
        };
        let last = self.stderr.trim_end().lines().last().unwrap_or_default();
        let object: Value = serde_json::from_str(last).unwrap_or_else(|_| {
            panic!("{}\nexit {code} without an error object:\n{}", self.line, self.stderr)
        });
        let error = &object["error"];
        let text = |key: &str| error[key].as_str().map(str::to_owned);
        let reason =
            text("reason").unwrap_or_else(|| panic!("{}\nan error without reason: {last}", self.line));
        // What clap says of a command line has a test of its own: contract/chinese.rs.
        let told = reason.ends_with("; see --help") || huben_domain::in_chinese(&reason).is_some();
        assert!(told, "{}\nnot in reasons.zh.tsv: {reason}", self.line);
        Failure {
            code,
            kind: text("kind").unwrap_or_else(|| panic!("{}\nan error without kind: {last}", self.line)),
            field: text("field"),
            reason,
        }
    }

    /// Asserts code, kind and field at once, and gives the reason.
    ///
    /// # Panics
    /// When any of them differs.
    #[track_caller]
    pub fn fails(&self, code: i32, kind: &str, field: Option<&str>) -> String {
        let failure = self.failure();
        let got = (failure.code, failure.kind.as_str(), failure.field.as_deref());
        assert_eq!(got, (code, kind, field), "{}\n{}{}", self.line, self.stdout, self.stderr);
        assert!(!failure.reason.trim().is_empty(), "{}\nan error without a reason", self.line);
        failure.reason
    }
}
