//! What people write into the book on that day, all invented.

/// Visits: the words and the outcome. Each worker goes through them from another place.
pub const VISITS: [(&str, &str); 24] = [
    ("老人一个人在家，血压药还有一周的量，约好周五帮忙取药。", "met"),
    ("儿子下月结婚，问楼下能不能搭一天棚子，已说明申请办法。", "met"),
    ("敲门无人，门缝留了联系卡。", "nobody-home"),
    ("新租客一家三口，从宿迁来，孩子上二年级，登记了居住信息。", "met"),
    ("反映二楼楼道灯坏了两天，晚上孩子放学看不见。", "met"),
    ("医保缴费不会用手机，当场帮忙缴好。", "met"),
    ("水费单对不上，陪着打了电话，水厂明天来看表。", "met"),
    ("说最近常有人上门推销保健品，提醒不要转账。", "met"),
    ("邻居帮忙收快递，说户主去南京带孙子，月底回来。", "nobody-home"),
    ("想参加社区的八段锦，已报名周三上午。", "met"),
    ("煤气软管老化，约了燃气公司周四上门更换。", "met"),
    ("孩子放假没人带，介绍了社区托管班。", "met"),
    ("独居，耳朵背，敲了三次才听见，已请对门多照看。", "met"),
    ("不方便说话，改天再来。", "declined"),
    ("问老旧小区加装电梯的事，留了议事会的时间。", "met"),
    ("腿脚不便，社保年检由社区代办，材料已拍齐。", "met"),
    ("电动车在楼道充电，劝说后推到了车棚。", "met"),
    ("说屋顶漏雨，已拍照，等物业回话。", "met"),
    ("房子空着，中介在挂牌，水电都断了。", "vacant"),
    ("刚出院，每周换药，已联系社区医生上门。", "met"),
    ("想给孙子办入学，讲了需要的三样材料。", "met"),
    ("夫妻俩上夜班，白天休息，以后傍晚来。", "met"),
    ("反映楼下烧烤油烟大，已一起去店里说过。", "met"),
    ("一切都好，留下喝了杯茶。", "met"),
];

/// Small matters settled on the spot: category, words, what was done.
pub const ON_THE_SPOT: [(&str, &str, &str); 6] = [
    ("楼道堆物", "三楼平台堆了旧沙发，挡住通道。", "和住户一起抬到楼下大件垃圾点。"),
    ("公共照明", "一单元门厅灯不亮。", "换了灯泡，已亮。"),
    ("邻里纠纷", "楼上晾衣滴水，楼下被子淋湿。", "两家当面说开，加了接水盘。"),
    ("环境卫生", "垃圾桶盖坏了，有异味。", "从社区仓库换了一只新桶。"),
    ("便民服务", "老人不会预约挂号。", "当场约好周二上午心内科。"),
    ("消防隐患", "灭火器压力不足。", "换上备用瓶，旧的送检。"),
];

/// What the volunteer reports: category, place, words, and the gist in English.
pub const HAZARDS: [(&str, &str, &str, &str); 3] = [
    (
        "占道经营",
        "振兴路菜场东门",
        "水果摊摆到了盲道上，老人绕到机动车道走。",
        "a fruit stall stands on the tactile paving",
    ),
    ("道路破损", "振兴路 28 号门前", "窨井盖翘起一角，骑车容易摔。", "a manhole cover sticks up"),
    ("消防隐患", "3 幢西侧", "消防通道停了两辆车，没有留电话。", "two cars block the fire lane"),
];

/// A call to the hotline that the desk takes down: category, place, words.
pub const HOTLINE: (&str, &str, &str) = ("噪音扰民", "振兴路小广场", "晚上九点半还在放音响，孩子没法睡。");
