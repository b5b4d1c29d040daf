import { describe, expect, test } from "vitest";
import { parseCertificate } from "../../../src/core/certificate/certificate.ts";
import { checkDraft, type Draft, type DraftInput } from "../../../src/core/certificate/draft.ts";
import { composeIssue, fieldToShorten, type Issue, type IssueOrder } from "../../../src/core/certificate/issue.ts";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { parseWithdrawn } from "../../../src/core/certificate/withdrawal.ts";
import { parseAssembledLot, parseHarvestedLot, parseStatedTest } from "../../../src/core/lot/lot.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { decodeStatement, isStatementSignedBy, statementId } from "../../../src/core/statement/statement.ts";
import { verifySignature } from "../../../src/crypto/verifySignature.ts";
import { testKey } from "../../support/testKeys.ts";
import { NOW } from "../../support/world.ts";

const KEY = testKey("K1");
const TURN = { key: KEY.key, alg: KEY.alg, seq: 7, iat: NOW };
const INPUT: DraftInput = {
  product: "大白菜",
  productCode: 1201,
  quantity: "500",
  unit: 1,
  origin: "140525103",
  place: "东四义村",
  plots: ["东坡一号棚"],
  day: "2026-11-21",
  qualityControl: true,
  tests: [{ basis: "selfTest", date: "2026-11-20", item: "有机磷", by: "合作社检测室" }],
};

function draft(changes: Partial<DraftInput> = {}): Draft {
  const checked = checkDraft({ ...INPUT, ...changes }, { today: "2026-11-22", oldAllowed: false });
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return checked.value.draft;
}

function order(changes: Partial<IssueOrder> = {}): IssueOrder {
  const made = draft();
  return { draft: made, style: 1, lot: { make: "harvested", quantity: made.quantity }, ...changes };
}

function compose(changes: Partial<IssueOrder> = {}): Issue {
  const issue = composeIssue(order(changes), TURN);
  if (!issue.ok) throw new Error(issue.error);
  return issue.value;
}

describe("issuing with a new lot", () => {
  test("makes lot, tests and certificate, numbered one after another at one time", () => {
    const { parts } = compose();
    expect(parts.map(({ content }) => [content.kind, content.seq, content.iat])).toEqual([
      [KIND.lotHarvested, 7, NOW],
      [KIND.testStated, 8, NOW],
      [KIND.certificateIssued, 9, NOW],
    ]);
  });

  test("says in each of them what the draft says, each under the id that it will have once signed", async () => {
    const { parts, certificate, lot, number, body } = compose();
    const [made, stated] = parts;
    expect(parseHarvestedLot(made?.content.body ?? new Map())).toEqual({
      product: "大白菜",
      productCode: 1201,
      quantity: { thousandths: 500_000, unit: 1 },
      origin: "140525103",
      place: "东四义村",
      plots: ["东坡一号棚"],
      harvested: "2026-11-21",
    });
    expect(parseStatedTest(stated?.content.body ?? new Map())).toEqual({ ...INPUT.tests[0], lot });
    expect(parseCertificate(certificate.content.body)).toEqual({
      ok: true,
      value: { certificate: body, newerFormat: false },
    });
    expect(body.lot).toEqual(lot.slice(0, 8));
    const bytes = certificate.prepared.finish(await KEY.sign(certificate.prepared.toBeSigned));
    const decoded = decodeStatement(bytes);
    if (!decoded.ok) throw new Error(decoded.error);
    expect(statementId(decoded.value, KEY.key)).toEqual(certificate.prepared.id);
    expect(await isStatementSignedBy(decoded.value, KEY.key, verifySignature)).toBe(true);
    expect(number).toBe(certificateNumber(certificate.prepared.id));
  });

  test("of received goods names the certificates that they came with", () => {
    const sources = [sha256(Uint8Array.of(1)), sha256(Uint8Array.of(2))];
    const quantity = { thousandths: 2000, unit: 3 };
    const { parts } = compose({ style: 2, lot: { make: "assembled", mode: "mixed", quantity, sources } });
    const lot = parseAssembledLot(parts[0]?.content.body ?? new Map());
    expect(lot).toMatchObject({ mode: "mixed", sources, quantity, assembled: "2026-11-21" });
  });

  test("leaves out what was left empty", () => {
    const { productCode: _, ...bare } = INPUT;
    const checked = checkDraft(
      { ...bare, place: "", plots: [], tests: [] },
      { today: "2026-11-22", oldAllowed: false },
    );
    if (!checked.ok) throw new Error("the draft keeps every rule");
    const { parts, certificate } = compose({ draft: checked.value.draft });
    expect(new Set(certificate.content.body.keys())).toEqual(new Set([1, 3, 4, 8, 9, 10]));
    expect(new Set(parts[0]?.content.body.keys())).toEqual(new Set(["harvested", "origin", "product", "quantity"]));
  });
});

describe("issuing from a lot with a remainder", () => {
  const lot = {
    draw: sha256(Uint8Array.of(9)),
    quantity: { thousandths: 1000, unit: 3 },
    drawn: [{ thousandths: 1_200_000, unit: 4 }],
  };

  test("makes no new lot", () => {
    const { parts, body } = compose({ lot, draft: draft({ quantity: "400", tests: [] }) });
    expect(parts.map(({ content }) => content.kind)).toEqual([KIND.certificateIssued]);
    expect(body.lot).toEqual(lot.draw.slice(0, 8));
  });

  test("is refused for more than the remainder, in whatever unit", () => {
    expect(composeIssue(order({ lot, draft: draft({ quantity: "400.001" }) }), TURN)).toEqual({
      ok: false,
      error: "overRemainder",
    });
    expect(composeIssue(order({ lot, draft: draft({ quantity: "801", unit: 4 }) }), TURN)).toEqual({
      ok: false,
      error: "overRemainder",
    });
    expect(composeIssue(order({ lot, draft: draft({ quantity: "1", unit: 5 }) }), TURN)).toEqual({
      ok: false,
      error: "overRemainder",
    });
  });
});

test("a new lot smaller than its certificate is refused", () => {
  const lot = { make: "harvested", quantity: { thousandths: 499_999, unit: 1 } } as const;
  expect(composeIssue(order({ lot }), TURN)).toEqual({ ok: false, error: "overRemainder" });
});

test("a correction names the certificate that it corrects and takes it back in the same step", () => {
  const corrected = sha256(Uint8Array.of(5));
  const { parts, body } = compose({ corrects: { certificate: corrected, reason: "数量写错" } });
  expect(body.supersedes).toEqual(corrected.slice(0, 8));
  const last = parts[parts.length - 1];
  expect([last?.content.kind, last?.content.seq]).toEqual([KIND.certificateWithdrawn, 10]);
  expect(parseWithdrawn(last?.content.body ?? new Map())).toEqual({
    certificate: corrected,
    state: "superseded",
    reason: "数量写错",
  });
});

test("a certificate over 360 bytes is refused, and the longer text is what to shorten", () => {
  const long = draft({ product: "𬭊".repeat(30), place: "𬭊".repeat(29) });
  expect(
    composeIssue(order({ draft: long, corrects: { certificate: sha256(Uint8Array.of(5)), reason: "品种" } }), TURN),
  ).toEqual({ ok: false, error: "certificateTooLarge" });
  expect(fieldToShorten(long)).toBe("product");
  expect(fieldToShorten(draft({ place: "泽州县巴公镇东四义村" }))).toBe("place");
});
