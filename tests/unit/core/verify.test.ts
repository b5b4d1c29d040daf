import { describe, expect, test } from "vitest";
import { certificateNumber, formatNumber } from "../../../src/core/certificate/number.ts";
import { joinPrefixes } from "../../../src/core/operator/directoryRow.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { labelText, shortText } from "../../../src/core/qr/qrText.ts";
import type { OnlineAnswer } from "../../../src/core/verify/context.ts";
import type { Verification } from "../../../src/core/verify/verdict.ts";
import { verifyScanned } from "../../../src/core/verify/verify.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  byId,
  contextOf,
  cooperativeRow,
  directory,
  JINCHENG,
  keyRecord,
  NOW,
  ORIGIN,
  row,
  signedCertificate,
  terms,
  type World,
} from "../../support/world.ts";

const HOME = { directories: [directory(JINCHENG, [cooperativeRow()])] };

type Signed = Awaited<ReturnType<typeof signedCertificate>>;

function label({ id, bytes }: Signed, origin = ORIGIN): string {
  return labelText(origin, certificateNumber(id), bytes);
}

async function look(text: string, world: World = HOME): Promise<Verification> {
  return verifyScanned(text, contextOf(world));
}

/** Verdict and deciding code in one text. */
function said({ verdict, code }: Verification): string {
  return code === undefined ? verdict : `${verdict}: ${code}`;
}

function registered(
  { id, bytes }: Signed,
  changes: Partial<OnlineAnswer & { readonly known: true }> = {},
): OnlineAnswer {
  return { known: true, id, statement: bytes, loggedAt: NOW - DAY + 60, flags: [], ...changes };
}

describe("what a device needs to know", () => {
  test("an unknown key leaves everything open, and what the code says is shown", async () => {
    const found = await look(label(await signedCertificate({}, { by: "stranger" })));
    expect(said(found)).toBe("unconfirmed: unknownKey");
    expect(found.certificate?.product).toBe("大白菜");
    expect(found.id).toBeUndefined();
  });

  test("without any directory nobody is known", async () => {
    expect(said(await look(label(await signedCertificate()), {}))).toBe("unconfirmed: unknownKey");
  });

  test("a directory counts for 7 days and no second longer, whatever it says of itself", async () => {
    const text = label(await signedCertificate());
    const aged = (age: number, maxAge: number) => ({
      directories: [directory(JINCHENG, [cooperativeRow()], { issuedAt: NOW - age, maxAge })],
    });
    expect(said(await look(text, aged(7 * DAY, 7 * DAY)))).toBe("authentic");
    expect(said(await look(text, aged(7 * DAY + 1, 7 * DAY)))).toBe("unconfirmed: directoryTooOld");
    expect(said(await look(text, aged(8 * DAY, 400 * DAY)))).toBe("unconfirmed: directoryTooOld");
    expect(said(await look(text, aged(2 * DAY, DAY)))).toBe("unconfirmed: directoryTooOld");
  });

  test("the verdict says when the directory that it rests on was issued", async () => {
    expect((await look(label(await signedCertificate()))).directoryIssuedAt).toBe(NOW - 3600);
  });
});

describe("who signed", () => {
  test("a key in the rows of two operators is claimed twice", async () => {
    const rival = row("陵川县绿源农场", { keys: [keyRecord(testKey("K1").key)] });
    const world = { directories: [directory(JINCHENG, [cooperativeRow(), rival])] };
    expect(said(await look(label(await signedCertificate()), world))).toBe("unconfirmed: keyClaimedTwice");
  });

  test.each([
    ["a producer's style by a purchaser's key", { role: "purchaser", style: 1, origin: "140525", code: "wrongRole" }],
    ["a purchaser's style by a producer's key", { role: "producer", style: 2, origin: "140525", code: "wrongRole" }],
    ["goods of another county by a producer", { role: "producer", style: 1, origin: "140581", code: "wrongRegion" }],
    ["a market's key", { role: "market", style: 1, origin: "140525", code: "wrongRole" }],
  ] as const)("%s is suspended", async (_, { role, style, origin, code }) => {
    const rows = [cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms({ roles: [role] })])] })];
    const text = label(await signedCertificate({ style, origin }));
    expect(said(await look(text, { directories: [directory(JINCHENG, rows)] }))).toBe(`suspended: ${code}`);
  });

  test("a purchaser signs style 2 for goods from anywhere", async () => {
    const rows = [cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms({ roles: ["purchaser"] })])] })];
    const text = label(await signedCertificate({ style: 2, origin: "370782" }));
    expect(said(await look(text, { directories: [directory(JINCHENG, rows)] }))).toBe("authentic");
  });

  test("a style of before 2026 is not in force, also where no term is known of it", async () => {
    const text = label(await signedCertificate({ style: 91 }));
    expect(said(await look(text))).toBe("suspended: styleNotInForce");
    const styleTerms = [{ style: 91, from: 1_635_696_000, to: 1_769_875_200 }];
    expect(said(await look(text, { ...HOME, styleTerms }))).toBe("suspended: styleNotInForce");
  });
});

describe("standing is judged when it was issued", () => {
  const world = (from: number) => ({
    directories: [directory(JINCHENG, [cooperativeRow({ standing: [{ from, state: "suspended" }] })])],
  });

  test("a suspension forbids from its date on", async () => {
    expect(said(await look(label(await signedCertificate()), world(NOW - DAY)))).toBe("suspended: operatorSuspended");
  });

  test("what was issued before a suspension stays as it was", async () => {
    expect(said(await look(label(await signedCertificate()), world(NOW - DAY + 1)))).toBe("authentic");
  });
});

describe("withdrawn certificates", () => {
  const listing = (state: string, id: Uint8Array) => ({
    directories: [
      directory(JINCHENG, [cooperativeRow({ withdrawn: { ...row("").withdrawn, [state]: joinPrefixes([id]) } })]),
    ],
  });

  test.each(["recalled", "voided", "superseded"])(
    "%s is said from the directory alone, without a reason",
    async (state) => {
      const signed = await signedCertificate();
      const found = await look(label(signed), listing(state, signed.id));
      expect(said(found)).toBe(`${state}: ${state}`);
      expect(found.withdrawal).toBeUndefined();
    },
  );

  test("reason and date are added where the device knows them", async () => {
    const signed = await signedCertificate();
    const note = { state: "voided", reason: "数量写错", at: NOW - 60, by: "泽州县丰禾种植专业合作社" } as const;
    const found = await look(label(signed), {
      ...listing("voided", signed.id),
      withdrawalOf: byId([[signed.id, note]]),
    });
    expect(found.withdrawal).toEqual(note);
  });

  test("a graver state in the directory leaves a milder note aside", async () => {
    const signed = await signedCertificate();
    const note = { state: "voided", reason: "数量写错", at: NOW - 60, by: "泽州县丰禾种植专业合作社" } as const;
    const found = await look(label(signed), {
      ...listing("recalled", signed.id),
      withdrawalOf: byId([[signed.id, note]]),
    });
    expect(said(found)).toBe("recalled: recalled");
    expect(found.withdrawal).toBeUndefined();
  });

  test("an own void shows before any directory lists it", async () => {
    const signed = await signedCertificate();
    const note = { state: "voided", reason: "品种写错", at: NOW, by: "泽州县丰禾种植专业合作社" } as const;
    const found = await look(label(signed), { ...HOME, withdrawalOf: byId([[signed.id, note]]) });
    expect(said(found)).toBe("voided: voided");
  });
});

describe("a short code or typed number", () => {
  test("is looked up on this device first", async () => {
    const signed = await signedCertificate();
    const world = { ...HOME, heldByNumber: () => Promise.resolve([signed.bytes]) };
    const number = certificateNumber(signed.id);
    for (const text of [shortText(ORIGIN, number), number, formatNumber(number).toLowerCase()]) {
      const found = await look(text, world);
      expect([said(found), found.number, found.id]).toEqual(["authentic", number, signed.id]);
    }
  });

  test("that nothing here knows needs the network", async () => {
    const found = await look(shortText(ORIGIN, "0000000000000000"));
    expect([said(found), found.number, found.registration]).toEqual([
      "unconfirmed: needsNetwork",
      "0000000000000000",
      "notAsked",
    ]);
  });

  test("that the endpoint knows is verified like any other", async () => {
    const signed = await signedCertificate();
    const found = await look(certificateNumber(signed.id), { ...HOME, online: registered(signed) });
    expect([said(found), found.registration]).toEqual(["authentic", "registered"]);
  });

  test("that the endpoint does not know is not registered", async () => {
    const found = await look("0000000000000000", { ...HOME, online: { known: false } });
    expect([said(found), found.registration]).toEqual(["unconfirmed: notRegistered", "unknown"]);
  });

  test("for which the endpoint hands out another certificate is forged", async () => {
    const [asked, given] = [await signedCertificate(), await signedCertificate({ product: "小米" })];
    const found = await look(certificateNumber(asked.id), { ...HOME, online: registered(given) });
    expect(said(found)).toBe("forged: numberMismatch");
  });

  test("that two held certificates share is red, one under two signatures is not", async () => {
    const [one, other] = [await signedCertificate(), await signedCertificate({ product: "小米" })];
    const held = (...bytes: readonly Uint8Array[]) => ({ ...HOME, heldByNumber: () => Promise.resolve(bytes) });
    const number = certificateNumber(one.id);
    expect(said(await look(number, held(one.bytes, other.bytes)))).toBe("suspended: numberConflict");
    const resigned = one.bytes.slice();
    resigned[resigned.length - 1] = (resigned[resigned.length - 1] ?? 0) ^ 1;
    expect(said(await look(number, held(one.bytes, resigned)))).toBe("authentic");
  });

  test("that was mistyped says why it could not be read", async () => {
    expect((await look("WYDQ F523")).numberError).toEqual({ code: "wrongLength", length: 8 });
    expect((await look("WYDQF523TR916ZW*")).numberError).toEqual({ code: "unknownCharacter", character: "*" });
    expect((await look("WYDQF523TR916ZWB")).numberError).toEqual({ code: "checkFailed" });
    expect((await look("https://example.cn/a")).numberError).toBeUndefined();
  });

  test("of a roll printed beforehand is never green", async () => {
    const found = await look(`${ORIGIN}/r/0000000000000000`);
    expect([said(found), found.number]).toEqual(["unconfirmed: needsNetwork", "0000000000000000"]);
  });
});

describe("what the endpoint adds", () => {
  test("not knowing a fresh certificate is a warning, after 7 days it leaves the verdict open", async () => {
    const fresh = await look(label(await signedCertificate({}, { iat: NOW - 7 * DAY })), {
      ...HOME,
      online: { known: false },
    });
    expect([said(fresh), fresh.warnings]).toEqual(["authentic", ["notYetRegistered"]]);
    const late = await look(label(await signedCertificate({}, { iat: NOW - 7 * DAY - 1 })), {
      ...HOME,
      online: { known: false },
    });
    expect(said(late)).toBe("unconfirmed: notRegistered");
    expect(said(await look(label(await signedCertificate({}, { iat: NOW - 30 * DAY }))))).toBe("authentic");
  });

  test("another certificate under the number is red", async () => {
    const [shown, other] = [await signedCertificate(), await signedCertificate({ product: "小米" })];
    expect(said(await look(label(shown), { ...HOME, online: registered(other) }))).toBe("suspended: numberConflict");
  });

  test("its flags stand beside the verdict, a number conflict in it", async () => {
    const signed = await signedCertificate();
    const flags = ["quantityOverdrawn", "checkedInElsewhere", "ambiguousReference", "seqReused"];
    const late = await look(label(signed), { ...HOME, online: registered(signed, { flags, loggedAt: NOW + 7 * DAY }) });
    expect(late.warnings).toEqual(["lateUpload", "quantityOverdrawn", "ambiguousReference", "checkedInElsewhere"]);
    const conflict = await look(label(signed), { ...HOME, online: registered(signed, { flags: ["numberConflict"] }) });
    expect(said(conflict)).toBe("suspended: numberConflict");
  });

  test("its time of arrival proves a statement older than the end of its key", async () => {
    const end = { from: NOW - 3600, reason: "lost", highestSeq: 1, loggedAt: NOW - 60 } as const;
    const rows = [cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms()], end)] })];
    const world = { directories: [directory(JINCHENG, rows)] };
    const signed = await signedCertificate();
    expect(said(await look(label(signed), world))).toBe("unconfirmed: notProvenBeforeEnd");
    expect(said(await look(label(signed), { ...world, online: registered(signed) }))).toBe("authentic");
  });

  test("its withdrawal comes with the reason", async () => {
    const signed = await signedCertificate();
    const withdrawal = { state: "recalled", reason: "检出毒死蜱", at: NOW - 60, by: "晋城市农业农村局" } as const;
    const found = await look(label(signed), { ...HOME, online: registered(signed, { withdrawal }) });
    expect([said(found), found.withdrawal]).toEqual(["recalled: recalled", withdrawal]);
  });
});

describe("the origin of a code", () => {
  test("is warned of when it is not the issuer's authority's, and changes nothing else", async () => {
    const found = await look(label(await signedCertificate(), "https://hgz.jcagri.example"));
    expect([said(found), found.warnings]).toEqual(["authentic", ["foreignOrigin"]]);
  });

  test("is not warned of when the code names none or the authority has none", async () => {
    const text = label(await signedCertificate());
    expect((await look(text.slice(text.indexOf("#") + 1))).warnings).toEqual([]);
    expect((await look(text, { ...HOME, authorities: [{ ...JINCHENG, origin: "" }] })).warnings).toEqual([]);
  });
});
