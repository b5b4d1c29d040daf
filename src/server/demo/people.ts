import type { OperatorKind } from "../../core/operator/profile.ts";
import type { Role } from "../../core/operator/role.ts";

/** What somebody sells. */
export type Ware = {
  /** A name of the catalogue. */
  readonly product: string;
  readonly unit: number;
  /** How much one harvest or purchase usually gives. */
  readonly usual: number;
  /** What it is made from, where it was bought under another name. */
  readonly madeFrom?: string;
};

/** An invented operator of the demo county. */
export type Person = {
  readonly kind: OperatorKind;
  readonly name: string;
  /** Town and village as the division table writes them. */
  readonly town: string;
  readonly village: string;
  /** Place below the village. */
  readonly address?: string;
  /** Absent for those who are registered and do not use a phone of their own. */
  readonly role?: Role;
  /** Covers its town or the whole county instead of its own place. */
  readonly covers?: "town" | "county";
  readonly wares?: readonly Ware[];
  /** Names of plots, pens and sheds in the operator's own words. */
  readonly plots?: readonly string[];
};

const KG = 1;
const EGGS_BOX = 5;
const HEAD = 11;

function ware(product: string, usual: number, unit: number = KG): Ware {
  return { product, unit, usual };
}

function producer(
  kind: OperatorKind,
  name: string,
  place: readonly [town: string, village: string],
  goods: Pick<Person, "wares" | "plots" | "address">,
): Person {
  return { kind, name, town: place[0], village: place[1], role: "producer", ...goods };
}

/** Enterprises and cooperatives, who must issue (农产品质量安全法 Art. 39). */
const BUSINESSES: readonly Person[] = [
  producer("enterprise", "山西陵上青蔬菜有限公司", ["崇文镇", "岭常村"], {
    address: "蔬菜园区1号",
    wares: [ware("番茄", 1200), ware("黄瓜", 900)],
    plots: ["1号日光温室", "2号日光温室", "6号大棚"],
  }),
  producer("enterprise", "陵川县云岭菌业有限公司", ["平城镇", "西四庄村"], {
    address: "菌棚区",
    wares: [ware("香菇", 600), ware("平菇", 450)],
    plots: ["东菌棚", "西菌棚"],
  }),
  producer("enterprise", "陵川县太行散养禽业有限公司", ["附城镇", "盖城村"], {
    wares: [ware("鸡蛋", 60, EGGS_BOX), ware("土鸡蛋", 30, EGGS_BOX)],
    plots: ["1号蛋鸡舍", "2号蛋鸡舍"],
  }),
  producer("enterprise", "陵川县清泉冷水鱼养殖有限公司", ["六泉乡", "浙水村"], {
    wares: [ware("虹鳟", 350), ware("鲟", 260)],
    plots: ["上游流水池", "下游流水池"],
  }),
  producer("enterprise", "陵川县岭上牧业有限公司", ["礼义镇", "平川村"], {
    wares: [ware("生猪", 40, HEAD)],
    plots: ["育肥一区", "育肥二区"],
  }),
  producer("cooperative", "陵川县惠民种植专业合作社", ["崇文镇", "岭常村"], {
    wares: [ware("马铃薯", 3000), ware("大白菜", 2600)],
    plots: ["村东坡地", "河滩三号地", "北梁地"],
  }),
  producer("cooperative", "陵川县丰岭蔬菜专业合作社", ["礼义镇", "苏村"], {
    wares: [ware("结球甘蓝", 2400), ware("胡萝卜", 1800)],
    plots: ["苏村南地", "渠北地"],
  }),
  producer("cooperative", "陵川县古郊高山蔬菜专业合作社", ["古郊乡", "松庙村"], {
    wares: [ware("萝卜", 2000), ware("大白菜", 2200)],
    plots: ["松庙梁地", "沟口地"],
  }),
  producer("cooperative", "陵川县锡崖沟山楂专业合作社", ["古郊乡", "锡崖沟村"], {
    wares: [ware("山楂", 1500)],
    plots: ["崖上老园", "新栽园"],
  }),
  producer("cooperative", "陵川县西河底林果专业合作社", ["西河底镇", "现岭村"], {
    wares: [ware("苹果", 2800), ware("梨", 1600)],
    plots: ["南坡果园", "矮砧示范园"],
  }),
  producer("cooperative", "陵川县寺润设施蔬菜专业合作社", ["杨村镇", "寺润村"], {
    wares: [ware("辣椒", 900), ware("茄子", 800)],
    plots: ["3号棚", "4号棚", "9号棚"],
  }),
  producer("cooperative", "陵川县潞城食用菌专业合作社", ["潞城镇", "义门村"], {
    wares: [ware("黑木耳", 300), ware("香菇", 500)],
    plots: ["木耳地栽区"],
  }),
  producer("cooperative", "陵川县夺火羊养殖专业合作社", ["夺火乡", "鱼池村"], {
    wares: [ware("肉羊", 30, 12)],
    plots: ["一号羊舍", "二号羊舍"],
  }),
  producer("cooperative", "陵川县马圪当土豆专业合作社", ["马圪当乡", "古石村"], {
    wares: [ware("马铃薯", 2500), ware("紫薯", 700)],
    plots: ["古石台地"],
  }),
];

/** Family farms and growers with a name of their own. */
const FARMS: readonly Person[] = [
  producer("familyFarm", "陵川县建军家庭农场", ["崇文镇", "沙上头村"], {
    wares: [ware("番茄", 700), ware("西葫芦", 600)],
    plots: ["棚区东", "棚区西"],
  }),
  producer("familyFarm", "陵川县秀芳家庭农场", ["礼义镇", "西伞村"], {
    wares: [ware("草莓", 160), ware("菠菜", 220)],
    plots: ["草莓棚", "露地"],
  }),
  producer("familyFarm", "陵川县老庄家庭农场", ["附城镇", "东庄村"], {
    wares: [ware("肉牛", 6, HEAD)],
    plots: ["牛舍"],
  }),
  producer("familyFarm", "陵川县岭东家庭农场", ["附城镇", "岭东村"], {
    wares: [ware("苹果", 1300)],
    plots: ["岭东老果园"],
  }),
  producer("familyFarm", "陵川县石掌家庭农场", ["潞城镇", "石掌村"], {
    wares: [ware("土鸡蛋", 20, EGGS_BOX), ware("土鸡", 60, 12)],
    plots: ["林下放养区"],
  }),
  producer("familyFarm", "陵川县营盘家庭农场", ["古郊乡", "营盘村"], {
    wares: [ware("大葱", 900), ware("萝卜", 1100)],
    plots: ["营盘平地"],
  }),
  producer("largeGrower", "赵长林", ["平城镇", "草坡村"], { wares: [ware("马铃薯", 1800)], plots: ["草坡大块地"] }),
  producer("largeGrower", "秦有福", ["平城镇", "秦家庄村"], {
    wares: [ware("结球甘蓝", 1500), ware("芹菜", 800)],
    plots: ["井北地"],
  }),
  producer("largeGrower", "牛守田", ["崇文镇", "牛家川村"], {
    wares: [ware("甜玉米", 1000), ware("南瓜", 900)],
    plots: ["川底地"],
  }),
  producer("largeGrower", "徐国庆", ["西河底镇", "徐社村"], { wares: [ware("生猪", 25, HEAD)], plots: ["猪场"] }),
];

/** Households; those without a role go to the station (代开) or are only registered. */
const HOUSEHOLDS: readonly Person[] = [
  producer("smallholder", "王秀英", ["崇文镇", "郭家川村"], {
    wares: [ware("黄瓜", 120), ware("菜豆", 90)],
    plots: ["自家院后地"],
  }),
  producer("smallholder", "李根旺", ["礼义镇", "申庄村"], { wares: [ware("马铃薯", 400)], plots: ["西坡地"] }),
  producer("smallholder", "张桂花", ["附城镇", "玉泉村"], {
    wares: [ware("韭菜", 80), ware("芫荽", 40)],
    plots: ["菜园"],
  }),
  producer("smallholder", "冯改兰", ["西河底镇", "冯山村"], { wares: [ware("山楂", 200)], plots: ["门前果树"] }),
  producer("smallholder", "申二虎", ["杨村镇", "太和村"], { wares: [ware("大白菜", 500)], plots: ["水浇地"] }),
  {
    kind: "smallholder",
    name: "常秋菊",
    town: "六泉乡",
    village: "佛山村",
    wares: [ware("蕨菜", 60)],
    plots: ["后山"],
  },
  {
    kind: "smallholder",
    name: "武满堂",
    town: "马圪当乡",
    village: "武家湾村",
    wares: [ware("土鸡蛋", 6, EGGS_BOX)],
    plots: ["院里"],
  },
  {
    kind: "smallholder",
    name: "崔玉梅",
    town: "礼义镇",
    village: "崔村",
    wares: [ware("菠菜", 70), ware("大葱", 90)],
    plots: ["菜园"],
  },
];

function purchaser(
  kind: OperatorKind,
  name: string,
  place: readonly [town: string, village: string],
  wares: readonly Ware[],
): Person {
  return { kind, name, town: place[0], village: place[1], role: "purchaser", wares };
}

/** Those who buy and sell on: style 2 when they mix or repack. */
const TRADERS: readonly Person[] = [
  purchaser(
    "purchaser",
    "陵川县绿源蔬菜购销有限公司",
    ["礼义镇", "北街村"],
    [ware("马铃薯", 2000), ware("大白菜", 2000), ware("番茄", 800)],
  ),
  purchaser("purchaser", "陵川县太行土产收购站", ["平城镇", "南街村"], [ware("香菇", 400), ware("黑木耳", 200)]),
  purchaser(
    "purchaser",
    "陵川县金秋果品购销部",
    ["西河底镇", "西河底村"],
    [ware("苹果", 1500), ware("梨", 900), ware("山楂", 600)],
  ),
  purchaser("broker", "靳小军", ["附城镇", "附城村"], [ware("鸡蛋", 40, EGGS_BOX)]),
  purchaser("broker", "郎晋生", ["杨村镇", "杨村"], [ware("辣椒", 500), ware("茄子", 400)]),
  purchaser("broker", "宋建国", ["平城镇", "宋家坡村"], [ware("结球甘蓝", 1200)]),
  purchaser("handler", "陵川县岭上冷链仓储有限公司", ["崇文镇", "后川村"], [ware("大白菜", 1800), ware("萝卜", 1500)]),
  purchaser(
    "handler",
    "陵川县晋南净菜加工配送中心",
    ["崇文镇", "城南社区"],
    [ware("胡萝卜", 600), ware("马铃薯", 900)],
  ),
  purchaser(
    "slaughterhouse",
    "陵川县兴旺畜禽屠宰有限公司",
    ["礼义镇", "东街村"],
    [{ ...ware("猪肉", 900), madeFrom: "生猪" }],
  ),
  purchaser(
    "slaughterhouse",
    "陵川县清和牛羊屠宰场",
    ["附城镇", "城东村"],
    [{ ...ware("羊肉", 300), madeFrom: "肉羊" }],
  ),
];

function institution(
  kind: OperatorKind,
  name: string,
  place: readonly [town: string, village: string],
  rights: Pick<Person, "role" | "covers"> = {},
): Person {
  return { kind, name, town: place[0], village: place[1], ...rights };
}

/** Markets, buyers, dealers, stations and laboratories. */
const INSTITUTIONS: readonly Person[] = [
  institution("wholesaleMarket", "陵川县东大岭农产品批发市场", ["崇文镇", "城东社区"], { role: "market" }),
  institution("wholesaleMarket", "礼义镇蔬菜产地批发市场", ["礼义镇", "西街村"], { role: "market" }),
  institution("retailMarket", "崇文镇城西便民菜市场", ["崇文镇", "城西社区"], { role: "market" }),
  institution("retailMarket", "附城镇集贸市场", ["附城镇", "附城村"], { role: "market" }),
  institution("stallSeller", "刘爱珍", ["崇文镇", "城西社区"]),
  institution("stallSeller", "苏海潮", ["崇文镇", "城东社区"]),
  institution("stallSeller", "马莲香", ["附城镇", "附城村"]),
  institution("inputDealer", "陵川县丰年农资经营部", ["礼义镇", "桥西村"]),
  institution("inputDealer", "陵川县禾壮植保服务部", ["平城镇", "北街村"]),
  institution("buyer", "陵川县育才学校食堂", ["崇文镇", "城北社区"]),
  institution("buyer", "陵川县万家惠生活超市", ["崇文镇", "城内社区"]),
  institution("station", "崇文镇农产品质量安全服务站", ["崇文镇", "城南社区"], { role: "station", covers: "town" }),
  institution("station", "礼义镇农产品质量安全服务站", ["礼义镇", "东街村"], { role: "station", covers: "town" }),
  institution("station", "马圪当乡农产品质量安全服务站", ["马圪当乡", "古石村"], { role: "station", covers: "town" }),
  institution("station", "附城镇农产品质量安全服务站", ["附城镇", "附城村"], { role: "station", covers: "town" }),
  institution("station", "六泉乡农产品质量安全服务站", ["六泉乡", "六泉村"], { role: "station", covers: "town" }),
  institution("lab", "陵川县农产品质量安全检验检测中心", ["崇文镇", "城北社区"], { role: "lab", covers: "county" }),
  institution("lab", "晋陵检测技术服务有限公司", ["崇文镇", "城东社区"], { role: "lab" }),
];

/** Everybody in the register of the demo county beside the authority's own office. */
export const PEOPLE: readonly Person[] = [...BUSINESSES, ...FARMS, ...HOUSEHOLDS, ...TRADERS, ...INSTITUTIONS];
