import { expect, test } from "vitest";
import type {
  NetworkFailure,
  OfficerDeps,
  OperatorPage,
  RegisteredOperator,
  SignedAct,
} from "../../../src/client/features/officer/officerDeps.ts";
import { createRegisterStore } from "../../../src/client/features/officer/registerStore.ts";
import { err, ok, type Result } from "../../../src/core/result.ts";

const NOW = 1_795_305_600;
const DAY = 86_400;

function operator(id: number, name: string): RegisteredOperator {
  return {
    id: String(id).padStart(16, "0"),
    name,
    kind: "cooperative",
    region: "140524101202",
    standing: { state: "normal" },
    keys: [],
  };
}

const OPERATORS = ["西沟连翘合作社", "太行山小米家庭农场", "礼义镇西瓜合作社"].map((name, index) =>
  operator(index, name),
);
const PAGE = 2;

type Answer = Result<OperatorPage, NetworkFailure>;

/** A register that pages and narrows as the endpoint does. */
function lookUp({ name, after }: { readonly name?: string; readonly after?: string }): Answer {
  const found = OPERATORS.filter((each) => each.name.includes(name ?? "") && each.id > (after ?? ""));
  const operators = found.slice(0, PAGE);
  const last = operators[operators.length - 1];
  return ok({ operators, next: found.length > PAGE ? last?.id : undefined });
}

function storeWith(change: Partial<OfficerDeps> = {}) {
  return createRegisterStore({
    self: () => Promise.resolve({ name: "陵川县农业农村局", scopes: ["140524"], key: "" }),
    listOperators: (query) => Promise.resolve(lookUp(query)),
    acts: () => Promise.resolve([]),
    now: () => NOW,
    ...change,
  });
}

const names = (store: ReturnType<typeof storeWith>) => store.getState().operators.map(({ name }) => name);

test("the list comes page by page until nothing is left", async () => {
  const store = storeWith();
  await store.getState().opened();
  expect(names(store)).toEqual(["西沟连翘合作社", "太行山小米家庭农场"]);
  await store.getState().moreAsked();
  expect(names(store)).toHaveLength(3);
  expect(store.getState().next).toBeUndefined();
  await store.getState().moreAsked();
  expect(names(store)).toHaveLength(3);
});

test("a name narrows the list, spaces around it do not matter, and an empty one shows all again", async () => {
  const store = storeWith();
  await store.getState().searched(" 西 ");
  expect(names(store)).toEqual(["西沟连翘合作社", "礼义镇西瓜合作社"]);
  await store.getState().searched("");
  expect(names(store)).toEqual(["西沟连翘合作社", "太行山小米家庭农场"]);
});

test("a slow answer to an older question does not replace the newer one", async () => {
  const waiting: (() => void)[] = [];
  const store = storeWith({
    listOperators: (query) => new Promise((resolve) => waiting.push(() => resolve(lookUp(query)))),
  });
  const older = store.getState().searched("小米");
  const newer = store.getState().searched("连翘");
  waiting[1]?.();
  await newer;
  waiting[0]?.();
  await older;
  expect(names(store)).toEqual(["西沟连翘合作社"]);
  expect(store.getState()).toMatchObject({ name: "连翘", reading: false });
});

test("a first page that fails says why, and a later try clears it", async () => {
  let failure: NetworkFailure | undefined = "serverError";
  const store = storeWith({
    listOperators: (query) => Promise.resolve(failure === undefined ? lookUp(query) : err(failure)),
  });
  await store.getState().opened();
  expect(store.getState()).toMatchObject({ operators: [], failure: "serverError", reading: false });
  failure = undefined;
  await store.getState().searched("");
  expect(store.getState().failure).toBeUndefined();
  expect(names(store)).toHaveLength(PAGE);
});

test("a further page that fails leaves what is on the screen, and can be asked for again", async () => {
  let offline = false;
  const store = storeWith({ listOperators: (query) => Promise.resolve(offline ? err("offline") : lookUp(query)) });
  await store.getState().opened();
  offline = true;
  await store.getState().moreAsked();
  expect(store.getState().failure).toBe("offline");
  expect(names(store)).toHaveLength(PAGE);
  offline = false;
  await store.getState().moreAsked();
  expect(store.getState().failure).toBeUndefined();
  expect(names(store)).toHaveLength(3);
});

test("operators that the phone remembers are shown as such, with the reason why nothing newer is", async () => {
  const store = storeWith({
    listOperators: () => Promise.resolve(ok({ operators: OPERATORS.slice(0, 1), unread: "offline" })),
  });
  await store.getState().opened();
  expect(store.getState()).toMatchObject({ remembered: true, failure: "offline" });
  expect(names(store)).toEqual(["西沟连翘合作社"]);
});

test("a phone without an officer's grant asks the endpoint nothing", async () => {
  let asked = 0;
  const store = storeWith({
    self: () => Promise.resolve(undefined),
    listOperators: (query) => {
      asked += 1;
      return Promise.resolve(lookUp(query));
    },
  });
  await store.getState().opened();
  expect(asked).toBe(0);
  expect(store.getState()).toMatchObject({ loading: false, self: undefined });
});

test("acts are listed while they wait; refused ones and ones without effect for thirty days", async () => {
  const act = (id: string, at: number, state: SignedAct["upload"]["state"], noEffect = false): SignedAct => ({
    id,
    at,
    upload: { state, noEffect },
    act: "suspended",
    operator: "0000000000000001",
    name: "太行山小米家庭农场",
    from: at,
    reason: "农药残留超标",
  });
  const old = NOW - 31 * DAY;
  const acts = [
    act("waiting", old, "waiting"),
    act("sent", old, "acknowledged"),
    act("done", NOW, "uploaded"),
    act("refused", NOW, "refused"),
    act("without effect", NOW, "uploaded", true),
    act("refused long ago", old, "refused"),
    act("without effect long ago", old, "uploaded", true),
  ];
  const store = storeWith({ acts: () => Promise.resolve(acts) });
  await store.getState().uploadsChanged();
  expect(store.getState().unfinished.map(({ id }) => id)).toEqual(["waiting", "sent", "refused", "without effect"]);
});
