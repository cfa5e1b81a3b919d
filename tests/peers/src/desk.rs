//! The supervisor's desk: an ordinary device beside the hub, behind the benchmark's control port.
//!
//! `POST /office` makes the office's edits in its book and syncs; `GET /dump` syncs and shows the book. The book is made
//! when it is first asked for, in a new directory, so that after a restart it holds nothing but what the hub gave. The
//! hub's CPU time meanwhile is told in `x-cpu-us`: the benchmark takes its own questions off.

use crate::device::Device;
use crate::places::People;
use crate::workload::{OfficeDay, read};
use crate::{Result, content, hub, issue, load};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use huben_domain::{DocumentId, IssueId, StepKind};
use huben_engine::{IssueFilter, Slice};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the desk knows before its book is there.
pub struct Desk {
    /// The run's directory.
    pub run: PathBuf,
    /// The benchmark's file with the office's edits.
    pub edits: PathBuf,
    /// Where the hub listens.
    pub url: String,
    /// The hub's process.
    pub hub: u32,
    /// The book, once it was asked for.
    pub device: Mutex<Option<Device>>,
}

/// Answers on the control port until the process ends. `ready` is called once it is open.
pub fn serve(desk: Desk, port: u16, ready: impl FnOnce()) -> Result<()> {
    let routes = Router::new().route("/office", post(office)).route("/dump", get(dump));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // The desk of a hub that was killed may need a moment to notice.
        let mut tries = 0;
        let listener = loop {
            match tokio::net::TcpListener::bind(("127.0.0.1", port)).await {
                Ok(listener) => break listener,
                Err(error) if tries == 100 => return Err(error.into()),
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
            tries += 1;
        };
        ready();
        Ok(axum::serve(listener, routes.with_state(Arc::new(desk))).await?)
    })
}

async fn office(State(desk): State<Arc<Desk>>) -> Response {
    at_the_desk(desk, |desk, device| {
        let days: Vec<OfficeDay> = read(&desk.edits)?;
        edit(device, &days)?;
        device.sync()?;
        Ok(Value::Object(Map::new()))
    })
    .await
}

async fn dump(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery) -> Response {
    at_the_desk(desk, move |_, device| {
        device.sync()?;
        let query = query.unwrap_or_default();
        let grids = query.strip_prefix("grids=").ok_or("which grids?")?.replace("%2C", ",");
        let shown = grids.split(',').map(|grid| {
            Ok((grid.to_owned(), serde_json::to_value(content::of_grid(&device.book, grid.parse()?)?)?))
        });
        Ok(Value::Object(shown.collect::<Result<_>>()?))
    })
    .await
}

/// Off the network's thread, with the desk's book, which is made now if it was not there.
async fn at_the_desk(
    desk: Arc<Desk>,
    act: impl FnOnce(&Desk, &Device) -> Result<Value> + Send + 'static,
) -> Response {
    let acted = tokio::task::spawn_blocking(move || {
        let before = hub::cpu_us(desk.hub)?;
        let mut device = desk.device.lock().map_err(|_| "the desk's book was left in disorder")?;
        let device = match &mut *device {
            Some(device) => device,
            none => none.insert(begin(&desk)?),
        };
        let answer = act(&desk, device)?;
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>((answer, hub::cpu_us(desk.hub)? - before))
    });
    match acted.await.map_err(Into::into).and_then(|acted| acted) {
        Ok((answer, cpu_us)) => ([("x-cpu-us", cpu_us.to_string())], Json(answer)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn begin(desk: &Desk) -> Result<Device> {
    let people = People::read(&desk.run)?;
    let directory = desk.run.join(format!("desk-{}", std::process::id()));
    let device = Device::enrol(&directory, &hub::invite(&people.office, &people.supervisor, &desk.url)?)?;
    device.sync()?;
    Ok(device)
}

/// The office's edits, made in the desk's book.
pub fn edit(device: &Device, days: &[OfficeDay]) -> Result<()> {
    let book = &device.book;
    let households = content::households(book)?;
    let issues = book.issues(&IssueFilter::default(), Slice::ALL)?.items.into_iter();
    let issues: BTreeMap<String, IssueId> = issues
        .filter_map(|found| Some((issue::shown(&found, "")?.0, DocumentId::from(found.id).into())))
        .collect();
    for day in days {
        load::set(book, &day.office.set, &households)?;
        for (id, append) in &day.office.append {
            if append.path != "steps" {
                return Err(format!("the office appends to {}", append.path).into());
            }
            let issue = *issues.get(id).ok_or_else(|| format!("no issue {id}"))?;
            let (at, input) = issue::dispatch(&append.value)?;
            device.clock.at(at, || book.take_step(issue, StepKind::Dispatch, input))?;
        }
    }
    Ok(())
}
