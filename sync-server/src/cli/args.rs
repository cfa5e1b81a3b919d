//! What can be typed.

use clap::{Parser, Subcommand};
use huben_terminal::Lang;
use std::net::SocketAddr;
use std::path::PathBuf;

/// huben-server: the community office's hub.
#[derive(Debug, Parser)]
#[command(
    name = "huben-server",
    version,
    about = "The community office's hub 社区服务端",
    after_help = "\
Examples:
  huben-server init --data office --name 振兴路社区 --area 321181001025
  huben-server area add --data office --code 321181001025001 --name 第1网格
  huben-server user add --data office --name 李红梅 --role grid-worker --area 321181001025001
  huben-server serve --data office --listen 127.0.0.1:7300
  huben-server user invite --data office --user ID"
)]
pub(super) struct Arguments {
    /// The office's directory.
    #[arg(long, global = true, env = "HUBEN_DATA", value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// Language of what people read; from LANG if absent.
    #[arg(long, global = true, value_name = "zh|en")]
    pub(super) lang: Option<Lang>,
    /// One JSON value on standard output, errors as JSON on standard error.
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an office in a new directory.
    #[command(after_help = "Example: huben-server init --data office --name 振兴路社区 --area 321181001025")]
    Init {
        /// What the office is called.
        #[arg(long)]
        name: String,
        /// Its statistical division code.
        #[arg(long)]
        area: String,
        /// Divisions other than Danyang's: code,name,level,parent.
        #[arg(long, value_name = "FILE.csv")]
        divisions: Option<PathBuf>,
    },
    /// Grids and micro-grids.
    #[command(
        subcommand,
        after_help = "Example: huben-server area add --data office --code 321181001025001 --name 第1网格"
    )]
    Area(Area),
    /// Who works here.
    #[command(subcommand, after_help = "Example: huben-server user list --data office")]
    User(User),
    /// Phones and desks.
    #[command(subcommand, after_help = "Example: huben-server device list --data office")]
    Device(Device),
    /// Work that waits for a person to decide.
    #[command(subcommand, after_help = "Example: huben-server held list --data office")]
    Held(Held),
    /// Open the office: plain HTTP on loopback, TLS elsewhere.
    #[command(
        after_help = "Example: huben-server serve --data office --listen 0.0.0.0:7300 --public-url https://192.168.1.5:7300"
    )]
    Serve {
        /// Where to listen; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// The address that invitations carry.
        #[arg(long, value_name = "URL")]
        public_url: Option<String>,
    },
    /// The whole office, keys included, in one file.
    #[command(after_help = "Example: huben-server backup --data office --to office.backup")]
    Backup {
        /// The new file.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// An office out of a backup, in a new directory.
    #[command(after_help = "Example: huben-server restore --from office.backup --data new-office")]
    Restore {
        /// The backup.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Look at everything: is it sound?
    #[command(after_help = "Example: huben-server verify --data office")]
    Verify,
    /// Completions for a shell.
    #[command(after_help = "Example: huben-server completions bash > huben-server.bash")]
    Completions {
        /// bash, zsh, fish, elvish or powershell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Area {
    /// One more area, below one that is there.
    #[command(
        after_help = "Example: huben-server area add --data office --code 321181001025001 --name 第1网格"
    )]
    Add {
        /// 15 digits for a grid, 17 for a micro-grid.
        #[arg(long)]
        code: String,
        /// What it is called.
        #[arg(long)]
        name: String,
    },
    /// Many: code,name,level,parent.
    #[command(after_help = "Example: huben-server area import --data office areas.csv")]
    Import {
        /// A CSV file.
        file: PathBuf,
    },
    /// Every area.
    #[command(after_help = "Example: huben-server area list --data office")]
    List {
        #[command(flatten)]
        slice: Slice,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Somebody new.
    #[command(
        after_help = "Example: huben-server user add --data office --name 李红梅 --role grid-worker --area 321181001025001"
    )]
    Add {
        /// As printed on the card.
        #[arg(long)]
        name: String,
        /// grid-worker, micro-grid-lead, volunteer, care-team, handler, dispatcher, supervisor, auditor, admin.
        #[arg(long, required = true)]
        role: Vec<String>,
        /// Where; everything below it too.
        #[arg(long, required = true)]
        area: Vec<String>,
        /// The department or squad they act for.
        #[arg(long)]
        unit: Option<String>,
        /// The number for residents.
        #[arg(long)]
        phone: Option<String>,
        /// Only for somebody whom a restored office has forgotten.
        #[arg(long)]
        id: Option<String>,
    },
    /// What somebody is entrusted with from now on, or that they have left.
    #[command(after_help = "Example: huben-server user set --data office --user ID --active false")]
    Set {
        /// Whom.
        #[arg(long)]
        user: String,
        /// The role that holds from now on.
        #[arg(long)]
        role: Vec<String>,
        /// Where.
        #[arg(long)]
        area: Vec<String>,
        /// false: they have left.
        #[arg(long)]
        active: Option<bool>,
    },
    /// A way in for one device, for ten minutes.
    #[command(after_help = "Example: huben-server user invite --data office --user ID")]
    Invite {
        /// Whom.
        #[arg(long)]
        user: String,
        /// Where the office listens, if `serve` has not said so.
        #[arg(long, value_name = "URL")]
        public_url: Option<String>,
    },
    /// Everybody.
    #[command(after_help = "Example: huben-server user list --data office")]
    List {
        #[command(flatten)]
        slice: Slice,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Device {
    /// Every device.
    #[command(after_help = "Example: huben-server device list --data office")]
    List {
        #[command(flatten)]
        slice: Slice,
    },
    /// What it sends is held from now on, and nothing goes down to it.
    #[command(after_help = "Example: huben-server device revoke --data office --device ID")]
    Revoke {
        /// Which.
        #[arg(long)]
        device: String,
    },
    /// Take back a device that a restored office had forgotten.
    #[command(after_help = "Example: huben-server device confirm --data office --device ID")]
    Confirm {
        /// Which.
        #[arg(long)]
        device: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Held {
    /// What waits, with author and text.
    #[command(after_help = "Example: huben-server held list --data office")]
    List {
        #[command(flatten)]
        slice: Slice,
    },
    /// Take it into the record.
    #[command(after_help = "Example: huben-server held accept --data office ID")]
    Accept {
        /// Its id in the list.
        id: String,
    },
    /// Let it go; its author is told.
    #[command(after_help = "Example: huben-server held drop --data office ID")]
    Drop {
        /// Its id in the list.
        id: String,
    },
}

/// Which part of a listing.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Slice {
    /// At most so many.
    #[arg(long, allow_negative_numbers = true)]
    pub(super) limit: Option<usize>,
    /// After so many.
    #[arg(long, default_value_t = 0)]
    pub(super) offset: usize,
}
