import { type Certificate, STYLE } from "../certificate/certificate.ts";
import type { WithdrawnState } from "../certificate/withdrawal.ts";
import type { OperatorKind } from "../operator/profile.ts";
import { regionContains } from "../operator/region.ts";
import { type GrantTerms, ownerTerms, regionsOf } from "../operator/rights.ts";
import type { Role } from "../operator/role.ts";
import { KIND } from "./kind.ts";

/**
 * Over what a signer acts: its own operator's affairs; those of a farmer in its region for whom it signs (代开);
 * or any operator in its region.
 */
export type Reach = "own" | "behalf" | "region";

/** One way in which a statement may be signed; `authority` means one of its grants keys. */
type Rule = {
  readonly kind: number;
  /** Limits the rule to one style of certificate. */
  readonly style?: number;
  /** Limits the rule to one state of a withdrawal. */
  readonly state?: WithdrawnState;
  readonly by: Role | "authority";
  readonly reach: Reach;
  /** The goods must come from a region of the signer's grant. Bought goods may come from anywhere. */
  readonly originInRegion?: true;
  /** Limits the rule to registering an operator of one of these kinds; the entry of one that exists is not changed. */
  readonly registers?: readonly OperatorKind[];
  /** Only a key that speaks for its whole operator, not one of its staff. */
  readonly byOwner?: true;
};

/** Who walks into a station without a register entry. */
export const WALK_IN_KINDS: readonly OperatorKind[] = ["smallholder", "largeGrower", "familyFarm"];

/** Who may sign which kind of statement: the one table that phone, endpoint and screens read. */
export const WHO_MAY_SIGN: readonly Rule[] = [
  { kind: KIND.certificateIssued, style: STYLE.producer2026, by: "producer", reach: "own", originInRegion: true },
  { kind: KIND.certificateIssued, style: STYLE.producer2026, by: "station", reach: "behalf" },
  { kind: KIND.certificateIssued, style: STYLE.purchaser2026, by: "purchaser", reach: "own" },
  { kind: KIND.grant, by: "authority", reach: "region" },
  { kind: KIND.operatorProfile, by: "authority", reach: "region" },
  { kind: KIND.operatorProfile, by: "officer", reach: "region" },
  { kind: KIND.operatorProfile, by: "station", reach: "region", registers: WALK_IN_KINDS },
  { kind: KIND.grantEnded, by: "authority", reach: "region" },
  { kind: KIND.grantEnded, by: "officer", reach: "region" },
  { kind: KIND.grantEnded, by: "producer", reach: "own", byOwner: true },
  { kind: KIND.grantEnded, by: "purchaser", reach: "own", byOwner: true },
  { kind: KIND.grantEnded, by: "station", reach: "own", byOwner: true },
  { kind: KIND.grantEnded, by: "market", reach: "own", byOwner: true },
  { kind: KIND.grantEnded, by: "lab", reach: "own", byOwner: true },
  { kind: KIND.standingSet, by: "authority", reach: "region" },
  { kind: KIND.standingSet, by: "officer", reach: "region" },
  { kind: KIND.operatorClosed, by: "authority", reach: "region" },
  { kind: KIND.operatorClosed, by: "officer", reach: "region" },
  { kind: KIND.operatorMerged, by: "authority", reach: "region" },
  { kind: KIND.operatorMerged, by: "officer", reach: "region" },
  { kind: KIND.certificateWithdrawn, state: "voided", by: "producer", reach: "own" },
  { kind: KIND.certificateWithdrawn, state: "voided", by: "purchaser", reach: "own" },
  { kind: KIND.certificateWithdrawn, state: "voided", by: "station", reach: "behalf" },
  { kind: KIND.certificateWithdrawn, state: "superseded", by: "producer", reach: "own" },
  { kind: KIND.certificateWithdrawn, state: "superseded", by: "purchaser", reach: "own" },
  { kind: KIND.certificateWithdrawn, state: "superseded", by: "station", reach: "behalf" },
  { kind: KIND.certificateWithdrawn, state: "recalled", by: "authority", reach: "region" },
  { kind: KIND.certificateWithdrawn, state: "recalled", by: "officer", reach: "region" },
  { kind: KIND.lotHarvested, by: "producer", reach: "own" },
  { kind: KIND.lotHarvested, by: "station", reach: "behalf" },
  { kind: KIND.lotAssembled, by: "purchaser", reach: "own" },
  { kind: KIND.testStated, by: "producer", reach: "own" },
  { kind: KIND.testStated, by: "purchaser", reach: "own" },
  { kind: KIND.testStated, by: "station", reach: "behalf" },
  { kind: KIND.agencyConsented, by: "producer", reach: "own" },
  { kind: KIND.agencyConsented, by: "station", reach: "behalf" },
  { kind: KIND.certificationStated, by: "producer", reach: "own" },
  { kind: KIND.certificationStated, by: "purchaser", reach: "own" },
  { kind: KIND.certificationStated, by: "officer", reach: "region" },
  { kind: KIND.certificationReviewed, by: "officer", reach: "region" },
  { kind: KIND.dutyAcknowledged, by: "producer", reach: "own" },
  { kind: KIND.dutyAcknowledged, by: "purchaser", reach: "own" },
  { kind: KIND.dutyAcknowledged, by: "station", reach: "own" },
  { kind: KIND.dutyAcknowledged, by: "market", reach: "own" },
  { kind: KIND.qualityPersonAppointed, by: "producer", reach: "own" },
  { kind: KIND.qualityPersonAppointed, by: "purchaser", reach: "own" },
  { kind: KIND.qualityPersonAppointed, by: "officer", reach: "region" },
  { kind: KIND.trainingRecorded, by: "officer", reach: "region" },
  { kind: KIND.factEntered, by: "officer", reach: "region" },
  { kind: KIND.gradePublished, by: "officer", reach: "region" },
  { kind: KIND.listingPublished, by: "officer", reach: "region" },
  { kind: KIND.listingEnded, by: "officer", reach: "region" },
  { kind: KIND.stationDescribed, by: "station", reach: "own" },
  { kind: KIND.stationDescribed, by: "officer", reach: "region" },
  { kind: KIND.recordMade, by: "producer", reach: "own" },
  { kind: KIND.recordMade, by: "station", reach: "behalf" },
  { kind: KIND.recordCorrected, by: "producer", reach: "own" },
  { kind: KIND.recordCorrected, by: "station", reach: "behalf" },
  { kind: KIND.testRecorded, by: "producer", reach: "own" },
  { kind: KIND.testRecorded, by: "purchaser", reach: "own" },
  { kind: KIND.testRecorded, by: "station", reach: "behalf" },
  { kind: KIND.rowDecided, by: "officer", reach: "region" },
  { kind: KIND.stopOrdered, by: "officer", reach: "region" },
  { kind: KIND.stopLifted, by: "officer", reach: "region" },
  { kind: KIND.warningsAcknowledged, by: "producer", reach: "own" },
  { kind: KIND.warningsAcknowledged, by: "purchaser", reach: "own" },
  { kind: KIND.warningsAcknowledged, by: "station", reach: "behalf" },
  { kind: KIND.rollMade, by: "producer", reach: "own" },
  { kind: KIND.rollMade, by: "purchaser", reach: "own" },
  { kind: KIND.tagsClaimed, by: "producer", reach: "own" },
  { kind: KIND.tagsClaimed, by: "purchaser", reach: "own" },
];

/** What a statement does, as far as the right to do it depends on it. */
export type Act = {
  readonly kind: number;
  readonly style?: number;
  readonly state?: WithdrawnState;
  /** The signer's operator is the one concerned. */
  readonly own: boolean;
  /** The statement says that it is made for a farmer (代开). */
  readonly behalf: boolean;
  /** Kind of the operator that a register entry registers; absent when the operator was registered before. */
  readonly registers?: OperatorKind;
  /** Region of the operator concerned; for a certificate that is not made for a farmer, the origin of the goods. */
  readonly region: string;
};

/**
 * The act of issuing a certificate: judged by the origin of the goods, or by the region of the farmer for whom a
 * station signs (代开), as far as that is known.
 */
export function issuingAct(
  { origin, style, onBehalfOf }: Pick<Certificate, "origin" | "style" | "onBehalfOf">,
  farmerRegion: string | undefined,
): Act {
  const behalf = onBehalfOf !== undefined;
  const region = behalf ? (farmerRegion ?? origin) : origin;
  return { kind: KIND.certificateIssued, style, own: !behalf, behalf, region };
}

/** Why a signer may not do something. */
export type RightsError = "wrongRole" | "wrongRegion";

/** The table by kind: every statement that an endpoint takes is looked up here. */
const RULES_OF_KIND: ReadonlyMap<number, readonly Rule[]> = new Map(
  WHO_MAY_SIGN.map(({ kind }) => [kind, WHO_MAY_SIGN.filter((rule) => rule.kind === kind)]),
);

function rulesFor(act: Act): readonly Rule[] {
  return (RULES_OF_KIND.get(act.kind) ?? []).filter(
    (rule) =>
      (rule.style === undefined || rule.style === act.style) &&
      (rule.state === undefined || rule.state === act.state) &&
      (rule.registers === undefined || (act.registers !== undefined && rule.registers.includes(act.registers))) &&
      (rule.reach !== "own" || (act.own && !act.behalf)) &&
      (rule.reach !== "behalf" || act.behalf),
  );
}

/** Whether a key with these terms may do it; undefined when it may. */
export function refusalForKey(act: Act, terms: readonly GrantTerms[]): RightsError | undefined {
  let refusal: RightsError = "wrongRole";
  for (const rule of rulesFor(act)) {
    if (rule.by === "authority") continue;
    const regions = regionsOf(rule.byOwner === true ? ownerTerms(terms) : terms, rule.by);
    if (regions.length === 0) continue;
    const anywhere = rule.reach === "own" && rule.originInRegion !== true;
    if (anywhere || regions.some((region) => regionContains(region, act.region))) return undefined;
    refusal = "wrongRegion";
  }
  return refusal;
}

/** Whether an authority with these regions may do it by its grants key; undefined when it may. */
export function refusalForAuthority(act: Act, regions: readonly string[]): RightsError | undefined {
  if (!rulesFor(act).some((rule) => rule.by === "authority")) return "wrongRole";
  return regions.some((region) => regionContains(region, act.region)) ? undefined : "wrongRegion";
}

/** Roles that may sign certificates of some style for their own operator. */
export function issuingStyles(roles: readonly Role[]): readonly number[] {
  return WHO_MAY_SIGN.filter(
    (rule) => rule.kind === KIND.certificateIssued && rule.reach === "own" && roles.some((role) => role === rule.by),
  ).flatMap((rule) => rule.style ?? []);
}

/** True for roles that may sign certificates for farmers (代开). */
export function issuesForFarmers(roles: readonly Role[]): boolean {
  return WHO_MAY_SIGN.some(
    (rule) => rule.kind === KIND.certificateIssued && rule.reach === "behalf" && roles.some((role) => role === rule.by),
  );
}
