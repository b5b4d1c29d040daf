import { expect } from "@playwright/test";
import { cooperative, foundCounty } from "../support/e2e/county.ts";
import { joinInApp } from "../support/e2e/journeys.ts";
import { expectFit, LOOKS, look, smallestTarget } from "../support/e2e/looks.ts";
import { joinByLink } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

test("who is invited sees name, place and authority before anything is made", async ({ county, page }) => {
  const { link } = await county.invite(cooperative("陵川县新庄种植专业合作社"));

  await page.goto(link);

  await expect(page.getByRole("heading", { name: "是您吗？" })).toBeVisible();
  const offer = page.getByRole("group", { name: "邀请内容" });
  await expect(offer).toContainText("陵川县新庄种植专业合作社");
  await expect(offer).toContainText("陵川县礼义镇东伞村东四巷12号");
  await expect(offer).toContainText("陵川县农业农村局");
  await expect(offer).toContainText("开自己种养产品的合格证");
  await page.getByRole("button", { name: "不是我" }).click();
  await expect(page.getByLabel("邀请链接")).toBeVisible();
});

test("a link that is pasted works like one that is opened", async ({ county, page }) => {
  const { link } = await county.invite(cooperative("陵川县杨寨种植专业合作社"));
  await page.goto("/");
  await page.getByRole("link", { name: /^我要开证/ }).click();
  await page.getByLabel("邀请链接").fill(` ${link} `);
  await page.getByRole("button", { name: "查看邀请" }).click();
  await page.getByRole("button", { name: "是我，加入" }).click();
  await expect(page.getByRole("heading", { name: "加入成功" })).toBeVisible();
});

test("a link that somebody used already says so, and what to do", async ({ county, page }) => {
  const { link } = await county.invite(cooperative("陵川县桑树河种植专业合作社"));
  await joinByLink(county.origin, link);

  await page.goto(link);
  // Whether it is used is known at the latest when it is used again.
  const confirm = page.getByRole("button", { name: "是我，加入" });
  const refusal = page.getByRole("alert");
  await expect(confirm.or(refusal)).toBeVisible();
  if (await confirm.isVisible()) await confirm.click();

  await expect(refusal).toContainText(/这条邀请已经被用过|这条邀请已被停用/);
  await expect(refusal).toContainText(/请马上告诉发邀请的人|重新发一条/);
});

test("a link that has expired says so, and what to do, on a screen that axe finds nothing on", async ({ page }) => {
  test.setTimeout(120_000);
  // A county of its own: its endpoint wakes eight days later.
  const county = await foundCounty();
  try {
    const { link } = await county.invite(cooperative("陵川县丈河种植专业合作社"));
    await county.killEndpoint();
    await county.revive(8 * 86_400);
    for (const { name, preferences } of LOOKS) {
      await page.goto(county.origin);
      await look(page, preferences);
      await page.goto(link);

      await expect(page.getByRole("alert")).toContainText("邀请过期了");
      await expect(page.getByRole("alert")).toContainText("请让对方重新发一条");
      await expectFit(page, `an expired link (${name})`, smallestTarget(name));
    }
  } finally {
    await county.close();
  }
});

test("the same phone may open its own used link again", async ({ county, page }) => {
  const { link } = await county.invite(cooperative("陵川县簸箕掌种植专业合作社"));
  await joinInApp(page, link);

  await page.goto("/");

  await expect(page.getByText("陵川县簸箕掌种植专业合作社")).toBeVisible();
});

for (const { what, change, sentence, advice } of [
  {
    what: "cut off",
    change: (link: string) => link.slice(0, -9),
    sentence: "链接不完整，后面被截断了",
    advice: "重新发一次",
  },
  {
    what: "mistyped",
    change: (link: string) => `${link.slice(0, -6)}${link.at(-5)}${link.at(-6)}${link.slice(-4)}`,
    sentence: "链接里有字符抄错了",
    advice: "不要手抄",
  },
  {
    what: "of another county's system",
    change: (link: string) => link.replace(/^http:\/\/[^/]+/, "https://hgz.changzhi.example"),
    sentence: "这条链接是别处的",
    advice: "它属于另一个地方的亮证",
  },
  {
    what: "no join link at all",
    change: () => "https://mp.weixin.qq.com/s/abc",
    sentence: "这不是邀请链接",
    advice: "整条链接",
  },
]) {
  test(`a link that is ${what} gets its sentence and what to do`, async ({ county, page }) => {
    const { link } = await county.invite(cooperative("陵川县下壁种植专业合作社"));
    let changed = change(link);
    // Two equal neighbours cannot be mistaken for each other.
    if (changed === link) changed = `${link.slice(0, -1)}${link.endsWith("0") ? "1" : "0"}`;
    await page.goto("/join");
    await page.getByLabel("邀请链接").fill(changed);
    await page.getByRole("button", { name: "查看邀请" }).click();

    await expect(page.getByRole("alert")).toContainText(sentence);
    await expect(page.getByRole("alert")).toContainText(advice);
  });
}

test("a link of a pretended authority is not followed", async ({ county, page }) => {
  const { link } = await county.invite(cooperative("陵川县掌里种植专业合作社"));
  const other = "ZZZZZZZZZZ";
  await page.goto("/join");
  // Fingerprint and check character are of another authority: the rest of the link is real.
  const { formatJoinLink, parseJoinLink } = await import("../../src/core/operator/joinLink.ts");
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(parsed.error);
  const fingerprint = new TextEncoder().encode(other.padEnd(16, "Z"));
  await page.getByLabel("邀请链接").fill(formatJoinLink({ ...parsed.value, fingerprint }));
  await page.getByRole("button", { name: "查看邀请" }).click();

  await expect(page.getByRole("alert")).toContainText("这里的登记机关和链接上写的不一样");
});

test("an invitation that does not exist any more says so", async ({ county, page }) => {
  const { link } = await county.invite(cooperative("陵川县沙场种植专业合作社"));
  const { formatJoinLink, parseJoinLink } = await import("../../src/core/operator/joinLink.ts");
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(parsed.error);
  await page.goto("/join");
  await page.getByLabel("邀请链接").fill(formatJoinLink({ ...parsed.value, secret: new Uint8Array(16).fill(7) }));
  await page.getByRole("button", { name: "查看邀请" }).click();

  await expect(page.getByRole("alert")).toContainText("没有这条邀请");
});

test("joining without a network says that only this step needs one", async ({ context, county, page }) => {
  const { link } = await county.invite(cooperative("陵川县苏家湾种植专业合作社"));
  await page.goto("/join");
  await page.getByLabel("邀请链接").fill(link);
  await context.setOffline(true);
  await page.getByRole("button", { name: "查看邀请" }).click();

  await expect(page.getByRole("alert")).toContainText("现在没网");
  await context.setOffline(false);
  await page.getByRole("button", { name: "查看邀请" }).click();
  await expect(page.getByRole("heading", { name: "是您吗？" })).toBeVisible();
});

for (const { weather, sentence } of [
  { weather: "failing", sentence: "服务器暂时有问题" },
  { weather: "portal", sentence: "连上的不是亮证服务器" },
] as const) {
  test(`a network that is ${weather} is named while joining`, async ({ county, page }) => {
    const { link } = await county.invite(cooperative("陵川县鲁山种植专业合作社"));
    await page.goto("/join");
    await page.getByLabel("邀请链接").fill(link);
    county.network.weather(weather);
    await page.getByRole("button", { name: "查看邀请" }).click();

    await expect(page.getByRole("alert")).toContainText(sentence);
  });
}
