//! Which words stand for which coded value. `docs/ledgers.md` is tested against these tables.

use huben_domain::{HouseholdKind, Occupancy, Residence, Sex};

/// One coded value and the words for it, besides its own code and what people see for it.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// `sex`, `kind`, `occupancy`, `residence`.
    pub field: &'static str,
    /// The code as stored.
    pub code: &'static str,
    /// The words, compared without case and spaces.
    pub words: &'static [&'static str],
}

#[rustfmt::skip] // one value a line
const WORDS: &[Words] = &[
    of("sex", "male", &["男", "男性", "1", "m"]),
    of("sex", "female", &["女", "女性", "2", "f"]),
    of("sex", "unknown", &["未知", "不详", "0"]),
    of("sex", "not-stated", &["未说明", "9"]),
    of("kind", "home", &["住户", "居民", "居民户", "家庭", "家庭户", "普通住户", "住宅"]),
    of("kind", "shared-rental", &["群租房", "群租", "合租", "合租房", "集体宿舍"]),
    of("kind", "shop", &["商铺", "店铺", "门店", "商户", "沿街商铺", "个体工商户", "门面房"]),
    of("kind", "organisation", &["单位", "企业", "机构", "公司", "学校", "企事业单位"]),
    of("occupancy", "owner", &["自住", "自有", "自有住房", "业主自住", "产权人自住", "房主自住"]),
    of("occupancy", "rented", &["出租", "租住", "租赁", "承租", "租房", "租户", "出租房", "已出租"]),
    of("occupancy", "vacant", &["空置", "空关", "空房", "空置房", "空关房", "无人居住", "未入住", "闲置"]),
    of("occupancy", "unknown", &["不详", "未知", "不清楚"]),
    of("residence", "here", &["户在人在", "人户一致", "人在户在", "本地户籍", "常住", "户籍人口", "常住户籍"]),
    of("residence", "registered-elsewhere", &["人在户不在", "户不在人在", "流动人口", "外来人口", "外来", "暂住", "非户籍", "寄住"]),
    of("residence", "living-elsewhere", &["户在人不在", "人不在户在", "人户分离", "外出", "空挂户", "空挂"]),
];

/// How a house is owned, which some offices write under 房屋性质: kept as an attribute, for it says nothing about who lives there.
pub(super) const TENURES: &[&str] = &[
    "商品房",
    "安置房",
    "拆迁安置房",
    "经济适用房",
    "廉租房",
    "公租房",
    "房改房",
    "自建房",
    "公房",
    "保障房",
    "小产权房",
    "回迁房",
];

/// The words that are known for coded values.
pub fn words() -> &'static [Words] {
    WORDS
}

pub(super) fn sex(text: &str) -> Result<Sex, String> {
    code("sex", text).map(Sex::from)
}

pub(super) fn kind(text: &str) -> Result<HouseholdKind, String> {
    code("kind", text).map(HouseholdKind::from)
}

pub(super) fn occupancy(text: &str) -> Result<Occupancy, String> {
    code("occupancy", text).map(Occupancy::from)
}

pub(super) fn residence(text: &str) -> Result<Residence, String> {
    code("residence", text).map(Residence::from)
}

fn code(field: &str, text: &str) -> Result<&'static str, String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut known = WORDS.iter().filter(|words| words.field == field);
    known
        .clone()
        .find(|words| words.code == text || words.words.contains(&text.as_str()))
        .map(|words| words.code)
        .ok_or_else(|| {
            let first: Vec<&str> = known.by_ref().map(|words| words.words[0]).collect();
            format!("not a known word here; use one of {}", first.join(", "))
        })
}

const fn of(field: &'static str, code: &'static str, words: &'static [&'static str]) -> Words {
    Words { field, code, words }
}
