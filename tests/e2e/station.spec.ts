import { expect, type Page } from "@playwright/test";
import type { NewOperator } from "../../src/wire/invitations.ts";
import type { County } from "../support/e2e/county.ts";
import {
  chooseProduct,
  codeIn,
  comparedDigits,
  joinAs,
  scanPhoto,
  shownNumber,
  syncDirectory,
  typeOnKeypad,
} from "../support/e2e/journeys.ts";
import { expectFit } from "../support/e2e/looks.ts";
import { HANDSET } from "../support/e2e/phone.ts";
import { test } from "../support/e2e/test.ts";

const STATION: NewOperator = {
  kind: "station",
  name: "礼义镇农产品质量安全服务站",
  region: "140524101",
  phone: "03566871305",
};
const FARMER: NewOperator = {
  kind: "smallholder",
  name: "武满堂",
  region: "140524101213",
  address: "东四巷3号",
  phone: "13935601234",
};

async function joinStation(page: Page, county: County): Promise<void> {
  const { id, link } = await county.invite({ role: "station", operator: STATION, scope: "140524101" });
  await page.goto(link);
  await page.getByRole("button", { name: "是我，加入" }).click();
  await county.confirm(id, await comparedDigits(page));
  await expect(page.getByRole("heading", { name: "加入成功" })).toBeVisible();
}

/** Fills a certificate in for the farmer on the screen, up to what the farmer has to agree to. */
async function fillInFor(page: Page, quantity: string): Promise<void> {
  await page.getByRole("link", { name: "代开合格证" }).click();
  await chooseProduct(page, { product: "马铃薯" });
  await typeOnKeypad(page, quantity);
  await page.getByRole("checkbox", { name: "质量安全控制符合要求" }).check();
  await page.getByRole("button", { name: "看看合格证" }).click();
  await expect(page.getByRole("button", { name: "在屏幕上签字" })).toBeVisible();
}

/** Writes something with a finger. */
async function writeName(page: Page): Promise<void> {
  const box = await page.getByRole("img", { name: "在框里用手指写名字" }).boundingBox();
  if (box === null) throw new Error("nothing to write on");
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 20, { steps: 5 });
  await page.mouse.up();
}

test("a station registers a farmer and issues on his signature or his own phone's consent", async ({
  browser,
  county,
  page,
}) => {
  test.setTimeout(120_000);
  await joinStation(page, county);
  const farmerContext = await browser.newContext({ ...HANDSET, baseURL: county.origin });
  const farmer = await farmerContext.newPage();
  await joinAs(farmer, county, { role: "producer", operator: FARMER });
  await syncDirectory(page);

  await page.getByRole("link", { name: "代开服务" }).click();
  await page.getByRole("link", { name: "登记新农户" }).click();
  await page.getByLabel("姓名").fill("李秀英");
  await page.getByRole("searchbox", { name: "住在哪个村" }).fill("东伞");
  await page.getByRole("button", { name: /东伞/ }).first().click();
  await page.getByLabel("手机号").fill("13503561111");
  await expectFit(page, "registering a farmer", 48);
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await expect(page.getByRole("heading", { name: "李秀英" })).toBeVisible();
  await expectFit(page, "a farmer", 48);
  await fillInFor(page, "300");
  await page.getByRole("button", { name: "在屏幕上签字" }).click();
  await writeName(page);
  await expectFit(page, "signing on the screen", 48);
  await page.getByRole("button", { name: "签好了，开证" }).click();
  const number = await shownNumber(page);
  await expect(page.getByText(`李秀英（由${STATION.name}代开）`)).toBeVisible();
  await expect
    .poll(async () =>
      (await (await fetch(`${county.origin}/c/${number}`)).text()).includes(`由${STATION.name}代李*开具`),
    )
    .toBe(true);

  await page.goto("/station");
  await page.getByRole("searchbox", { name: "找农户" }).fill("满堂");
  await page.getByRole("button", { name: /武满堂/ }).click();
  await fillInFor(page, "500");
  await page.getByRole("button", { name: "用农户的手机同意" }).click();
  const asked = await codeIn(page, page.getByRole("img", { name: "请农户扫的码" }));
  await expectFit(page, "asking the farmer's phone", 48);
  await farmer.goto(asked);
  await expect(farmer.getByText(`${STATION.name} 要代您开具合格证`, { exact: false })).toBeVisible();
  await expectFit(farmer, "agreeing", 48);
  await farmer.getByRole("button", { name: "同意由它代开" }).click();
  const answer = await codeIn(farmer, farmer.getByRole("img", { name: "您的同意码" }));
  await page.getByRole("button", { name: "扫农户手机上的码" }).click();
  await scanPhoto(page, answer);
  await shownNumber(page);
  await expect(page.getByText(`武满堂（由${STATION.name}代开）`)).toBeVisible();
  await farmerContext.close();
});
