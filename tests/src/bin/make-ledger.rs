//! Makes the ledgers in `tests/fixtures/ledgers` that are workbooks, the same bytes every time.
//!
//! `cargo run -p huben-tests --bin make-ledger [DIR]`. Everybody in them is invented: names from common
//! characters, telephones from one range, no ID numbers. `docs/ledgers.md` says how the other files were made.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::path::{Path, PathBuf};

const GRID_1: &str = "321181001025001";
const GRID_2: &str = "321181001025002";
const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "单", "曾", "仇",
    "解", "查", "吕", "汤", "眭", "束", "荆",
];
const MEN: &[&str] = &[
    "建国", "志强", "国华", "永明", "德发", "海涛", "文斌", "晓东", "立新", "俊杰", "伟", "军", "浩然",
    "宇轩",
];
const WOMEN: &[&str] = &[
    "桂兰", "玉梅", "丽华", "雪琴", "美娟", "红霞", "晓燕", "静怡", "子涵", "欣悦", "敏", "艳", "淑珍",
    "秋菊",
];

fn main() -> Result<(), XlsxError> {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/ledgers");
    let dir = std::env::args().nth(1).map_or(fixtures, PathBuf::from);
    community(&dir.join("zhenxinglu.xlsx"))?;
    few(&dir.join("few.xlsx"))
}

/// 振兴路社区 as its office keeps it: two grids, each on a sheet of its own making, and a sheet of instructions.
fn community(path: &Path) -> Result<(), XlsxError> {
    let mut book = workbook()?;
    let mut people = People { state: 0x2026_1124, names: Vec::new(), phones: 0 };
    grid_1(book.add_worksheet(), &mut people)?;
    grid_2(book.add_worksheet(), &mut people)?;
    let notes = book.add_worksheet().set_name("填表说明")?;
    for (row, text) in [
        "一户多人的，户的信息合并单元格，人员逐行填写。",
        "空置房也要登记，联系人填产权人。",
        "本表不收集身份证号。",
    ]
    .iter()
    .enumerate()
    {
        notes.write_string(row as u32, 0, *text)?;
    }
    book.save(path)
}

/// Grid 1: every part of the address in a column of its own.
fn grid_1(sheet: &mut Worksheet, people: &mut People) -> Result<(), XlsxError> {
    let titles = [
        "序号",
        "所属网格",
        "小区",
        "幢",
        "单元",
        "室",
        "户主",
        "姓名",
        "与户主关系",
        "性别",
        "出生日期",
        "联系电话",
        "居住情况",
        "类别",
        "店名/单位名称",
        "户籍情况",
        "备注",
        "党员户",
        "车位数",
    ];
    let mut table = Table::begin(sheet, "第1网格", "振兴路社区第1网格住户台账（2026年）", &titles)?;
    let doors = doors("锦绣花苑", &[(3, 2), (3, 1), (5, 2), (6, 1)], 22).chain(self::doors(
        "振兴新村",
        &[(8, 1), (9, 1), (12, 2)],
        18,
    ));
    for (number, (estate, building, unit, room)) in doors.enumerate() {
        let family = people.family(number);
        let rows = family.people.len() as u32;
        table.number(0, rows, (number + 1) as f64)?;
        table.text(1, rows, GRID_1)?;
        table.text(2, rows, estate)?;
        // Some write numbers, some text, some text with its unit, some with a Chinese keyboard.
        match number % 4 {
            0 => table.number(3, rows, f64::from(building))?,
            1 => table.text(3, rows, &format!("{building}幢"))?,
            2 => table.text(3, rows, &full_width(building))?,
            _ => table.text(3, rows, &building.to_string())?,
        }
        table.number(4, rows, f64::from(unit))?;
        if number % 3 == 0 {
            table.number(5, rows, f64::from(room))?
        } else {
            table.text(5, rows, &format!("{room}室"))?
        }
        table.text(6, rows, &family.people[0].name)?;
        for (below, person) in family.people.iter().enumerate() {
            table.below(below, 7, &person.name)?;
            table.below(below, 8, person.relation)?;
            table.below(below, 9, person.sex)?;
            table.birth(below, 10, person, number % 3)?;
        }
        if number % 5 == 1 {
            table.number(11, rows, family.phone as f64)?
        } else {
            table.text(11, rows, &family.phone.to_string())?
        }
        table.text(12, rows, family.occupancy)?;
        table.text(13, rows, family.kind)?;
        table.text(15, rows, family.residence)?;
        table.text(16, rows, family.note)?;
        if number % 9 == 0 {
            table.text(17, rows, "是")?
        }
        if number % 4 == 2 {
            table.number(18, rows, 1.0)?
        }
        table.next(rows);
    }
    for (number, (door, name, kind)) in [
        ("18号", "好邻居便利店", "商铺"),
        ("20号", "康民药房", "商铺"),
        ("22-1号", "老街面馆", "商铺"),
        ("26号", "振兴路幼儿园", "单位"),
        ("30号", "便民理发店", "商铺"),
    ]
    .into_iter()
    .enumerate()
    {
        let keeper = people.person("", 45);
        table.number(0, 1, (41 + number) as f64)?;
        table.text(1, 1, GRID_1)?;
        table.text(5, 1, &format!("振兴路{door}"))?;
        table.text(6, 1, &keeper.name)?;
        table.text(11, 1, &people.phone().to_string())?;
        table.text(13, 1, kind)?;
        table.text(14, 1, name)?;
        table.next(1);
    }
    table.end("合计：45户")
}

/// Grid 2: the address in one column, other titles, birth months, households without anybody listed.
fn grid_2(sheet: &mut Worksheet, people: &mut People) -> Result<(), XlsxError> {
    let titles = [
        "网格编码",
        "楼盘",
        "家庭住址",
        "联系人",
        "家庭成员",
        "关系",
        "性别",
        "出生年月",
        "手机号码（必填）",
        "房屋性质",
        "备注",
    ];
    let mut table = Table::begin(sheet, "第2网格", "振兴路社区第2网格住户情况一览表", &titles)?;
    for (number, (estate, building, unit, room)) in
        doors("丹凤公寓", &[(1, 1), (2, 1), (2, 2), (7, 1)], 35).enumerate()
    {
        let mut family = people.family(number + 3);
        if number % 3 == 2 {
            family.people.truncate(1);
        }
        let rows = family.people.len() as u32;
        table.number(0, rows, GRID_2.parse().unwrap_or_default())?;
        table.text(1, rows, estate)?;
        let address = match number % 3 {
            0 => format!("{building}-{unit}-{room}"),
            1 => format!("{building}幢{unit}单元{room}室"),
            _ => format!("{building}栋{unit}单元{room}"),
        };
        table.text(2, rows, &address)?;
        table.text(3, rows, &family.people[0].name)?;
        if rows > 1 {
            for (below, person) in family.people.iter().enumerate() {
                table.below(below, 4, &person.name)?;
                table.below(below, 5, person.relation)?;
                table.below(below, 6, person.sex)?;
                table.below(below, 7, &format!("{}年{}月", person.born.0, person.born.1))?;
            }
        }
        table.text(8, rows, &family.phone.to_string())?;
        table.text(9, rows, family.occupancy)?;
        table.text(10, rows, family.note)?;
        table.next(rows);
    }
    table.end("填表人：李红梅")
}

/// Four households that stand in every format: `few.csv` and its relatives say the same.
fn few(path: &Path) -> Result<(), XlsxError> {
    let titles = [
        "序号",
        "所属网格",
        "小区",
        "幢",
        "单元",
        "室",
        "户主",
        "姓名",
        "与户主关系",
        "性别",
        "出生日期",
        "联系电话",
        "居住情况",
        "类别",
        "店名",
        "户籍情况",
        "备注",
        "党员户",
    ];
    let mut book = workbook()?;
    let mut table = Table::begin(book.add_worksheet(), "住户台账", "振兴路社区住户台账", &titles)?;
    table.row(
        3,
        &[
            "1",
            GRID_1,
            "锦绣花苑",
            "3",
            "2",
            "501",
            "王秀英",
            "",
            "",
            "",
            "",
            "13800001001",
            "自住",
            "住户",
            "",
            "户在人在",
            "养了一只猫",
            "是",
        ],
    )?;
    for (below, person) in [
        ["王秀英", "户主", "女", "1958-03-02"],
        ["李建国", "配偶", "男", "1956.11.20"],
        ["李明", "儿子", "男", "19850607"],
    ]
    .iter()
    .enumerate()
    {
        for (column, text) in (7..).zip(person) {
            table.below(below, column, text)?;
        }
    }
    table.next(3);
    table.row(
        1,
        &[
            "2",
            GRID_1,
            "锦绣花苑",
            "３幢",
            "2单元",
            "502室",
            "单雄飞",
            "单雄飞",
            "户主",
            "男",
            "1990年1月15日",
            "138 0000 1002",
            "出租",
            "群租房",
            "",
            "人在户不在",
            "",
            "",
        ],
    )?;
    table.next(1);
    table.row(
        1,
        &[
            "3",
            GRID_2,
            "",
            "",
            "",
            "振兴路18号",
            "曾玉梅",
            "",
            "",
            "",
            "",
            "0511-86520001",
            "",
            "",
            "好邻居便利店",
            "",
            "早七点开门",
            "",
        ],
    )?;
    table.next(1);
    table.row(
        1,
        &["4", GRID_2, "丹凤公寓", "1", "1", "101", "", "", "", "", "", "", "空置", "", "", "", "", ""],
    )?;
    table.next(1);
    table.end("合计：4户")?;
    book.save(path)
}

fn workbook() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // Without a fixed day no two runs would give the same bytes.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 11, 24)?));
    Ok(book)
}

/// A sheet that is being filled from the top; household cells are merged over their rows.
struct Table<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    middle: Format,
    day: Format,
}

impl<'a> Table<'a> {
    fn begin(sheet: &'a mut Worksheet, name: &str, title: &str, titles: &[&str]) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        let bold = Format::new().set_bold().set_align(FormatAlign::Center);
        sheet.merge_range(0, 0, 0, titles.len() as u16 - 1, title, &bold)?;
        for (column, text) in (0..).zip(titles) {
            sheet.write_string_with_format(1, column, *text, &bold)?;
        }
        sheet.set_freeze_panes(2, 0)?;
        let middle = Format::new().set_align(FormatAlign::VerticalCenter);
        Ok(Self { sheet, row: 2, middle, day: Format::new().set_num_format("yyyy-mm-dd") })
    }

    fn row(&mut self, rows: u32, texts: &[&str]) -> Result<(), XlsxError> {
        for (column, text) in (0..).zip(texts) {
            self.text(column, rows, text)?;
        }
        Ok(())
    }

    fn text(&mut self, column: u16, rows: u32, text: &str) -> Result<(), XlsxError> {
        if rows > 1 && !text.is_empty() {
            self.sheet.merge_range(self.row, column, self.row + rows - 1, column, text, &self.middle)?;
        } else if !text.is_empty() {
            self.sheet.write_string(self.row, column, text)?;
        }
        Ok(())
    }

    fn number(&mut self, column: u16, rows: u32, number: f64) -> Result<(), XlsxError> {
        if rows > 1 {
            self.sheet.merge_range(self.row, column, self.row + rows - 1, column, "", &self.middle)?;
        }
        self.sheet.write_number_with_format(self.row, column, number, &self.middle)?;
        Ok(())
    }

    fn below(&mut self, below: usize, column: u16, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string(self.row + below as u32, column, text)?;
        Ok(())
    }

    fn birth(&mut self, below: usize, column: u16, person: &Person, form: usize) -> Result<(), XlsxError> {
        let (year, month, day) = person.born;
        match form {
            0 => {
                let date = ExcelDateTime::from_ymd(year, month, day)?;
                self.sheet.write_datetime_with_format(self.row + below as u32, column, &date, &self.day)?;
                Ok(())
            }
            1 => self.below(below, column, &format!("{year}.{month}.{day}")),
            _ => self.below(below, column, &format!("{year}{month:02}{day:02}")),
        }
    }

    fn next(&mut self, rows: u32) {
        self.row += rows;
    }

    fn end(self, footer: &str) -> Result<(), XlsxError> {
        self.sheet.write_string(self.row, 0, footer)?;
        Ok(())
    }
}

struct Person {
    name: String,
    sex: &'static str,
    relation: &'static str,
    born: (u16, u8, u8),
}

struct Family {
    people: Vec<Person>,
    phone: u64,
    occupancy: &'static str,
    kind: &'static str,
    residence: &'static str,
    note: &'static str,
}

/// Invents people; nobody twice.
struct People {
    state: u64,
    names: Vec<String>,
    phones: u64,
}

impl People {
    fn family(&mut self, number: usize) -> Family {
        let (occupancy, kind, residence) = match number % 11 {
            4 => ("出租", "住户", "人在户不在"),
            7 => ("出租", "群租房", "流动人口"),
            9 => ("空置", "住户", ""),
            _ => ("自住", "住户", "户在人在"),
        };
        let age = 30 + ((number + 5) * 7 % 45) as u64;
        let relations: &[&'static str] = match (occupancy, number % 4) {
            ("空置", _) => &["户主"],
            ("出租", _) if kind == "群租房" => &["户主", "合租", "合租"],
            (_, 0) => &["户主", "配偶", "子女"],
            (_, 1) => &["户主"],
            (_, 2) => &["户主", "配偶"],
            _ if age >= 58 => &["户主", "配偶", "子女", "孙辈"],
            _ => &["户主", "配偶", "子女"],
        };
        let mut people: Vec<Person> = Vec::new();
        for (at, relation) in relations.iter().enumerate() {
            let age = match *relation {
                "配偶" if number == 0 => 70,
                "子女" if number == 0 => 41,
                "配偶" => age - 1,
                "子女" => age - 26,
                "孙辈" => age - 53,
                _ => age + at as u64,
            };
            let person = match (people.first(), *relation) {
                // The household that the documents' examples speak of.
                (None, _) if number == 0 => {
                    Person { name: "王秀英".to_owned(), sex: "女", relation, born: (1958, 3, 2) }
                }
                (Some(head), "配偶") => self.relative(relation, age, &[], Some(head.sex == "男")),
                (Some(head), "子女" | "孙辈") => self.relative(relation, age, &[first(&head.name)], None),
                _ => self.person(relation, age),
            };
            people.push(person);
        }
        let note = match number % 7 {
            0 => "白天多在社区活动室",
            3 => "晚上七点后在家",
            5 => "有狗，敲门前先打电话",
            _ => "",
        };
        Family { people, phone: self.phone(), occupancy, kind, residence, note }
    }

    fn person(&mut self, relation: &'static str, age: u64) -> Person {
        self.relative(relation, age, &[], None)
    }

    /// A person of one of these surnames (any, if none are given) and this sex (either, if none is given).
    fn relative(
        &mut self,
        relation: &'static str,
        age: u64,
        surnames: &[&str],
        woman: Option<bool>,
    ) -> Person {
        let surnames = if surnames.is_empty() { SURNAMES } else { surnames };
        loop {
            let woman = woman.unwrap_or_else(|| self.below(2) == 0);
            let given = if woman { WOMEN } else { MEN };
            let name = format!("{}{}", surnames[self.below(surnames.len())], given[self.below(given.len())]);
            if self.names.contains(&name) {
                continue;
            }
            self.names.push(name.clone());
            let born = ((2026 - age) as u16, 1 + self.below(10) as u8, 1 + self.below(28) as u8);
            return Person { name, sex: if woman { "女" } else { "男" }, relation, born };
        }
    }

    /// 13800001001, 13800001008 and so on: a range that belongs to nobody here, every tail of four digits once.
    fn phone(&mut self) -> u64 {
        self.phones += 1;
        13_800_000_994 + self.phones * 7
    }

    /// xorshift64: the same on every machine.
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % limit as u64) as usize
    }
}

/// The first `count` doors of an estate: rooms 501, 502, 401, … of each building and unit in turn.
fn doors<'a>(
    estate: &'a str,
    stairs: &'a [(u16, u16)],
    count: usize,
) -> impl Iterator<Item = (&'a str, u16, u16, u16)> + 'a {
    let rooms = (0..).flat_map(|floor: u16| [501, 502].map(|room: u16| room - floor * 100));
    stairs
        .iter()
        .flat_map(move |&(building, unit)| {
            rooms.clone().take(10).map(move |room| (estate, building, unit, room))
        })
        .take(count)
}

fn first(name: &str) -> &str {
    name.char_indices().nth(1).map_or(name, |(at, _)| &name[..at])
}

fn full_width(number: u16) -> String {
    number.to_string().chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0)).collect()
}
