import { generateKeyPairSync } from "node:crypto";
import { DAY, encodeGrant, GRANT_BACKDATING, GRANT_LIFE, STORAGE } from "../../../src/core/operator/grant.ts";
import { isKnownDivision } from "../../../src/core/reference/divisions.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { BATCH_LIMIT } from "../../../src/core/sync/outbox.ts";
import { signerFrom } from "../../../src/server/authority/keyFiles.ts";
import { openDivisionTable, openRegister } from "../../../src/server/endpoint.ts";
import { registerOperator } from "../../../src/server/joining/invitations.ts";
import type { Store } from "../../../src/server/store/port.ts";
import { SignedBatches, type SigningMember } from "./signedBatches.ts";

/** Origin that the authority of the benchmarks is founded with. */
export const ORIGIN = "https://hgz.lingchuan.example.cn";

/** Operators that issue. */
const MEMBERS = 40;
const VILLAGES = ["140524100201", "140524101213", "140524102201"];
const NAMES = ["丰泽果业", "惠民种植", "利民马铃薯", "岭上香菇", "太行蔬菜", "金秋苹果", "绿源种植", "崇安农业"];

/** An open register whose members can sign. */
export type FoundRegister = { readonly store: Store; readonly batches: SignedBatches };

/** The time now, Unix seconds. */
export function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

/** Founds the authority of 陵川县 in an empty data folder and takes in its operators, each with one key. */
export async function foundRegister(dataDir: string): Promise<FoundRegister> {
  const config = { port: 1, host: "127.0.0.1", dataDir, origin: ORIGIN, trustProxy: false, rateLimit: 1 };
  const founded = secondsNow() - 3 * DAY;
  const opened = await openRegister(config, () => founded, { keepOrigin: false });
  if (!opened.ok) throw new Error(opened.error);
  const { store, home } = opened.value;
  const table = openDivisionTable();
  const registering = { store, home, now: () => founded, isDivision: (code: string) => isKnownDivision(table, code) };
  const members: SigningMember[] = [];
  for (let index = 0; index < MEMBERS; index++) {
    const region = VILLAGES[index % VILLAGES.length] ?? "140524";
    const name = `陵川县${NAMES[index % NAMES.length] ?? ""}${index + 1}号专业合作社`;
    const written = {
      kind: "cooperative",
      name,
      region,
      address: "东四巷12号",
      phone: `138356${10_000 + index}`,
    } as const;
    const operator = await registerOperator(written, home.authority.regions, registering);
    if (!operator.ok) throw new Error(`an operator of the benchmark was refused: ${operator.error.code}`);
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { key, alg } = signerFrom(privateKey);
    const rights = { roles: ["producer"], region, notBefore: founded - GRANT_BACKDATING } as const;
    const grant = {
      ...rights,
      operator: operator.value,
      name,
      key,
      alg,
      notAfter: founded + GRANT_LIFE - 1,
      storage: STORAGE.nonExtractable,
    };
    await home.say(KIND.grant, encodeGrant(grant));
    members.push({ pem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(), region });
  }
  return { store, batches: new SignedBatches({ members, iat: founded + DAY, size: BATCH_LIMIT.statements }) };
}
