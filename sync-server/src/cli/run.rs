//! What each command does: convert, call, tell.

use super::args::{Area, Arguments, Command, Device, Held, Slice, User};
use super::show::{Shown, listings, sentences};
use crate::directory::{self, Divisions, NewUser, UserChange, add_user, change_user, list_users, read_user};
use crate::failure::{Failure, FailureKind};
use crate::surroundings::{Machine, Surroundings, rfc3339};
use crate::{backup, devices, held, http, invitations, office, store, verify};
use huben_domain::UserId;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// Runs one command.
pub(super) fn run(
    arguments: &Arguments,
    surroundings: &dyn Surroundings,
    shown: &Shown<'_>,
) -> Result<(), Failure> {
    if let Command::Completions { shell } = &arguments.command {
        clap_complete::generate(*shell, &mut super::command(), "huben-server", &mut std::io::stdout());
        return Ok(());
    }
    let dir =
        arguments.data.as_deref().ok_or_else(|| Failure::invalid("data", "name the office's directory"))?;
    match &arguments.command {
        Command::Init { name, area, divisions } => {
            let divisions = Divisions::read(divisions.as_deref())?;
            let code = area.parse()?;
            let id = office::init(dir, name, &code, &divisions, surroundings)?;
            let made = json!({ "office": id.to_string(), "area": code });
            shown.give(&made, |lang| sentences::made(lang, name, dir));
        }
        Command::Restore { from } => {
            let restored = json!({ "office": backup::restore(from, dir)?.to_string() });
            shown.give(&restored, |lang| sentences::restored(lang, dir));
        }
        Command::Serve { listen, public_url } => {
            tracing_subscriber::fmt()
                .with_env_filter(
                    // Automerge opens a span at every load and merge; written out they cost more than the merge.
                    tracing_subscriber::EnvFilter::try_from_default_env()
                        .unwrap_or_else(|_| "info,automerge=warn".into()),
                )
                .with_writer(std::io::stderr)
                .init();
            std::panic::set_hook(Box::new(|info| {
                // Where, and no more: what it says may be somebody's words, and a backtrace costs 70 MB the first time.
                let place = info.location().map(ToString::to_string).unwrap_or_default();
                tracing::error!(place, "a panic, undone");
            }));
            http::serve(dir, *listen, public_url.as_deref(), Arc::new(Machine), |address| {
                shown.listening(address);
            })?;
        }
        Command::Verify => verified(dir, shown)?,
        command => beside(command, dir, &mut store::open(dir)?, surroundings, shown)?,
    }
    Ok(())
}

/// Is the office sound? That its file cannot even be read is an answer too.
fn verified(dir: &Path, shown: &Shown<'_>) -> Result<(), Failure> {
    let (documents, problems, failure) = match store::open(dir).and_then(|db| verify::verify(&db)) {
        Ok(verify::Verified { documents, problems }) => {
            (documents, problems, Failure::damaged("the office is damaged; restore a backup"))
        }
        Err(failure) if failure.kind == FailureKind::Damaged && shown.json => {
            (0, vec![failure.reason.clone()], failure)
        }
        Err(failure) => return Err(failure),
    };
    let ok = problems.is_empty();
    let found = json!({ "ok": ok, "documents": documents, "problems": problems });
    shown.give(&found, |lang| sentences::verified(lang, documents, &problems));
    if ok { Ok(()) } else { Err(failure) }
}

/// The commands that work on an office that is there, open or not.
fn beside(
    command: &Command,
    dir: &Path,
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    shown: &Shown<'_>,
) -> Result<(), Failure> {
    match command {
        Command::Area(command) => areas(command, db, surroundings, shown)?,
        Command::User(command) => users(command, dir, db, surroundings, shown)?,
        Command::Device(command) => on_devices(command, db, shown)?,
        Command::Held(command) => on_held(command, db, surroundings, shown)?,
        Command::Backup { to } => {
            let bytes = backup::backup(db, to)?;
            shown.give(&json!({ "bytes": bytes }), |lang| sentences::backed_up(lang, to, bytes));
        }
        Command::Init { .. }
        | Command::Verify
        | Command::Restore { .. }
        | Command::Serve { .. }
        | Command::Completions { .. } => {
            return Err(Failure::internal("a command went astray"));
        }
    }
    Ok(())
}

fn areas(
    command: &Area,
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    shown: &Shown<'_>,
) -> Result<(), Failure> {
    let count = match command {
        Area::Add { code, name } => {
            directory::add_area(db, surroundings, code, name)?;
            1
        }
        Area::Import { file } => directory::import_areas(db, surroundings, file)?,
        Area::List { slice } => {
            shown.list(&listing(area_rows(db)?, *slice), listings::areas);
            return Ok(());
        }
    };
    shown.give(&json!({ "areas": count }), |lang| sentences::areas_added(lang, count));
    Ok(())
}

fn users(
    command: &User,
    dir: &Path,
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    shown: &Shown<'_>,
) -> Result<(), Failure> {
    match command {
        User::Add { name, role, area, unit, phone, id } => {
            let new = NewUser {
                id: id.as_deref(),
                name,
                roles: role,
                areas: area,
                unit: unit.as_deref(),
                phone: phone.as_deref(),
            };
            let id = add_user(db, surroundings, &new)?.to_string();
            shown.give(&json!({ "user": id }), |lang| sentences::user_added(lang, name, &id, dir));
        }
        User::Set { user, role, area, active } => {
            let change = UserChange { roles: role, areas: area, active: *active };
            let changed = json!({ "user": change_user(db, surroundings, user, &change)?.to_string() });
            shown.give(&changed, sentences::user_changed);
        }
        User::Invite { user, public_url } => {
            let (invitation, expires_at_ms) =
                invitations::invite(db, surroundings, user, public_url.as_deref())?;
            let invited = json!({ "invitation": invitation, "expires_at": rfc3339(expires_at_ms) });
            shown.give(&invited, |lang| sentences::invited(lang, &invitation, &invited["expires_at"]));
        }
        User::List { slice } => shown.list(&listing(user_rows(db)?, *slice), listings::users),
    }
    Ok(())
}

fn on_devices(command: &Device, db: &mut Connection, shown: &Shown<'_>) -> Result<(), Failure> {
    match command {
        Device::List { slice } => shown.list(&listing(device_rows(db)?, *slice), listings::devices),
        Device::Revoke { device } => {
            let revoked = json!({ "device": devices::revoke(db, device)?.to_string() });
            shown.give(&revoked, sentences::revoked);
        }
        Device::Confirm { device } => {
            let confirmed = json!({ "device": devices::confirm(db, device)?.to_string() });
            shown.give(&confirmed, sentences::confirmed);
        }
    }
    Ok(())
}

fn on_held(
    command: &Held,
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    shown: &Shown<'_>,
) -> Result<(), Failure> {
    match command {
        Held::List { slice } => shown.list(&listing(held::list(db)?, *slice), listings::held),
        Held::Accept { id } => {
            held::accept(db, surroundings, id)?;
            let decided = json!({ "id": id, "decided": "accepted" });
            shown.give(&decided, |lang| sentences::decided(lang, true));
        }
        Held::Drop { id } => {
            held::drop_held(db, surroundings, id)?;
            let decided = json!({ "id": id, "decided": "dropped" });
            shown.give(&decided, |lang| sentences::decided(lang, false));
        }
    }
    Ok(())
}

fn area_rows(db: &Connection) -> Result<Vec<Value>, Failure> {
    let mut query = db.prepare("SELECT json FROM area ORDER BY code")?;
    let rows: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    rows.iter()
        .map(|json| serde_json::from_str(json).map_err(|_| Failure::damaged("an area's row is damaged")))
        .collect()
}

fn user_rows(db: &Connection) -> Result<Vec<Value>, Failure> {
    let rows = list_users(db)?.into_iter().map(|user| {
        let roles: Vec<Value> =
            user.grants.iter().map(|grant| json!({ "role": grant.role, "area": grant.area })).collect();
        json!({ "id": user.id, "name": user.name, "phone": user.phone, "unit": user.unit, "roles": roles, "active": user.active })
    });
    Ok(rows.collect())
}

fn device_rows(db: &Connection) -> Result<Vec<Value>, Failure> {
    let rows = devices::list(db)?.into_iter().map(|device| {
        let user = UserId::from_bytes(device.user);
        let name = read_user(db, user).ok().map(|user| user.name);
        json!({
            "id": huben_domain::DeviceId::from_bytes(device.id),
            "user": { "id": user, "name": name },
            "created_at": rfc3339(device.created_at_ms),
            "last_contact_at": device.last_contact_at_ms.map(rfc3339),
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
