//! Areas: the four levels of neighbourhoods and the micro-grids below, by statistical division code.

use crate::open_enum::open_enum;
use crate::{Invalid, Json, half_width};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

open_enum! {
    /// How high an area stands; follows from the length of its code.
    Level, "level" {
        /// County-level city, 6 digits (GB/T 2260).
        City = "city" / "市",
        /// Street or town, 9 digits.
        Street = "street" / "街道",
        /// Community or village, 12 digits.
        Community = "community" / "社区",
        /// Grid, 15 digits.
        Grid = "grid" / "网格",
        /// Micro-grid of 50 to 100 households, 17 digits.
        MicroGrid = "micro-grid" / "微网格",
    }
}

/// How many digits a code has at each level, highest first.
const LENGTHS: [usize; 5] = [6, 9, 12, 15, 17];

/// A statistical division code, 6 to 17 digits; its prefix is its parent, so no table is needed to tell
/// what lies below what.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct AreaCode(String);

impl AreaCode {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level that the code's length gives.
    pub fn level(&self) -> Level {
        match self.0.len() {
            6 => Level::City,
            9 => Level::Street,
            12 => Level::Community,
            15 => Level::Grid,
            _ => Level::MicroGrid,
        }
    }

    /// The area one level up; `None` for a city.
    pub fn parent(&self) -> Option<AreaCode> {
        let length = LENGTHS.into_iter().rev().find(|length| *length < self.0.len())?;
        Some(Self(self.0[..length].to_owned()))
    }

    /// Every area above this one, nearest first.
    pub fn ancestors(&self) -> Vec<AreaCode> {
        std::iter::successors(self.parent(), AreaCode::parent).collect()
    }

    /// Is `other` this area, or does it lie below it?
    pub fn covers(&self, other: &AreaCode) -> bool {
        other.0.starts_with(&self.0)
    }
}

impl FromStr for AreaCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits = half_width(text.trim());
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !LENGTHS.contains(&digits.len()) {
            return Err(Invalid::new(
                "area",
                "not an area code; use 6 digits for a city, 9 for a street, 12 for a community, 15 for a grid, 17 for a micro-grid",
            ));
        }
        Ok(Self(digits))
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AreaCode({})", self.0)
    }
}

impl<'de> Deserialize<'de> for AreaCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One row of the directory's areas; only the office writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its division code.
    pub code: AreaCode,
    /// What people call it, like 振兴路社区.
    pub name: String,
    /// Its level; that of the code.
    pub level: Level,
    /// The area one level up, where the office knows one.
    pub parent: Option<AreaCode>,
    /// Its border as GeoJSON (RFC 7946) in WGS 84.
    pub outline: Option<Json>,
    /// Set when grids were redrawn.
    pub ended: Option<AreaEnded>,
}

/// What took an area's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaEnded {
    /// The areas in its place; empty when nothing is.
    #[serde(default)]
    pub replaced_by: Vec<AreaCode>,
}
