import { encodeCbor } from "../../../src/core/cbor.ts";
import { ES256 } from "../../../src/core/key/publicKey.ts";
import type { EncodedRow } from "../../../src/core/operator/directory.ts";
import { type DirectoryRow, encodeRow, joinPrefixes } from "../../../src/core/operator/directoryRow.ts";
import { usccCheckCharacter } from "../../../src/core/operator/uscc.ts";

/** County whose directory it is. */
export const COUNTY = "140524";
const DAY = 86_400;
const NONE = new Uint8Array(0);
const PLACES = ["崇文镇", "礼义镇", "附城镇", "西河底镇", "平城镇", "杨村镇", "潞城镇", "夺火乡", "马圪当乡", "古郊乡"];
const WORDS = Array.from(
  "利民惠农兴旺丰收太行晋陵金穗绿源康泰福祥瑞禾盛世欣荣宏达永昌和顺安康同心向阳春晖秋实鑫磊岩松柏",
);
const TRADES = ["种植专业合作社", "养殖专业合作社", "家庭农场", "农业开发有限公司", "农产品购销中心", "果蔬专业合作社"];

function bytes(count: number, random: () => number): Uint8Array {
  return Uint8Array.from({ length: count }, () => Math.floor(random() * 256));
}

function pick(values: readonly string[], random: () => number): string {
  return values[Math.floor(random() * values.length)] ?? "";
}

function codeOf(index: number): string {
  const body = `93140524MA0${String(index + 100_000).padStart(6, "0")}`;
  return `${body}${usccCheckCharacter(body) ?? "0"}`;
}

/** One operator with one key and `voided` certificates that it withdrew; `now` in Unix seconds. */
function rowOf(index: number, voided: number, { now, random }: DirectoryWorld): DirectoryRow {
  const village = `${COUNTY}${String(100 + Math.floor(random() * 12))}${String(200 + Math.floor(random() * 40))}`;
  const granted = now - Math.floor(random() * 300 * DAY);
  const kinds = ["cooperative", "familyFarm", "enterprise"] as const;
  const name = `陵川县${pick(PLACES, random)}${pick(WORDS, random)}${pick(WORDS, random)}${pick(TRADES, random)}`;
  const grant = { alg: ES256, roles: ["producer" as const], region: village, notBefore: granted - 4 * DAY };
  return {
    operator: bytes(8, random),
    name,
    kind: kinds[index % 3] ?? "cooperative",
    region: village,
    uscc: codeOf(index),
    standing: [],
    keys: [
      {
        key: Uint8Array.from([2, ...bytes(32, random)]),
        grants: [{ ...grant, notAfter: granted + 400 * DAY, storage: 1 }],
      },
    ],
    withdrawn: {
      recalled: NONE,
      voided: joinPrefixes(Array.from({ length: voided }, () => bytes(5, random))),
      superseded: NONE,
    },
    refusedStations: [],
    ...(index % 4 === 0 ? { grade: "A" } : {}),
  };
}

/** What made-up operators are drawn from. */
export type DirectoryWorld = { readonly now: number; readonly random: () => number };

/** A county's operators as a directory has them, the first of which withdrew as many certificates as `voided` says. */
export function directoryRows(count: number, world: DirectoryWorld, voided = 0): readonly EncodedRow[] {
  return Array.from({ length: count }, (_, index) => {
    const row = rowOf(index, index < voided ? 1 : 0, world);
    return { row, bytes: encodeCbor(encodeRow(row)) };
  });
}
