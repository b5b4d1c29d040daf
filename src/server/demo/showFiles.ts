import { chinaDay } from "../../core/date.ts";
import { encodeCertification, encodeReview } from "../../core/operator/certification.ts";
import { encodeFact, encodeGrade, type Grade } from "../../core/operator/creditStatements.ts";
import { encodeDutyAcknowledged, encodeQualityPerson, encodeTraining } from "../../core/operator/duty.ts";
import { encodeListing } from "../../core/operator/listing.ts";
import { dutyDigest, noticeFor } from "../../core/reference/dutyNotices.ts";
import { KIND } from "../../core/statement/kind.ts";
import { openDutyNotices } from "../filePacks.ts";
import type { Member } from "./county.ts";
import { daysAgo, type Stage } from "./stage.ts";

const DAY = 86_400;
/** People who answer for quality, one business after the other. */
const QUALITY_PEOPLE = ["李秀英", "郭建平", "和晋生", "秦红霞", "都志强", "苏俊花"] as const;
/** Version of the rule set that the grades name. */
const RULES = "ours-2026-11";
/** Grades of the businesses in turn: most are trustworthy or nearly so. */
const GRADED: readonly (readonly [Grade, number])[] = [
  ["A", 94],
  ["B", 84],
  ["A", 91],
  ["B", 78],
];

function producers({ county }: Stage): readonly Member[] {
  return county.members.filter(({ person }) => person.role === "producer" && person.kind !== "smallholder");
}

/** Businesses sign their duty notice and name somebody for quality, but for one that has not come to it yet. */
async function takeDuties(stage: Stage): Promise<void> {
  const { county, end } = stage;
  const notices = openDutyNotices();
  for (const [index, { person }] of producers(stage).entries()) {
    const notice = noticeFor(notices, person.kind);
    if (notice === undefined || index % 7 === 6) continue;
    const { phone } = county.handset(person.name);
    const at = county.calendar.now();
    const duty = { notice: notice.id, version: notice.version, digest: dutyDigest(notice) };
    const name = QUALITY_PEOPLE[index % QUALITY_PEOPLE.length] ?? QUALITY_PEOPLE[0];
    const trained = { name, trainedUntil: chinaDay(end + (index % 5 === 4 ? -20 : 200 + index) * DAY) };
    await county.upload([
      await phone.say(KIND.dutyAcknowledged, encodeDutyAcknowledged(duty), at),
      await phone.say(KIND.qualityPersonAppointed, encodeQualityPerson(trained), at),
    ]);
  }
}

/** Some businesses hold a certification: one ends within days, one waits for its review. */
async function stateCertifications(stage: Stage): Promise<void> {
  const { county, end } = stage;
  for (const [index, { person, operator }] of producers(stage).slice(0, 6).entries()) {
    const products = [...new Set((person.wares ?? []).map(({ product }) => product))].slice(0, 3);
    if (products.length === 0) continue;
    const kind = index % 3 === 1 ? "organic" : "greenFood";
    const number = kind === "organic" ? `134OP2600${481 + index}` : `LB-15-2410${4070 + index}21A`;
    const days = index === 1 ? 9 : 180 + index * 60;
    const certification = { kind, number, products, from: chinaDay(end - 300 * DAY), to: chinaDay(end + days * DAY) };
    const at = county.calendar.now();
    const stated = await county
      .handset(person.name)
      .phone.say(KIND.certificationStated, encodeCertification(certification), at);
    const review = { operator, certification: stated.id, outcome: "accepted", reason: "与证书原件一致" } as const;
    const reviewed = await county.officer.say(KIND.certificationReviewed, encodeReview(review), at);
    await county.upload(index === 5 ? [stated] : [stated, reviewed]);
  }
}

/** A course for everybody, and the grades that the officer published after it. */
async function trainAndGrade(stage: Stage): Promise<void> {
  const { county } = stage;
  const { officer } = county;
  const at = county.calendar.now();
  const day = chinaDay(at);
  const statements = [];
  for (const [index, { operator }] of producers(stage).entries()) {
    const training = { operator, course: "承诺达标合格证规范开具和安全用药", hours: 4, date: day };
    statements.push(await officer.say(KIND.trainingRecorded, encodeTraining(training), at));
    const [grade, score] = GRADED[index % GRADED.length] ?? ["B", 78];
    if (index % 6 === 5) continue;
    const published = { operator, grade, score, rules: RULES, day };
    statements.push(await officer.say(KIND.gradePublished, encodeGrade(published), at));
  }
  await county.upload(statements);
}

/** One business was fined for a banned pesticide: graded D and put on the black list. */
async function blackList(stage: Stage): Promise<void> {
  const { county } = stage;
  const { officer } = county;
  const { operator } = blackListed(stage);
  const at = county.calendar.now();
  const day = chinaDay(at);
  const document = "陵农（农药）罚〔2026〕7号";
  const listing = {
    operator,
    list: "black",
    basis: `《农产品质量安全法》第七十条，${document}`,
    start: day,
    end: chinaDay(at + 365 * DAY),
    appeal: "六十日内向陵川县人民政府申请行政复议",
    repair: "履行处罚、整改完成满六个月后，向陵川县农业农村局申请",
  } as const;
  await county.upload([
    await officer.say(KIND.factEntered, encodeFact({ operator, fact: "bannedInput", date: day, document }), at),
    await officer.say(KIND.gradePublished, encodeGrade({ operator, grade: "D", score: 22, rules: RULES, day }), at),
    await officer.say(KIND.listingPublished, encodeListing(listing), at),
  ]);
}

function blackListed(stage: Stage): Member {
  const listed = producers(stage)[producers(stage).length - 1];
  if (listed === undefined) throw new Error("the demo county has no producers");
  return listed;
}

/** Plans what is on record about the county's businesses: duties, certifications, training, grades, a black-list entry. */
export function planFiles(stage: Stage): void {
  daysAgo(stage, 60, () => takeDuties(stage));
  daysAgo(stage, 40, () => stateCertifications(stage));
  daysAgo(stage, 20, () => trainAndGrade(stage));
  daysAgo(stage, 10, () => blackList(stage));
}
