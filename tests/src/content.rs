//! Invented content by number: what a grid worker writes, so that sizes and searches are like real ones.

/// Sentences of a visit.
pub const WORDS: [&str; 16] = [
    "老人身体状况良好",
    "血压偏高已提醒按时服药",
    "家中煤气阀门老化建议更换",
    "楼道堆放杂物需要清理",
    "孩子上学情况正常",
    "反映水管漏水物业尚未维修",
    "电动车入户充电存在隐患当场劝导",
    "医保缴费咨询",
    "协助办理居住证到期续签",
    "走访无人在家邻居代为转告",
    "子女外地工作每周电话联系",
    "最近出院行动不便希望申请助餐服务",
    "反诈宣传资料已经发放",
    "灯泡损坏夜间出行照明不足",
    "下水道堵塞异味明显",
    "临时救助材料缺少收入证明",
];
const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙"];
const GIVEN: [&str; 12] =
    ["秀英", "建国", "丽华", "志强", "海燕", "文博", "桂兰", "国庆", "雪梅", "俊杰", "永福", "春花"];

/// What was said and done: three sentences.
pub fn text(n: usize) -> String {
    format!("{}，{}，{}。", WORDS[n % 16], WORDS[n / 16 % 16], WORDS[(n / 256 + n) % 16])
}

/// Somebody's name.
pub fn name(n: usize) -> String {
    format!("{}{}", SURNAMES[n % 12], GIVEN[n / 12 % 12])
}

/// A door: forty households a building.
pub fn address(n: usize) -> String {
    format!("{}-{}-{}0{}", 1 + n / 40, 1 + n / 20 % 2, 1 + n / 4 % 5, 1 + n % 4)
}

/// A mobile number.
pub fn phone(n: usize) -> String {
    format!("138{:08}", (10_000_000 + n * 37) % 100_000_000)
}
