import { expect } from "@playwright/test";
import { cooperative, foundCounty } from "../support/e2e/county.ts";
import { joinAs, joinInApp, typeOnKeypad } from "../support/e2e/journeys.ts";
import { expectFit, LOOKS, look, smallestTarget } from "../support/e2e/looks.ts";
import { joinByLink, openSession } from "../support/e2e/signatory.ts";
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

test("an owner invites a colleague, who joins on the same phone behind a PIN, and ends a phone that was lost", async ({
  county,
  page,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await joinAs(page, county, cooperative("陵川县马圪当种植专业合作社"));
  const invite = async (person: string) => {
    await page.goto("/people/invite");
    await page.getByLabel("他叫什么").fill(person);
    await page.getByRole("button", { name: "做一条邀请" }).click();
    await expect(page.getByRole("img", { name: `邀请码，给${person}` })).toBeVisible();
    await expectFit(page, "invitation", smallestTarget("light"));
    await page.getByRole("button", { name: "复制链接" }).click();
    await expect(page.getByText("已复制")).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    return copied.slice(copied.indexOf("http"));
  };
  const lost = await joinByLink(county.origin, await invite("侯二牛"));
  const link = await invite("侯二梅");
  await page.goto(link);
  await expect(page.getByLabel("您的名字")).toHaveValue("侯二梅");
  await page.getByLabel("设一个密码").fill("135792");
  await page.getByLabel("密码再输一遍").fill("135792");
  await expectFit(page, "sharing", smallestTarget("light"));
  await page.getByRole("button", { name: "是我，加入" }).click();
  await expect(page.getByRole("heading", { name: "加入成功" })).toBeVisible();

  await page.goto("/people");
  const here = page.getByRole("group", { name: "这部手机上的人" });
  await expect(here.getByRole("button", { name: /侯二梅.*锁着.*正在用/ })).toBeVisible();
  await here.getByRole("button", { name: /侯二梅/ }).click();
  await typeOnKeypad(page, "135791");
  await expectFit(page, "PIN", smallestTarget("light"));
  await page.getByRole("button", { name: "打开钥匙" }).click();
  await expect(page.getByText("密码不对，还能试 9 次")).toBeVisible();
  await typeOnKeypad(page, "135792");
  await page.getByRole("button", { name: "打开钥匙" }).click();
  await expect(here.getByRole("button", { name: /侯二梅.*已打开/ })).toBeVisible();

  await here.getByRole("button", { name: /没有密码/ }).click();
  const phone = page.getByRole("group", { name: "侯二牛" });
  await phone.getByRole("button", { name: "停用这部手机" }).click();
  await expectFit(page, "ending", smallestTarget("light"));
  await page.getByRole("button", { name: "确认停用" }).click();
  await expect(phone).toContainText("起停：手机丢了");
  await expectFit(page, "people", smallestTarget("light"));
  await expect
    .poll(() =>
      openSession(county.origin, lost).then(
        () => "open",
        () => "refused",
      ),
    )
    .toBe("refused");
});
