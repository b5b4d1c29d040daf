import { expect, test } from "vitest";
import type { RegistryFilter, RegistryPage, RegistryRow } from "../../../src/client/features/registry/registryDeps.ts";
import { createRegistryStore } from "../../../src/client/features/registry/registryStore.ts";
import { err, ok, type Result } from "../../../src/core/result.ts";

const row = (id: number, name: string): RegistryRow => ({
  id: String(id).padStart(16, "0"),
  name,
  kind: "cooperative",
  region: "140524101202",
  standing: "normal",
});
const [gully, village, farm] = [row(1, "西沟连翘合作社"), row(2, "礼义镇西瓜合作社"), row(3, "太行山小米家庭农场")];

test("lists page by page, narrowed, and begins anew with another filter", async () => {
  const asked: (RegistryFilter & { readonly after?: string | undefined })[] = [];
  const store = createRegistryStore({
    search: () => Promise.resolve(ok({ operators: [] })),
    list: (filter, after) => {
      asked.push({ ...filter, after });
      return Promise.resolve(
        ok(after === undefined ? { operators: [gully], next: gully.id } : { operators: [village] }),
      );
    },
  });
  await store.getState().opened();
  await store.getState().moreAsked();
  await store.getState().opened();
  expect(store.getState().operators).toEqual([gully, village]);
  await store.getState().moreAsked();
  expect(asked.length).toBe(2);
  await store.getState().filtered({ kind: "cooperative" });
  await store.getState().filtered({ list: "dutyMissing" });
  expect(asked[asked.length - 1]).toEqual({ kind: "cooperative", list: "dutyMissing", after: undefined });
  expect(store.getState().operators).toEqual([gully]);
});

test("searches from two characters on, and a filter leaves the search", async () => {
  const store = createRegistryStore({
    search: (typed) => Promise.resolve(ok({ operators: typed === "小米" ? [farm] : [] })),
    list: () => Promise.resolve(ok({ operators: [gully, village, farm] })),
  });
  await store.getState().searched("小");
  expect(store.getState().operators.length).toBe(3);
  await store.getState().searched(" 小米 ");
  expect(store.getState().operators).toEqual([farm]);
  await store.getState().filtered({ standing: "closed" });
  expect(store.getState()).toMatchObject({ typed: "", filter: { standing: "closed" } });
});

test("shows the answer to the newest question, and keeps what stands when a further page fails", async () => {
  const answers: ((page: Result<RegistryPage, "offline">) => void)[] = [];
  const store = createRegistryStore({
    search: () => new Promise((resolve) => answers.push(resolve)),
    list: (_filter, after) =>
      Promise.resolve(after === undefined ? ok({ operators: [gully], next: gully.id }) : err("offline")),
  });
  const slow = store.getState().searched("西瓜");
  const quick = store.getState().searched("小米");
  answers[1]?.(ok({ operators: [farm] }));
  answers[0]?.(ok({ operators: [village] }));
  await Promise.all([slow, quick]);
  expect(store.getState().operators).toEqual([farm]);
  await store.getState().searched("");
  await store.getState().moreAsked();
  expect(store.getState()).toMatchObject({ operators: [gully], failure: "offline", next: gully.id });
});

test("says how old the directory is in which it searched without the endpoint, until that answers again", async () => {
  const held = { operators: [farm], heldSince: 1_795_300_000 };
  const store = createRegistryStore({
    search: (typed) => Promise.resolve(ok(typed === "小米" ? held : { operators: [village] })),
    list: () => Promise.resolve(err("offline")),
  });
  await store.getState().searched("小米");
  expect(store.getState()).toMatchObject({ ...held, failure: undefined });
  await store.getState().searched("西瓜");
  expect(store.getState()).toMatchObject({ operators: [village], heldSince: undefined });
});
