import { describe, expect, test } from "vitest";
import type { CborMap } from "../../../src/core/cbor.ts";
import { startOfDay } from "../../../src/core/date.ts";
import {
  type Certification,
  coversGoods,
  daysLeft,
  encodeCertification,
  encodeReview,
  endsSoon,
  inForceOn,
  nextChange,
  parseCertification,
} from "../../../src/core/operator/certification.ts";
import { creditFacts } from "../../../src/core/operator/credit.ts";
import { encodeFact, encodeGrade } from "../../../src/core/operator/creditStatements.ts";
import { encodeQualityPerson, encodeTraining, qualityFlag } from "../../../src/core/operator/duty.ts";
import {
  isFiled,
  listingTerms,
  operatorFile,
  publishedGrade,
  qualityPerson,
  type Said,
  shownCertifications,
  stationProfile,
  unreviewedCertifications,
} from "../../../src/core/operator/file.ts";
import {
  encodeListing,
  encodeListingEnded,
  type Listing,
  listedOn,
  parseListing,
} from "../../../src/core/operator/listing.ts";
import { encodeStationProfile } from "../../../src/core/operator/stationProfile.ts";
import { KIND } from "../../../src/core/statement/kind.ts";

const OPERATOR = new Uint8Array(8).fill(7);
const GREEN: Certification = {
  kind: "greenFood",
  number: "LB-18-24110407021A",
  products: ["马铃薯"],
  from: "2024-12-01",
  to: "2026-11-30",
};
const BLACK: Listing = {
  operator: OPERATOR,
  list: "black",
  basis: "陵农罚〔2026〕7号",
  start: "2026-11-01",
  end: "2027-10-31",
  appeal: "六十日内申请复议",
  repair: "整改满六个月后申请",
};

function said(kind: number, body: CborMap, iat: number, mark: number): Said {
  return { id: new Uint8Array(32).fill(mark), iat, kind, body };
}

function reviewOf(mark: number, outcome: "accepted" | "refused"): CborMap {
  return encodeReview({ operator: OPERATOR, certification: new Uint8Array(32).fill(mark), outcome, reason: "已核对" });
}

describe("a product certification", () => {
  test("is read as it was written, with the scan of its paper", () => {
    const whole = { ...GREEN, plots: ["村东坡地"], paper: { sha256: new Uint8Array(32).fill(1), size: 81_920 } };
    expect(parseCertification(encodeCertification(whole))).toEqual(whole);
    expect(parseCertification(encodeCertification(GREEN))).toEqual(GREEN);
  });

  test("is refused when it ends before it begins, or names a paper without its size", () => {
    expect(parseCertification(encodeCertification({ ...GREEN, to: "2024-11-30" }))).toBeUndefined();
    const body = new Map(encodeCertification(GREEN)).set("paper", new Uint8Array(32));
    expect(parseCertification(body)).toBeUndefined();
  });

  test("is in force from its first to its last day, and warned about in the last sixty", () => {
    expect(inForceOn(GREEN, "2024-11-30")).toBe(false);
    expect(inForceOn(GREEN, "2026-11-30")).toBe(true);
    expect(inForceOn(GREEN, "2026-12-01")).toBe(false);
    expect([daysLeft(GREEN, "2026-11-22"), endsSoon(GREEN, "2026-10-01"), endsSoon(GREEN, "2026-09-30")]).toEqual([
      8,
      true,
      false,
    ]);
    expect(endsSoon({}, "2026-11-22")).toBe(false);
  });

  test("changes at midnight in China: when it begins and after its last day", () => {
    const midnight = startOfDay("2026-12-01") ?? 0;
    expect(nextChange(GREEN, midnight - 1)).toBe(midnight);
    expect(nextChange(GREEN, midnight)).toBeUndefined();
    expect(nextChange(GREEN, 0)).toBe(startOfDay("2024-12-01"));
  });

  test("covers its products, and with named plots only goods that all came from them", () => {
    expect(coversGoods(GREEN, { product: "马铃薯" })).toBe(true);
    expect(coversGoods(GREEN, { product: "谷子" })).toBe(false);
    const east = { ...GREEN, plots: ["村东坡地"] };
    expect(coversGoods(east, { product: "马铃薯", plots: ["村东坡地"] })).toBe(true);
    expect(coversGoods(east, { product: "马铃薯", plots: ["村东坡地", "沟口"] })).toBe(false);
    expect(coversGoods(east, { product: "马铃薯" })).toBe(false);
  });
});

describe("an operator's file", () => {
  test("shows a certification only after an officer accepted it, and no more once it is refused", () => {
    const stated = said(KIND.certificationStated, encodeCertification(GREEN), 100, 1);
    const accepted = said(KIND.certificationReviewed, reviewOf(1, "accepted"), 200, 2);
    const refused = said(KIND.certificationReviewed, reviewOf(1, "refused"), 300, 3);
    const shown = (...statements: readonly Said[]) =>
      shownCertifications(operatorFile(statements), { product: "马铃薯" }, "2026-11-22").length;
    expect([shown(stated), shown(stated, accepted), shown(accepted, stated)]).toEqual([0, 1, 1]);
    expect(shown(refused, accepted, stated)).toBe(0);
    expect(unreviewedCertifications(operatorFile([stated]))).toHaveLength(1);
    expect(unreviewedCertifications(operatorFile([refused, stated]))).toEqual([]);
  });

  test("keeps the grade and the person that were said last, in whatever order they came", () => {
    const grade = (letter: "A" | "C", iat: number, mark: number) => {
      const published = { operator: OPERATOR, grade: letter, score: 80, rules: "ours-2026-11", day: "2026-11-01" };
      return said(KIND.gradePublished, encodeGrade(published), iat, mark);
    };
    expect(publishedGrade(operatorFile([grade("C", 20, 5), grade("A", 10, 6)]))?.grade).toBe("C");
    expect(publishedGrade(operatorFile([]))).toBeUndefined();
    const person = (name: string, iat: number, mark: number) =>
      said(KIND.qualityPersonAppointed, encodeQualityPerson({ name, trainedUntil: "2027-06-30" }), iat, mark);
    expect(qualityPerson(operatorFile([person("李秀英", 20, 1), person("王建国", 10, 2)]))?.name).toBe("李秀英");
  });

  test("takes an entry off its list only by naming it", () => {
    const listed = said(KIND.listingPublished, encodeListing(BLACK), 100, 8);
    const endedBy = (mark: number) => {
      const ended = {
        operator: OPERATOR,
        listing: new Uint8Array(32).fill(mark),
        reason: "修复",
        document: "陵信修〔2027〕1号",
      };
      return said(KIND.listingEnded, encodeListingEnded(ended), 200, 9);
    };
    expect(listingTerms(operatorFile([listed]))).toEqual([{ list: "black", start: "2026-11-01", end: "2027-10-31" }]);
    expect(listingTerms(operatorFile([listed, endedBy(4)]))).toHaveLength(1);
    expect(listingTerms(operatorFile([endedBy(8), listed]))).toEqual([]);
  });

  test("holds what a service station last said of its level, area and hours", () => {
    const described = (hours: string, iat: number) => {
      const body = encodeStationProfile({ level: "township", area: ["140524101", "140524101213"], hours });
      return { id: new Uint8Array(32).fill(iat), iat, kind: KIND.stationDescribed, body };
    };
    const file = operatorFile([described("逢集开放", 9), described("周一到周五", 8)]);
    expect(stationProfile(file)).toMatchObject({
      level: "township",
      hours: "逢集开放",
      area: ["140524101", "140524101213"],
    });
    const nowhere = encodeStationProfile({ level: "village", area: [], hours: "每天" });
    expect(isFiled({ kind: KIND.stationDescribed, body: nowhere })).toBe(false);
  });

  test("takes no statement whose body has not its form", () => {
    expect(isFiled({ kind: KIND.listingPublished, body: encodeListing(BLACK) })).toBe(true);
    expect(isFiled({ kind: KIND.listingPublished, body: encodeListing({ ...BLACK, basis: "" }) })).toBe(false);
    expect(parseListing(encodeListing({ ...BLACK, end: "2026-10-31" }))).toBeUndefined();
  });
});

test("the black list outweighs the red one, and only within its term", () => {
  const terms = [
    { list: "red", start: "2026-01-01" },
    { list: "black", start: "2026-11-01", end: "2026-11-30" },
  ] as const;
  expect(["2025-12-31", "2026-10-31", "2026-11-30", "2026-12-01"].map((day) => listedOn(terms, day))).toEqual([
    undefined,
    "red",
    "black",
    "red",
  ]);
});

test("whoever must name a person for quality is flagged without one and once the training has run out", () => {
  const person = { trainedUntil: "2026-11-22" };
  expect(qualityFlag("cooperative", undefined, "2026-11-22")).toBe("nobody");
  expect(qualityFlag("cooperative", person, "2026-11-22")).toBeUndefined();
  expect(qualityFlag("cooperative", person, "2026-11-23")).toBe("trainingOver");
  expect(qualityFlag("smallholder", undefined, "2026-11-22")).toBeUndefined();
});

test("every entry of a file that weighs is a dated fact that names its statement", () => {
  const file = operatorFile([
    said(KIND.certificationStated, encodeCertification(GREEN), 100, 1),
    said(KIND.certificationReviewed, reviewOf(1, "accepted"), 200, 2),
    said(
      KIND.trainingRecorded,
      encodeTraining({ operator: OPERATOR, course: "用药培训", hours: 4, date: "2026-11-10" }),
      300,
      3,
    ),
    said(
      KIND.factEntered,
      encodeFact({ operator: OPERATOR, fact: "award", date: "2026-10-01", document: "陵农发〔2026〕3号" }),
      400,
      4,
    ),
  ]);
  const certificates = {
    months: [{ day: "2026-11-02", count: 12 }],
    withdrawn: [{ state: "recalled", day: "2026-11-05", number: "7K2M9QX4TB8W1CZ6" }],
  } as const;
  expect(creditFacts(file, certificates)).toEqual([
    { code: "certificatesIssued", date: "2026-11-02", reference: "12" },
    { code: "certificateRecalled", date: "2026-11-05", reference: "7K2M9QX4TB8W1CZ6" },
    { code: "training", date: "2026-11-10", amount: 4, reference: "用药培训", statement: "03".repeat(32) },
    {
      code: "certificationInForce",
      date: "2024-12-01",
      to: "2026-11-30",
      reference: "LB-18-24110407021A",
      statement: "01".repeat(32),
    },
    { code: "award", date: "2026-10-01", reference: "陵农发〔2026〕3号", statement: "04".repeat(32) },
  ]);
});
