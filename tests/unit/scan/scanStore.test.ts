import { expect, test, vi } from "vitest";
import type { ScanDeps } from "../../../src/client/features/scan/scanDeps.ts";
import { createScanStore, type Signal, signalOf } from "../../../src/client/features/scan/scanStore.ts";
import { ABSENT_MS } from "../../../src/client/features/scan/sightings.ts";
import { CHECKS, type VerdictKind, type Verification } from "../../../src/core/verify/verdict.ts";

const CABBAGE = "https://hgz.jcagri.cn/c/7K2M9QX4TB8W1CZ6#1001";
const POTATOES = "https://hgz.jcagri.cn/c/0000000000000000#1002";

const PASSED = Object.fromEntries(CHECKS.map((name) => [name, { status: "passed" }])) as Verification["checks"];

function judged(verdict: VerdictKind, more: Partial<Verification> = {}): Verification {
  return { verdict, checks: PASSED, warnings: [], registration: "notAsked", ...more };
}

/** A scanner in a room without a network; the verdict of a text is what `verdicts` says, else authentic. */
function openScanner(verdicts: Readonly<Record<string, Verification>> = {}, more: Partial<ScanDeps> = {}) {
  let nowMs = 0;
  const signals: Signal[] = [];
  const remember = vi.fn<ScanDeps["remember"]>(() => Promise.resolve(true));
  const deps: ScanDeps = {
    verify: (text) => Promise.resolve(verdicts[text] ?? judged("authentic")),
    verifyOnline: () => Promise.resolve(undefined),
    remember,
    history: () => Promise.resolve([]),
    clearHistory: () => Promise.resolve(),
    wayOf: () => undefined,
    mayRecall: () => Promise.resolve(false),
    placeName: (code) => Promise.resolve(code),
    units: [],
    now: () => 1_795_305_600,
    ...more,
  };
  const store = createScanStore(deps, { signal: (signal) => void signals.push(signal), nowMs: () => nowMs });
  const texts = () => store.getState().results.map(({ text }) => text);
  return { store, signals, remember, texts, wait: (milliseconds: number) => void (nowMs += milliseconds) };
}

/** Lets what was started without waiting come to its end. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a code that stays in sight is looked at, signalled and remembered once", async () => {
  const { store, signals, remember, wait } = openScanner();
  for (let frame = 0; frame < 20; frame++) {
    await store.getState().codesSeen([CABBAGE]);
    wait(100);
  }
  await settled();
  expect(signals).toEqual(["good"]);
  expect(remember).toHaveBeenCalledTimes(1);
  expect(store.getState().count).toBe(1);
});

test("two labels that take turns in the picture are reported once each", async () => {
  const { store, signals, wait } = openScanner();
  for (let frame = 0; frame < 20; frame++) {
    await store.getState().codesSeen([frame % 2 === 0 ? CABBAGE : POTATOES]);
    wait(100);
  }
  expect(signals).toEqual(["good", "good"]);
});

test("a code that was away comes back as one already counted", async () => {
  const { store, remember, wait, texts } = openScanner();
  await store.getState().codesSeen([CABBAGE]);
  await store.getState().codesSeen([POTATOES]);
  wait(ABSENT_MS + 1);
  await store.getState().codesSeen([CABBAGE]);
  await settled();
  expect(texts()).toEqual([CABBAGE]);
  expect(store.getState().results[0]?.again).toBe(true);
  expect(store.getState().count).toBe(2);
  expect(remember).toHaveBeenCalledTimes(2);
});

test("scanning on with the same label still in sight does not report it again", async () => {
  const { store, wait, texts } = openScanner();
  await store.getState().codesSeen([CABBAGE]);
  store.getState().scanAgainPressed();
  wait(200);
  await store.getState().codesSeen([CABBAGE]);
  expect(texts()).toEqual([]);
});

test("a green verdict makes room for the next code by itself, a red one stays until somebody has seen it", async () => {
  const { store, wait, texts } = openScanner({ [POTATOES]: judged("recalled", { code: "recalled" }) });
  await store.getState().codesSeen([CABBAGE]);
  await store.getState().codesSeen([POTATOES]);
  expect(texts()).toEqual([POTATOES]);
  wait(ABSENT_MS + 1);
  await store.getState().codesSeen([CABBAGE]);
  expect(texts()).toEqual([POTATOES]);
  store.getState().scanAgainPressed();
  await store.getState().codesSeen([CABBAGE]);
  expect(texts()).toEqual([CABBAGE]);
});

test("several codes of one picture stand together, newest first, and the same certificate in two codes once", async () => {
  const id = Uint8Array.of(1, 2, 3);
  const chain = `${CABBAGE}9`;
  const { store, texts } = openScanner({
    [CABBAGE]: judged("authentic", { id }),
    [chain]: judged("authentic", { id }),
  });
  store.getState().severalToggled(true);
  await store.getState().codesSeen([CABBAGE, POTATOES, chain]);
  expect(texts()).toEqual([chain, POTATOES]);
  expect(store.getState().count).toBe(2);
});

test("the register's answer replaces the phone's verdict and is what is remembered", async () => {
  let answer: (verification: Verification) => void = () => undefined;
  const { store, signals, remember } = openScanner(
    { [CABBAGE]: judged("unconfirmed", { code: "needsNetwork" }) },
    { verifyOnline: () => new Promise((resolve) => (answer = resolve)) },
  );
  await store.getState().codesSeen([CABBAGE]);
  expect(store.getState().results[0]).toMatchObject({ asking: true, verification: { verdict: "unconfirmed" } });
  answer(judged("authentic", { registration: "registered" }));
  await settled();
  expect(store.getState().results[0]).toMatchObject({ asking: false, verification: { verdict: "authentic" } });
  expect(signals).toEqual(["caution", "good"]);
  expect(remember.mock.calls.map(([, { verdict }]) => verdict)).toEqual(["authentic"]);
});

test("a withdrawal that the register reports after the next code was scanned comes back onto the screen", async () => {
  let answer: (verification: Verification) => void = () => undefined;
  const { store, signals, texts } = openScanner(
    {},
    {
      verifyOnline: (text) =>
        text === CABBAGE ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(undefined),
    },
  );
  await store.getState().codesSeen([CABBAGE]);
  await store.getState().codesSeen([POTATOES]);
  answer(judged("voided", { code: "voided" }));
  await settled();
  expect(texts()).toEqual([CABBAGE, POTATOES]);
  expect(signals).toEqual(["good", "good", "bad"]);
});

test("a phone whose data cannot be read says that nothing was checked, and goes on with the next code", async () => {
  let broken = true;
  const { store, texts } = openScanner(
    {},
    {
      verify: () =>
        broken ? Promise.reject(new DOMException("", "InvalidStateError")) : Promise.resolve(judged("authentic")),
    },
  );
  await store.getState().codesSeen([CABBAGE]);
  expect(store.getState().checkFailed).toBe(true);
  broken = false;
  await store.getState().codesSeen([POTATOES]);
  expect(texts()).toEqual([POTATOES]);
  expect(store.getState().checkFailed).toBe(false);
});

test("a scan that the phone has no room for is shown all the same, and said", async () => {
  const { store, texts } = openScanner({}, { remember: () => Promise.resolve(false) });
  await store.getState().codesSeen([CABBAGE]);
  await settled();
  expect(texts()).toEqual([CABBAGE]);
  expect(store.getState().notKept).toBe(true);
});

test("an invitation is offered and never verified or opened by itself", async () => {
  const verify = vi.fn<ScanDeps["verify"]>();
  const { store } = openScanner({}, { verify, wayOf: () => ({ to: "join", path: "/join#secret" }) });
  await store.getState().codesSeen(["https://hgz.jcagri.cn/join#secret"]);
  expect(store.getState().way).toEqual({ to: "join", path: "/join#secret" });
  expect(verify).not.toHaveBeenCalled();
});

test("a photo without a code says so, one with three codes shows three verdicts", async () => {
  const { store, texts } = openScanner();
  await store.getState().pictureRead([]);
  expect(store.getState().nothingFound).toBe(true);
  await store.getState().pictureRead(["甲", "乙", "丙"]);
  expect(store.getState().nothingFound).toBe(false);
  expect(texts()).toEqual(["丙", "乙", "甲"]);
});

test("every verdict has its signal: only authentic sounds good, what must not be sold sounds bad", () => {
  expect(signalOf(judged("authentic"))).toBe("good");
  expect(signalOf(judged("unconfirmed"))).toBe("caution");
  expect(signalOf(judged("malformed"))).toBe("caution");
  for (const verdict of ["forged", "recalled", "voided", "superseded", "suspended"] as const) {
    expect(signalOf(judged(verdict))).toBe("bad");
  }
});
