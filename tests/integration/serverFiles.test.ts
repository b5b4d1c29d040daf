import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import { startOfDay } from "../../src/core/date.ts";
import { type Certification, encodeCertification, encodeReview } from "../../src/core/operator/certification.ts";
import { encodeFact, encodeGrade } from "../../src/core/operator/creditStatements.ts";
import { encodeDutyAcknowledged, encodeQualityPerson, encodeTraining } from "../../src/core/operator/duty.ts";
import { encodeListing, encodeListingEnded } from "../../src/core/operator/listing.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { certificateAnswerSchema } from "../../src/wire/certificates.ts";
import { parseAnswer } from "../../src/wire/fields.ts";
import { deskFiguresSchema, deskRowsSchema, operatorFileSchema } from "../../src/wire/files.ts";
import { certificatePagePath, certificatePath, deskListPath, operatorFilePath, PATH } from "../../src/wire/paths.ts";
import { certificateOf, lotOf, NOW, type Signed } from "../contract/storeWorld.ts";
import {
  bearer,
  type Joined,
  joinAs,
  openSession,
  refusal,
  registerCooperative,
  type ServerUnderTest,
  startUnderTest,
} from "./serverUnderTest.ts";

const GREEN: Certification = {
  kind: "greenFood",
  number: "LB-18-24110407021A",
  products: ["马铃薯"],
  from: "2024-12-01",
  to: "2026-11-30",
};

let server: ServerUnderTest;
let grower: Joined;
let officer: Joined;

beforeEach(async () => {
  server = await startUnderTest();
  grower = await joinAs(server, "producer");
  officer = await joinAs(server, "officer");
});

afterEach(() => server.close());

async function issue(): Promise<string> {
  const lot = await grower.say(KIND.lotHarvested, lotOf());
  const certificate = await grower.say(KIND.certificateIssued, certificateOf(lot.id));
  await server.upload([lot, certificate]);
  return certificateNumber(certificate.id);
}

async function page(number: string): Promise<string> {
  return (await server.get(certificatePagePath(number), { "accept-encoding": "br", "accept-language": "zh" })).text();
}

async function answer(number: string) {
  const read = parseAnswer(certificateAnswerSchema, await (await server.get(certificatePath(number))).json());
  if (!read.ok) throw new Error("no answer");
  return read.value;
}

function review(certification: Signed, outcome: "accepted" | "refused"): Promise<Signed> {
  const body = { operator: grower.operator, certification: certification.id, outcome, reason: "与证书原件一致" };
  return officer.say(KIND.certificationReviewed, encodeReview(body));
}

async function codes(...statements: readonly Signed[]): Promise<readonly (string | undefined)[]> {
  return (await server.upload(statements)).results.map(({ status, code }) => (status === "accepted" ? code : status));
}

describe("a product certification", () => {
  test("stands on the page once an officer has accepted it, and goes overnight when it has ended", async () => {
    const number = await issue();
    const stated = await grower.say(KIND.certificationStated, encodeCertification(GREEN));
    expect(await codes(stated)).toEqual([undefined]);
    expect(await page(number)).not.toContain("LB-18");
    expect(await codes(await review(stated, "accepted"))).toEqual([undefined]);
    // Twice each, so that what is kept and what is in memory are both asked.
    for (let look = 0; look < 3; look++) expect(await page(number)).toContain("LB-18-24110407021A");
    expect((await answer(number)).certifications).toEqual([
      { kind: "greenFood", number: "LB-18-24110407021A", from: "2024-12-01", to: "2026-11-30" },
    ]);
    server.clock.now = (startOfDay("2026-12-01") ?? 0) - 1;
    for (let look = 0; look < 3; look++) expect(await page(number)).toContain("绿色食品");
    server.clock.now += 1;
    for (let look = 0; look < 3; look++) expect(await page(number)).not.toContain("绿色食品");
    expect((await answer(number)).certifications).toEqual([]);
  });

  test("is not shown for another product, nor after an officer refused it", async () => {
    const number = await issue();
    const millet = await grower.say(KIND.certificationStated, encodeCertification({ ...GREEN, products: ["谷子"] }));
    const stated = await grower.say(KIND.certificationStated, encodeCertification({ ...GREEN, number: "LB-2" }));
    await server.upload([millet, stated, await review(millet, "accepted"), await review(stated, "accepted")]);
    expect((await answer(number)).certifications.map((one) => one.number)).toEqual(["LB-2"]);
    const refused = {
      operator: grower.operator,
      certification: stated.id,
      outcome: "refused",
      reason: "编号查不到",
    } as const;
    await server.upload([await officer.say(KIND.certificationReviewed, encodeReview(refused), NOW + 60)]);
    expect((await answer(number)).certifications).toEqual([]);
  });

  test("cannot be accepted by its holder, nor stated for somebody else", async () => {
    const other = await joinAs(server, "producer", await registerCooperative(server, "陵川县西河底谷子合作社"));
    const stated = await grower.say(KIND.certificationStated, encodeCertification(GREEN));
    const own = { operator: grower.operator, certification: stated.id, outcome: "accepted", reason: "" } as const;
    const forOther = encodeCertification({ ...GREEN, operator: grower.operator });
    expect(
      await codes(
        stated,
        await grower.say(KIND.certificationReviewed, encodeReview(own)),
        await other.say(KIND.certificationStated, forOther),
        await officer.say(KIND.certificationStated, forOther),
      ),
    ).toEqual([undefined, "wrongRole", "wrongRole", undefined]);
  });
});

describe("grade and lists", () => {
  const published = { score: 93, rules: "ours-2026-11", day: "2026-11-22" };

  test("are public once an officer has published them, and in the signed directory", async () => {
    const number = await issue();
    expect((await answer(number)).grade).toBeUndefined();
    const { operator } = grower;
    const grade = await officer.say(KIND.gradePublished, encodeGrade({ operator, grade: "A", ...published }));
    const listing = {
      operator,
      list: "red",
      basis: "陵农发〔2026〕9号",
      start: "2026-11-01",
      appeal: "十五日内",
      repair: "不适用",
    } as const;
    const listed = await officer.say(KIND.listingPublished, encodeListing(listing));
    expect(await codes(grade, listed)).toEqual([undefined, undefined]);
    const shown = await answer(number);
    expect(shown.grade).toEqual({ grade: "A", score: 93, day: "2026-11-22" });
    expect(shown.listings.map(({ list }) => list)).toEqual(["red"]);
    expect(await page(number)).toContain("A 守信");
    const row = async () => {
      await server.endpoint.store.publishDirectory();
      const rows = await server.endpoint.store.directoryRows("140524");
      return rows.find((one) => toHex(one.row.operator) === toHex(operator))?.row;
    };
    expect(await row()).toMatchObject({ grade: "A", listings: [{ list: "red", start: "2026-11-01" }] });
    const ended = { operator, listing: listed.id, reason: "期满", document: "陵农发〔2026〕19号" };
    await server.upload([await officer.say(KIND.listingEnded, encodeListingEnded(ended))]);
    expect((await row())?.listings).toBeUndefined();
    expect((await answer(number)).listings).toEqual([]);
  });

  test("cannot be published by the operator itself", async () => {
    const { operator } = grower;
    const fact = { operator, fact: "award", date: "2026-11-01", document: "陵农发〔2026〕3号" };
    expect(
      await codes(
        await grower.say(KIND.gradePublished, encodeGrade({ operator, grade: "A", ...published })),
        await grower.say(KIND.factEntered, encodeFact(fact)),
        await officer.say(KIND.factEntered, encodeFact(fact)),
      ),
    ).toEqual(["wrongRole", "wrongRole", undefined]);
  });
});

describe("the file and the desk", () => {
  async function fileOf(by: Joined, id: Uint8Array): Promise<Response> {
    return server.get(operatorFilePath(toHex(id)), bearer(await openSession(server, by)));
  }

  test("give an operator its own file and an officer those of the region, nobody else's", async () => {
    await issue();
    const stated = await grower.say(KIND.certificationStated, encodeCertification(GREEN));
    await server.upload([stated]);
    for (const reader of [grower, officer]) {
      const file = parseAnswer(operatorFileSchema, await (await fileOf(reader, grower.operator)).json());
      expect(file.ok && file.value.said.map(({ id }) => id)).toEqual([toHex(stated.id)]);
      expect(file.ok && file.value.certificates).toEqual({ months: [{ day: "2026-11-22", count: 1 }], withdrawn: [] });
    }
    const other = await joinAs(server, "producer", await registerCooperative(server, "陵川县西河底谷子合作社"));
    expect(await refusal(await fileOf(other, grower.operator))).toEqual([403, "roleMissing"]);
    expect(await refusal(await fileOf(officer, new Uint8Array(8)))).toEqual([404, "notFound"]);
    expect(await refusal(await server.get(operatorFilePath(toHex(grower.operator))))).toEqual([401, "tokenMissing"]);
  });

  test("count what waits, and list the operators behind each figure", async () => {
    const other = await joinAs(server, "producer", await registerCooperative(server, "陵川县西河底谷子合作社"));
    const accepted = await grower.say(KIND.certificationStated, encodeCertification(GREEN));
    const waiting = await other.say(KIND.certificationStated, encodeCertification({ ...GREEN, number: "LB-2" }));
    await server.upload([accepted, waiting, await review(accepted, "accepted")]);
    const acknowledged = { notice: "producer", version: "2026-11", digest: new Uint8Array(32) };
    await server.upload([
      await grower.say(KIND.dutyAcknowledged, encodeDutyAcknowledged(acknowledged)),
      await other.say(KIND.dutyAcknowledged, encodeDutyAcknowledged({ ...acknowledged, version: "2020-01" })),
      await grower.say(
        KIND.qualityPersonAppointed,
        encodeQualityPerson({ name: "李秀英", trainedUntil: "2027-06-30" }),
      ),
      await officer.say(
        KIND.trainingRecorded,
        encodeTraining({ operator: grower.operator, course: "合格证怎么开", hours: 4, date: "2026-11-10" }),
      ),
    ]);
    const session = bearer(await openSession(server, officer));
    const figures = parseAnswer(deskFiguresSchema, await (await server.get(PATH.desk, session)).json());
    expect(figures.ok && figures.value).toMatchObject({
      dutySubjects: 2,
      dutySigned: 1,
      qualitySubjects: 2,
      qualityMissing: 1,
      reviews: 1,
      ending: 1,
      grades: { A: 0, B: 0, C: 0, D: 0, none: 2 },
    });
    const listed = async (list: string) => {
      const rows = parseAnswer(deskRowsSchema, await (await server.get(deskListPath(list, undefined), session)).json());
      return rows.ok ? rows.value.operators.map(({ name, day }) => [name, day]) : [];
    };
    const [mine, theirs] = ["陵川县岭常村惠民种植专业合作社", "陵川县西河底谷子合作社"];
    expect(await listed("reviews")).toEqual([[theirs, undefined]]);
    expect(await listed("ending")).toEqual([[mine, "2026-11-30"]]);
    expect(await listed("dutyMissing")).toEqual([[theirs, undefined]]);
    expect(await listed("qualityMissing")).toEqual([[theirs, undefined]]);
    expect((await listed("ungraded")).length).toBe(2);
    const asGrower = bearer(await openSession(server, grower));
    expect(await refusal(await server.get(PATH.desk, asGrower))).toEqual([403, "roleMissing"]);
  });
});
