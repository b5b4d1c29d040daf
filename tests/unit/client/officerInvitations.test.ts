import { expect, test } from "vitest";
import { alarmsOf, createInvitationsStore } from "../../../src/client/features/officer/invitationsStore.ts";
import type { CompareFailure, Invitation, NetworkFailure } from "../../../src/client/features/officer/officerDeps.ts";
import { toBase64Url } from "../../../src/core/bytes.ts";
import { comparisonCode } from "../../../src/core/key/publicKey.ts";
import { err, ok } from "../../../src/core/result.ts";

const NOW = 1_795_305_600;
const DAY = 86_400;
const KEY = Uint8Array.from({ length: 33 }, (_, index) => (index === 0 ? 2 : index));
const CODE = comparisonCode(KEY);
const OTHER_CODE = CODE === "123456" ? "654321" : "123456";

const WAITING: Invitation = {
  id: "a1a1a1a1a1a1a1a1",
  operator: "0101010101010101",
  name: "礼义镇便民服务站",
  role: "station",
  state: "waiting",
  created: NOW - DAY,
  expires: NOW + DAY,
  key: toBase64Url(KEY),
};

type Office = { invitations: readonly Invitation[]; unreachable?: NetworkFailure; refusal?: CompareFailure };

/** An office that grants whatever code it is sent: what keeps a wrong one out is what is tested. */
async function opened(office: Office) {
  const sent: string[] = [];
  const store = createInvitationsStore({
    invitations: () =>
      Promise.resolve(office.unreachable === undefined ? ok(office.invitations) : err(office.unreachable)),
    confirmInvitation: (id, code) => {
      sent.push(`${id} ${code}`);
      if (office.refusal !== undefined) return Promise.resolve(err(office.refusal));
      office.invitations = office.invitations.map((each) =>
        each.id === id ? { ...each, state: "granted" as const } : each,
      );
      return Promise.resolve(ok(undefined));
    },
  });
  await store.getState().refreshed();
  return { store, sent };
}

async function compare(office: Office, typed: string) {
  const { store, sent } = await opened(office);
  store.getState().compareOpened(WAITING.id);
  store.getState().digitsTyped(typed);
  await store.getState().compared();
  return { store, sent };
}

test("the digits of the key that used the link let it in, and only then is anything sent", async () => {
  const { store, sent } = await compare({ invitations: [WAITING] }, CODE);
  expect(sent).toEqual([`${WAITING.id} ${CODE}`]);
  expect(store.getState()).toMatchObject({ comparing: undefined, granted: { name: "礼义镇便民服务站" } });
  expect(store.getState().invitations[0]?.state).toBe("granted");
});

test("other digits are said to differ, are cleared, and nothing is sent or granted", async () => {
  const { store, sent } = await compare({ invitations: [WAITING] }, OTHER_CODE);
  expect(sent).toEqual([]);
  expect(store.getState().granted).toBeUndefined();
  expect(store.getState().comparing).toMatchObject({ failure: "codeDiffers", wrong: 1, digits: "" });
  store.getState().digitsTyped(OTHER_CODE);
  await store.getState().compared();
  expect(store.getState().comparing).toMatchObject({ failure: "codeDiffers", wrong: 2 });
  expect(sent).toEqual([]);
});

test("digits typed with spaces or in full width are read, and more than six are cut", async () => {
  const full = Array.from(CODE, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(" ");
  const { sent } = await compare({ invitations: [WAITING] }, `${full} 7`);
  expect(sent).toEqual([`${WAITING.id} ${CODE}`]);
});

test("five digits are not judged at all", async () => {
  const { store, sent } = await compare({ invitations: [WAITING] }, CODE.slice(0, 5));
  expect(sent).toEqual([]);
  expect(store.getState().comparing).toMatchObject({ wrong: 0, digits: CODE.slice(0, 5) });
  expect(store.getState().comparing?.failure).toBeUndefined();
});

test.each([
  [{ ...WAITING, state: "alarm" }, "linkStopped"],
  [{ ...WAITING, state: "granted" }, "notWaiting"],
  [{ ...WAITING, state: "open", key: undefined }, "notWaiting"],
  [{ ...WAITING, key: undefined }, "keyUnreadable"],
  [{ ...WAITING, key: "AgMF" }, "keyUnreadable"],
  [{ ...WAITING, key: "not base64url" }, "keyUnreadable"],
] as const)(
  "an invitation that cannot be compared (%o) is refused as %s before anything is sent",
  async (invitation, failure) => {
    const { store, sent } = await compare({ invitations: [invitation] }, CODE);
    expect(sent).toEqual([]);
    expect(store.getState().comparing).toMatchObject({ failure, wrong: 0 });
  },
);

test("a link that was used twice while the digits were read out is stopped, not granted", async () => {
  const office: Office = { invitations: [WAITING] };
  const { store, sent } = await opened(office);
  store.getState().compareOpened(WAITING.id);
  store.getState().digitsTyped(CODE);
  office.invitations = [{ ...WAITING, state: "alarm" }];
  await store.getState().refreshed();
  await store.getState().compared();
  expect(sent).toEqual([]);
  expect(store.getState().comparing?.failure).toBe("linkStopped");
});

test("a refusal by the endpoint keeps the digits, so that they can be sent again", async () => {
  const office: Office = { invitations: [WAITING], refusal: "tooMany" };
  const { store, sent } = await compare(office, CODE);
  expect(store.getState().comparing).toMatchObject({ failure: "tooMany", digits: CODE, busy: false });
  delete office.refusal;
  await store.getState().compared();
  expect(sent).toHaveLength(2);
  expect(store.getState().granted?.id).toBe(WAITING.id);
});

test("invitations stay on the screen when the network goes, and the failure goes when it is back", async () => {
  const office: Office = { invitations: [WAITING] };
  const { store } = await opened(office);
  office.unreachable = "offline";
  await store.getState().refreshed();
  expect(store.getState()).toMatchObject({ invitations: [WAITING], failure: "offline" });
  delete office.unreachable;
  await store.getState().refreshed();
  expect(store.getState().failure).toBeUndefined();
});

test("an alarm stays on top for thirty days", () => {
  const alarm: Invitation = { ...WAITING, state: "alarm", created: NOW };
  expect(alarmsOf([alarm, WAITING], NOW + 30 * DAY - 1)).toEqual([alarm]);
  expect(alarmsOf([alarm], NOW + 30 * DAY)).toEqual([]);
});
