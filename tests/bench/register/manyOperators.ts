import { hash, randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeCbor } from "../../../src/core/cbor.ts";
import { encodeGrant, GRANT_LIFE, STORAGE } from "../../../src/core/operator/grant.ts";
import { encodeProfile, type Profile } from "../../../src/core/operator/profile.ts";
import { usccCheckCharacter } from "../../../src/core/operator/uscc.ts";
import { readCountyPack } from "../../../src/core/reference/countyPack.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { openDivisionPacks } from "../../../src/server/divisionPacks.ts";
import { openDivisionTable, openRegister } from "../../../src/server/endpoint.ts";
import { openReadings } from "../../../src/server/filePacks.ts";
import { openWriteConnection } from "../../../src/server/store/sqlite/connection.ts";
import { SearchRows } from "../../../src/server/store/sqlite/searchRows.ts";
import { newPen } from "../../contract/storeWorld.ts";
import { seededRandom } from "../../support/seededRandom.ts";
import { ORIGIN, secondsNow } from "./foundRegister.ts";

/** A register of a whole province with so many operators, and an officer's token for it. */
export type ManyOperators = {
  readonly dataDir: string;
  readonly token: string;
  /** Some of the operators. */
  readonly known: readonly Profile[];
};

const PROVINCE = "14";
/** Operators in one transaction. */
const IN_TRANSACTION = 50_000;
const KNOWN = 500;

const FIRST =
  "丰惠利岭太金绿崇鑫康兴盛福瑞祥和顺源泰恒隆达昌荣华茂宏润嘉裕晋陵泽沁阳长平高云山川河泉峰林田野禾谷麦".split("");
const GOODS = ["种植", "养殖", "蔬菜", "果业", "香菇", "谷子", "中药材", "马铃薯", "蜂业", "农机", "红豆杉", "连翘"];
const SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗宋郑韩唐冯于董萧程曹".split("");
const GIVEN = "建国秀英志强丽华军敏静伟芳娜磊洋勇艳杰涛明超霞平刚桂兰海燕玉珍凤云".split("");

type Place = { readonly code: string; readonly county: string };

function places(): readonly Place[] {
  const packs = openDivisionPacks(join(import.meta.dirname, "../../../src/data/divisions"));
  return openDivisionTable()
    .counties.filter(({ code }) => code.startsWith(PROVINCE))
    .flatMap(({ code, name }) => {
      const bytes = packs.county(code);
      const pack = bytes === undefined ? undefined : readCountyPack(JSON.parse(new TextDecoder().decode(bytes)));
      if (pack?.ok !== true) return [];
      return pack.value.towns.flatMap((town) => town.villages.map((village) => ({ code: village.code, county: name })));
    });
}

/** Operators as a province has them: three in five are cooperatives, the rest people. */
function profiles(count: number): () => Profile {
  const random = seededRandom(count);
  const villages = places();
  const one = <T>(list: readonly T[], otherwise: T): T => list[Math.floor(random() * list.length)] ?? otherwise;
  const code = (county: string) => {
    const serial = Math.floor(random() * 31 ** 5)
      .toString(30)
      .toUpperCase()
      .replace(/[IOSVZ]/g, "X");
    const body = `93${county}MA0${serial.padStart(6, "0")}`.slice(0, 17);
    return body + (usccCheckCharacter(body) ?? "0");
  };
  return () => {
    const { code: region, county } = one(villages, { code: "140524100200", county: "陵川县" });
    if (random() < 0.4) {
      const name = `${one(SURNAMES, "王")}${one(GIVEN, "国")}${random() < 0.7 ? one(GIVEN, "强") : ""}`;
      return { name, kind: "smallholder", region, person: true };
    }
    const name = `${county}${one(FIRST, "丰")}${one(FIRST, "利")}${one(FIRST, "源")}${one(GOODS, "种植")}专业合作社`;
    return { name, kind: "cooperative", region, person: false, uscc: code(region.slice(0, 6)) };
  };
}

/** Founds the authority and gives an officer a session that outlasts the benchmark. */
async function found(dataDir: string): Promise<string> {
  const config = { port: 1, host: "127.0.0.1", dataDir, origin: ORIGIN, trustProxy: false, rateLimit: 1 };
  const named = { ...config, authorityName: "山西省农业农村厅", authorityRegion: PROVINCE };
  const opened = await openRegister(named, secondsNow, { keepOrigin: false });
  if (!opened.ok) throw new Error(opened.error);
  const { store, home } = opened.value;
  const { key, alg } = newPen();
  const now = secondsNow();
  const grant = {
    operator: home.agency,
    name: home.authority.name,
    key,
    alg,
    roles: ["officer"],
    region: PROVINCE,
  } as const;
  const terms = { notBefore: now - 60, notAfter: now + GRANT_LIFE - 61, storage: STORAGE.nonExtractable };
  await home.say(KIND.grant, encodeGrant({ ...grant, ...terms }));
  const token = randomBytes(32).toString("base64url");
  const tokenHash = new Uint8Array(hash("sha256", token, "buffer"));
  await store.openSession({ tokenHash, key, expires: now + 86_400 }, now);
  await store.close();
  return token;
}

/**
 * A register with so many operators. Their rows are written as the projections write them and the search's through its
 * own projection; only the signing and the log are left out, which no search reads.
 */
export async function manyOperators(count: number): Promise<ManyOperators> {
  const dataDir = join(tmpdir(), `liangzheng-bench-operators-${count}`);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const token = await found(dataDir);
  const db = openWriteConnection(dataDir);
  // Nothing is kept if the machine stops: the folder is thrown away after the run.
  db.exec("PRAGMA synchronous = OFF");
  const operator = db.prepare(
    "INSERT INTO operators (id, name, region, version, changed) VALUES (?, ?, ?, 1, 0) RETURNING ref",
  );
  const entry = db.prepare(
    "INSERT INTO entries (position, key_ref, seq, iat, operator_ref, no_effect, flags) VALUES (?, 1, ?, ?, ?, NULL, 0)",
  );
  const said = db.prepare("INSERT INTO profiles (operator_ref, iat, position, body) VALUES (?, ?, ?, ?)");
  const search = new SearchRows(db, openReadings());
  const next = profiles(count);
  const now = secondsNow();
  const known: Profile[] = [];
  for (let made = 0; made < count; ) {
    db.exec("BEGIN IMMEDIATE");
    for (const end = Math.min(count, made + IN_TRANSACTION); made < end; made++) {
      const profile = next();
      const position = 1000 + made;
      const ref = Number(operator.get(randomBytes(8), profile.name, profile.region)?.["ref"]);
      entry.run(position, position, now, ref);
      said.run(ref, now, position, encodeCbor(encodeProfile(profile)));
      search.settle({ ref, profiles: [{ iat: now, position, profile }], standing: [] });
      if (made % Math.ceil(count / KNOWN) === 0) known.push(profile);
    }
    search.finish();
    db.exec("COMMIT");
  }
  db.close();
  return { dataDir, token, known };
}
