import { encodeCertificate, STYLE } from "../../core/certificate/certificate.ts";
import { chinaDay } from "../../core/date.ts";
import { encodeHarvestedLot } from "../../core/lot/lot.ts";
import { KIND } from "../../core/statement/kind.ts";
import { REFERENCE_BYTES } from "../../core/statement/statement.ts";
import { producerOrder, purchaserOrder, quantityOf, statedTest } from "./orders.ts";
import { daysAgo, harvestNow, type Stage, secondPhone, show, wareOf } from "./stage.ts";

const DAY = 86_400;
const HOUR = 3600;

function planAuthentic(stage: Stage): void {
  const name = "陵川县惠民种植专业合作社";
  const { county, market } = stage;
  daysAgo(stage, 2, async () => {
    const at = county.calendar.now();
    const tests = [
      statedTest("commissionedTest", "有机磷和氨基甲酸酯类农药残留快速检测", "陵川县农产品质量安全检验检测中心", at),
    ];
    const issued = await harvestNow(stage, name, { tests, amount: 1250, lotAmount: 3000 });
    await county.upload(issued.statements);
    show(stage, "authentic", issued, county.handset(name));
  });
  for (const [id, mode, count] of [
    ["mixed", "mixed", 3],
    ["repacked", "repacked", 1],
  ] as const) {
    daysAgo(stage, mode === "mixed" ? 1.5 : 1.2, async () => {
      const buyer = mode === "mixed" ? "陵川县绿源蔬菜购销有限公司" : "陵川县晋南净菜加工配送中心";
      const ware = { product: "马铃薯", unit: 1, usual: 900 };
      const sources = (market.get(ware.product) ?? []).slice(-count);
      const at = county.calendar.now();
      const order = purchaserOrder(county.member(buyer), { ware, amount: 850, at }, { sources, mode });
      const issued = await county.handset(buyer).phone.issue(order, at);
      await county.upload(issued.statements);
      show(stage, id, issued, county.handset(buyer));
    });
  }
}

/** A station signs for a farmer without a phone, and the farmer's consent never comes. */
function planOnBehalf(stage: Stage): void {
  const { county } = stage;
  const station = county.handset("马圪当乡农产品质量安全服务站");
  const farmer = county.member("武满堂");
  daysAgo(stage, 4, async () => {
    const at = county.calendar.now();
    const ware = wareOf(stage, "武满堂", 0);
    const goods = {
      product: ware.product,
      quantity: quantityOf(ware, 6),
      origin: farmer.region,
      onBehalfOf: farmer.operator,
    };
    const lot = await station.phone.say(
      KIND.lotHarvested,
      encodeHarvestedLot({ ...goods, harvested: chinaDay(at), plots: ["院里"] }),
      at,
    );
    const body = encodeCertificate({
      ...goods,
      style: STYLE.producer2026,
      basis: 1,
      lot: lot.id.slice(0, REFERENCE_BYTES),
    });
    const issued = await station.phone.say(KIND.certificateIssued, body, at);
    await county.upload([lot, issued]);
    show(stage, "onBehalf", issued, station);
  });
}

function planNoted(stage: Stage): void {
  const { county } = stage;
  const { calendar } = county;
  daysAgo(stage, 7, async () => {
    const name = "陵川县马圪当土豆专业合作社";
    const other = await secondPhone(stage, name, { role: "producer" });
    const first = await harvestNow(stage, name, { amount: 1500, lotAmount: 2000 });
    // Without a network neither phone knows what the other has drawn.
    const ware = wareOf(stage, name, 0);
    const lot = { draw: first.lot, quantity: first.lotQuantity, drawn: [] };
    const at = calendar.now();
    const second = await other.phone.issue(producerOrder(county.member(name), { ware, amount: 1200, at }, lot), at);
    await county.upload([...first.statements, ...second.statements]);
    show(stage, "quantityOverdrawn", second, other);
  });
  daysAgo(stage, 16, async () => {
    const handset = await secondPhone(stage, "冯改兰", { role: "producer" });
    const issued = await harvestNow(stage, "冯改兰", {}, handset);
    show(stage, "lateUpload", issued, handset);
    daysAgo(stage, 1, () => county.upload(issued.statements));
  });
  calendar.at(stage.end - 3 * HOUR, async () => {
    const handset = await secondPhone(stage, "李根旺", { role: "producer" });
    const issued = await harvestNow(stage, "李根旺", { at: calendar.now() + 3 * DAY }, handset);
    await county.upload(issued.statements);
    show(stage, "clockAhead", issued, handset);
  });
  daysAgo(stage, 2.5, async () => {
    const issued = await harvestNow(stage, "赵长林");
    await county.upload([issued]);
    show(stage, "lotMissing", issued, county.handset("赵长林"));
  });
}

/** Plans certificates that are genuine and in force, some with something to say beside it. */
export function planGenuine(stage: Stage): void {
  planAuthentic(stage);
  planOnBehalf(stage);
  planNoted(stage);
}
