import { BASIS, STYLE } from "../../src/core/certificate/certificate.ts";
import type { PageFrame, PageInput, PageRecord } from "../../src/page/pageInput.ts";
import { seededRandom } from "./seededRandom.ts";

const DAY = 86_400;
/** 2026-11-22 08:00 in China. */
export const ISSUED_AT = 1_795_305_600;

/** The page's surroundings in Chinese, with a script. */
export const CHINESE: PageFrame = {
  language: "zh-CN",
  origin: "https://lz.example.cn",
  script: "/assets/verifyPage-Bq3xT9aK.js",
};
/** The same in English. */
export const ENGLISH: PageFrame = { ...CHINESE, language: "en" };

const INPUTS = [
  ["43%戊唑醇悬浮剂", "斑点落叶病", "倍液"],
  ["10%苯醚甲环唑水分散粒剂", "炭疽病", "倍液"],
  ["5%甲氨基阿维菌素苯甲酸盐水分散粒剂", "食心虫", "倍液"],
  ["22.4%螺虫乙酯悬浮剂", "苹果绵蚜", "倍液"],
  ["20%呋虫胺可溶粒剂", "黄蚜", "倍液"],
  ["80%代森锰锌可湿性粉剂", "轮纹病", "倍液"],
  ["1.8%阿维菌素乳油", "红蜘蛛", "倍液"],
  ["45%咪鲜胺水乳剂", "霉心病", "倍液"],
  ["25%吡唑醚菌酯悬浮剂", "褐斑病", "倍液"],
  ["0.3%苦参碱水剂", "蚜虫", "倍液"],
] as const;
const FEEDS = [
  "腐熟羊粪",
  "硫酸钾复合肥（15-15-15）",
  "商品有机肥（有机质≥45%）",
  "尿素",
  "磷酸二氢钾",
  "黄腐酸钾冲施肥",
  "菜籽饼肥",
  "硅钙镁土壤调理剂",
];
const PLOTS = ["东坡3号地", "西沟梯田", "村南大棚5号", "河湾地", "后岭1号地", "石窑沟上块", "井沟2号地", "老槐树地"];
const PEOPLE = ["张*", "王*", "李*", "赵*", "秦*", "郭*", "靳*"];
const WORKS = [
  "冬剪，剪除病虫枝并运出园外",
  "疏花疏果，每花序留中心果",
  "套袋，双层纸袋",
  "树盘覆草，厚约15厘米",
  "人工除草，未用除草剂",
  "滴灌浇水",
  "悬挂黄板和性诱剂诱芯",
  "摘袋转果，铺反光膜",
  "清园，落叶深埋",
  "树干涂白防冻",
];

function dayBefore(days: number): string {
  return new Date((ISSUED_AT - days * DAY) * 1000).toISOString().slice(0, 10);
}

/** Production records as a careful orchard keeps them, newest first; the same for the same count. */
export function productionRecords(count: number): readonly PageRecord[] {
  const random = seededRandom(20_261_122);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const between = (low: number, high: number) => Math.floor(low + random() * (high - low + 1));
  return Array.from({ length: count }, (_, index) => {
    const place = `${pick(PLOTS)}，${pick(PEOPLE)}`;
    const [input, against, unit] = pick(INPUTS);
    const spray = `${input}${between(8, 40) * 100}${unit}，防治${against}，亩用药液${between(60, 220)}千克，间隔期${between(7, 30)}天，${place}`;
    const feed = `${pick(FEEDS)}，每亩${between(5, 900)}千克，沟施，${place}`;
    const work = `${pick(WORKS)}，${between(1, 9)}人，${place}`;
    const [act, detail] = pick([
      ["用药", spray],
      ["施肥", feed],
      ["农事", work],
      ["灌溉", `滴灌，每亩${between(6, 30)}立方米，${place}`],
    ] as const);
    return { day: dayBefore(2 + index * 3 + between(0, 2)), act, detail, enteredLate: random() < 0.06 };
  });
}

/** A cooperative's apples with everything that later parts of the product fill in; states are made from it by spreading. */
export const APPLES: PageInput = {
  number: "7K2M9QX4TB8W1CZ6",
  registered: { id: "3a4b".repeat(16), key: "A".repeat(44) },
  certificate: {
    product: "红富士苹果",
    productCode: 20_101,
    quantity: { thousandths: 1_250_500, unit: 1 },
    origin: "140524105207",
    place: "东坡果园",
    style: STYLE.producer2026,
    basis: BASIS.qualityControl + BASIS.commissionedTest,
    lot: Uint8Array.of(0x9f, 0x1c, 0x22, 0x07, 0xd4, 0xee, 0x51, 0xb8),
  },
  iat: ISSUED_AT,
  loggedAt: ISSUED_AT + 190,
  verdict: "authentic",
  flags: [],
  issuer: {
    name: "陵川县崇文镇丰泽果业专业合作社",
    kind: "cooperative",
    address: "山西省晋城市陵川县崇文镇岭东村12号",
    phone: "138****6021",
  },
  authority: "陵川县农业农村局",
  originName: "山西省晋城市陵川县崇文镇岭东村 东坡果园",
  lot: { made: "harvested", day: "2026-11-20", plots: ["东坡3号地", "西沟梯田"], sources: [] },
  tests: [
    {
      day: "2026-11-19",
      item: "有机磷、拟除虫菊酯类农药残留 38 项",
      by: "晋城市农产品质量安全检验监测中心",
      basis: "commissionedTest",
    },
  ],
  records: [],
  certifications: [],
  listings: [],
};
