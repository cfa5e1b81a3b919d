//! Which column means what: the one table of header texts. `docs/ledgers.md` is tested against it.

use huben_domain::half_width;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    /// A running number; not kept.
    Serial,
    Area,
    Estate,
    Building,
    Unit,
    Room,
    Address,
    Contact,
    Name,
    Relation,
    Sex,
    BirthDate,
    BirthMonth,
    IdNumber,
    Phone,
    Occupancy,
    Kind,
    PlaceName,
    Residence,
    Note,
    /// Any other header: an attribute.
    Attribute,
}

/// One meaning and the header texts for it.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    pub(super) field: Field,
    /// What the column says, in a few words.
    pub meaning: &'static str,
    /// The header texts, compared without spaces, width, case, stars and brackets.
    pub texts: &'static [&'static str],
}

#[rustfmt::skip] // one meaning a line
const HEADINGS: &[Heading] = &[
    heading(Field::Area, "area: a grid's code or name", &["所属网格", "网格", "网格编码", "网格编号", "网格名称", "网格号", "所在网格", "微网格", "area", "area code", "grid"]),
    heading(Field::Estate, "estate", &["小区", "小区名称", "所属小区", "所在小区", "楼盘", "楼盘名称", "estate", "compound"]),
    heading(Field::Building, "building", &["幢", "栋", "楼", "幢号", "栋号", "楼号", "楼栋", "楼幢", "楼栋号", "幢数", "building"]),
    heading(Field::Unit, "unit", &["单元", "单元号", "unit", "entrance"]),
    heading(Field::Room, "room, or the whole door", &["室", "室号", "房号", "房间号", "房间", "门牌号", "门牌", "门号", "户号", "房屋编号", "room", "door"]),
    heading(Field::Address, "address", &["地址", "住址", "家庭住址", "家庭地址", "居住地址", "现住址", "现住地址", "现居住地址", "详细地址", "房屋地址", "经营地址", "单位地址", "address"]),
    heading(Field::Contact, "contact: the person to ask for", &["户主", "户主姓名", "联系人", "联系人姓名", "户主/联系人", "户主或联系人", "负责人", "经营者", "店主", "法定代表人", "contact", "head", "head of household"]),
    heading(Field::Name, "name of a resident", &["姓名", "居民姓名", "成员姓名", "家庭成员", "家庭成员姓名", "人员姓名", "住户姓名", "name", "resident"]),
    heading(Field::Relation, "relation to the contact", &["与户主关系", "与户主的关系", "与联系人关系", "家庭关系", "关系", "relation", "relationship"]),
    heading(Field::Sex, "sex", &["性别", "sex", "gender"]),
    heading(Field::BirthDate, "birth date", &["出生日期", "生日", "出生年月日", "出生时间", "birth date", "birthday", "date of birth", "born"]),
    heading(Field::BirthMonth, "birth date, where a month may stand for its first day", &["出生年月", "birth month"]),
    heading(Field::IdNumber, "ID number: gives sex and birth date, never kept", &["身份证号", "身份证号码", "身份证", "居民身份证号码", "公民身份号码", "公民身份证号码", "证件号码", "证件号", "id number", "id card"]),
    heading(Field::Phone, "telephone", &["联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "联系号码", "联系手机", "户主电话", "联系人电话", "固定电话", "phone", "mobile", "telephone"]),
    heading(Field::Occupancy, "occupancy", &["居住情况", "住房情况", "房屋性质", "居住状态", "居住状况", "居住性质", "房屋状态", "房屋使用情况", "入住情况", "occupancy"]),
    heading(Field::Kind, "kind of place", &["类别", "户类别", "住户类别", "住户类型", "房屋类别", "场所类别", "kind", "type"]),
    heading(Field::PlaceName, "name of a shop or organisation", &["店名", "店铺名称", "商铺名称", "门店名称", "单位名称", "企业名称", "店名/单位名称", "单位名称/店名", "place name", "shop", "organisation"]),
    heading(Field::Residence, "where somebody is registered", &["户籍情况", "人户情况", "户籍状态", "户籍类型", "人户状态", "residence", "registration"]),
    heading(Field::Note, "note", &["备注", "说明", "备注信息", "note", "notes", "remark", "remarks"]),
    heading(Field::Serial, "running number, not kept", &["序号", "编号", "行号", "no", "no.", "#"]),
];

/// The header texts that are known, by meaning.
pub fn headings() -> &'static [Heading] {
    HEADINGS
}

/// What a header's text means. Anything that speaks of an ID number is one: such a column must never be kept.
pub(super) fn field_of(header: &str) -> Field {
    let plain = folded(header);
    if let Some(field) = BY_TEXT.get(&plain).or_else(|| BY_TEXT.get(&without_brackets(&plain))) {
        return *field;
    }
    if ["身份证", "身份号", "证件号"].iter().any(|word| plain.contains(word)) {
        return Field::IdNumber;
    }
    Field::Attribute
}

/// The table turned over, because every cell near the top of every sheet is looked up.
static BY_TEXT: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let texts =
        HEADINGS.iter().flat_map(|heading| heading.texts.iter().map(|text| (folded(text), heading.field)));
    texts.collect()
});

const fn heading(field: Field, meaning: &'static str, texts: &'static [&'static str]) -> Heading {
    Heading { field, meaning, texts }
}

/// A header as compared: half width, lower case, without spaces, line breaks, stars and colons.
fn folded(header: &str) -> String {
    half_width(header)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// 出生日期(年-月-日) is 出生日期.
fn without_brackets(header: &str) -> String {
    let mut depth = 0_usize;
    header
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' | '【' | '〔' => depth += 1,
                ')' | ']' | '】' | '〕' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
