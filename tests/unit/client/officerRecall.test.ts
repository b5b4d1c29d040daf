import { describe, expect, test } from "vitest";
import type {
  FindFailure,
  FoundCertificate,
  RecallOrder,
  SignedAct,
  SignFailure,
} from "../../../src/client/features/officer/officerDeps.ts";
import { createRecallStore, readRecallText } from "../../../src/client/features/officer/recallStore.ts";
import { certificateNumber, formatNumber } from "../../../src/core/certificate/number.ts";
import { labelText } from "../../../src/core/qr/qrText.ts";
import { err, ok, type Result } from "../../../src/core/result.ts";

const NOW = 1_795_305_600;
const NUMBER = certificateNumber(new Uint8Array(32).fill(7));
const LABEL = Uint8Array.from({ length: 160 }, (_, index) => (index === 0 ? 0xd2 : index));
const FOUND: FoundCertificate = {
  id: "07".repeat(32),
  number: NUMBER,
  product: "旱地西红柿",
  quantity: { thousandths: 350_500, unit: 1 },
  origin: "140524101202",
  iat: NOW - 86_400,
  issuer: { id: "0101010101010101", name: "西沟连翘合作社", region: "140524101202" },
  state: "active",
};

type Phone = { found?: Result<FoundCertificate, FindFailure>; signFailure?: SignFailure; uploaded?: boolean };

async function opened(phone: Phone = {}) {
  const recalled: RecallOrder[] = [];
  const looked: string[] = [];
  const store = createRecallStore({
    self: () => Promise.resolve({ name: "陵川县农业农村局", scopes: ["140524"], key: "" }),
    findCertificate: (scanned, text) => {
      looked.push(`${scanned.form} ${text}`);
      return Promise.resolve(phone.found ?? ok(FOUND));
    },
    recall: (order) => {
      if (phone.signFailure !== undefined) return Promise.resolve(err(phone.signFailure));
      recalled.push(order);
      return Promise.resolve(ok(undefined));
    },
    acts: () =>
      Promise.resolve(
        recalled.map(({ certificate, reason }): SignedAct => {
          const state = phone.uploaded === true ? "uploaded" : "waiting";
          return {
            id: "1",
            at: NOW,
            upload: { state, noEffect: false },
            act: "recalled",
            certificate: certificate.id,
            number: certificate.number,
            product: certificate.product,
            reason,
          };
        }),
      ),
  });
  await store.getState().opened();
  return { store, recalled, looked };
}

async function look(text: string, phone: Phone = {}) {
  const all = await opened(phone);
  all.store.getState().typed(text);
  await all.store.getState().looked();
  return all;
}

describe("what is typed, pasted or scanned", () => {
  test("is a number as people write it, or the whole text of a code", () => {
    expect(readRecallText(` ${formatNumber(NUMBER).toLowerCase()} `)).toEqual(ok({ form: "short", number: NUMBER }));
    const text = labelText("https://jc.example", NUMBER, LABEL);
    expect(readRecallText(text)).toMatchObject({ ok: true, value: { form: "label", number: NUMBER } });
    expect(readRecallText(text.slice(text.indexOf("#") + 1))).toMatchObject({ ok: true, value: { form: "label" } });
  });

  test.each([
    ["7K2M-9QX4", "wrongLength"],
    ["7K2M-9QX4-TB8W-1C★6", "unknownCharacter"],
    [NUMBER.replace(/.$/, (last) => (last === "0" ? "1" : "0")), "checkFailed"],
    ["https://example.com/anything", "foreignCode"],
    [`https://jc.example/r/${NUMBER}`, "tagCode"],
    [labelText("https://jc.example", NUMBER, LABEL).slice(0, -1), "damagedCode"],
    [`https://jc.example/c/${NUMBER}#${"1".repeat(2048)}`, "textTooLong"],
  ])("as %s is refused as %s without asking anybody", async (text, failure) => {
    const { store, looked } = await look(text);
    expect(looked).toEqual([]);
    expect(store.getState()).toMatchObject({ failure, found: undefined });
  });
});

test("a certificate is recalled only after it was shown, a reason was given and it was confirmed", async () => {
  const { store, recalled } = await look(NUMBER);
  expect(store.getState().found).toEqual(FOUND);
  await store.getState().confirmed();
  store.getState().recallAsked();
  await store.getState().confirmed();
  expect(store.getState().confirming).toMatchObject({ reasonError: "textMissing" });
  expect(recalled).toEqual([]);
  store.getState().reasonTyped(" 检出禁用药物 ");
  await store.getState().confirmed();
  expect(recalled).toEqual([{ certificate: FOUND, reason: "检出禁用药物" }]);
  expect(store.getState()).toMatchObject({ recalled: FOUND, found: undefined, confirming: undefined, uploaded: false });
});

test("a recall that is given up signs nothing", async () => {
  const { store, recalled } = await look(NUMBER);
  store.getState().recallAsked();
  store.getState().reasonTyped("检出禁用药物");
  store.getState().recallDropped();
  await store.getState().confirmed();
  expect(recalled).toEqual([]);
});

test("an impatient second tap recalls once", async () => {
  const { store, recalled } = await look(NUMBER);
  store.getState().recallAsked();
  store.getState().reasonTyped("检出禁用药物");
  await Promise.all([store.getState().confirmed(), store.getState().confirmed()]);
  expect(recalled).toHaveLength(1);
});

test("a recall says whether it is still on this phone, and when it has been uploaded", async () => {
  const phone: Phone = {};
  const { store } = await look(NUMBER, phone);
  store.getState().recallAsked();
  store.getState().reasonTyped("检出禁用药物");
  await store.getState().confirmed();
  expect(store.getState().uploaded).toBe(false);
  phone.uploaded = true;
  await store.getState().uploadsChanged();
  expect(store.getState().uploaded).toBe(true);
  store.getState().startedOver();
  expect(store.getState()).toMatchObject({ text: "", recalled: undefined, uploaded: false });
});

test.each(["outOfScope", "alreadyRecalled", "storageFailed", "roleMissing"] as const)(
  "a recall that fails with %s says so, keeps the reason and shows the certificate still",
  async (signFailure) => {
    const { store } = await look(NUMBER, { signFailure });
    store.getState().recallAsked();
    store.getState().reasonTyped("检出禁用药物");
    await store.getState().confirmed();
    expect(store.getState()).toMatchObject({
      confirming: { failure: signFailure, reason: "检出禁用药物", busy: false },
      found: FOUND,
      recalled: undefined,
    });
  },
);

test.each(["offline", "certificateUnknown", "certificateForged", "notOurServer"] as const)(
  "a look-up that ends with %s says so and offers nothing to recall",
  async (failure) => {
    const { store } = await look(NUMBER, { found: err(failure) });
    expect(store.getState()).toMatchObject({ failure, found: undefined, looking: false });
    store.getState().recallAsked();
    store.getState().reasonTyped("检出禁用药物");
    await store.getState().confirmed();
    expect(store.getState().recalled).toBeUndefined();
  },
);

test("an answer that comes after something else was typed is not shown for it", async () => {
  const { store } = await opened();
  store.getState().typed(NUMBER);
  const looking = store.getState().looked();
  store.getState().typed("7K2M");
  await looking;
  expect(store.getState()).toMatchObject({ text: "7K2M", found: undefined, looking: false });
});

test("a code that was scanned before is looked up at once", async () => {
  const { store, looked } = await opened();
  await store.getState().opened(NUMBER);
  expect(looked).toEqual([`short ${NUMBER}`]);
  expect(store.getState().found).toEqual(FOUND);
});
