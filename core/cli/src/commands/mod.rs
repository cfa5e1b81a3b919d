//! One function a command: convert, call the book, show.

mod households;
mod issues;
mod syncing;
mod upkeep;
mod visits;

use crate::failure::Result;
use crate::options::Command;
use crate::shell::Shell;

/// Runs a command.
pub fn run(shell: &Shell, command: Command) -> Result<()> {
    match command {
        Command::Enrol { invitation } => syncing::enrol(shell, &invitation),
        Command::Me => upkeep::me(shell),
        Command::Areas { slice } => upkeep::areas(shell, slice),
        Command::Users { slice } => upkeep::users(shell, slice),
        Command::Household(command) => households::household(shell, command),
        Command::Resident(command) => households::resident(shell, command),
        Command::Visit(command) => visits::visit(shell, command),
        Command::Book { household, slice } => visits::book(shell, &household, slice),
        Command::Issue(command) => issues::issue(shell, command),
        Command::Sync { watch, every_seconds } => syncing::sync(shell, watch, every_seconds),
        Command::Status { id } => upkeep::status(shell, id.as_deref()),
        Command::Attention { action, slice } => upkeep::attention(shell, action, slice),
        Command::Contradictions { action, slice } => upkeep::contradictions(shell, action, slice),
        Command::Search { text, limit, offset } => upkeep::search(shell, &text, limit, offset),
        Command::Verify => upkeep::verify(shell, |book| book.verify()),
        Command::Rebuild => upkeep::verify(shell, |book| book.rebuild()),
        Command::Completions { shell } => upkeep::completions(shell),
    }
}
