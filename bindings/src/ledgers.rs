//! Household ledgers taken in, and taken back.

use crate::foreign::Told;
use crate::ids::maybe;
use crate::values::count;
use crate::{AreaCode, Book, HouseholdId, ImportId, ProgressListener, Result, Words};
use huben_engine as engine;
use std::sync::Arc;

/// A ledger to be taken in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LedgerInput {
    /// Names a table of text in problems.
    pub file_name: String,
    /// XLSX, XLS, ODS or CSV.
    pub content: Vec<u8>,
    /// The area of rows that name none.
    #[uniffi(default = None)]
    pub area: Option<AreaCode>,
    /// Only look.
    #[uniffi(default = false)]
    pub dry_run: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportReport {
    /// Names the import for undo; nothing for a dry run or with problems.
    pub id: Option<ImportId>,
    /// Households that are new or changed.
    pub households: i32,
    /// Residents that are new or changed.
    pub residents: i32,
    /// Households that stood there already.
    pub unchanged: i32,
    /// Every bad cell; with any, nothing is imported.
    pub problems: Vec<LedgerProblem>,
}

/// A cell that cannot be taken, named as people see it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LedgerProblem {
    /// The sheet's name; empty where the file as a whole is meant.
    pub sheet: String,
    /// From 1, as spreadsheets count; 0 for the file as a whole.
    pub row: i32,
    /// The header's text, or the column's letter.
    pub column: String,
    /// The cell as written; ID numbers are masked.
    pub value: String,
    /// Why, and what would be taken.
    pub reason: Words,
}

/// What taking an import back did.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct UndoReport {
    /// Households taken back.
    pub undone: i32,
    /// Households that were there before, or that somebody changed since: left alone.
    pub left: Vec<HouseholdId>,
}

#[uniffi::export]
impl Book {
    /// Takes in a ledger: all of it, or, with any problem, nothing. The same again changes nothing.
    #[uniffi::method(default(progress = None))]
    pub fn import_ledger(
        &self,
        ledger: LedgerInput,
        progress: Option<Arc<dyn ProgressListener>>,
    ) -> Result<ImportReport> {
        let LedgerInput { file_name, content, area, dry_run } = ledger;
        let area = maybe(area)?;
        Ok(self.engine.import(&file_name, &content, area, dry_run, &Told(progress))?.into())
    }

    /// Takes an import back: households that it added are ended.
    pub fn undo_import(&self, id: ImportId) -> Result<UndoReport> {
        let report = self.engine.undo_import(id.try_into()?)?;
        let left = report.left.into_iter().map(HouseholdId::from).collect();
        Ok(UndoReport { undone: count(report.undone), left })
    }
}

impl From<engine::ImportReport> for ImportReport {
    fn from(report: engine::ImportReport) -> Self {
        let problems = report.problems.into_iter().map(|problem| LedgerProblem {
            sheet: problem.sheet,
            row: count(problem.row.into()),
            column: problem.column,
            value: problem.value,
            reason: Words::why(&problem.reason),
        });
        Self {
            id: report.import.map(Into::into),
            households: count(report.households),
            residents: count(report.residents),
            unchanged: count(report.unchanged),
            problems: problems.collect(),
        }
    }
}
