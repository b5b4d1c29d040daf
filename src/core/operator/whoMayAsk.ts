import { anyRegionContains } from "./region.ts";
import { type GrantTerms, ownerTerms, regionsOf } from "./rights.ts";
import type { Role } from "./role.ts";

/** What routes answer and screens show, as far as it differs in whom it is open to. */
export const ASKED = [
  /** The authority, its log, directories, certificates and reference data. */
  "publicRegister",
  /** Handing in statements and reports: delivery gives no rights. */
  "delivery",
  /** Using a join link, opening a session. */
  "joining",
  "feed",
  "operatorFile",
  "blob",
  "registerList",
  "registerEntry",
  /** Everything that was said about an operator, with who said it. */
  "registerHistory",
  "privateRecord",
  /** Handing in a private record that a statement names. */
  "privateRecordUpload",
  /** Walk-in farmers by name, phone or card (代开). */
  "farmers",
  "desk",
  "invitations",
] as const;
/** One of {@link ASKED}. */
export type Asked = (typeof ASKED)[number];

/** About whom: its own operator, any operator in a region of its grants, or anybody. */
type Reach = "own" | "region" | "any";

/** One way in which something may be asked for; `anyKey` means any key in force, `owner` one that speaks for its whole operator. */
export type AskRule = {
  readonly asked: Asked;
  readonly by: Role | "everyone" | "anyKey" | "owner";
  readonly reach: Reach;
};

/** Who may ask for what: the one table that every route and every screen reads. What may be signed stands in `whoMaySign.ts`. */
const WHO_MAY_ASK: readonly AskRule[] = [
  { asked: "publicRegister", by: "everyone", reach: "any" },
  { asked: "delivery", by: "everyone", reach: "any" },
  { asked: "joining", by: "everyone", reach: "any" },
  { asked: "feed", by: "anyKey", reach: "own" },
  { asked: "feed", by: "officer", reach: "region" },
  { asked: "operatorFile", by: "anyKey", reach: "own" },
  { asked: "operatorFile", by: "officer", reach: "region" },
  { asked: "blob", by: "anyKey", reach: "own" },
  { asked: "blob", by: "officer", reach: "region" },
  { asked: "blob", by: "inspector", reach: "region" },
  { asked: "registerList", by: "officer", reach: "region" },
  { asked: "registerEntry", by: "owner", reach: "own" },
  { asked: "registerEntry", by: "officer", reach: "region" },
  { asked: "registerHistory", by: "officer", reach: "region" },
  { asked: "privateRecord", by: "officer", reach: "region" },
  { asked: "privateRecordUpload", by: "officer", reach: "region" },
  { asked: "privateRecordUpload", by: "station", reach: "region" },
  { asked: "farmers", by: "officer", reach: "region" },
  { asked: "farmers", by: "station", reach: "region" },
  { asked: "desk", by: "officer", reach: "region" },
  { asked: "invitations", by: "owner", reach: "own" },
  { asked: "invitations", by: "officer", reach: "region" },
];

/** The rules for one thing. */
export function askRules(asked: Asked): readonly AskRule[] {
  return WHO_MAY_ASK.filter((rule) => rule.asked === asked);
}

/** True when no session is needed. */
export function isOpenToAll(asked: Asked): boolean {
  return askRules(asked).some(({ by }) => by === "everyone");
}

/** How far somebody's asking reaches: to its own operator, and to those in these regions. */
export type AskReach = { readonly own: boolean; readonly regions: readonly string[] };

/** How far a key with these terms, in force now, reaches with what it asks for; undefined when it may not ask at all. */
export function askReach(asked: Asked, terms: readonly GrantTerms[]): AskReach | undefined {
  if (terms.length === 0) return undefined;
  let own = false;
  const regions: string[] = [];
  for (const { by, reach } of askRules(asked)) {
    if (by === "everyone") continue;
    const covered = regionsBy(by, terms);
    if (covered.length === 0) continue;
    if (reach === "own") own = true;
    else regions.push(...covered);
  }
  return own || regions.length > 0 ? { own, regions: [...new Set(regions)] } : undefined;
}

function regionsBy(by: Exclude<AskRule["by"], "everyone">, terms: readonly GrantTerms[]): readonly string[] {
  if (by === "anyKey") return terms.map(({ region }) => region);
  return by === "owner" ? ownerTerms(terms).map(({ region }) => region) : regionsOf(terms, by);
}

/** Why asking about somebody is refused: nothing but its own operator is open to it, or it lies in another region. */
export type AskRefusal = "roleMissing" | "outOfScope";

/** Whether asking reaches somebody; undefined when it does. */
export function askRefusal(
  { own, regions }: AskReach,
  about: { readonly isOwn: boolean; readonly region: string | undefined },
): AskRefusal | undefined {
  if (own && about.isOwn) return undefined;
  if (regions.length === 0) return "roleMissing";
  return about.region !== undefined && anyRegionContains(regions, about.region) ? undefined : "outOfScope";
}
