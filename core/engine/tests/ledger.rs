//! Ledgers in every format say the same; every bad cell is named; hostile files are one problem.

use chrono::NaiveDate;
use huben_domain::{HouseholdKind, Json, Occupancy, Residence, Sex};
use huben_engine::ledger::{
    Ledger, LedgerHousehold, LedgerResident, Problem, headings, match_key, read, words,
};
use rust_xlsxwriter::{Format, Workbook};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The one day on which all these tests are.
fn today() -> NaiveDate {
    day(2026, 11, 24)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

fn repository() -> PathBuf {
    // `main` of the workspace, also when these tests are compiled elsewhere.
    Path::new(file!())
        .ancestors()
        .chain(Path::new(env!("CARGO_MANIFEST_DIR")).ancestors())
        .find(|dir| dir.join("tests/fixtures/ledgers").is_dir())
        .expect("the fixtures are in the repository")
        .to_owned()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("tests/fixtures/ledgers").join(name)).expect("a fixture")
}

/// A table of text, with today's date.
fn csv(text: &str) -> Ledger {
    read("ledger.csv", text.as_bytes(), today())
}

/// The only household of a table that has no problem.
fn one(text: &str) -> LedgerHousehold {
    let mut ledger = csv(text);
    assert_eq!((&ledger.problems, ledger.rows.len()), (&vec![], 1), "{text}");
    ledger.rows.remove(0)
}

/// The reasons of a table's problems, as row, column, value, reason.
fn problems(text: &str) -> Vec<(u32, String, String, String)> {
    let ledger = csv(text);
    ledger.problems.into_iter().map(|p| (p.row, p.column, p.value, p.reason)).collect()
}

fn only_reason(bytes: &[u8]) -> String {
    let ledger = read("ledger", bytes, today());
    assert_eq!((ledger.rows.len(), ledger.problems.len()), (0, 1), "{:?}", ledger.problems);
    let problem = &ledger.problems[0];
    assert_eq!((problem.row, problem.sheet.as_str(), problem.column.as_str()), (0, "", ""));
    problem.reason.clone()
}

fn household(row: u32, area: &str, estate: Option<&str>, address: &str) -> LedgerHousehold {
    LedgerHousehold {
        sheet: "住户台账".to_owned(),
        row,
        area: Some(area.to_owned()),
        estate: estate.map(str::to_owned),
        address: address.to_owned(),
        kind: HouseholdKind::Home,
        name: None,
        occupancy: Occupancy::Unknown,
        contact: None,
        phone: None,
        note: None,
        attributes: BTreeMap::new(),
        residents: Vec::new(),
    }
}

fn resident(
    name: &str,
    sex: Sex,
    birth_date: NaiveDate,
    relation: &str,
    residence: Residence,
) -> LedgerResident {
    LedgerResident {
        name: name.to_owned(),
        sex: Some(sex),
        birth_date: Some(birth_date),
        relation: Some(relation.to_owned()),
        phone: None,
        residence: Some(residence),
        attributes: BTreeMap::new(),
    }
}

/// What `few.*` says.
fn few() -> Ledger {
    let some = |text: &str| Some(text.to_owned());
    let rows = vec![
        LedgerHousehold {
            occupancy: Occupancy::Owner,
            contact: some("王秀英"),
            phone: some("13800001001"),
            note: some("养了一只猫"),
            attributes: BTreeMap::from([("党员户".to_owned(), Json::string("是"))]),
            residents: vec![
                resident("王秀英", Sex::Female, day(1958, 3, 2), "户主", Residence::Here),
                resident("李建国", Sex::Male, day(1956, 11, 20), "配偶", Residence::Here),
                resident("李明", Sex::Male, day(1985, 6, 7), "儿子", Residence::Here),
            ],
            ..household(3, "321181001025001", Some("锦绣花苑"), "3-2-501")
        },
        LedgerHousehold {
            kind: HouseholdKind::SharedRental,
            occupancy: Occupancy::Rented,
            contact: some("单雄飞"),
            phone: some("13800001002"),
            residents: vec![resident(
                "单雄飞",
                Sex::Male,
                day(1990, 1, 15),
                "户主",
                Residence::RegisteredElsewhere,
            )],
            ..household(6, "321181001025001", Some("锦绣花苑"), "3-2-502")
        },
        LedgerHousehold {
            kind: HouseholdKind::Shop,
            name: some("好邻居便利店"),
            contact: some("曾玉梅"),
            phone: some("0511-86520001"),
            note: some("早七点开门"),
            ..household(7, "321181001025002", None, "振兴路18号")
        },
        LedgerHousehold {
            occupancy: Occupancy::Vacant,
            ..household(8, "321181001025002", Some("丹凤公寓"), "1-1-101")
        },
    ];
    Ledger { rows, problems: Vec::new() }
}

#[test]
fn every_format_says_the_same() {
    for name in
        ["few.xlsx", "few.xls", "few.csv", "few-bom.csv", "few-gbk.csv", "few-semicolon.csv", "few-tab.txt"]
    {
        assert_eq!(read("住户台账", &fixture(name), today()), few(), "{name}");
    }
}

#[test]
fn the_communitys_ledger_is_read_whole() {
    let ledger = read("zhenxinglu.xlsx", &fixture("zhenxinglu.xlsx"), today());
    assert_eq!(ledger.problems, []);
    let in_grid = |code: &str| ledger.rows.iter().filter(|row| row.area.as_deref() == Some(code)).count();
    assert_eq!((in_grid("321181001025001"), in_grid("321181001025002")), (45, 35));
    let estates: std::collections::BTreeSet<_> =
        ledger.rows.iter().filter_map(|row| row.estate.as_deref()).collect();
    assert_eq!(estates, ["丹凤公寓", "振兴新村", "锦绣花苑"].into());
    assert_eq!(ledger.rows.iter().map(|row| row.residents.len()).sum::<usize>(), 140);
    assert_eq!(ledger.rows.iter().filter(|row| row.kind == HouseholdKind::Shop).count(), 4);
    assert!(
        ledger.rows.iter().any(|row| row.attributes.get("车位数") == Some(&Json::from(serde_json::json!(1))))
    );
}

#[test]
fn every_bad_cell_is_named() {
    let ledger = read("bad.csv", &fixture("bad.csv"), today());
    let named: Vec<(u32, &str, &str)> =
        ledger.problems.iter().map(|p| (p.row, p.column.as_str(), p.value.as_str())).collect();
    assert_eq!(
        named,
        [
            (2, "电话", "1380000100"),
            (2, "出生日期", "1958-13-02"),
            (3, "性别", "男人"),
            (3, "出生日期", "195803"),
            (4, "类别", "别墅"),
            (4, "户籍情况", "本地"),
            (4, "电话", "1.38E+10"),
            (5, "证明", "110105********002X"),
            (5, "居住情况", "看心情"),
            (5, "身份证号", "110105**********21"),
            (6, "室", ""),
            (7, "幢", "3月2日"),
            (7, "出生日期", "2027-01-01"),
            (9, "网格", "321181001025002"),
            (9, "居住情况", "出租"),
            (9, "电话", "13800001006"),
            (9, "出生日期", "1961-01-01"),
        ]
    );
    assert!(ledger.problems.iter().all(|p| p.sheet == "bad.csv" && !p.reason.is_empty()));
    assert_eq!(
        ledger.problems[14],
        Problem {
            sheet: "bad.csv".to_owned(),
            row: 9,
            column: "居住情况".to_owned(),
            value: "出租".to_owned(),
            reason: "自住 since row 8; one household or person with two values".to_owned(),
        }
    );
}

#[test]
fn titles_above_the_header_and_totals_below_are_no_households() {
    let ledger = csv(
        "振兴路社区台账,,\n2026年11月,,\n\n地址,户主,电话\n3-2-501,王秀英,13800001001\n,,\n地址,户主,电话\n3-2-502,李明,\n合 计,2,\n填表人:李红梅,,\n",
    );
    let found: Vec<(u32, &str)> = ledger.rows.iter().map(|row| (row.row, row.address.as_str())).collect();
    assert_eq!((found, ledger.problems), (vec![(5, "3-2-501"), (8, "3-2-502")], vec![]));
}

#[test]
fn a_header_of_two_rows_is_one() {
    let household = one("住址,,,户主,电话\n幢,单元,室,,\n3,2,501,王秀英,13800001001\n");
    assert_eq!((household.address.as_str(), household.contact.as_deref()), ("3-2-501", Some("王秀英")));
}

#[test]
fn english_headers_are_known() {
    let household = one(
        "Area,Estate,Building,Unit,Room,Contact,Phone,Occupancy,Kind\nGrid 1,Garden,3,2,501,Wang,13800001001,rented,home\n",
    );
    assert_eq!(
        (
            household.area.as_deref(),
            household.estate.as_deref(),
            household.address.as_str(),
            household.occupancy
        ),
        (Some("Grid 1"), Some("Garden"), "3-2-501", Occupancy::Rented)
    );
}

#[test]
fn an_address_is_joined_as_people_write_it() {
    for (columns, address) in [
        ("3,2,501,", "3-2-501"),
        ("3幢,2单元,501室,", "3-2-501"),
        ("３,２,５０１,", "3-2-501"),
        ("3,,501,", "3-501"),
        ("A区3幢,2,501,", "A区3幢2单元501室"),
        (",,3-2-501,", "3-2-501"),
        ("3,2,3-2-501,", "3-2-501"),
        (",,,锦绣花苑3幢2单元501室（东户）", "锦绣花苑3幢2单元501室（东户）"),
        ("3,2,501,振兴路18号", "振兴路18号3-2-501"),
        ("3,2,501,3幢2单元501室", "3幢2单元501室"),
        ("3,,,", "3幢"),
    ] {
        assert_eq!(one(&format!("幢,单元,室,地址,户主\n{columns},王秀英\n")).address, address, "{columns}");
    }
}

#[test]
fn birth_dates_are_read_in_the_usual_forms() {
    for text in [
        "1958-03-02",
        "1958/3/2",
        "1958.3.2",
        "1958年3月2日",
        "1958 年 3 月 2 日",
        "19580302",
        "21246",
        "1958-03-02 00:00:00",
        "１９５８－３－２",
    ] {
        let household = one(&format!("地址,户主,出生日期\n3-2-501,王秀英,{text}\n"));
        assert_eq!(household.residents[0].birth_date, Some(day(1958, 3, 2)), "{text}");
    }
    for text in ["1958-03", "1958年3月", "195803", "1958.3", "1958.03.01"] {
        let household = one(&format!("地址,户主,出生年月\n3-2-501,王秀英,{text}\n"));
        assert_eq!(household.residents[0].birth_date, Some(day(1958, 3, 1)), "{text}");
    }
    for text in
        ["1958", "58-3-2", "1958-02-30", "三月", "2026-11-25", "1879-01-01", "1958.3", "99999999", "0"]
    {
        let problems = problems(&format!("地址,户主,出生日期\n3-2-501,王秀英,{text}\n"));
        assert_eq!(problems.len(), 1, "{text}");
        assert_eq!((problems[0].0, problems[0].1.as_str(), problems[0].2.as_str()), (2, "出生日期", text));
    }
}

#[test]
fn an_id_number_gives_sex_and_birth_date_and_is_not_kept() {
    // The example of the standard itself.
    let ledger = csv("地址,户主,身份证号\n3-2-501,王秀英,11010519491231002X\n");
    assert_eq!(ledger.problems, []);
    assert_eq!(
        ledger.rows[0].residents,
        [LedgerResident {
            name: "王秀英".to_owned(),
            sex: Some(Sex::Female),
            birth_date: Some(day(1949, 12, 31)),
            relation: None,
            phone: None,
            residence: None,
            attributes: BTreeMap::new(),
        }]
    );
    for header in ["身份证号码", "监护人身份证", "证件号码（必填）"] {
        let text = format!(
            "地址,户主,备注,{header}\n3-2-501,王秀英,,11010519491231002X\n3-2-502,李明,,110105194912310021\n"
        );
        assert!(!format!("{:?}", csv(&text)).contains("19491231002"), "{header}");
    }
    for bad in ["110105194912310021", "1101051949123100", "110105491231002", "11010519491331002X"] {
        let problems = problems(&format!("地址,户主,身份证号\n3-2-501,王秀英,{bad}\n"));
        assert!(problems.len() == 1 && !problems[0].2.contains("1949"), "{problems:?}");
    }
}

#[test]
fn an_id_number_in_the_wrong_column_is_refused_and_hidden() {
    for header in ["备注", "证明", "户主"] {
        let problems = problems(&format!("地址,姓名,{header}\n3-2-501,王秀英,11010519491231002X\n"));
        assert_eq!((problems[0].1.as_str(), problems[0].2.as_str()), (header, "110105********002X"));
    }
}

#[test]
fn a_telephone_comes_through_every_spreadsheet() {
    for (text, phone) in [
        ("138 0000 1001", "13800001001"),
        ("+86 13800001001", "13800001001"),
        ("1.3800001001E+10", "13800001001"),
        ("１３８００００１００１", "13800001001"),
        ("0511-86520001", "0511-86520001"),
    ] {
        assert_eq!(
            one(&format!("地址,户主,电话\n3-2-501,王秀英,{text}\n")).phone.as_deref(),
            Some(phone),
            "{text}"
        );
    }
    let several = one("地址,户主,电话\n3-2-501,王秀英,13800001001/13800001002、0511-86520001\n");
    assert_eq!(
        (several.phone.as_deref(), several.attributes.get("其他电话")),
        (Some("13800001001"), Some(&Json::string("13800001002、0511-86520001")))
    );
}

#[test]
fn a_second_column_of_a_kind_is_kept_under_its_header() {
    let household = one("地址,户主,手机,固定电话\n3-2-501,王秀英,13800001001,0511-86520001\n");
    assert_eq!(
        (household.phone.as_deref(), household.attributes),
        (Some("13800001001"), BTreeMap::from([("固定电话".to_owned(), Json::string("0511-86520001"))]))
    );
}

#[test]
fn rows_of_one_door_and_contact_are_one_household() {
    let ledger = csv(
        "地址,户主,姓名,电话,车牌\n3-2-501,王秀英,王秀英,13800001001,苏L1\n3幢2单元501室,王秀英,李明,13800001002,苏L2\n3-2-501,张伟,张伟,13800001003,\n",
    );
    assert_eq!(ledger.problems, []);
    let found: Vec<(Option<&str>, Option<&str>, usize)> = ledger
        .rows
        .iter()
        .map(|row| (row.contact.as_deref(), row.phone.as_deref(), row.residents.len()))
        .collect();
    assert_eq!(found, [(Some("王秀英"), Some("13800001001"), 2), (Some("张伟"), Some("13800001003"), 1)]);
    assert_eq!(ledger.rows[0].residents[1].phone.as_deref(), Some("13800001002"));
    assert_eq!(
        ledger.rows[0].residents[1].attributes,
        BTreeMap::from([("车牌".to_owned(), Json::string("苏L2"))])
    );
}

#[test]
fn without_a_column_for_the_contact_the_head_or_the_first_is_it() {
    for text in [
        "地址,姓名,关系\n3-2-501,李明,儿子\n3-2-501,王秀英,户主\n3-2-502,张伟,户主\n",
        "地址,姓名\n3-2-501,王秀英\n,李明\n3-2-502,张伟\n",
    ] {
        let ledger = csv(text);
        let found: Vec<(Option<&str>, usize)> =
            ledger.rows.iter().map(|row| (row.contact.as_deref(), row.residents.len())).collect();
        assert_eq!(
            (found, ledger.problems),
            (vec![(Some("王秀英"), 2), (Some("张伟"), 1)], vec![]),
            "{text}"
        );
    }
}

#[test]
fn a_blank_address_belongs_to_nobody_else() {
    let problems = problems("地址,户主,姓名\n3-2-501,王秀英,王秀英\n,,李明\n,张伟,张伟\n");
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].0, problems[0].1.as_str()), (4, "地址"));
}

#[test]
fn the_same_door_in_two_estates_or_areas_is_two() {
    assert_eq!(csv("小区,地址,户主\n锦绣花苑,3-2-501,王秀英\n丹凤公寓,3-2-501,王秀英\n").rows.len(), 2);
    assert_eq!(csv("网格,地址,户主\n1,3-2-501,王秀英\n2,3-2-501,王秀英\n").rows.len(), 2);
}

#[test]
fn typed_cells_stay_typed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (column, header) in
        (0..).zip(["室", "户主", "电话", "出生日期", "面积", "车位", "独居", "登记日", "身份证号", "算式"])
    {
        sheet.write(0, column, header).expect("a header");
    }
    let serial =
        |days: f64| rust_xlsxwriter::ExcelDateTime::from_serial_datetime(days).expect("a day number");
    sheet.write(1, 0, 501.0).expect("a number");
    sheet.write(1, 1, "王秀英").expect("text");
    sheet.write(1, 2, 13_800_001_001.0).expect("a number");
    sheet.write_with_format(1, 3, serial(21246.0), &date).expect("a day");
    sheet.write(1, 4, 89.5).expect("a number");
    sheet.write(1, 5, 2.0).expect("a number");
    sheet.write(1, 6, true).expect("a truth");
    sheet.write_with_format(1, 7, serial(45000.0), &date).expect("a day");
    let bytes = book.save_to_buffer().expect("a workbook");
    let ledger = read("typed.xlsx", &bytes, today());
    assert_eq!(ledger.problems, []);
    let household = &ledger.rows[0];
    assert_eq!((household.address.as_str(), household.phone.as_deref()), ("501", Some("13800001001")));
    assert_eq!(household.residents[0].birth_date, Some(day(1958, 3, 2)));
    let attributes: Vec<(&str, &str)> =
        household.attributes.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(attributes, [("独居", "true"), ("登记日", "\"2023-03-15\""), ("车位", "2"), ("面积", "89.5")]);
}

#[test]
fn what_a_spreadsheet_has_spoilt_is_named() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("m-d");
    for (column, header) in (0..).zip(["门牌号", "户主", "身份证号", "出生年月", "备注"]) {
        sheet.write(0, column, header).expect("a header");
    }
    let third_of_february = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 2).expect("a day");
    sheet.write_with_format(1, 0, third_of_february, &date).expect("a day");
    sheet.write(1, 1, "王秀英").expect("text");
    sheet.write(1, 2, 1.101_051_949_123_1e17).expect("a number");
    sheet.write(1, 3, 1958.1).expect("a number");
    sheet
        .write_formula(1, 4, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"))
        .expect("a formula");
    let bytes = book.save_to_buffer().expect("a workbook");
    let named: Vec<(String, String)> =
        read("spoilt.xlsx", &bytes, today()).problems.into_iter().map(|p| (p.column, p.reason)).collect();
    let columns: Vec<&str> = named.iter().map(|(column, _)| column.as_str()).collect();
    assert_eq!(columns, ["门牌号", "备注", "出生年月", "身份证号"], "{named:?}");
}

#[test]
fn sheets_without_a_header_are_skipped_and_all_of_them_is_one_problem() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "填表说明").expect("text");
    let empty = book.save_to_buffer().expect("a workbook");
    assert!(only_reason(&empty).contains("header"));
    let sheet = book.add_worksheet();
    for (row, texts) in (0..).zip([["地址", "户主"], ["3-2-501", "王秀英"]]) {
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).expect("text");
        }
    }
    let ledger = read("two.xlsx", &book.save_to_buffer().expect("a workbook"), today());
    assert_eq!((ledger.rows.len(), ledger.problems), (1, vec![]));
    assert!(only_reason("今天天气很好\n".as_bytes()).contains("header"));
}

#[test]
fn rows_are_counted_as_spreadsheets_do() {
    let problems = problems("地址,户主,性别,备注\n\n3-2-501,王秀英,女,\"两行\n文字\"\n\n3-2-502,李明,?,\n");
    assert_eq!((problems[0].0, problems[0].2.as_str()), (5, "?"));
}

#[test]
fn words_keep_their_form() {
    let household =
        one("地址,户主,备注,特长（选填）\n3-2-501,王秀英,\"有狗，先打电话\n晚上在家\",书法、太极\n");
    assert_eq!(household.note.as_deref(), Some("有狗，先打电话\n晚上在家"));
    assert_eq!(
        household.attributes,
        BTreeMap::from([("特长（选填）".to_owned(), Json::string("书法、太极"))])
    );
}

#[test]
fn the_match_key_ignores_what_typing_changes() {
    let key = match_key("321181001025001", "锦绣花苑|3|2|501", "王秀英");
    assert_eq!(key, match_key(" 321181001025001", "锦绣花苑|3|2|501", "王 秀英 "));
    assert_ne!(key, match_key("321181001025001", "锦绣花苑|3|2|501", "王秀"));
    assert_ne!(key, match_key("321181001025001", "锦绣花苑|3|2|502", "王秀英"));
}

#[test]
fn the_document_lists_the_headers_and_words_of_the_code() {
    let document = std::fs::read_to_string(repository().join("docs/ledgers.md")).expect("docs/ledgers.md");
    let mut missing = String::new();
    let mut expect = |line: String| {
        if !document.lines().any(|known| known == line) {
            missing += &format!("{line}\n");
        }
    };
    for heading in headings() {
        expect(format!("| {} | {} |", heading.meaning, heading.texts.join(", ")));
    }
    for word in words() {
        expect(format!("| {} | {} | {} |", word.field, word.code, word.words.join(", ")));
    }
    assert_eq!(missing, "", "lines that docs/ledgers.md lacks");
    let rows = document
        .lines()
        .filter(|line| {
            line.starts_with("| ") && !line.starts_with("| column says") && !line.starts_with("| field")
        })
        .count();
    assert_eq!(rows, headings().len() + words().len(), "lines that docs/ledgers.md has too many");
}

#[test]
fn no_header_text_has_two_meanings() {
    let mut all: Vec<&str> = headings().iter().flat_map(|heading| heading.texts).copied().collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}
