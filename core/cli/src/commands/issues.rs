//! Issues.

use crate::failure::{Failure, Result};
use crate::options::Issue;
use crate::parse::{attributes, code, maybe, read, time};
use crate::shell::Shell;
use crate::show;
use huben_domain::{CheckResult, Stage, StepInput, StepKind};
use huben_engine::{FieldBook, IssueFilter, IssueInput};

/// `huben issue …`
pub fn issue(shell: &Shell, command: Issue) -> Result<()> {
    let book = shell.book()?;
    let names = if matches!(command, Issue::Report { .. }) { "household" } else { "id" };
    on_issue(shell, &book, command).map_err(|failure| failure.missing(names))
}

fn on_issue(shell: &Shell, book: &FieldBook, command: Issue) -> Result<()> {
    let one = match command {
        Issue::Report {
            category,
            text,
            area,
            household,
            visit,
            place,
            urgent,
            complainant,
            complainant_phone,
            attributes: own,
        } => {
            let visit = maybe("visit", visit.as_deref())?;
            if let Some(visit) = visit {
                book.visit(visit).map_err(|error| Failure::from(error).missing("visit"))?;
            }
            book.report_issue(IssueInput {
                area: maybe("area", area.as_deref())?,
                category,
                text,
                household: maybe("household", household.as_deref())?,
                visit,
                place,
                urgent,
                complainant: complainant.map(|name| (name, complainant_phone)),
                attributes: attributes(&own.attribute, &own.attribute_json)?,
                draft: None,
            })?
        }
        Issue::Step { id, step, to, text, note, until, result, score } => {
            let step = StepKind::parse_known(&step)?;
            let result = code("result", result.as_deref(), CheckResult::parse_known)?;
            let input = StepInput { to, text, note, until: time("until", until.as_deref())?, result, score };
            book.take_step(read("id", &id)?, step, input)?
        }
        Issue::List { stage, area, waiting_for_me, slice } => {
            let stage = code("stage", stage.as_deref(), Stage::parse_known)?;
            let area = maybe("area", area.as_deref())?;
            let filter = IssueFilter { stage, area, household: None, waiting_for_me };
            return shell.list(&book.issues(&filter, slice.into())?, show::issues);
        }
        Issue::Show { id } => book.issue(read("id", &id)?)?,
    };
    shell.give(&one, show::issue)
}
