import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATOR_KINDS } from "../../../src/core/operator/profile.ts";
import type { RowDecision } from "../../../src/core/record/bans.ts";
import type { GateFacts, InputKind, InputUse, LotTest } from "../../../src/core/record/gateFacts.ts";
import type { Treated } from "../../../src/core/record/inputTargets.ts";
import products from "../../../src/data/products.json" with { type: "json" };

const KINDS: ReadonlyMap<string, InputKind> = new Map([
  ["肥料", "fertiliser"],
  ["兽药", "veterinary"],
  ["其他", "other"],
]);
const CODES: ReadonlyMap<string, number> = new Map(products.products.map(({ name, code }) => [name, code]));
const PLOT = "东坡地";

/** One written case: what is asked, and what a food-safety officer expects of the gate. */
export type GateCase = {
  readonly number: string;
  readonly about: string;
  readonly facts: GateFacts;
  readonly decisions: ReadonlyMap<string, RowDecision>;
  readonly outcome: string;
  readonly reason: string;
  readonly row: string;
  readonly clears: string;
};

function kilograms(count: number): GateFacts["wanted"] {
  return { thousandths: count * 1000, unit: 1 };
}

type Settings = ReadonlyMap<string, string>;

function settings(written: string): Settings {
  const parts = written.split(";").filter((part) => part !== "");
  return new Map(parts.map((part) => [part.split("=")[0] ?? "", part.split("=")[1] ?? ""] as const));
}

function goodsOf(name: string): Treated {
  const code = CODES.get(name);
  return code === undefined ? { name } : { name, code };
}

function onLabel(said: Settings): Pick<InputUse, "label" | "waterTenths"> {
  const days = said.get("标签天数");
  const water = said.get("水温");
  const measured = water === undefined ? {} : { waterTenths: Number(water) * 10 };
  return days === undefined
    ? measured
    : { ...measured, label: { days: Number(days), photographed: said.get("拍照") === "是" } };
}

function useOf(written: string, index: number): InputUse {
  const [name = "", from = "", to = "", ...rest] = written.split(";");
  const said = settings(rest.join(";"));
  const on = said.get("用于");
  const form = said.get("剂型");
  const method = said.get("方式");
  return {
    id: `use${index}`,
    kind: KINDS.get(said.get("类别") ?? "") ?? "pesticide",
    name,
    plots: [PLOT],
    from,
    to,
    entered: said.get("记于") ?? to,
    ...(on === undefined ? {} : { on: goodsOf(on) }),
    ...(form === undefined ? {} : { form }),
    ...(method === undefined ? {} : { method }),
    ...(said.has("促生长") ? { forGrowth: true } : {}),
    ...(said.has("采后") ? { afterHarvest: true } : {}),
    ...onLabel(said),
  };
}

function testsOf(other: string, day: string): readonly LotTest[] {
  return other
    .split(";")
    .filter((part) => part.startsWith("检测="))
    .map((part, index) => {
      const [verdict, item = ""] = part.slice("检测=".length).split(":");
      return { id: `test${index}`, basis: "selfTest", day, items: [item], passed: verdict === "合格" };
    });
}

function producerOf(said: Settings): GateFacts["producer"] {
  const stop = said.get("停售令");
  const until = said.get("质控至");
  const yearly = said.get("年产");
  return {
    kind: OPERATOR_KINDS.find((kind) => kind === said.get("主体")) ?? "smallholder",
    suspended: said.has("暂停"),
    stopOrders: stop === undefined ? [] : [{ id: "order", from: stop, document: "陵农停〔2026〕3号" }],
    ...(until === undefined ? {} : { qualityPersonUntil: until }),
    ...(yearly === undefined ? {} : { capacity: { yearly: kilograms(Number(yearly)), certified: [] } }),
  };
}

function decisionsOf(said: Settings): ReadonlyMap<string, RowDecision> {
  const decisions = new Map<string, RowDecision>();
  const struck = said.get("划去");
  const confirmed = said.get("确认");
  if (struck !== undefined) decisions.set(struck, "struck");
  if (confirmed !== undefined) decisions.set(confirmed, "confirmed");
  return decisions;
}

/** 60 kg asked of a lot of 100 kg. */
function lotOf(product: string, harvested: string, said: Settings): GateFacts["lot"] {
  const confirmed = said.get("确认类别");
  const goods = goodsOf(product);
  return {
    goods: confirmed === undefined ? goods : { ...goods, confirmedClass: Number(confirmed) },
    plots: [PLOT],
    harvested,
    quantity: kilograms(100),
    drawn: said.has("超量") ? [kilograms(60)] : [],
  };
}

function plantedOf(said: Settings): GateFacts["records"] {
  const day = said.get("种下");
  return day === undefined ? [] : [{ id: "sown", type: "planted", plots: [PLOT], day, entered: day }];
}

function caseOf(cells: readonly string[]): GateCase {
  const cell = (index: number) => cells[index] ?? "";
  const other = cell(6);
  const day = cell(4);
  const said = settings(other);
  const written = cell(5).split("|");
  return {
    number: cell(0),
    about: cell(1),
    facts: {
      day,
      producer: producerOf(said),
      lot: lotOf(cell(2), cell(3), said),
      wanted: kilograms(60),
      uses: written.filter((use) => use !== "").map(useOf),
      records: plantedOf(said),
      tests: testsOf(other, day),
    },
    decisions: decisionsOf(said),
    outcome: cell(7),
    reason: cell(8),
    row: cell(9),
    clears: cell(10),
  };
}

/** Cells of a line of CSV; a cell in quotes may hold commas (2,4-滴丁酯). */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** The written cases, in the order of the file. */
export function gateCases(): readonly GateCase[] {
  const lines = readFileSync(join(import.meta.dirname, "gateCases.csv"), "utf8")
    .trim()
    .split("\n");
  return lines.slice(1).map((line) => caseOf(cellsOf(line)));
}
