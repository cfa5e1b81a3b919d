//! The directory: areas and users, and whose device this is.

use super::words::or_dash;
use huben_domain::{Area, User};
use huben_engine::Me;
use huben_terminal::Lang;
use huben_terminal::table::{compact, with_ids};

/// Who this device belongs to.
pub fn me(lang: Lang, me: &Me) -> String {
    let mut lines = vec![me.user.name.clone()];
    for grant in &me.user.grants {
        let name = me.areas.iter().find(|area| area.code == grant.area).map(|area| area.name.as_str());
        let role = lang.pick(grant.role.zh(), grant.role.as_str());
        lines.push(format!("  {role}  {}  {}", or_dash(name), grant.area));
    }
    let device = lang.pick("本机编号：", "this device: ");
    lines.push(format!("  {device}{}", me.device));
    lines.join("\n")
}

/// Areas as a table.
pub fn areas(lang: Lang, items: &[Area]) -> String {
    let head = [lang.pick("代码", "code"), lang.pick("名称", "name"), lang.pick("级别", "level")];
    let row = |area: &Area| {
        vec![
            area.code.to_string(),
            area.name.clone(),
            lang.pick(area.level.zh(), area.level.as_str()).to_owned(),
        ]
    };
    compact(&head, items.iter().map(row).collect())
}

/// Users as a table.
pub fn users(lang: Lang, items: &[User]) -> String {
    let head = match lang {
        Lang::Zh => ["姓名", "职责", "单位", "电话"],
        Lang::En => ["name", "roles", "unit", "phone"],
    };
    let row = |user: &User| {
        let role = |grant: &huben_domain::Grant| {
            format!("{} {}", lang.pick(grant.role.zh(), grant.role.as_str()), grant.area)
        };
        let left = if user.active { "" } else { lang.pick("（已离开）", " (has left)") };
        let cells = vec![
            format!("{}{left}", user.name),
            user.grants.iter().map(role).collect::<Vec<_>>().join("\n"),
            or_dash(user.unit.as_deref()),
            or_dash(user.phone.as_deref()),
        ];
        (user.id.to_string(), cells)
    };
    with_ids(&head, items.iter().map(row).collect())
}
