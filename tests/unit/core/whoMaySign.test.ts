import { describe, expect, test } from "vitest";
import { STYLE } from "../../../src/core/certificate/certificate.ts";
import { ROLES, type Role } from "../../../src/core/operator/role.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import {
  type Act,
  issuingStyles,
  refusalForAuthority,
  refusalForKey,
  WHO_MAY_SIGN,
} from "../../../src/core/statement/whoMaySign.ts";
import { terms } from "../../support/world.ts";

const OWN = { own: true, behalf: false, region: "140525103" } as const;
const FOR_A_FARMER = { own: false, behalf: true, region: "140525103" } as const;
const ANOTHERS = { own: false, behalf: false, region: "140525103" } as const;

/** Roles that may do it with a grant for the county 泽州县. */
function allowed(act: Act): readonly Role[] {
  return ROLES.filter((role) => refusalForKey(act, [terms({ roles: [role], region: "140525" })]) === undefined);
}

function authorityMay(act: Act): boolean {
  return refusalForAuthority(act, ["1405"]) === undefined;
}

describe("who may sign what", () => {
  test.each<[string, Act, readonly Role[], boolean]>([
    [
      "a producer's certificate for itself",
      { kind: KIND.certificateIssued, style: STYLE.producer2026, ...OWN },
      ["producer"],
      false,
    ],
    [
      "a purchaser's certificate for itself",
      { kind: KIND.certificateIssued, style: STYLE.purchaser2026, ...OWN },
      ["purchaser"],
      false,
    ],
    [
      "a producer's certificate for a farmer (代开)",
      { kind: KIND.certificateIssued, style: STYLE.producer2026, ...FOR_A_FARMER },
      ["station"],
      false,
    ],
    [
      "a purchaser's certificate for a farmer",
      { kind: KIND.certificateIssued, style: STYLE.purchaser2026, ...FOR_A_FARMER },
      [],
      false,
    ],
    [
      "a certificate in the style of 2021",
      { kind: KIND.certificateIssued, style: STYLE.legacy2021, ...OWN },
      [],
      false,
    ],
    [
      "a certificate in the style of 2019",
      { kind: KIND.certificateIssued, style: STYLE.legacy2019, ...OWN },
      [],
      false,
    ],
    [
      "voiding its own certificate",
      { kind: KIND.certificateWithdrawn, state: "voided", ...OWN },
      ["producer", "purchaser"],
      false,
    ],
    [
      "voiding a farmer's certificate that it signed",
      { kind: KIND.certificateWithdrawn, state: "voided", ...FOR_A_FARMER },
      ["station"],
      false,
    ],
    ["voiding another's certificate", { kind: KIND.certificateWithdrawn, state: "voided", ...ANOTHERS }, [], false],
    [
      "superseding its own certificate",
      { kind: KIND.certificateWithdrawn, state: "superseded", ...OWN },
      ["producer", "purchaser"],
      false,
    ],
    [
      "superseding another's certificate",
      { kind: KIND.certificateWithdrawn, state: "superseded", ...ANOTHERS },
      [],
      false,
    ],
    [
      "recalling its own certificate",
      { kind: KIND.certificateWithdrawn, state: "recalled", ...OWN },
      ["officer"],
      true,
    ],
    [
      "recalling another's certificate",
      { kind: KIND.certificateWithdrawn, state: "recalled", ...ANOTHERS },
      ["officer"],
      true,
    ],
    ["a grant", { kind: KIND.grant, ...ANOTHERS }, [], true],
    ["an operator's register entry", { kind: KIND.operatorProfile, ...ANOTHERS }, ["officer"], true],
    ["the end of a key", { kind: KIND.grantEnded, ...ANOTHERS }, ["officer"], true],
    ["a suspension", { kind: KIND.standingSet, ...ANOTHERS }, ["officer"], true],
    ["a lot of its own harvest", { kind: KIND.lotHarvested, ...OWN }, ["producer"], false],
    ["a lot of a farmer's harvest", { kind: KIND.lotHarvested, ...FOR_A_FARMER }, ["station"], false],
    ["a lot of another's harvest", { kind: KIND.lotHarvested, ...ANOTHERS }, [], false],
    ["a lot of received goods", { kind: KIND.lotAssembled, ...OWN }, ["purchaser"], false],
    ["a test that it states", { kind: KIND.testStated, ...OWN }, ["producer", "purchaser"], false],
    ["a test of a farmer's goods", { kind: KIND.testStated, ...FOR_A_FARMER }, ["station"], false],
    ["a farmer's own consent to a station", { kind: KIND.agencyConsented, ...OWN }, ["producer"], false],
    ["a consent that a station took", { kind: KIND.agencyConsented, ...FOR_A_FARMER }, ["station"], false],
    [
      "registering a smallholder",
      { kind: KIND.operatorProfile, registers: "smallholder", ...ANOTHERS },
      ["station", "officer"],
      true,
    ],
    [
      "registering an enterprise",
      { kind: KIND.operatorProfile, registers: "enterprise", ...ANOTHERS },
      ["officer"],
      true,
    ],
    ["changing a register entry", { kind: KIND.operatorProfile, ...ANOTHERS }, ["officer"], true],
    ["a roll of tags", { kind: KIND.rollMade, ...OWN }, ["producer", "purchaser"], false],
    ["what tags of another's roll stand for", { kind: KIND.tagsClaimed, ...ANOTHERS }, [], false],
    ["what a station says of itself", { kind: KIND.stationDescribed, ...OWN }, ["station", "officer"], false],
    ["a kind that only a newer version knows", { kind: 63, ...OWN }, [], false],
  ])("%s", (_, act, roles, authority) => {
    expect(allowed(act)).toEqual(roles);
    expect(authorityMay(act)).toBe(authority);
  });

  test("an inspector signs nothing, a lab ends its own keys, a market also says that it has read its duties", () => {
    const signs = (role: Role) => WHO_MAY_SIGN.filter(({ by }) => by === role).map(({ kind }) => kind);
    const market = [KIND.grantEnded, KIND.dutyAcknowledged];
    expect([signs("inspector"), signs("lab"), signs("market")]).toEqual([[], [KIND.grantEnded], market]);
  });

  test("whoever leads an operator ends its keys and nobody else's; its staff ends none", () => {
    const own = { kind: KIND.grantEnded, ...OWN };
    expect(allowed(own)).toEqual(["producer", "purchaser", "station", "market", "lab", "officer"]);
    expect(allowed({ kind: KIND.grantEnded, ...ANOTHERS })).toEqual(["officer"]);
    for (const role of ROLES) {
      const staff = { ...terms({ roles: [role], region: "140525" }), staff: true } as const;
      expect(refusalForKey(own, [staff]) === undefined).toBe(role === "officer");
    }
  });

  test.each([
    ["reviewing a certification", KIND.certificationReviewed],
    ["recording training", KIND.trainingRecorded],
    ["entering a fact", KIND.factEntered],
    ["publishing a grade", KIND.gradePublished],
    ["publishing a listing", KIND.listingPublished],
    ["ending a listing", KIND.listingEnded],
  ])("%s is an officer's alone, within the region", (_what, kind) => {
    expect([allowed({ kind, ...ANOTHERS }), allowed({ kind, ...OWN })]).toEqual([["officer"], ["officer"]]);
    expect(allowed({ kind, ...ANOTHERS, region: "140581" })).toEqual([]);
    expect(authorityMay({ kind, ...ANOTHERS })).toBe(false);
  });

  test.each([
    ["stating a certification", KIND.certificationStated],
    ["naming who answers for quality", KIND.qualityPersonAppointed],
  ])("%s is for its producer or purchaser, or for an officer", (_what, kind) => {
    expect(allowed({ kind, ...OWN })).toEqual(["producer", "purchaser", "officer"]);
    expect(allowed({ kind, ...ANOTHERS })).toEqual(["officer"]);
  });

  test("nobody acknowledges another's duties", () => {
    expect(allowed({ kind: KIND.dutyAcknowledged, ...OWN })).toEqual(["producer", "purchaser", "station", "market"]);
    expect(allowed({ kind: KIND.dutyAcknowledged, ...ANOTHERS })).toEqual([]);
  });

  test("a producer's goods come from the region of its grant, a purchaser's from anywhere", () => {
    const act = (style: number): Act => ({
      kind: KIND.certificateIssued,
      style,
      own: true,
      behalf: false,
      region: "370782",
    });
    expect(refusalForKey(act(STYLE.producer2026), [terms({ roles: ["producer"] })])).toBe("wrongRegion");
    expect(refusalForKey(act(STYLE.purchaser2026), [terms({ roles: ["purchaser"] })])).toBeUndefined();
  });

  test("an operator voids its own certificate of goods from anywhere", () => {
    const act: Act = { kind: KIND.certificateWithdrawn, state: "voided", own: true, behalf: false, region: "370782" };
    expect(refusalForKey(act, [terms({ roles: ["producer"] })])).toBeUndefined();
  });

  test("an officer recalls in its region and nowhere else", () => {
    const act: Act = { kind: KIND.certificateWithdrawn, state: "recalled", ...ANOTHERS };
    expect(refusalForKey(act, [terms({ roles: ["officer"], region: "140525" })])).toBeUndefined();
    expect(refusalForKey(act, [terms({ roles: ["officer"], region: "140581" })])).toBe("wrongRegion");
    expect(refusalForAuthority(act, ["140428"])).toBe("wrongRegion");
  });

  test("one grant that fits is enough among others that do not", () => {
    const act: Act = { kind: KIND.certificateIssued, style: STYLE.producer2026, ...OWN };
    const grants = [
      terms({ roles: ["market"] }),
      terms({ region: "140581" }),
      terms({ roles: ["producer", "officer"] }),
    ];
    expect(refusalForKey(act, grants)).toBeUndefined();
    expect(refusalForKey(act, grants.slice(0, 2))).toBe("wrongRegion");
    expect(refusalForKey(act, [])).toBe("wrongRole");
  });

  test("the styles that a role may issue are those of the table", () => {
    expect(issuingStyles(["producer"])).toEqual([STYLE.producer2026]);
    expect(issuingStyles(["purchaser"])).toEqual([STYLE.purchaser2026]);
    expect(issuingStyles(["producer", "purchaser"])).toEqual([STYLE.producer2026, STYLE.purchaser2026]);
    expect(issuingStyles(["station", "officer"])).toEqual([]);
  });
});
