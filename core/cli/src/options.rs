//! What can be typed.

use clap::{Args, Parser, Subcommand};
use huben_terminal::Lang;
use std::path::PathBuf;

/// huben 户本: a grid worker's field book, on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "huben",
    version,
    about = "户本 a grid worker's field book, without a screen",
    long_about = "\
户本 a grid worker's field book, without a screen.

The book is one encrypted database in a directory of its own. Its key is kept in a file `key` beside it that only its
owner may read (0600): this protects a copied database, not a copied directory.",
    after_help = "\
Examples:
  huben enrol huben:… --data book
  huben visit record --data book --household ID --text 身体很好，提醒关煤气
  huben issue report --data book --category 消防 --text 楼道堆放杂物 --household ID
  huben sync --data book
  huben search --data book wxy"
)]
pub struct Huben {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Taken before and after the subcommand.
#[derive(Debug, Args)]
pub struct Common {
    /// The book's directory.
    #[arg(long, global = true, env = "HUBEN_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Language of what people read; from LANG if absent.
    #[arg(long, global = true, value_name = "zh|en")]
    pub lang: Option<Lang>,
    /// One JSON value on standard output, errors as JSON on standard error.
    #[arg(long, global = true)]
    pub json: bool,
}

/// As far as SQLite counts.
fn count() -> clap::builder::RangedU64ValueParser {
    clap::builder::RangedU64ValueParser::new().range(..=i64::MAX as u64)
}

/// Which part of a listing.
#[derive(Debug, Clone, Copy, Args)]
pub struct Slicing {
    /// At most so many.
    #[arg(long, allow_negative_numbers = true, value_parser = count())]
    pub limit: Option<u64>,
    /// After so many.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true, value_parser = count())]
    pub offset: u64,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make this device's book from an invitation and fetch it.
    #[command(after_help = "Example: huben enrol huben:o2F1… --data book")]
    Enrol {
        /// The text that begins with huben:
        invitation: String,
    },
    /// Who this device belongs to.
    #[command(after_help = "Example: huben me")]
    Me,
    /// Every area of the office.
    #[command(after_help = "Example: huben areas")]
    Areas {
        #[command(flatten)]
        slice: Slicing,
    },
    /// Every user of the office.
    #[command(after_help = "Example: huben users")]
    Users {
        #[command(flatten)]
        slice: Slicing,
    },
    /// Households and their cards.
    #[command(subcommand, after_help = "Example: huben household list")]
    Household(Household),
    /// Residents of a household.
    #[command(subcommand, after_help = "Example: huben resident add HOUSEHOLD --name 张伟")]
    Resident(Resident),
    /// Visits.
    #[command(subcommand, after_help = "Example: huben visit record --household ID --text 老人身体很好")]
    Visit(Visit),
    /// A household's visits, newest first.
    #[command(after_help = "Example: huben book 01900000-0000-7000-8000-000000000000")]
    Book {
        /// The household.
        household: String,
        #[command(flatten)]
        slice: Slicing,
    },
    /// Issues and hazards.
    #[command(subcommand, after_help = "Example: huben issue report --category 消防 --text 楼道堆放杂物")]
    Issue(Issue),
    /// Exchange everything with the office.
    #[command(after_help = "Examples:\n  huben sync\n  huben sync --watch --json")]
    Sync {
        /// Go on until ended, one line for each run.
        #[arg(long)]
        watch: bool,
        /// Seconds between runs of --watch.
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
        every_seconds: u64,
    },
    /// What is at the office, and what is only here.
    #[command(after_help = "Example: huben status")]
    Status {
        /// One record.
        id: Option<String>,
    },
    /// What was refused or is held, with its full text.
    #[command(after_help = "Example: huben attention")]
    Attention {
        #[command(subcommand)]
        action: Option<Attention>,
        #[command(flatten)]
        slice: Slicing,
    },
    /// Fields that two people wrote apart from one another.
    #[command(after_help = "Example: huben contradictions")]
    Contradictions {
        #[command(subcommand)]
        action: Option<Contradictions>,
        #[command(flatten)]
        slice: Slicing,
    },
    /// Find by characters, pinyin, initials, telephone tail or door.
    #[command(
        after_help = "Examples:\n  huben search 王秀英\n  huben search wxy\n  huben search 3幢2单元501\n  huben search 8001"
    )]
    Search {
        /// What to look for.
        text: String,
        /// At most so many.
        #[arg(long, default_value_t = 20, allow_negative_numbers = true, value_parser = count())]
        limit: u64,
        /// After so many.
        #[arg(long, default_value_t = 0, allow_negative_numbers = true, value_parser = count())]
        offset: u64,
    },
    /// Is the book sound?
    #[command(after_help = "Example: huben verify")]
    Verify,
    /// Make lists and search anew from the documents.
    #[command(after_help = "Example: huben rebuild")]
    Rebuild,
    /// Completions for a shell.
    #[command(after_help = "Example: huben completions bash > huben.bash")]
    Completions {
        /// bash, zsh, fish, elvish or powershell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Subcommand)]
pub enum Household {
    /// A new household.
    #[command(
        after_help = "Example: huben household add --area 321181001025001 --estate 锦绣花苑 --address 3-2-501 --contact 王秀英 --phone 13800001001"
    )]
    Add(Card),
    /// Write the fields given; an empty one ('') empties it.
    #[command(after_help = "Example: huben household edit ID --phone 13800001002 --note ''")]
    Edit {
        /// The household.
        id: String,
        #[command(flatten)]
        card: Card,
    },
    /// To another area.
    #[command(after_help = "Example: huben household move ID --area 321181001025002")]
    #[command(name = "move")]
    Move {
        /// The household.
        id: String,
        /// The new area.
        #[arg(long)]
        area: String,
    },
    /// It is no more, or doubles another.
    #[command(after_help = "Example: huben household end ID --reason 搬走")]
    End {
        /// The household.
        id: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// The household that it doubles.
        #[arg(long, value_name = "ID")]
        same_as: Option<String>,
    },
    /// The households on this device.
    #[command(after_help = "Example: huben household list --not-seen-days 90")]
    List {
        /// In this area and below.
        #[arg(long)]
        area: Option<String>,
        /// Nobody met for so many days.
        #[arg(long, value_name = "N", allow_negative_numbers = true)]
        not_seen_days: Option<u32>,
        #[command(flatten)]
        slice: Slicing,
    },
    /// One household.
    #[command(after_help = "Example: huben household show ID")]
    Show {
        /// The household.
        id: String,
    },
    /// Take in a ledger (XLSX, XLS, CSV), or take one back.
    #[command(
        after_help = "Examples:\n  huben household import 住户台账.xlsx --dry-run\n  huben household import --undo IMPORT"
    )]
    Import {
        /// The ledger.
        #[arg(required_unless_present = "undo")]
        file: Option<PathBuf>,
        /// The area of rows that name none.
        #[arg(long)]
        area: Option<String>,
        /// Only look.
        #[arg(long)]
        dry_run: bool,
        /// Take back this import.
        #[arg(long, value_name = "IMPORT", conflicts_with_all = ["file", "dry_run"])]
        undo: Option<String>,
    },
}

/// A card's fields.
#[derive(Debug, Default, Args)]
pub struct Card {
    /// A grid or micro-grid.
    #[arg(long)]
    pub area: Option<String>,
    /// The door as people write it, like 3-2-501.
    #[arg(long)]
    pub address: Option<String>,
    /// The estate 小区.
    #[arg(long)]
    pub estate: Option<String>,
    /// The person to ask for.
    #[arg(long)]
    pub contact: Option<String>,
    /// Telephone.
    #[arg(long)]
    pub phone: Option<String>,
    /// Free words.
    #[arg(long)]
    pub note: Option<String>,
    /// home, shared-rental, shop, organisation.
    #[arg(long)]
    pub kind: Option<String>,
    /// The name of a shop or organisation.
    #[arg(long)]
    pub name: Option<String>,
    /// owner, rented, vacant, unknown.
    #[arg(long)]
    pub occupancy: Option<String>,
    #[command(flatten)]
    pub attributes: Attributes,
}

/// The office's own fields.
#[derive(Debug, Default, Args)]
pub struct Attributes {
    /// A field of the office's own, as text.
    #[arg(long, value_name = "KEY=VALUE")]
    pub attribute: Vec<String>,
    /// A field of the office's own, as any JSON.
    #[arg(long, value_name = "KEY=JSON")]
    pub attribute_json: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum Resident {
    /// A new resident.
    #[command(after_help = "Example: huben resident add HOUSEHOLD --name 张伟 --sex male --relation 儿子")]
    Add {
        /// The household.
        household: String,
        #[command(flatten)]
        person: Person,
    },
    /// Write the fields given; an empty one ('') empties it.
    #[command(after_help = "Example: huben resident edit ID --phone 13800001002")]
    Edit {
        /// The resident.
        id: String,
        #[command(flatten)]
        person: Person,
    },
    /// Moved, died, or entered in error.
    #[command(after_help = "Example: huben resident end ID --reason 搬走")]
    End {
        /// The resident.
        id: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// A resident's fields.
#[derive(Debug, Default, Args)]
pub struct Person {
    /// As they are called.
    #[arg(long)]
    pub name: Option<String>,
    /// male, female, unknown, not-stated.
    #[arg(long)]
    pub sex: Option<String>,
    /// Like 1958-03-02.
    #[arg(long)]
    pub birth_date: Option<String>,
    /// What they are to the contact.
    #[arg(long)]
    pub relation: Option<String>,
    /// Their own telephone.
    #[arg(long)]
    pub phone: Option<String>,
    /// here, registered-elsewhere, living-elsewhere.
    #[arg(long)]
    pub residence: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Visit {
    /// Record a visit.
    #[command(after_help = "Example: huben visit record --household ID --text 老人身体很好 --outcome met")]
    Record {
        /// Whom.
        #[arg(long)]
        household: String,
        #[command(flatten)]
        words: Words,
    },
    /// Put one's own visit right; its earlier words stay readable.
    #[command(after_help = "Example: huben visit edit ID --text 老人身体很好")]
    Edit {
        /// The visit.
        id: String,
        #[command(flatten)]
        words: Words,
    },
    /// One visit.
    #[command(after_help = "Example: huben visit show ID")]
    Show {
        /// The visit.
        id: String,
    },
}

/// What a visit says.
#[derive(Debug, Default, Args)]
pub struct Words {
    /// What was said and done.
    #[arg(long)]
    pub text: Option<String>,
    /// When, like 2026-11-24T18:30:00+08:00; now if absent.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// home, phone, office, elsewhere.
    #[arg(long)]
    pub kind: Option<String>,
    /// met, nobody-home, declined, moved-away, vacant.
    #[arg(long)]
    pub outcome: Option<String>,
    /// A resident who was met.
    #[arg(long, value_name = "RESIDENT")]
    pub met: Vec<String>,
    /// Somebody who came along.
    #[arg(long)]
    pub companion: Vec<String>,
    /// Why.
    #[arg(long)]
    pub purpose: Option<String>,
    /// The day to call again.
    #[arg(long, value_name = "DATE")]
    pub follow_up: Option<String>,
    #[command(flatten)]
    pub attributes: Attributes,
}

#[derive(Debug, Subcommand)]
pub enum Issue {
    /// Report an issue or hazard.
    #[command(
        after_help = "Example: huben issue report --category 消防 --text 楼道堆放杂物 --household ID --urgent"
    )]
    Report {
        /// Free words.
        #[arg(long)]
        category: String,
        /// What is the matter.
        #[arg(long)]
        text: String,
        /// Where; the household's, else one's only area.
        #[arg(long)]
        area: Option<String>,
        /// The household it concerns.
        #[arg(long)]
        household: Option<String>,
        /// The visit it came of.
        #[arg(long)]
        visit: Option<String>,
        /// Where exactly.
        #[arg(long)]
        place: Option<String>,
        /// It brooks no delay.
        #[arg(long)]
        urgent: bool,
        /// Who complained; the reporter does not see it again.
        #[arg(long)]
        complainant: Option<String>,
        /// How to reach them.
        #[arg(long, requires = "complainant")]
        complainant_phone: Option<String>,
        #[command(flatten)]
        attributes: Attributes,
    },
    /// Take a step: dispatch, accept, feedback, handle, decline, verify, close, rate, assess, escalate, postpone,
    /// suspend, resume, approve, refuse, cancel, reopen.
    #[command(
        after_help = "Examples:\n  huben issue step ID dispatch --to 物业\n  huben issue step ID verify --result passed"
    )]
    Step {
        /// The issue.
        id: String,
        /// The step.
        step: String,
        /// A user's id or a unit's name.
        #[arg(long, value_name = "WHO")]
        to: Option<String>,
        /// Told to the reporter.
        #[arg(long)]
        text: Option<String>,
        /// Internal.
        #[arg(long)]
        note: Option<String>,
        /// Until when.
        #[arg(long, value_name = "TIME")]
        until: Option<String>,
        /// passed or failed.
        #[arg(long)]
        result: Option<String>,
        /// 1 to 5.
        #[arg(long)]
        score: Option<u8>,
    },
    /// The issues on this device.
    #[command(after_help = "Example: huben issue list --stage reported")]
    List {
        /// At this stage.
        #[arg(long)]
        stage: Option<String>,
        /// In this area and below.
        #[arg(long)]
        area: Option<String>,
        /// Only those whose next move is yours.
        #[arg(long)]
        waiting_for_me: bool,
        #[command(flatten)]
        slice: Slicing,
    },
    /// One issue with its steps.
    #[command(after_help = "Example: huben issue show ID")]
    Show {
        /// The issue.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Attention {
    /// Offer it to the office once more, or give it up.
    #[command(after_help = "Example: huben attention resolve ID --retry")]
    Resolve {
        /// Its id in the list.
        id: String,
        /// Once more.
        #[arg(long, required_unless_present = "drop")]
        retry: bool,
        /// For good.
        #[arg(long, conflicts_with = "retry")]
        drop: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Contradictions {
    /// Say which value holds: one of them, or a third.
    #[command(after_help = "Example: huben contradictions settle DOCUMENT phone --value 13800001002")]
    Settle {
        /// The record.
        document: String,
        /// The field, like phone or attributes.党员.
        field: String,
        /// The value.
        #[arg(long)]
        value: String,
    },
}
