import { generateKeyPairSync } from "node:crypto";
import { type Authority, authorityIdOf } from "../../core/operator/authority.ts";
import { encodeGrant, GRANT_BACKDATING, GRANT_LIFE, STORAGE } from "../../core/operator/grant.ts";
import { encodeProfile, operatorIdOf } from "../../core/operator/profile.ts";
import { KIND } from "../../core/statement/kind.ts";
import { signStatement } from "../../core/statement/statement.ts";
import { signerFrom } from "../authority/keyFiles.ts";
import type { Handset, Member } from "./county.ts";
import type { Person } from "./people.ts";
import { newPhone } from "./phone.ts";
import { villagesOf } from "./places.ts";

/** An authority of another county with one of its producers; its register is kept elsewhere. */
export type Neighbour = { readonly authority: Authority; readonly member: Member; readonly handset: Handset };

type NeighbourDeps = {
  readonly name: string;
  readonly region: string;
  readonly origin: string;
  readonly person: Person;
  readonly founded: number;
};

function freshSigner() {
  return signerFrom(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
}

async function foundNeighbour({ name, region, origin, person, founded }: NeighbourDeps): Promise<Neighbour> {
  const list = freshSigner();
  const grants = freshSigner();
  const keys = [
    { key: list.key, use: "list", from: founded },
    { key: grants.key, use: "grants", from: founded },
  ] as const;
  const village = villagesOf(region)(person.town, person.village);
  const profile = encodeProfile({ name: person.name, kind: person.kind, region: village, person: false });
  const registration = await signStatement({ kind: KIND.operatorProfile, iat: founded, seq: 1, body: profile }, grants);
  const operator = operatorIdOf(registration.id);
  const phone = newPhone();
  const grant = encodeGrant({
    operator,
    name: person.name,
    key: phone.signer.key,
    alg: phone.signer.alg,
    roles: ["producer"],
    region: village,
    notBefore: founded - GRANT_BACKDATING,
    notAfter: founded + GRANT_LIFE,
    storage: STORAGE.nonExtractable,
  });
  const granted = await signStatement({ kind: KIND.grant, iat: founded, seq: 2, body: grant }, grants);
  return {
    authority: { id: authorityIdOf(list.key), name, regions: [region], keys, origin },
    member: { person, operator, region: village },
    handset: { phone, grant: granted.bytes },
  };
}

/** 高平市, which the demo county recognises. */
export function foundGaoping(founded: number): Promise<Neighbour> {
  const wares = [{ product: "大葱", unit: 1, usual: 1500 }];
  const person: Person = {
    kind: "cooperative",
    name: "高平市丹河滩大葱专业合作社",
    town: "寺庄镇",
    village: "伯方村",
    wares,
    plots: ["丹河滩地"],
  };
  return foundNeighbour({
    name: "高平市农业农村局",
    region: "140581",
    origin: "https://hgz-gaoping.example",
    person,
    founded,
  });
}

/** 泽州县, of which the demo county has never heard. */
export function foundZezhou(founded: number): Promise<Neighbour> {
  const wares = [{ product: "萝卜", unit: 1, usual: 900 }];
  const person: Person = {
    kind: "familyFarm",
    name: "泽州县巴公萝卜家庭农场",
    town: "巴公镇",
    village: "南山村",
    wares,
    plots: ["南山坡地"],
  };
  return foundNeighbour({
    name: "泽州县农业农村局",
    region: "140525",
    origin: "https://hgz-zezhou.example",
    person,
    founded,
  });
}
