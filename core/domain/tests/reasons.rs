//! Reasons in Chinese: the catalogue itself, and how it is read.

use huben_domain::{code_in_chinese, in_chinese, reasons};
use std::collections::BTreeSet;

const CATALOGUE: &str = include_str!("../src/reasons.zh.tsv");

/// The holes of a template, in order.
fn holes(template: &str) -> Vec<&str> {
    let holes = template.split('{').skip(1);
    holes.map(|rest| rest.split_once('}').expect("a hole is closed").0).collect()
}

#[test]
fn both_templates_have_the_same_holes() {
    for (english, chinese) in reasons() {
        assert_eq!(holes(english), holes(chinese), "{english}");
        assert!(holes(english).iter().all(|hole| ["", "reason", "codes"].contains(hole)), "{english}");
        assert_ne!(english, "{}", "would take everything");
    }
}

#[test]
fn no_reason_stands_twice_and_every_line_is_one() {
    let english: Vec<&str> = reasons().map(|(english, _)| english).collect();
    assert_eq!(english.iter().collect::<BTreeSet<_>>().len(), english.len(), "{:?}", doubled(&english));
    let lines = CATALOGUE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let odd: Vec<&str> = lines.filter(|line| line.matches('\t').count() != 1).collect();
    assert!(odd.is_empty() && !english.is_empty(), "{odd:?}");
}

#[test]
fn the_catalogue_is_grouped_and_every_group_says_where_its_english_is_written() {
    for group in CATALOGUE.split("\n\n") {
        assert!(group.starts_with('#'), "{group}");
    }
}

#[test]
fn every_template_is_found_by_itself_and_told_in_chinese() {
    for (english, chinese) in reasons() {
        let sample = english
            .replace("{}", "X")
            .replace("{reason}", "must not be blank")
            .replace("{codes}", "met, vacant");
        let told = in_chinese(&sample).unwrap_or_else(|| panic!("{sample} is not found"));
        assert!(
            told.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) || chinese.starts_with("{}"),
            "{told}"
        );
    }
}

#[test]
fn what_a_hole_takes_comes_out_again() {
    let told = |text: &str| in_chinese(text).expect("a known reason");
    assert_eq!(told("41 characters are too many; at most 40"), "一共 41 个字，太长了，最多 40 个字");
    assert_eq!(
        told("there is no book in /a; b; join with an invitation first: huben enrol"),
        "/a; b 里还没有户本，请先用社区给的邀请码加入：huben enrol"
    );
    assert_eq!(told("lies before 1880"), "日期早于 1880 年，请核对");
}

#[test]
fn a_reason_inside_a_reason_is_told_in_chinese_or_the_whole_is_unknown() {
    assert_eq!(in_chinese("line 3: must not be blank").as_deref(), Some("第 3 行：不能是空的，请填写"));
    assert_eq!(in_chinese("line 3: it rains"), None);
    assert_eq!(
        in_chinese("phone: cannot be changed once it is written").as_deref(),
        Some("电话：写好以后就不能再改")
    );
    assert_eq!(in_chinese("cannot be read: permission denied").as_deref(), Some("读不了：没有权限"));
    assert_eq!(in_chinese("cannot be read: bad luck").as_deref(), Some("读不了：bad luck"));
}

#[test]
fn codes_keep_their_spelling_and_say_what_they_mean() {
    let told = |text: &str| in_chinese(text).expect("a known reason");
    assert_eq!(
        told("unknown; use one of: passed, failed"),
        "不认识这个词，可以写：passed（通过）、failed（不通过）"
    );
    // `home` is a household's kind and a visit's: the list decides.
    assert_eq!(told("unknown; use one of: home, phone"), "不认识这个词，可以写：home（上门）、phone（电话）");
    assert_eq!(
        told("verify is for: grid-worker, addressee"),
        "verify（核查）只能由这些人来办：grid-worker（网格员）、addressee（承办人）"
    );
    assert_eq!(told("not possible now; possible: nothing"), "现在还不能办这一步，可以办的是：没有");
    assert_eq!(in_chinese("unknown; use one of: left, right"), None);
}

#[test]
fn a_code_means_what_it_means_in_its_record() {
    let meaning = |record, code| code_in_chinese(record, "kind", code);
    assert_eq!(meaning("household", "home").as_deref(), Some("住户"));
    assert_eq!(meaning("visit", "home").as_deref(), Some("上门"));
    assert_eq!(code_in_chinese("household", "occupancy", "rented").as_deref(), Some("出租"));
    assert_eq!(code_in_chinese("household", "note", "rented"), None);
}

#[test]
fn the_template_that_says_more_wins() {
    let told = |text: &str| in_chinese(text).expect("a known reason");
    assert_eq!(told("not an area code"), "不是区划代码");
    assert_eq!(
        told("no household X on this device; sync, or look it up in the list: huben household list"),
        "本机没有住户 X，请先同步，或者在列表里查找：huben household list"
    );
    assert!(told("record X: checksum does not match").starts_with("记录 X："));
}

fn doubled<'a>(all: &[&'a str]) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    all.iter().filter(|text| !seen.insert(**text)).copied().collect()
}
