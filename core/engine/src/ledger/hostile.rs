//! Damaged and hostile files are one problem each: no panic, no flood of memory.

use super::compound_file;
use super::{Ledger, MAX_FILE_BYTES, MAX_ROWS, read};
use chrono::NaiveDate;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

const XLSX: &[u8] = include_bytes!("../../../../tests/fixtures/ledgers/few.xlsx");
const XLS: &[u8] = include_bytes!("../../../../tests/fixtures/ledgers/few.xls");
const GBK: &[u8] = include_bytes!("../../../../tests/fixtures/ledgers/few-gbk.csv");

fn ledger(bytes: &[u8]) -> Ledger {
    read("ledger", bytes, NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"))
}

/// The reason why the file as a whole is refused.
fn refused(bytes: &[u8]) -> String {
    let ledger = ledger(bytes);
    assert_eq!((ledger.rows.len(), ledger.problems.len()), (0, 1), "{:?}", ledger.problems);
    assert_eq!((ledger.problems[0].row, ledger.problems[0].value.as_str()), (0, ""));
    ledger.problems[0].reason.clone()
}

/// `few.xlsx` with one part put in another's place.
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(XLSX)).expect("a workbook");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).expect("a part");
        let part_name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        new.start_file(&part_name, SimpleFileOptions::default()).expect("a new part");
        new.write_all(if part_name == name { content } else { &bytes }).expect("its bytes");
    }
    new.finish().expect("a workbook").into_inner()
}

/// `few.xls` with the first record of a kind changed.
fn with_record(kind: u16, change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut stream = compound_file::stream(XLS, &["Workbook"]).expect("a workbook");
    let mut at = 0;
    loop {
        let length = usize::from(u16::from_le_bytes([stream[at + 2], stream[at + 3]]));
        if u16::from_le_bytes([stream[at], stream[at + 1]]) == kind {
            change(&mut stream[at + 4..at + 4 + length]);
            return compound_file::wrap(&stream);
        }
        at += 4 + length;
    }
}

#[test]
fn no_beginning_of_a_file_panics() {
    for whole in [XLSX, XLS, GBK] {
        for length in (0..whole.len()).step_by(13) {
            ledger(&whole[..length]);
        }
    }
}

#[test]
fn no_changed_byte_panics() {
    // xorshift64 from a fixed seed: the same changes every time.
    let mut state = 0x2026_1124_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    for _ in 0..1500 {
        let mut xls = XLS.to_vec();
        let mut xml = sheet.clone();
        for _ in 0..1 + below(3) {
            let at = below(xls.len());
            xls[at] = below(256) as u8;
            let at = below(xml.len());
            xml[at] = below(256) as u8;
        }
        ledger(&xls);
        ledger(&with_part("xl/worksheets/sheet1.xml", &xml));
    }
}

fn part(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(XLSX)).expect("a workbook");
    archive.by_name(name).expect("the part").read_to_end(&mut bytes).expect("its bytes");
    bytes
}

#[test]
fn a_workbook_taken_apart_and_put_together_is_the_same() {
    assert_eq!(ledger(&with_part("xl/workbook.xml", &part("xl/workbook.xml"))), ledger(XLSX));
    let stream = compound_file::stream(XLS, &["Workbook"]).expect("a workbook");
    assert_eq!(ledger(&compound_file::wrap(&stream)), ledger(XLS));
    assert_eq!(ledger(XLS).problems, []);
}

#[test]
fn a_zip_bomb_is_refused() {
    let mut strings = b"<sst><si><t>".to_vec();
    strings.resize(300 << 20, b' ');
    assert!(refused(&with_part("xl/sharedStrings.xml", &strings)).contains("unpacks"));
    let mut styles = b"<styleSheet>".to_vec();
    styles.resize(5 << 20, b' ');
    assert!(refused(&with_part("xl/styles.xml", &styles)).contains("unpacks"));
}

#[test]
fn a_workbook_that_announces_too_much_is_refused() {
    let announced = "<?xml version=\"1.0\"?><sst uniqueCount = \"999999999999\"></sst>";
    assert!(refused(&with_part("xl/sharedStrings.xml", announced.as_bytes())).contains("unpacks"));
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(announced.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(refused(&with_part("xl/sharedStrings.xml", &wide)).contains("unpacks"));
}

#[test]
fn far_cells_cost_nothing_in_xlsx_and_are_refused_in_xls() {
    let sheet = String::from_utf8(part("xl/worksheets/sheet1.xml")).expect("xml");
    let far = sheet
        .replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>");
    assert_eq!(ledger(&with_part("xl/worksheets/sheet1.xml", far.as_bytes())), ledger(XLSX));
    let far = with_record(0x00fd, |record| record[..4].copy_from_slice(&[0xff; 4]));
    assert!(refused(&far).contains("damaged"));
}

#[test]
fn a_sheet_that_asks_for_terabytes_is_refused() {
    let far = with_record(0x0200, |record| record[4..12].copy_from_slice(&[0xff; 8]));
    assert!(refused(&far).contains("damaged"));
}

#[test]
fn a_merge_over_everything_changes_only_the_rows_there_are() {
    let sheet = String::from_utf8(part("xl/worksheets/sheet1.xml")).expect("xml");
    let merged =
        sheet.replace("<mergeCell ref=\"A1:R1\"/>", &"<mergeCell ref=\"A1:R1048576\"/>".repeat(5000));
    assert_ne!(merged, sheet);
    ledger(&with_part("xl/worksheets/sheet1.xml", merged.as_bytes()));
}

#[test]
fn too_many_rows_and_too_many_bytes_are_refused() {
    let rows = "地址,户主\n".to_owned() + &"3-2-501,王秀英\n".repeat(MAX_ROWS);
    assert!(refused(rows.as_bytes()).contains("200000 rows"));
    assert!(refused(&vec![b'a'; MAX_FILE_BYTES + 1]).contains("64 MB"));
}

#[test]
fn what_is_no_ledger_is_said_so() {
    for (bytes, word) in [
        (&b""[..], "empty"),
        (b"<html><table></table></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a ledger"),
        (b"\xff\xff\xff\xff\x80\x81", "neither"),
        (b"PK\x03\x04 no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "no workbook"),
    ] {
        assert!(refused(bytes).contains(word), "{word}: {}", refused(bytes));
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "(\\PC|[,\n\"地址户主姓名电话0-9-])*") {
        ledger(format!("地址,姓名,关系,电话,出生日期,身份证号\n{text}").as_bytes());
    }
}
