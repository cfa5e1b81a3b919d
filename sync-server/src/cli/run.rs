//! What each command does: convert, call, convert.

use super::args::{Area, Arguments, Command, Device, Held, Slice, User};
use super::show::Shown;
use crate::directory::{self, Divisions, NewUser, UserChange, add_user, change_user, list_users, read_user};
use crate::failure::Failure;
use crate::{backup, chance, devices, held, http, invitations, office, store, verify};
use clap::CommandFactory;
use huben_domain::UserId;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::process::ExitCode;

/// Runs one command.
pub(super) fn run(arguments: &Arguments, shown: &Shown) -> Result<ExitCode, Failure> {
    if let Command::Completions { shell } = &arguments.command {
        clap_complete::generate(*shell, &mut Arguments::command(), "huben-server", &mut std::io::stdout());
        return Ok(ExitCode::SUCCESS);
    }
    let dir =
        arguments.data.as_deref().ok_or_else(|| Failure::invalid("data", "name the office's directory"))?;
    let value = match &arguments.command {
        Command::Init { name, area, divisions } => {
            let divisions = Divisions::read(divisions.as_deref())?;
            let code = area.parse()?;
            let id = office::init(dir, name, &code, &divisions)?;
            json!({ "office": id.to_string(), "area": code })
        }
        Command::Restore { from } => json!({ "office": backup::restore(from, dir)?.to_string() }),
        Command::Serve { listen, public_url } => {
            tracing_subscriber::fmt()
                .with_env_filter(
                    // Automerge opens a span at every load and merge; written out they cost more than the merge.
                    tracing_subscriber::EnvFilter::try_from_default_env()
                        .unwrap_or_else(|_| "info,automerge=warn".into()),
                )
                .with_writer(std::io::stderr)
                .init();
            http::serve(dir, *listen, public_url.as_deref(), |address| {
                shown.line(&json!({ "listening": address }))
            })?;
            return Ok(ExitCode::SUCCESS);
        }
        command => return beside(command, &mut store::open(dir)?, shown),
    };
    shown.value(&value);
    Ok(ExitCode::SUCCESS)
}

/// The commands that work on an office that is there, open or not.
fn beside(command: &Command, db: &mut Connection, shown: &Shown) -> Result<ExitCode, Failure> {
    let value = match command {
        Command::Area(Area::Add { code, name }) => {
            directory::add_area(db, code, name)?;
            json!({ "areas": 1 })
        }
        Command::Area(Area::Import { file }) => json!({ "areas": directory::import_areas(db, file)? }),
        Command::Area(Area::List) => listing(areas(db)?, Slice { limit: None, offset: 0 }),
        Command::User(user) => users(user, db)?,
        Command::Device(Device::List { slice }) => listing(device_rows(db)?, *slice),
        Command::Device(Device::Revoke { device }) => {
            json!({ "device": devices::revoke(db, device)?.to_string() })
        }
        Command::Device(Device::Confirm { device }) => {
            json!({ "device": devices::confirm(db, device)?.to_string() })
        }
        Command::Held(Held::List { slice }) => listing(held::list(db)?, *slice),
        Command::Held(Held::Accept { id }) => {
            held::accept(db, id)?;
            json!({ "id": id, "decided": "accepted" })
        }
        Command::Held(Held::Drop { id }) => {
            held::drop_held(db, id)?;
            json!({ "id": id, "decided": "dropped" })
        }
        Command::Backup { to } => json!({ "bytes": backup::backup(db, to)? }),
        Command::Verify => {
            let found = verify::verify(db)?;
            let ok = found.problems.is_empty();
            shown.value(&json!({ "ok": ok, "documents": found.documents, "problems": found.problems }));
            return if ok {
                Ok(ExitCode::SUCCESS)
            } else {
                Err(Failure::damaged("the office is damaged; restore a backup"))
            };
        }
        Command::Init { .. }
        | Command::Restore { .. }
        | Command::Serve { .. }
        | Command::Completions { .. } => {
            return Err(Failure::internal("a command went astray"));
        }
    };
    shown.value(&value);
    Ok(ExitCode::SUCCESS)
}

fn users(user: &User, db: &mut Connection) -> Result<Value, Failure> {
    Ok(match user {
        User::Add { name, role, area, unit, phone, id } => {
            let new = NewUser {
                id: id.as_deref(),
                name,
                roles: role,
                areas: area,
                unit: unit.as_deref(),
                phone: phone.as_deref(),
            };
            json!({ "user": add_user(db, &new)?.to_string() })
        }
        User::Set { user, role, area, active } => {
            let change = UserChange { roles: role, areas: area, active: *active };
            json!({ "user": change_user(db, user, &change)?.to_string() })
        }
        User::Invite { user, public_url } => {
            let (invitation, expires_at_ms) = invitations::invite(db, user, public_url.as_deref())?;
            json!({ "invitation": invitation, "expires_at": chance::rfc3339(expires_at_ms) })
        }
        User::List { slice } => {
            let users = list_users(db)?.into_iter().map(|user| {
                let roles: Vec<Value> =
                    user.grants.iter().map(|grant| json!({ "role": grant.role, "area": grant.area })).collect();
                json!({ "id": user.id, "name": user.name, "phone": user.phone, "unit": user.unit, "roles": roles, "active": user.active })
            });
            listing(users.collect(), *slice)
        }
    })
}

fn areas(db: &Connection) -> Result<Vec<Value>, Failure> {
    let mut query = db.prepare("SELECT json FROM area ORDER BY code")?;
    let rows: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    rows.iter()
        .map(|json| serde_json::from_str(json).map_err(|_| Failure::damaged("an area's row is damaged")))
        .collect()
}

fn device_rows(db: &Connection) -> Result<Vec<Value>, Failure> {
    let rows = devices::list(db)?.into_iter().map(|device| {
        let user = UserId::from_bytes(device.user);
        let name = read_user(db, user).ok().map(|user| user.name);
        json!({
            "id": huben_domain::DeviceId::from_bytes(device.id),
            "user": { "id": user, "name": name },
            "created_at": chance::rfc3339(device.created_at_ms),
            "last_contact_at": device.last_contact_at_ms.map(chance::rfc3339),
            "standing": devices::word(device.standing),
            "cloned": device.cloned,
        })
    });
    Ok(rows.collect())
}

fn listing(items: Vec<Value>, slice: Slice) -> Value {
    let total = items.len();
    let items: Vec<Value> =
        items.into_iter().skip(slice.offset).take(slice.limit.unwrap_or(usize::MAX)).collect();
    json!({ "items": items, "total": total })
}
