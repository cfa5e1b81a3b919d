//! What a person meant, kept beside the change it became.

use crate::{Path, Value};
use serde::{Deserialize, Serialize};

/// One value to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Put {
    /// Where.
    pub path: Path,
    /// What.
    pub value: Value,
}

/// What somebody did, as they would say it. Names what stands under "needs attention".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A new household.
    AddHousehold,
    /// Card fields changed.
    EditHousehold,
    /// The household belongs to another area.
    MoveHousehold,
    /// The household is no more.
    EndHousehold,
    /// A new resident.
    AddResident,
    /// A resident's fields changed.
    EditResident,
    /// A resident left.
    EndResident,
    /// A visit was made.
    RecordVisit,
    /// Its author put a visit right.
    AmendVisit,
    /// An issue was reported.
    ReportIssue,
    /// One step of an issue.
    TakeStep,
    /// Something for the issue's file.
    WriteFile,
    /// A contradiction was settled.
    Settle,
    /// What an import brought was taken back.
    UndoImport,
}

impl Act {
    /// The act as stored and shown to programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::AddHousehold => "add_household",
            Act::EditHousehold => "edit_household",
            Act::MoveHousehold => "move_household",
            Act::EndHousehold => "end_household",
            Act::AddResident => "add_resident",
            Act::EditResident => "edit_resident",
            Act::EndResident => "end_resident",
            Act::RecordVisit => "record_visit",
            Act::AmendVisit => "amend_visit",
            Act::ReportIssue => "report_issue",
            Act::TakeStep => "take_step",
            Act::WriteFile => "write_file",
            Act::Settle => "settle",
            Act::UndoImport => "undo_import",
        }
    }

    /// May this act write an entry that is not there yet (a resident, a step, a whole record)?
    pub(crate) fn inserts(self) -> bool {
        !matches!(self, Act::EditResident | Act::EndResident | Act::Settle)
    }
}

/// One intent: an act and the values it wrote. Becomes one change of one document; outlives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// What was done.
    pub act: Act,
    /// What was written.
    pub puts: Vec<Put>,
}

impl Intent {
    /// An intent that writes nothing yet.
    pub fn new(act: Act) -> Self {
        Self { act, puts: Vec::new() }
    }

    /// With one more value.
    pub fn put(mut self, path: Path, value: impl Into<Value>) -> Self {
        self.puts.push(Put { path, value: value.into() });
        self
    }

    /// With a value at the record's own field.
    pub fn field(self, name: &str, value: impl Into<Value>) -> Self {
        self.put(Path::field(name), value)
    }

    /// With text at a field, where there is any to write.
    pub fn text(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.field(name, Value::text(text)),
            None => self,
        }
    }

    /// The value this intent writes at a field.
    pub fn value(&self, name: &str) -> Option<&Value> {
        let path = Path::field(name);
        self.puts.iter().rev().find(|put| put.path == path).map(|put| &put.value)
    }
}
