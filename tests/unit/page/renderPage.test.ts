import { expect, test } from "vitest";
import { readStyles } from "../../../src/core/reference/styles.ts";
import stylesJson from "../../../src/data/styles.json" with { type: "json" };
import type { PageFrame, PageInput } from "../../../src/page/pageInput.ts";
import { renderPage } from "../../../src/page/renderPage.ts";
import { APPLES, CHINESE, ENGLISH, productionRecords } from "../../support/pageInputs.ts";

/** The document without head and tags: what a reader reads. */
function words(html: string): string {
  return html
    .slice(html.indexOf("<body>"))
    .replace(/<[^>]*>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, " ");
}

function page(changes: Partial<PageInput> = {}, frame: PageFrame = CHINESE): string {
  return renderPage({ ...APPLES, ...changes }, frame);
}

/** Heading, frame and content of the block with that heading. */
function blockOf(html: string, heading: string): { readonly standing: string; readonly words: string } {
  const sections = html.split("<section").filter((section) => section.includes(`<h2>${heading}</h2>`));
  expect(sections).toHaveLength(1);
  const section = (sections[0] ?? "").split("</section>")[0] ?? "";
  return { standing: /^ class="card ?([a-z]*)"/.exec(section)?.[1] ?? "", words: words(`<body><p${section}`).trim() };
}

test("a registered certificate is green and asks to compare the goods, before anything else", () => {
  const html = page();
  expect(html).toContain('<main><div class="state good"');
  expect(words(html)).toContain("登记有效 请核对实物");
  expect(html).not.toContain('class="stamp"');
});

test.each([
  ["voided", "已作废"],
  ["superseded", "已被更正，不再有效"],
  ["recalled", "已召回"],
] as const)("a certificate that is %s is red, with reason, date in China and who did it", (state, title) => {
  const withdrawal = { state, reason: "数量写错", at: 1_795_363_199, by: "泽州县农业农村局" };
  const html = page({ verdict: state, code: state, withdrawal });
  expect(html).toContain('<div class="state bad"');
  expect(words(html)).toContain(title);
  expect(words(html)).toContain("原因：数量写错 日期： 2026年11月22日 办理：泽州县农业农村局");
  expect(html).toContain(`<p class="stamp">${title}</p>`);
});

test("a correction is linked from the certificate it replaces, and back", () => {
  const replaced = page({ verdict: "superseded", code: "superseded", supersededBy: "5D0GZJ3V8YQ1TNRE" });
  expect(replaced).toContain('<a href="/c/5D0GZJ3V8YQ1TNRE">5D0G-ZJ3V-8YQ1-TNRE</a>');
  expect(blockOf(page({ supersedes: "5D0GZJ3V8YQ1TNRE" }), "追溯").words).toContain(
    "本证更正的合格证 5D0G-ZJ3V-8YQ1-TNRE",
  );
});

test.each([
  ["operatorSuspended", "承诺主体在开具时已被暂停开证。"],
  ["keyEnded", "签名的密钥在开具前已经停用。"],
  ["wrongRole", "签名的人没有开具这种合格证的权限。"],
  ["numberConflict", "有两张不同的合格证使用了同一个编号。"],
] as const)("a certificate that is not to be relied on is red and says why: %s", (code, reason) => {
  const html = page({ verdict: "suspended", code });
  expect(html).toContain('<div class="state bad"');
  expect(words(html)).toContain(`本证不可用 请勿凭此证销售或收购。 ${reason}`);
});

test("what cannot be confirmed is amber, neither green nor red", () => {
  const html = page({ verdict: "unconfirmed", code: "notProvenBeforeEnd" });
  expect(html).toContain('<div class="state wait"');
  expect(words(html)).toContain("不能证明本证是在停用之前开具的");
});

test("flags of the register are said in sentences, and one that this version does not know is left out", () => {
  const html = page({ flags: ["quantityOverdrawn", "lateUpload", "somethingNewer"] });
  expect(words(html)).toContain("同一批次开出的数量超过了批次总量。 开具 7 天以后才上传登记。");
  expect(html).not.toContain("somethingNewer");
});

const pack = readStyles(stylesJson);
const styles = pack.ok ? pack.value.styles : [];

test.each(styles.map((style) => [style.name, style] as const))(
  "%s stands word for word, in both languages",
  (_, style) => {
    for (const frame of [CHINESE, ENGLISH]) {
      const html = page({ certificate: { ...APPLES.certificate, style: style.code } }, frame);
      const card = html.slice(html.indexOf("<article"), html.indexOf("</article>"));
      for (const official of [style.title, style.lead, ...style.commitments]) expect(card).toContain(`>${official}<`);
      const labels = style.basisTitle === undefined ? [] : [style.basisTitle, ...style.basis.map(({ label }) => label)];
      for (const label of labels) expect(card).toContain(`>${label}<`);
      const fields = frame === CHINESE ? Object.values(style.fields) : [];
      for (const field of fields) expect(card).toContain(`<dt>${field}</dt>`);
    }
  },
);

test("there are four styles to compare, so that none is skipped", () => {
  expect(styles.map(({ code }) => code)).toEqual([1, 2, 91, 92]);
});

test("exactly the chosen bases are ticked, for the eye and for a screen reader", () => {
  const html = page({ certificate: { ...APPLES.certificate, basis: 2 } });
  expect(words(html)).toContain("未勾选： 质量安全控制符合要求 已勾选： 自行检测合格 未勾选： 委托检测合格");
  expect(html.match(/<li class="on">/g)).toHaveLength(1);
});

test("a style that this version does not know is said to be so, and its fields are still readable", () => {
  const text = words(
    page({ certificate: { ...APPLES.certificate, style: 3, quantity: { thousandths: 7000, unit: 25 } } }),
  );
  expect(text).toContain("本证的样式比这个页面新");
  expect(text).toContain("产品名称 红富士苹果 重量或数量 7 （单位代码 25）");
});

test("the certificate shows its fields, the number in fours and the time in China", () => {
  const text = words(page());
  expect(text).toContain("7K2M-9QX4-TB8W-1CZ6");
  expect(text).toContain("产品名称 红富士苹果 重量或数量 1250.5 千克 产地 山西省晋城市陵川县崇文镇岭东村 东坡果园");
  expect(text).toContain("承诺主体 陵川县崇文镇丰泽果业专业合作社 联系方式 138****6021 开具时间 2026年11月22日 08:00");
});

test("a contact that nobody gave, or that was erased, is said to be missing", () => {
  const issuer: PageInput["issuer"] = { name: "王*", kind: "smallholder", address: "山西省晋城市陵川县崇文镇" };
  expect(words(page({ issuer }))).toContain("联系方式 联系方式未提供");
});

test("a station that signed for a farmer is named in the certificate and among what is verified", () => {
  const issuer: PageInput["issuer"] = { name: "王*", kind: "smallholder", address: "山西省晋城市陵川县崇文镇" };
  const text = words(page({ issuer, station: "崇文镇农产品质量安全服务站" }));
  expect(text).toContain("承诺主体 王* 由崇文镇农产品质量安全服务站代王*开具");
  expect(text).toContain("代开 崇文镇农产品质量安全服务站");
});

test("what the register verified and what the producer states have two frames with two names", () => {
  const html = page();
  expect(html).toContain('<article class="card said"><p class="tag">生产者陈述</p>');
  const known = html.slice(html.indexOf('<section class="card known">'), html.indexOf("<h2>生产记录</h2>"));
  expect(words(`<body>${known}`)).toContain("已核实");
  expect(words(`<body>${known}`)).toContain("登记机构 陵川县农业农村局 登记收到 2026年11月22日 08:03");
});

test("every page says that the certificate is the issuer's own promise", () => {
  expect(words(page())).toContain("合格证是承诺主体自己作出的承诺，不是政府的担保或检验结论。");
  expect(words(page({}, ENGLISH))).toContain("It is no guarantee and no test result by a government.");
});

test("the four blocks stand there while nothing fills them, without a claim of any kind", () => {
  const { lot, certificate, ...rest } = APPLES;
  const { lot: lotId, ...legacy } = certificate;
  expect([lot?.made, lotId?.length]).toEqual(["harvested", 8]);
  const html = renderPage({ ...rest, tests: [], certificate: legacy }, CHINESE);
  expect(blockOf(html, "生产记录")).toEqual({ standing: "", words: "生产记录 暂无" });
  expect(blockOf(html, "追溯")).toEqual({ standing: "", words: "追溯 暂无" });
  expect(blockOf(html, "信用等级")).toEqual({ standing: "", words: "信用等级 尚未评定" });
  expect(blockOf(html, "产品认证")).toEqual({ standing: "", words: "产品认证 暂无" });
});

test("the trace names harvest day, plots and lot, and a test as who tested, when and for what", () => {
  const { standing, words: trace } = blockOf(page(), "追溯");
  expect(standing).toBe("said");
  expect(trace).toContain("采收日期 2026年11月20日 地块 东坡3号地、西沟梯田 批次编号 9f1c2207d4ee51b8");
  expect(trace).toContain(
    "委托检测 （只有声明，没有检测记录） 机构：晋城市农产品质量安全检验监测中心 日期： 2026年11月19日 项目：有机磷、拟除虫菊酯类农药残留 38 项",
  );
});

test("without plots the trace names the place, and an assembled lot links the certificates it came with", () => {
  const sources = Array.from({ length: 23 }, (_, index) => `5D0GZJ3V8YQ1TN${String(index).padStart(2, "0")}`);
  const html = page({ lot: { made: "assembled", day: "2026-11-21", plots: [], sources } });
  const { words: trace } = blockOf(html, "追溯");
  expect(trace).toContain("组批日期 2026年11月21日 产地 山西省晋城市陵川县崇文镇岭东村 东坡果园");
  expect(html).toContain('<a href="/c/5D0GZJ3V8YQ1TN00">5D0G-ZJ3V-8YQ1-TN00</a>');
  expect(trace).toContain("另有 3 项");
});

test("grade and certifications, which the authority answers for, are framed as verified", () => {
  const certifications = [{ kind: "绿色食品", number: "LB-18-24110407021A", validTo: "2027-11-30" }];
  const html = page({ grade: { letter: "A", day: "2026-11-20" }, certifications });
  expect(blockOf(html, "信用等级")).toEqual({
    standing: "known",
    words: "已核实 信用等级 A 守信 2026年11月20日 评定",
  });
  expect(blockOf(html, "产品认证").standing).toBe("known");
  expect(blockOf(html, "产品认证").words).toContain("绿色食品 LB-18-24110407021A 有效期至 2027年11月30日");
});

test("a black-list entry is said at the top and stands in full under the grade", () => {
  const entry = {
    list: "black",
    basis: "《农产品质量安全法》第七十条，陵农罚〔2026〕7号",
    start: "2026-11-01",
    end: "2027-10-31",
    appeal: "六十日内向晋城市农业农村局申请复议",
    repair: "整改完成满六个月后申请",
  } as const;
  const html = page({ listings: [entry] });
  expect(html.indexOf("承诺主体现在列在黑名单上")).toBeLessThan(html.indexOf("生产记录"));
  expect(html.indexOf("承诺主体现在列在黑名单上")).toBeGreaterThan(0);
  expect(blockOf(html, "信用等级").words).toContain(
    "尚未评定 已列入黑名单（严重失信） 依据 《农产品质量安全法》第七十条，陵农罚〔2026〕7号 期限 2026年11月1日 – 2027年10月31日 异议 六十日内向晋城市农业农村局申请复议 信用修复 整改完成满六个月后申请",
  );
});

test("a hundred records are in the page, five of them in sight, the rest counted", () => {
  const records = productionRecords(137);
  const html = page({ records });
  expect(html.split("<details>")[0]?.match(/<li><b>/g)).toHaveLength(5);
  expect(html.match(/<li><b>/g)).toHaveLength(100);
  expect(words(html)).toContain("共 137 条");
  expect(words(html)).toContain("再看 95 条");
  expect(words(html)).toContain("另有 37 条较早的记录");
  expect(html).toContain(records[99]?.detail);
  expect(html).not.toContain(records[100]?.detail);
});

test("few records are not folded, and one that was entered late says so", () => {
  const html = page({
    records: [{ day: "2026-10-02", act: "用药", detail: "43%戊唑醇悬浮剂3000倍液", enteredLate: true }],
  });
  expect(html).not.toContain("<details>");
  expect(blockOf(html, "生产记录")).toEqual({
    standing: "said",
    words: "生产者陈述 生产记录 共 1 条 用药 2026-10-02 (补记) 43%戊唑醇悬浮剂3000倍液",
  });
});

test("a build without the script gives a page without a script tag", () => {
  expect(renderPage(APPLES, { language: "zh-CN", origin: CHINESE.origin })).not.toContain("<script");
});

test("the head names language, page, picture and what robots and referrers may not do", () => {
  const html = page();
  expect(html).toMatch(/^<!doctype html><html lang="zh-CN">/);
  expect(html).toContain("<title>承诺达标合格证 · 红富士苹果 · 7K2M-9QX4-TB8W-1CZ6</title>");
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).toContain('<meta name="referrer" content="no-referrer">');
  expect(html).toContain('<link rel="canonical" href="https://lz.example.cn/c/7K2M9QX4TB8W1CZ6">');
  expect(html).toContain('<meta property="og:title" content="承诺达标合格证 · 红富士苹果 · 7K2M-9QX4-TB8W-1CZ6">');
  expect(html).toContain(
    '<meta property="og:description" content="登记有效 · 红富士苹果 · 陵川县崇文镇丰泽果业专业合作社">',
  );
  expect(html).toContain('<meta property="og:image" content="https://lz.example.cn/og.png">');
  expect(html).toContain('<a class="go" href="/scan">用亮证核验</a>');
});

test("the English page has English for every word of ours", () => {
  const name = "Fengze Cooperative";
  const plain: Partial<PageInput> = {
    certificate: { ...APPLES.certificate, product: "Apples" },
    issuer: { name, kind: "cooperative", address: "Lingchuan", phone: "138****6021" },
    station: "Chongwen station",
    authority: "Lingchuan bureau",
    originName: "Lingdong village",
    lot: { made: "harvested", day: "2026-11-20", plots: ["East slope"], sources: ["5D0GZJ3V8YQ1TNRE"] },
    tests: [{ day: "2026-11-19", item: "residues", by: "City laboratory", basis: "commissionedTest" }],
    records: Array.from({ length: 120 }, () => ({
      day: "2026-10-01",
      act: "spraying",
      detail: "tebuconazole",
      enteredLate: true,
    })),
    certifications: [{ kind: "Green food", number: "LB-18", validTo: "2027-11-30" }],
    grade: { letter: "A", day: "2026-11-20" },
    listings: [
      { list: "black", basis: "Notice 12", start: "2026-11-01", appeal: "within 60 days", repair: "after six months" },
    ],
    supersedes: "5D0GZJ3V8YQ1TNRE",
    flags: ["lotMissing", "clockAhead", "seqReused", "iatFell", "ambiguousReference"],
  };
  const verdicts = ["authentic", "unconfirmed", "suspended", "voided", "superseded", "recalled"] as const;
  for (const verdict of verdicts) {
    const html = page({ ...plain, verdict }, ENGLISH);
    const ours = html
      .replace(/<span lang="zh-CN">.*?<\/span>/g, "")
      .replace('<a href="?lang=zh" lang="zh-CN" hreflang="zh-CN">中文</a>', "")
      .replace("<strong>Liangzheng 亮证</strong>", "")
      .replace(/<style>.*?<\/style>/s, "");
    expect(ours).toMatch(/^<!doctype html><html lang="en">/);
    expect(ours.match(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/g)).toBeNull();
    expect(ours).not.toContain("undefined");
  }
});
