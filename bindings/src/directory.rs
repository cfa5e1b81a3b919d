//! Who and where: this device's user, the areas and users of the office.

use crate::{AreaCode, AreaLevel, Book, DeviceId, Result, UserId, UserRole};
use huben_engine as engine;

/// Who this device belongs to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Me {
    /// The user.
    pub user: User,
    /// The device.
    pub device: DeviceId,
    /// The areas that the user is entrusted with now.
    pub areas: Vec<Area>,
    /// What the office calls itself.
    pub office: String,
}

/// Somebody of the office.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// As printed on the card.
    pub name: String,
    /// The number for residents.
    pub phone: Option<String>,
    /// The department or squad they act for.
    pub unit: Option<String>,
    /// What they are entrusted with, where.
    pub grants: Vec<Grant>,
    /// False once they have left.
    pub active: bool,
}

/// One role over one area and everything below it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Grant {
    /// What is entrusted.
    pub role: UserRole,
    /// Where.
    pub area: AreaCode,
}

/// One area of the office.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Area {
    /// Its division code.
    pub code: AreaCode,
    /// What people call it.
    pub name: String,
    /// Its level.
    pub level: AreaLevel,
    /// The area one level up.
    pub parent: Option<AreaCode>,
    /// Its border as GeoJSON in WGS 84.
    pub outline: Option<String>,
    /// Are there other areas in its place by now?
    pub ended: bool,
}

/// Somebody to whom an issue can be dispatched.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Addressee {
    /// What a dispatch takes.
    pub to: String,
    /// For people.
    pub name: String,
    /// Is it a unit?
    pub is_unit: bool,
}

#[uniffi::export]
impl Book {
    /// Who this device belongs to.
    pub fn me(&self) -> Result<Me> {
        let me = self.engine.me()?;
        let areas = me.areas.into_iter().map(Area::from).collect();
        Ok(Me { user: me.user.into(), device: me.device.into(), areas, office: me.office })
    }

    /// Every area of the office.
    pub fn areas(&self) -> Result<Vec<Area>> {
        Ok(self.engine.areas()?.into_iter().map(Area::from).collect())
    }

    /// Every user of the office.
    pub fn users(&self) -> Result<Vec<User>> {
        Ok(self.engine.users()?.into_iter().map(User::from).collect())
    }

    /// To whom an issue can be dispatched: the units, then the people.
    pub fn addressees(&self) -> Result<Vec<Addressee>> {
        Ok(self.engine.addressees()?.into_iter().map(Addressee::from).collect())
    }
}

impl From<huben_domain::User> for User {
    fn from(user: huben_domain::User) -> Self {
        let grants =
            user.grants.into_iter().map(|grant| Grant { role: grant.role.into(), area: grant.area.into() });
        Self {
            id: user.id.into(),
            name: user.name,
            phone: user.phone,
            unit: user.unit,
            grants: grants.collect(),
            active: user.active,
        }
    }
}

impl From<huben_domain::Area> for Area {
    fn from(area: huben_domain::Area) -> Self {
        Self {
            code: area.code.into(),
            name: area.name,
            level: area.level.into(),
            parent: area.parent.map(Into::into),
            outline: area.outline.map(|json| json.as_str().to_owned()),
            ended: area.ended.is_some(),
        }
    }
}

impl From<engine::Addressee> for Addressee {
    fn from(addressee: engine::Addressee) -> Self {
        Self { to: addressee.to, name: addressee.name, is_unit: addressee.unit }
    }
}
