//! What is typed finds what was entered, through the real FTS5.

use huben_engine::search_keys::{Entry, index_tokens, query};
use rusqlite::Connection;

const WANG: Entry<'static> = Entry {
    names: &["王秀英", "锦绣花苑"],
    texts: &["独居，养了一只猫。Wi-Fi坏了，女儿周末来3幢2单元看她"],
    doors: &["3-2-501"],
    phones: &["13800138001"],
};
const SHAN: Entry<'static> = Entry {
    names: &["单解曾", "丹凤小区"],
    texts: &["血压偏高"],
    doors: &["丹凤小区12幢1单元1203室"],
    phones: &["0511-86523456"],
};
const LV: Entry<'static> = Entry {
    names: &["吕绿\u{2cb4e}"],
    texts: &["超市老板，姓王的介绍来"],
    doors: &["振兴路18号"],
    phones: &["+86 139 0000 4321"],
};
const EVERYBODY: [Entry<'static>; 3] = [WANG, SHAN, LV];

/// Which of the three are found: rows 0 王秀英, 1 单解曾, 2 吕绿.
fn found(text: &str) -> Vec<i64> {
    let db = Connection::open_in_memory().expect("a database in memory");
    db.execute_batch("CREATE VIRTUAL TABLE search USING fts5(tokens, tokenize='unicode61')")
        .expect("fts5 is built in");
    for (row, entry) in EVERYBODY.into_iter().enumerate() {
        db.execute("INSERT INTO search (rowid, tokens) VALUES (?1, ?2)", (row as i64, index_tokens(entry)))
            .expect("tokens are text");
    }
    let Some(query) = query(text) else {
        return Vec::new();
    };
    let mut rows =
        db.prepare("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid").expect("a table");
    rows.query_map([&query], |row| row.get(0))
        .and_then(Iterator::collect)
        .unwrap_or_else(|error| panic!("{text:?} became {query:?}: {error}"))
}

/// The first of a few queries that finds something else than `rows`.
fn all_find(rows: &[i64], queries: &[&str]) {
    for text in queries {
        assert_eq!(found(text), rows, "{text:?} became {:?}", query(text));
    }
}

#[test]
fn any_run_of_characters_finds_the_name_or_the_text() {
    all_find(&[0], &["王秀英", "秀英", "王秀", "一只猫", "锦绣", "花苑", "王 英"]);
    all_find(&[0, 2], &["王"]);
    all_find(&[1], &["血压", "丹凤", "曾"]);
    all_find(&[], &["英秀", "王英", "猫一只"]);
}

#[test]
fn a_phrase_does_not_reach_from_one_value_into_the_next() {
    all_find(&[], &["英锦绣", "苑独居"]);
}

#[test]
fn a_name_is_found_by_pinyin_whole_begun_or_in_syllables() {
    all_find(
        &[0],
        &[
            "wangxiuying",
            "WangXiu",
            "wang xiu ying",
            "wang xiuying",
            "xiuying",
            "jinxiuhuayuan",
            "jinxiu",
            "Ｗａｎｇｘｉｕ",
        ],
    );
    all_find(&[2], &["lvlv", "lulu", "lülü", "lv"]);
}

#[test]
fn a_name_is_found_by_its_initials() {
    all_find(&[0], &["wxy", "wx", "WXY", "jxhy", "王xy"]);
}

#[test]
fn every_reading_of_a_polyphonic_name_is_known() {
    all_find(&[1], &["shanjiezeng", "shanjieceng", "danxieceng", "danjiezeng", "sjz", "djc"]);
    for (name, typed) in [
        ("单雄信", "shanxiongxin"),
        ("单雄信", "danxiongxin"),
        ("曾国藩", "zengguofan"),
        ("曾巩", "cenggong"),
        ("仇英", "qiuying"),
        ("仇英", "chouying"),
        ("解缙", "xiejin"),
        ("解缙", "jiejin"),
        ("查良镛", "zhaliangyong"),
        ("查良镛", "chaliangyong"),
        ("单长乐", "shanchangle"),
        ("区桂芳", "ouguifang"),
        ("任盈盈", "renyingying"),
        ("欧阳长乐", "ouyangchangle"),
        ("翟志刚", "zhaizhigang"),
        ("尉迟恭", "yuchigong"),
    ] {
        let tokens = index_tokens(Entry { names: &[name], ..Entry::default() });
        assert!(tokens.split(' ').any(|token| token == typed), "{typed} is not among {tokens}");
    }
}

#[test]
fn latin_words_are_found_by_their_beginning() {
    all_find(&[0], &["wi-fi", "Wi"]);
}

#[test]
fn a_telephone_is_found_by_any_tail_of_four_digits_or_more() {
    all_find(&[0], &["8001", "38001", "13800138001", "138-0013-8001", "+8613800138001", "00138001"]);
    all_find(&[1], &["3456", "86523456", "051186523456", "0511-86523456"]);
    all_find(&[2], &["4321", "13900004321"]);
    all_find(&[], &["8002", "1380"]);
}

#[test]
fn a_door_is_found_as_people_type_it() {
    all_find(
        &[0],
        &[
            "3-2-501",
            "3幢2单元501室",
            "3幢2单元501",
            "3栋2单元501",
            "3-2-5",
            "3幢 2单元 501",
            "３－２－５０１",
            "501",
            "2-501",
            "3幢",
            "锦绣花苑3-2-501",
            "王秀英 3-2-501",
        ],
    );
    all_find(&[1], &["12-1-1203", "12-1-12", "12幢1单元", "1203", "1-1203", "丹凤小区12幢"]);
    all_find(&[2], &["振兴路18号", "振兴路", "18"]);
    all_find(&[], &["3-2-502", "3-1", "2-3-501"]);
}

#[test]
fn words_must_all_be_found() {
    all_find(&[0], &["王秀英 猫", "wxy 501 8001"]);
    all_find(&[], &["王秀英 狗", "wxy 502"]);
}

#[test]
fn a_character_newer_than_the_index_is_found() {
    all_find(&[2], &["\u{2cb4e}", "绿\u{2cb4e}"]);
}

#[test]
fn nothing_to_look_for_is_no_query() {
    for text in ["", "  ", "😀🎉", "\"", "* ^ ( ) - +", "\0", "ǀǁǂǃ", "，。！"] {
        assert_eq!(query(text), None, "{text:?}");
    }
}

#[test]
fn a_query_is_as_safe_as_it_is_short() {
    for text in [
        "\"王\" OR 1",
        "NEAR(王 英)",
        "tokens:王",
        "王* AND -英",
        "a'b;DROP TABLE",
        "NOT",
        "AND OR",
        "\u{202e}王",
        "王\0英",
    ] {
        found(text);
    }
    let long = "王秀英3-2-501 ".repeat(10_000);
    assert!(query(&long).is_some_and(|query| query.len() < 2_000));
    found(&long);
}

#[test]
fn the_index_of_one_household_is_exactly_this() {
    assert_eq!(
        index_tokens(Entry {
            names: &["李明"],
            texts: &["爱下棋"],
            doors: &["3-2-501"],
            phones: &["13800138001"]
        }),
        "李 明 liming lm limeng ǀ 爱 下 棋 ǀ 3 2 501 ǂ3x2x501 ǂ2x501 ǃ10083100831"
    );
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_index_or_the_query(text in "\\PC{0,80}") {
        index_tokens(Entry { names: &[&text], texts: &[&text], doors: &[&text], phones: &[&text] });
        found(&text);
    }

    #[test]
    fn a_name_is_found_by_itself(name in "[一-龥]{1,5}") {
        let tokens = index_tokens(Entry { names: &[&name], ..Entry::default() });
        let db = Connection::open_in_memory().expect("a database in memory");
        db.execute_batch("CREATE VIRTUAL TABLE search USING fts5(tokens, tokenize='unicode61')").expect("fts5");
        db.execute("INSERT INTO search (tokens) VALUES (?1)", [&tokens]).expect("tokens are text");
        let hits: i64 = db.query_row("SELECT count(*) FROM search WHERE search MATCH ?1", [query(&name)], |row| row.get(0)).expect("a query");
        proptest::prop_assert_eq!(hits, 1);
    }
}
