//! The forms in which people write one door.

use huben_domain::*;

/// `estate|building|unit|room` as read, before folding.
fn read(address: &str, estate: Option<&str>) -> String {
    let door = Door::parse(address, estate);
    let parts = [door.estate, door.building, door.unit, door.room];
    parts.map(Option::unwrap_or_default).join("|")
}

#[test]
fn the_usual_forms_of_an_address_are_read() {
    let table = [
        ("3-2-501", "|3|2|501"),
        ("3幢2单元501室", "|3|2|501"),
        ("3栋2单元501", "|3|2|501"),
        ("3号楼2单元501", "|3|2|501"),
        ("3#2-501", "|3|2|501"),
        ("3＃2－501", "|3|2|501"),
        ("3#楼2单元501", "|3|2|501"),
        ("３－２－５０１", "|3|2|501"),
        ("３幢２单元５０１室", "|3|2|501"),
        ("3—2—501", "|3|2|501"),
        ("3 - 2 - 501", "|3|2|501"),
        (" 3幢 2单元 501室 ", "|3|2|501"),
        ("三幢二单元501", "|3|2|501"),
        ("十二幢501", "|12||501"),
        ("3幢-2-501", "|3|2|501"),
        ("3幢2-501室", "|3|2|501"),
        ("3-2单元501", "|3|2|501"),
        ("3幢501", "|3||501"),
        ("3-501", "|3||501"),
        ("3幢2单元5楼501室", "|3|2|501"),
        ("3幢2单元", "|3|2|"),
        ("3幢", "|3||"),
        ("A座1201", "|A||1201"),
        ("3A-2-501", "|3A|2|501"),
        ("3幢甲单元501", "|3|甲|501"),
        ("甲幢2单元501", "|甲|2|501"),
        ("3幢东单元501", "|3|东|501"),
        ("3幢2单元501室东户", "|3|2|501东户"),
        ("501室", "|||501"),
        ("501", "|||501"),
        ("锦绣花园3幢2单元501室", "锦绣花园|3|2|501"),
        ("锦绣花园 3-2-501", "锦绣花园|3|2|501"),
        ("锦绣花园3-2-501", "锦绣花园|3|2|501"),
        ("锦绣花园一期3-2-501", "锦绣花园一期|3|2|501"),
        ("江苏省丹阳市云阳街道振兴路社区锦绣花园3幢2单元501室", "锦绣花园|3|2|501"),
        ("SOHO3幢501", "SOHO|3||501"),
        ("中山路12号", "中山路|12||"),
        ("中山路12-1号", "中山路|12-1||"),
        ("中山路12号3幢2单元501", "中山路12号|3|2|501"),
        ("中山路12号3-501", "中山路12号|3||501"),
        ("中山路12号501室", "中山路|12||501"),
        ("中山路100弄12号501室", "中山路100弄|12||501"),
        ("幸福村3组12号", "幸福村3组|12||"),
        ("三号桥小区3幢2单元501", "三号桥小区|3|2|501"),
        ("三号桥小区", "三号桥小区|||"),
        ("大王庙东侧", "大王庙东侧|||"),
        ("", "|||"),
        ("-", "-|||"),
        ("室", "室|||"),
        ("单元", "单元|||"),
        ("号", "号|||"),
    ];
    for (address, expected) in table {
        assert_eq!(read(address, None), expected, "{address}");
    }
}

#[test]
fn an_estate_known_from_elsewhere_wins_over_what_the_address_says() {
    let table = [
        ("3-2-501", "锦绣花园|3|2|501"),
        ("锦绣花园3-2-501", "锦绣花园|3|2|501"),
        ("锦绣花园一期3-2-501", "锦绣花园一期|3|2|501"),
        ("一期3-2-501", "锦绣花园一期|3|2|501"),
        ("中山路12号3-2-501", "锦绣花园|3|2|501"),
        ("门卫室旁", "锦绣花园|门卫室旁||"),
        ("", "锦绣花园|||"),
    ];
    for (address, expected) in table {
        assert_eq!(read(address, Some(" 锦绣花园 ")), expected, "{address}");
    }
    assert_eq!(read("3-2-501", Some(" ")), "|3|2|501");
}

#[test]
fn one_door_has_one_key_however_it_was_typed() {
    let forms =
        ["锦绣花园3幢2单元501室", "锦绣花园 03-02-0501", "锦绣花园３＃２－５０１", "锦绣花园三号楼二单元501"];
    for form in forms {
        assert_eq!(Door::parse(form, None).key().as_deref(), Some("锦绣花园|3|2|501"), "{form}");
    }
    assert_eq!(Door::parse("SOHO3a-2-501", None).key(), Door::parse("soho 3A幢2单元501", None).key());
    assert_eq!(Door::parse("幸福村三组12号", None).key(), Door::parse("幸福村3组012号", None).key());
    assert_eq!(Door::parse("锦绣花园一期3-501", None).key(), Door::parse("锦绣花园1期3-501", None).key());
}

#[test]
fn two_doors_have_two_keys() {
    let doors = ["3-2-501", "3-501", "3-2-50", "3幢2单元", "32-501", "3幢2单元501室东户", "中山路3号"];
    let mut keys: Vec<_> = doors.iter().filter_map(|door| Door::parse(door, None).key()).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), doors.len());
}

#[test]
fn words_without_a_number_are_no_key() {
    assert_eq!(Door::parse("大王庙东侧", None).key(), None);
    assert_eq!(Door::parse("", Some("锦绣花园")).key(), None);
}

#[test]
fn the_short_form_is_what_people_type() {
    let table =
        [("锦绣花园03幢2单元501室", "3-2-501"), ("3A-501", "3a-501"), ("中山路12号", "12"), ("大王庙", "")];
    for (address, short) in table {
        assert_eq!(Door::parse(address, None).short(), short, "{address}");
    }
}

#[test]
fn a_typed_door_is_the_beginning_of_a_short_form() {
    let table = [
        ("3-2-501", Some("3-2-501")),
        ("3幢2单元501", Some("3-2-501")),
        ("锦绣花园3幢2单元501室", Some("3-2-501")),
        ("3-2-5", Some("3-2-5")),
        ("３－２－５", Some("3-2-5")),
        ("03-2-5", Some("3-2-5")),
        ("3-2-", Some("3-2-")),
        ("3-2", Some("3-2")),
        ("3-", Some("3-")),
        ("3幢", Some("3-")),
        ("3幢2单元", Some("3-2-")),
        ("501", None),
        ("王秀英", None),
        ("0511-86520000", None),
        ("13812345678", None),
        ("中山路12号", None),
        ("-", None),
        ("", None),
    ];
    for (typed, expected) in table {
        assert_eq!(search_door(typed).as_deref(), expected, "{typed}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "[0-9A-Za-z甲三十幢栋座号楼单元室路期社区街道#＃－ -]{0,16}", any in ".{0,40}") {
        for text in [text, any] {
            let door = Door::parse(&text, Some("x"));
            door.key();
            Door::parse(&text, None).short();
            search_door(&text);
        }
    }
}
