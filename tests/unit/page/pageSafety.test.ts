import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { PageInput } from "../../../src/page/pageInput.ts";
import { renderPage } from "../../../src/page/renderPage.ts";
import { PAGE_STYLE_HASH } from "../../../src/page/style.ts";
import { APPLES, CHINESE, ENGLISH, ISSUED_AT, productionRecords } from "../../support/pageInputs.ts";

/** Text that would break out of an element, an attribute, a comment or the style. */
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'></style>&lt;--`;

function hostileInput(text: string): PageInput {
  const certificate = { ...APPLES.certificate, product: text, place: text };
  return {
    ...APPLES,
    number: text,
    registered: { id: text, key: text },
    supersededBy: text,
    supersedes: text,
    certificate,
    verdict: "voided",
    withdrawal: { state: "voided", reason: text, at: ISSUED_AT, by: text },
    flags: [text],
    issuer: { name: text, kind: "cooperative", address: text, phone: text },
    station: text,
    authority: text,
    originName: text,
    lot: { made: "assembled", day: text, plots: [text], sources: [text] },
    tests: [{ day: text, item: text, by: text, basis: "selfTest" }],
    records: Array.from({ length: 7 }, () => ({ day: text, act: text, detail: text, enteredLate: true })),
    certifications: [{ kind: text, number: text, validTo: text }],
    grade: { letter: "A", day: text },
    listings: [{ list: "black", basis: text, start: text, end: text, appeal: text, repair: text }],
  };
}

test.each([CHINESE, ENGLISH])("hostile text in every field changes no tag of the page ($language)", (frame) => {
  // Each tag with the names of its attributes; values are not looked at.
  const tags = (html: string) => (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
  const hostile = renderPage(hostileInput(HOSTILE), frame);
  expect(hostile).not.toContain("<img");
  expect(tags(hostile)).toEqual(tags(renderPage(hostileInput("平常的名字"), frame)));
});

test.each([CHINESE, ENGLISH])("nothing in the page needs more than the policy allows ($language)", (frame) => {
  const html = renderPage({ ...APPLES, records: productionRecords(100), supersedes: "5D0GZJ3V8YQ1TNRE" }, frame);
  expect(html).not.toMatch(/<[^>]*\s(style|on[a-z]+)=/);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain(`<script src="${frame.script}" defer></script>`);
  const addresses = [...html.matchAll(/(?:href|src|content)="((?:https?:)?\/\/[^"]*)"/g)].map(
    ([, address = ""]) => address,
  );
  expect(addresses.filter((address) => !address.startsWith(CHINESE.origin))).toEqual([]);
  const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? "";
  expect(PAGE_STYLE_HASH).toBe(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
});
