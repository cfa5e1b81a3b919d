//! Who may take which step: the role × step table of the domain. The stage is never looked at here;
//! whether a step counts where the issue stands is `fold.rs`.

use crate::{Hat, StepKind};

/// The hat in which somebody wearing `hats` may take `step`; the table's order decides among several.
pub fn permitted(step: &StepKind, hats: &[Hat]) -> Option<Hat> {
    permitted_all(step, hats).into_iter().next()
}

/// Every hat of `hats` in which `step` may be taken, in the table's order.
pub fn permitted_all(step: &StepKind, hats: &[Hat]) -> Vec<Hat> {
    match table(step) {
        Who::Hats(row) => row.iter().filter(|hat| hats.contains(hat)).cloned().collect(),
        Who::AnyRoleBut(barred) => hats.iter().filter(|hat| !barred.contains(hat)).cloned().collect(),
    }
}

/// Those to whom the table gives `step`, in its order; what a refusal names.
pub fn entitled(step: &StepKind) -> Vec<Hat> {
    permitted_all(step, Hat::KNOWN)
}

enum Who {
    Hats(&'static [Hat]),
    /// Roles of a newer version included.
    AnyRoleBut(&'static [Hat]),
}

fn table(step: &StepKind) -> Who {
    use Hat::*;
    // A micro-grid lead writes what the area's grid worker writes there.
    Who::Hats(match step {
        // A tie to the record is no role: an auditor does not report by being the author.
        StepKind::Report => return Who::AnyRoleBut(&[Auditor, Admin, Author, Addressee]),
        StepKind::Dispatch | StepKind::Escalate => &[Dispatcher, Supervisor],
        StepKind::Accept | StepKind::Feedback | StepKind::Decline => &[Addressee],
        StepKind::Handle => &[Addressee, GridWorker, MicroGridLead],
        StepKind::Verify => &[GridWorker, MicroGridLead, Supervisor],
        StepKind::Close | StepKind::Assess => &[Supervisor],
        StepKind::Rate => &[Author, GridWorker, MicroGridLead],
        StepKind::Postpone | StepKind::Suspend | StepKind::Resume => &[Addressee],
        StepKind::Approve | StepKind::Refuse => &[Dispatcher, Supervisor],
        StepKind::Cancel => &[Supervisor, Author],
        StepKind::Reopen => &[Supervisor, GridWorker, MicroGridLead, Author],
        StepKind::Other(_) => &[],
    })
}
