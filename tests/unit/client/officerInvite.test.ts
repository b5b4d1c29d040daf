import * as v from "valibot";
import { describe, expect, test } from "vitest";
import {
  checkInvite,
  EMPTY_INVITE,
  type InviteForm,
  KINDS_OF_ROLE,
  scopesFor,
  withChange,
} from "../../../src/client/features/officer/inviteForm.ts";
import { createInviteStore } from "../../../src/client/features/officer/inviteStore.ts";
import type {
  InvitationRequest,
  InviteFailure,
  KnownOperator,
} from "../../../src/client/features/officer/officerDeps.ts";
import { ROLES } from "../../../src/core/operator/role.ts";
import { err, ok } from "../../../src/core/result.ts";
import { type ConsoleInvitation, consoleInvitationSchema } from "../../../src/wire/invitations.ts";

const NOW = 1_795_305_600;
const SCOPES = ["140524"];
const FILLED: InviteForm = {
  role: "producer",
  kind: "cooperative",
  name: " 陵川县西沟连翘专业合作社 ",
  region: "140524101202",
  address: "三组 12 号",
  uscc: "",
  phone: "0356-6202345",
  scope: "",
};
const STATION: KnownOperator = {
  operator: {
    id: "0202020202020202",
    name: "礼义镇便民服务站",
    kind: "station",
    region: "140524101",
    standing: { state: "normal" },
    keys: [{ key: "", roles: ["station"], region: "140524101", notBefore: 0, notAfter: NOW }],
  },
};

type Endpoint = { failure?: InviteFailure; readonly requests: InvitationRequest[] };

async function opened(endpoint: Endpoint, operatorId?: string) {
  const store = createInviteStore(
    {
      self: () => Promise.resolve({ name: "陵川县农业农村局", scopes: SCOPES, key: "" }),
      operator: (id) => Promise.resolve(id === STATION.operator.id ? ok(STATION) : err("operatorUnknown")),
      invite: (request) => {
        endpoint.requests.push(request);
        if (endpoint.failure !== undefined) return Promise.resolve(err(endpoint.failure));
        return Promise.resolve(
          ok({
            id: "a1a1a1a1a1a1a1a1",
            link: "https://jc.example/join#X",
            operator: "0101010101010101",
            expires: NOW,
            waits: false,
          }),
        );
      },
    },
    operatorId,
  );
  await store.getState().opened();
  return store;
}

test("a unified social credit code is registered tidied, whether or not its check digit fits", () => {
  for (const [typed, kept] of [
    ["9314 0524 ma0k 1lbx 3t", "93140524MA0K1LBX3T"],
    ["140502600123456", "140502600123456"],
  ] as const) {
    const checked = checkInvite({ ...FILLED, uscc: typed }, SCOPES, undefined);
    expect(checked).toMatchObject({ ok: true, value: { operator: { uscc: kept } } });
  }
  const tooLong = checkInvite({ ...FILLED, uscc: "9".repeat(31) }, SCOPES, undefined);
  expect(tooLong).toMatchObject({ ok: false, error: [{ field: "uscc" }] });
});

describe("inviting a new operator", () => {
  test("sends what was entered, tidied, in the form that the endpoint takes", async () => {
    const endpoint: Endpoint = { requests: [] };
    const store = await opened(endpoint);
    store.getState().changed(FILLED);
    await store.getState().confirmed();
    const { kind, region, phone } = FILLED;
    const operator = { kind, name: "陵川县西沟连翘专业合作社", region, phone, address: "三组 12 号" };
    expect(endpoint.requests).toEqual([{ role: "producer", operator }]);
    expect(v.safeParse(consoleInvitationSchema, endpoint.requests[0]).success).toBe(true);
    expect(store.getState().invited).toMatchObject({
      name: "陵川县西沟连翘专业合作社",
      role: "producer",
      expires: NOW,
    });
  });

  test("with nothing filled in names every field and sends nothing", async () => {
    const endpoint: Endpoint = { requests: [] };
    const store = await opened(endpoint);
    await store.getState().confirmed();
    expect(store.getState().errors).toEqual([
      { field: "kind", code: "kindMissing" },
      { field: "name", code: "textMissing" },
      { field: "region", code: "regionMissing" },
      { field: "phone", code: "phoneMissing" },
    ]);
    expect(endpoint.requests).toEqual([]);
    store.getState().changed({ phone: "1" });
    expect(store.getState().errors.map(({ field }) => field)).toEqual(["kind", "name", "region"]);
  });

  test("that was sent twice by an impatient thumb registers once, and a made link is not made again", async () => {
    const endpoint: Endpoint = { requests: [] };
    const store = await opened(endpoint);
    store.getState().changed(FILLED);
    await Promise.all([store.getState().confirmed(), store.getState().confirmed()]);
    await store.getState().confirmed();
    expect(endpoint.requests).toHaveLength(1);
  });

  test.each(["offline", "answerLost", "operatorRefused", "regionUnknown", "outOfScope", "tooMany"] as const)(
    "that fails with %s says so and keeps what was entered",
    async (failure) => {
      const store = await opened({ failure, requests: [] });
      store.getState().changed(FILLED);
      await store.getState().confirmed();
      expect(store.getState()).toMatchObject({ failure, busy: false, invited: undefined, form: FILLED });
    },
  );
});

describe("inviting one more person of an operator", () => {
  test("asks only for the role, starting from the one it has, and names the operator", async () => {
    const endpoint: Endpoint = { requests: [] };
    const store = await opened(endpoint, STATION.operator.id);
    expect(store.getState().form.role).toBe("station");
    await store.getState().confirmed();
    expect(endpoint.requests).toEqual([{ role: "station", operator: { id: STATION.operator.id } }]);
    expect(store.getState().invited?.name).toBe("礼义镇便民服务站");
  });

  test("of an operator that cannot be read sends nothing", async () => {
    const endpoint: Endpoint = { requests: [] };
    const store = await opened(endpoint, "7777777777777777");
    expect(store.getState().failure).toBe("operatorUnknown");
    store.getState().changed(FILLED);
    await store.getState().confirmed();
    expect(endpoint.requests).toEqual([]);
  });
});

describe("the form", () => {
  test("has a kind for every role, and picks the only one by itself", () => {
    for (const role of ROLES) expect(KINDS_OF_ROLE[role].length).toBeGreaterThan(0);
    expect(withChange(EMPTY_INVITE, { role: "officer" }).kind).toBe("agency");
  });

  test("drops a kind that the new role does not have and a scope that belonged to another place", () => {
    expect(withChange({ ...FILLED, kind: "familyFarm" }, { role: "purchaser" }).kind).toBeUndefined();
    expect(withChange(FILLED, { role: "purchaser" }).kind).toBe("cooperative");
    expect(withChange({ ...FILLED, scope: "140524" }, { region: "140524100" }).scope).toBe("");
    expect(withChange({ ...FILLED, scope: "140524" }, { name: "x" }).scope).toBe("140524");
  });

  test.each([
    ["14", "regionNotCounty"],
    ["1405", "regionNotCounty"],
    ["140581", "regionOutOfScope"],
    ["140525103201", "regionOutOfScope"],
  ])("refuses the place %s as %s before anything is sent", (region, code) => {
    expect(checkInvite({ ...FILLED, region }, SCOPES, undefined)).toEqual(err([{ field: "region", code }]));
  });

  test("refuses a phone number that is none and texts that may not be signed", () => {
    const checked = checkInvite(
      { ...FILLED, name: "合作\u200b社", phone: "138abc", address: "组".repeat(61) },
      SCOPES,
      undefined,
    );
    expect(checked).toEqual(
      err([
        { field: "name", code: "zeroWidthCharacter" },
        { field: "address", code: "textTooLong" },
        { field: "phone", code: "phoneUnreadable" },
      ]),
    );
  });

  test("offers areas from the officer's own down to the operator's village, and none to who buys", () => {
    expect(scopesFor("producer", "140524101202", SCOPES)).toEqual(["140524", "140524101", "140524101202"]);
    expect(scopesFor("station", "140524101202", ["140524101"])).toEqual(["140524101", "140524101202"]);
    expect(scopesFor("purchaser", "140524101202", SCOPES)).toEqual([]);
    expect(scopesFor("producer", "", SCOPES)).toEqual([]);
  });

  test("names a scope only where it differs from the operator's own place", () => {
    const scopeOf = (scope: string) => {
      const checked = checkInvite({ ...FILLED, scope }, SCOPES, undefined);
      return checked.ok ? checked.value.scope : "refused";
    };
    expect([scopeOf(""), scopeOf("140524101202"), scopeOf("140524")]).toEqual([undefined, undefined, "140524"]);
  });

  test("makes requests of the endpoint's own type", () => {
    const checked = checkInvite(FILLED, SCOPES, undefined);
    expect.assert(checked.ok);
    const request: ConsoleInvitation = checked.value;
    expect(request.role).toBe("producer");
  });
});
