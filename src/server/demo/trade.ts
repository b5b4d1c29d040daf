import { chinaDay, startOfDay } from "../../core/date.ts";
import type { County, Member } from "./county.ts";
import type { Dice } from "./dice.ts";
import { harvest, producerOrder, purchaserOrder, remainderOf, statedTest } from "./orders.ts";
import type { Ware } from "./people.ts";
import type { Issued } from "./phone.ts";

const DAY = 86_400;
const MINUTE = 60;
/** How long ago the county began to issue, in days. */
const DAYS_OF_TRADE = 42;

const TEST_ITEMS = ["有机磷和氨基甲酸酯类农药残留快速检测", "常规农药残留（定性）", "兽药残留快速检测"] as const;
const LAB = "陵川县农产品质量安全检验检测中心";

/** What has been certified so far, by product: what buyers find on the market. */
export type Market = Map<string, Issued[]>;

/** A working hour of a day so many days before the end, Unix seconds. */
function workingHour(end: number, daysBefore: number, dice: Dice): number {
  const midnight = startOfDay(chinaDay(end - daysBefore * DAY)) ?? end;
  return midnight + dice.between(6 * 60, 18 * 60) * MINUTE;
}

/** Phones reach a network after minutes, some in the evening at home. */
function uploadDelay(dice: Dice): number {
  return (dice.next() < 0.7 ? dice.between(1, 15) : dice.between(60, 600)) * MINUTE;
}

/** Part of a quantity, rounded as people would; at least one. */
function part(amount: number, share: number): number {
  const rounded = amount * share >= 100 ? Math.round((amount * share) / 10) * 10 : Math.round(amount * share);
  return Math.max(1, rounded);
}

type Trader = {
  readonly member: Member;
  readonly ware: Ware;
  readonly county: County;
  readonly market: Market;
  readonly dice: Dice;
};

function offerOnMarket(market: Market, product: string, issued: Issued): void {
  market.set(product, [...(market.get(product) ?? []), issued]);
}

function sendLater({ county, market, ware, dice }: Trader, issued: Issued): void {
  county.calendar.at(county.calendar.now() + uploadDelay(dice), async () => {
    await county.upload(issued.statements);
    offerOnMarket(market, ware.product, issued);
  });
}

/** One harvest: a lot, a certificate on it, and often a second one on what is left. */
async function harvestDay(trader: Trader): Promise<void> {
  const { county, member, ware, dice } = trader;
  const { phone } = county.handset(member.person.name);
  const { calendar } = county;
  const at = calendar.now();
  const amount = part(ware.usual, 0.7 + dice.next() * 0.6);
  const basis = dice.oneOf(["selfTest", "commissionedTest"] as const);
  const by = basis === "selfTest" ? member.person.name : LAB;
  const tests = dice.next() < 0.35 ? [statedTest(basis, dice.oneOf(TEST_ITEMS), by, at)] : [];
  const share = dice.next() < 0.5 ? 1 : 0.6;
  const first = await phone.issue(
    producerOrder(member, { ware, amount: part(amount, share), at, tests }, harvest(ware, amount)),
    at,
  );
  sendLater(trader, first);
  if (share === 1 || amount < 4) return;
  calendar.at(at + dice.between(1, 5) * 60 * MINUTE, async () => {
    const later = calendar.now();
    const order = producerOrder(member, { ware, amount: part(amount, 0.3), at: later }, remainderOf([first]));
    sendLater(trader, await phone.issue(order, later));
  });
}

/** One day of buying: what lately came with certificates is mixed or repacked and certified anew. */
async function tradingDay(trader: Trader): Promise<void> {
  const { county, member, ware, market, dice } = trader;
  const found = market.get(ware.madeFrom ?? ware.product) ?? [];
  const sources = found.slice(-dice.between(2, 4));
  if (sources.length === 0) return;
  const at = county.calendar.now();
  const mode = sources.length > 1 && dice.next() < 0.6 ? "mixed" : "repacked";
  const amount = part(ware.usual, 0.4 + dice.next() * 0.5);
  const order = purchaserOrder(
    member,
    { ware, amount, at },
    { sources: mode === "mixed" ? sources : sources.slice(-1), mode },
  );
  sendLater(trader, await county.handset(member.person.name).phone.issue(order, at));
}

/** Plans weeks of ordinary business of everybody who issues, up to `end`. */
export function planTrade(
  county: County,
  market: Market,
  { dice, end }: { readonly dice: Dice; readonly end: number },
): void {
  for (const member of county.members) {
    const { role, wares = [] } = member.person;
    if (role !== "producer" && role !== "purchaser") continue;
    const day = role === "producer" ? harvestDay : tradingDay;
    const pause = dice.between(4, 9);
    for (let before = DAYS_OF_TRADE - dice.between(0, 6); before > 0; before -= pause) {
      const at = workingHour(end, before, dice);
      const ware = dice.oneOf(wares);
      county.calendar.at(at, () => day({ county, member, ware, market, dice }));
    }
  }
}
