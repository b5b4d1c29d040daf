import type { Role } from "../../core/operator/role.ts";
import type { DemoCounty } from "./makeDemo.ts";
import type { ShownState } from "./states.ts";

const ROLE_WORDS: { readonly [Name in Role]: string } = {
  producer: "生产者：开自己种养产品的合格证",
  purchaser: "收购者：开收购产品的合格证",
  station: "服务站：扫码查验",
  market: "市场：扫码查验",
  inspector: "执法检查：扫码查验",
  lab: "检测机构：扫码查验",
  officer: "监管：邀请、停用、召回",
};

function entry(title: string, address: string): readonly string[] {
  return [`  ${title}`, `    ${address}`];
}

function stateEntry({ word, link }: ShownState): readonly string[] {
  return entry(word, link);
}

/** What a newcomer reads in the terminal: where to look, how to join, and how to stop. */
export function demoText(
  demo: DemoCounty,
  { origin, dataDir }: { readonly origin: string; readonly dataDir: string },
): string {
  const short = demo.states.filter(({ needsCode }) => needsCode !== true);
  const withCode = demo.states.filter(({ needsCode }) => needsCode === true);
  return [
    "",
    `演示：${demo.name}，主体 ${demo.operators} 家，合格证 ${demo.certificates} 份，全部虚构。`,
    `打开  ${origin}`,
    `停止  按 Ctrl+C。数据在 ${dataDir}，下次启动会删除重建。`,
    "",
    "各角色的邀请链接，每条只能用一次：",
    ...demo.links.flatMap(({ role, operator, link }) => entry(`${ROLE_WORDS[role]}（${operator}）`, link)),
    "",
    "每种情形的一份合格证：",
    ...short.flatMap(stateEntry),
    "",
    "下面几种要带上码里的内容，链接较长，请整条复制：",
    ...withCode.flatMap(stateEntry),
    "",
  ].join("\n");
}
