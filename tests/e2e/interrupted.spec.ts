import { expect, type Page } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import { fillInFirst, issueFirst, joinAs, readyForOffline, shownNumber } from "../support/e2e/journeys.ts";
import { expectWhole, type PhoneRecords, readRecords } from "../support/e2e/phoneRecords.ts";
import { test } from "../support/e2e/test.ts";
import { seededRandom } from "../support/seededRandom.ts";

const ROUNDS = 50;

/** Tells the test of every full-screen code at the moment at which it is drawn, which a kill cannot take back. */
const REPORT_CODES = `
  new MutationObserver(() => {
    if (location.pathname.startsWith("/show/") && document.querySelector("svg.qr")) window.codeShown?.(location.pathname.slice(6));
  }).observe(document, { childList: true, subtree: true });
`;

async function toPreview(page: Page): Promise<void> {
  const confirm = page.getByRole("button", { name: "确认，签发" });
  const usual = page.getByRole("group", { name: "常开的" }).getByRole("button", { name: /^马铃薯/ });
  await expect(confirm.or(usual)).toBeVisible();
  // The draft of a round that was killed too soon is still there, ready to be signed.
  if (await confirm.isVisible()) return;
  await usual.click();
  await page.getByLabel("重量或数量").fill("5");
  await page.getByRole("button", { name: "看看合格证" }).click();
}

/** Taps `delay` milliseconds after the page has answered, so that nothing is on its way to the browser when it is killed. */
function tapConfirm(page: Page, delay = 0): Promise<void> {
  return page.evaluate((milliseconds) => {
    const buttons = [...document.querySelectorAll("button")];
    const confirm = buttons.find(({ textContent }) => textContent === "确认，签发");
    if (confirm === undefined) throw new Error("there is nothing to confirm");
    setTimeout(() => confirm.click(), milliseconds);
  }, delay);
}

/** Milliseconds from the confirming tap to the code. */
async function measureIssuing(page: Page): Promise<number> {
  await toPreview(page);
  const from = performance.now();
  await tapConfirm(page);
  await shownNumber(page);
  return performance.now() - from;
}

test("killing the browser in the middle of issuing, fifty times, leaves nothing half-issued", async ({
  county,
  startPhone,
}) => {
  // About three minutes; a machine that does much else takes longer.
  test.setTimeout(420_000);
  const shown = new Set<string>();
  const make = { before: REPORT_CODES };
  const start = async () => {
    const started = await startPhone("seller", make);
    await started.context.exposeFunction("codeShown", (id: string) => shown.add(id));
    return started;
  };
  let phone = await start();
  await joinAs(phone.page, county, familyFarm("陵川县潞城家庭农场"));
  await issueFirst(phone.page, { product: "马铃薯", quantity: "5" });
  await readyForOffline(phone.page);
  await phone.context.setOffline(true);
  await phone.page.goto("/issue");
  const usual = await measureIssuing(phone.page);
  const random = seededRandom(20_261_122);
  await phone.page.goto("/issue");
  let before: PhoneRecords = await readRecords(phone.page);
  let issued = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await toPreview(phone.page);
    // The tap comes anywhere between long before the kill and just after it.
    await tapConfirm(phone.page, random() * usual * 2);
    await new Promise((resolve) => setTimeout(resolve, usual));
    await phone.kill();
    phone = await start();
    await phone.context.setOffline(true);
    await phone.page.goto("/issue");
    const records = await readRecords(phone.page);
    expectWhole(records);
    const more = records.certificates.length - before.certificates.length;
    expect([0, 1], "one certificate or none").toContain(more);
    expect(records.drafts, "the draft is there exactly while nothing was issued").toBe(1 - more);
    for (const id of shown)
      expect(
        records.certificates.map((certificate) => certificate.id),
        "a shown code is stored",
      ).toContain(id);
    issued += more;
    before = records;
  }
  expect(issued, "some rounds were killed after the signature").toBeGreaterThan(0);
  expect(issued, "some rounds were killed before it").toBeLessThan(ROUNDS);
});

test("two windows that issue at the same moment take different turns and both certificates are kept", async ({
  context,
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县古郊家庭农场"));
  await fillInFirst(page, { product: "马铃薯", quantity: "75" });
  const other = await context.newPage();
  await other.goto("/issue");
  const confirms = [page, other].map((window) => window.getByRole("button", { name: "确认，签发" }));
  for (const confirm of confirms) await expect(confirm).toBeVisible();

  await Promise.all(confirms.map((confirm) => confirm.click()));

  const [first, second] = [await shownNumber(page), await shownNumber(other)];
  expect(first).not.toBe(second);
  const records = await readRecords(page);
  expectWhole(records);
  expect(records.certificates.map(({ number }) => number).sort()).toEqual([first, second].sort());
});

test("a full phone issues nothing, says so and keeps the draft", async ({ county, startPhone }) => {
  const { context, page } = await startPhone("seller");
  await joinAs(page, county, familyFarm("陵川县附城家庭农场"));
  await fillInFirst(page, { product: "马铃薯", quantity: "75" });
  const before = await readRecords(page);
  await context.close();
  // Chromium spends for a while what it was once promised, so the disk is full before the app starts.
  const phone = await startPhone("seller");
  const session = await phone.context.newCDPSession(phone.page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: county.origin, quotaSize: 1 });
  await phone.page.goto("/issue");

  await phone.page.getByRole("button", { name: "确认，签发" }).click();

  await expect(phone.page.getByRole("alert")).toContainText("手机存不下了，这张没有签发");
  expect(await readRecords(phone.page)).toEqual(before);
  await session.send("Storage.overrideQuotaForOrigin", { origin: county.origin });
  await phone.page.getByRole("button", { name: "确认，签发" }).click();
  await shownNumber(phone.page);
  expectWhole(await readRecords(phone.page));
});
