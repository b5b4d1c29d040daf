import { describe, expect, test } from "vitest";
import {
  type ActForm,
  actMoment,
  checkAct,
  newActForm,
  withPending,
} from "../../../src/client/features/officer/actForm.ts";
import { momentInput, parseMoment } from "../../../src/client/features/officer/chinaMoment.ts";
import type {
  KeyEndOrder,
  KnownOperator,
  OfficerDeps,
  OfficerKey,
  OperatorFailure,
  RegisteredOperator,
  SignedAct,
  SignFailure,
  StandingOrder,
} from "../../../src/client/features/officer/officerDeps.ts";
import { createOperatorStore } from "../../../src/client/features/officer/operatorStore.ts";
import { standingAt } from "../../../src/core/operator/standing.ts";
import { err, ok } from "../../../src/core/result.ts";

const NOW = 1_795_305_600;
const HOUR = 3600;
const DAY = 86_400;
const KEY: OfficerKey = {
  key: "AgECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
  roles: ["producer"],
  region: "140524101202",
  notBefore: NOW - 100 * DAY,
  notAfter: NOW + 300 * DAY,
};
const FARM: RegisteredOperator = {
  id: "0303030303030303",
  name: "太行山小米家庭农场",
  kind: "familyFarm",
  region: "140524101202",
  phone: "13903561234",
  standing: { state: "normal" },
  keys: [KEY],
};
const SUBJECT = { id: FARM.id, name: FARM.name, region: FARM.region };

type Signed =
  | { readonly act: "suspend" | "lift" | "close"; readonly order: StandingOrder }
  | { readonly act: "endKey"; readonly order: KeyEndOrder };
type Phone = {
  known: KnownOperator;
  unreachable?: OperatorFailure;
  signFailure?: SignFailure;
  readonly signed: Signed[];
};

function actOf(signed: Signed, index: number): SignedAct {
  const { operator } = signed.order;
  const common = {
    id: String(index),
    at: NOW,
    upload: { state: "waiting", noEffect: false },
    operator: operator.id,
    name: operator.name,
  } as const;
  if (signed.act === "endKey") {
    const { key, from, reason } = signed.order;
    return { ...common, act: "keyEnded", key, from, reason };
  }
  return {
    ...common,
    act: ACT_DONE[signed.act],
    from: signed.order.from,
    reason: signed.order.reason,
  };
}

const ACT_DONE = { suspend: "suspended", lift: "lifted", close: "closed" } as const;

async function opened(phone: Phone) {
  const sign = (signed: Signed) => {
    if (phone.signFailure !== undefined) return Promise.resolve(err(phone.signFailure));
    phone.signed.push(signed);
    return Promise.resolve(ok(undefined));
  };
  const deps: Pick<OfficerDeps, "self" | "operator" | "acts" | "now" | "suspend" | "lift" | "close" | "endKey"> = {
    self: () => Promise.resolve({ name: "陵川县农业农村局", scopes: ["140524"], key: "" }),
    operator: () => Promise.resolve(phone.unreachable === undefined ? ok(phone.known) : err(phone.unreachable)),
    acts: () => Promise.resolve(phone.signed.map(actOf).reverse()),
    now: () => NOW,
    suspend: (order) => sign({ act: "suspend", order }),
    lift: (order) => sign({ act: "lift", order }),
    close: (order) => sign({ act: "close", order }),
    endKey: (order) => sign({ act: "endKey", order }),
  };
  const store = createOperatorStore(deps, FARM.id);
  await store.getState().opened();
  return store;
}

test("closing is signed with its reason once confirmed, and shows at once", async () => {
  const phone: Phone = { known: { operator: FARM }, signed: [] };
  const store = await opened(phone);
  store.getState().actAsked("close");
  store.getState().formChanged({ reason: "停产，不再种养" });
  await store.getState().actConfirmed();
  expect(phone.signed).toEqual([{ act: "close", order: { operator: SUBJECT, from: NOW, reason: "停产，不再种养" } }]);
  expect(store.getState().operator?.standing.state).toBe("closed");
});

describe("suspending", () => {
  test("is signed only once it is confirmed, and shows at once as suspended", async () => {
    const phone: Phone = { known: { operator: FARM }, signed: [] };
    const store = await opened(phone);
    store.getState().actAsked("suspend");
    store.getState().formChanged({ reason: " 农药残留超标 " });
    expect(phone.signed).toEqual([]);
    await store.getState().actConfirmed();
    expect(phone.signed).toEqual([{ act: "suspend", order: { operator: SUBJECT, from: NOW, reason: "农药残留超标" } }]);
    expect(store.getState().open).toBeUndefined();
    expect(store.getState().operator?.standing).toEqual({ state: "suspended", from: NOW, reason: "农药残留超标" });
    expect(store.getState().acts[0]?.upload.state).toBe("waiting");
  });

  test("that is given up signs nothing", async () => {
    const phone: Phone = { known: { operator: FARM }, signed: [] };
    const store = await opened(phone);
    store.getState().actAsked("suspend");
    store.getState().formChanged({ reason: "农药残留超标" });
    store.getState().actDropped();
    await store.getState().actConfirmed();
    expect(phone.signed).toEqual([]);
  });

  test("without a reason is refused in the form, and the mistake goes with the next key press", async () => {
    const phone: Phone = { known: { operator: FARM }, signed: [] };
    const store = await opened(phone);
    store.getState().actAsked("suspend");
    await store.getState().actConfirmed();
    expect(store.getState().open?.errors).toEqual([{ field: "reason", code: "textMissing" }]);
    expect(phone.signed).toEqual([]);
    store.getState().formChanged({ reason: "停产" });
    expect(store.getState().open?.errors).toEqual([]);
  });

  test("that the phone cannot store says so and keeps what was entered", async () => {
    const phone: Phone = { known: { operator: FARM }, signFailure: "storageFull", signed: [] };
    const store = await opened(phone);
    store.getState().actAsked("suspend");
    store.getState().formChanged({ reason: "停产" });
    await store.getState().actConfirmed();
    expect(store.getState().open).toMatchObject({ failure: "storageFull", busy: false, form: { reason: "停产" } });
    expect(store.getState().operator?.standing.state).toBe("normal");
  });

  test("works on an operator that the phone only remembers", async () => {
    const phone: Phone = { known: { operator: FARM, seenAt: NOW - HOUR }, signed: [] };
    const store = await opened(phone);
    store.getState().actAsked("suspend");
    store.getState().formChanged({ reason: "停产" });
    await store.getState().actConfirmed();
    expect(store.getState().operator?.standing.state).toBe("suspended");
  });
});

test("a second tap while an act is being signed signs nothing twice", async () => {
  const phone: Phone = { known: { operator: FARM }, signed: [] };
  const store = await opened(phone);
  store.getState().actAsked("suspend");
  store.getState().formChanged({ reason: "停产" });
  await Promise.all([store.getState().actConfirmed(), store.getState().actConfirmed()]);
  expect(phone.signed).toHaveLength(1);
});

test("ending a key asks why, and names exactly that key and moment", async () => {
  const phone: Phone = { known: { operator: FARM }, signed: [] };
  const store = await opened(phone);
  store.getState().actAsked("endKey", KEY.key);
  await store.getState().actConfirmed();
  expect(store.getState().open?.errors).toEqual([{ field: "endReason", code: "endReasonMissing" }]);
  store.getState().formChanged({ endReason: "compromised", when: "given", moment: "2026-11-20T06:30" });
  await store.getState().actConfirmed();
  const from = NOW - 2 * DAY - 1.5 * HOUR;
  expect(phone.signed).toEqual([
    { act: "endKey", order: { operator: SUBJECT, key: KEY.key, from, reason: "compromised" } },
  ]);
  expect(store.getState().operator?.keys[0]?.ended).toEqual({ from, reason: "compromised" });
});

test("an operator that cannot be read says why; one that was read stays when the network goes", async () => {
  const phone: Phone = { known: { operator: FARM }, unreachable: "operatorUnknown", signed: [] };
  const store = await opened(phone);
  expect(store.getState()).toMatchObject({ loading: false, operator: undefined, failure: "operatorUnknown" });
  delete phone.unreachable;
  await store.getState().opened();
  phone.unreachable = "serverError";
  await store.getState().uploadsChanged();
  expect(store.getState()).toMatchObject({ operator: { name: FARM.name }, failure: "serverError" });
});

describe("the moment of an act", () => {
  const given = (act: ActForm["act"], moment: string): ActForm => ({
    ...newActForm(act, "", NOW),
    when: "given",
    moment,
  });

  test("is read as China's time, whatever the phone's zone", () => {
    expect(momentInput(NOW)).toBe("2026-11-22T08:00");
    expect(parseMoment("2026-11-22T08:00")).toBe(NOW);
    expect(parseMoment("2026-11-22T08:00:59.5")).toBe(NOW);
    expect(["", "2026-11-22", "2026-02-30T08:00", "2026-11-22T24:00", "2026-11-22T08:60"].map(parseMoment)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  test("more than 400 days away or missing is refused", () => {
    expect(actMoment(given("endKey", "2062-11-22T08:00"), undefined, NOW)).toEqual(
      err({ field: "moment", code: "momentTooFar" }),
    );
    expect(actMoment(given("endKey", ""), undefined, NOW)).toEqual(err({ field: "moment", code: "momentMissing" }));
  });

  test("of a standing never lies before the last one, where it would have no effect; a key's end may", () => {
    const before = "2026-11-21T08:00";
    expect(actMoment(given("lift", before), NOW - HOUR, NOW)).toEqual(
      err({ field: "moment", code: "momentBeforeStanding" }),
    );
    expect(actMoment(given("endKey", before), NOW - HOUR, NOW)).toEqual(ok(NOW - DAY));
  });

  test("'now' lifts a suspension that has not begun, for good", () => {
    const begins = NOW + 3 * DAY;
    const lifted = actMoment(newActForm("lift", "", NOW), begins, NOW);
    expect(lifted).toEqual(ok(begins));
    const history = [
      { from: begins, state: "suspended" },
      { from: begins, state: "normal" },
    ] as const;
    expect([NOW, begins, begins + DAY].map((time) => standingAt(history, time))).toEqual([
      "normal",
      "normal",
      "normal",
    ]);
  });

  test("and the reason are both named when both are wrong", () => {
    const checked = checkAct({ ...given("suspend", ""), reason: "\u202e" }, FARM, NOW);
    expect(checked).toEqual(
      err([
        { field: "moment", code: "momentMissing" },
        { field: "reason", code: "bidiCharacter" },
      ]),
    );
  });
});

describe("what is signed here and not in the register yet", () => {
  const act = (kind: "suspended" | "lifted", at: number, upload: Partial<SignedAct["upload"]> = {}): SignedAct => ({
    id: `${kind}${at}`,
    at,
    upload: { state: "waiting", noEffect: false, ...upload },
    act: kind,
    operator: FARM.id,
    name: FARM.name,
    from: at,
    reason: "停产",
  });

  test("is shown over what the register says, the newest of several", () => {
    const shown = withPending({ operator: FARM }, [act("lifted", NOW), act("suspended", NOW)]);
    expect(shown.standing).toMatchObject({ state: "normal", from: NOW });
  });

  test("is left to the register once it is there, unless the register was last read before", () => {
    const uploaded = act("suspended", NOW, { state: "uploaded" });
    expect(withPending({ operator: FARM }, [uploaded]).standing.state).toBe("normal");
    expect(withPending({ operator: FARM, seenAt: NOW - HOUR }, [uploaded]).standing.state).toBe("suspended");
    expect(withPending({ operator: FARM, seenAt: NOW + HOUR }, [uploaded]).standing.state).toBe("normal");
  });

  test("counts for nothing when it was refused, has no effect or is about somebody else", () => {
    const acts = [
      act("suspended", NOW, { state: "refused" }),
      act("suspended", NOW, { noEffect: true }),
      { ...act("suspended", NOW), operator: "0404040404040404" } as SignedAct,
    ];
    expect(withPending({ operator: FARM, seenAt: 0 }, acts)).toEqual(FARM);
  });
});
