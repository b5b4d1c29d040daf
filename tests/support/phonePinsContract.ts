import { expect, test } from "vitest";
import { findCertificate } from "../../src/client/data/certificates.ts";
import { actingIdentity } from "../../src/client/data/identities.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { makeKey } from "../../src/client/data/keepKey.ts";
import { actAs, peopleHere } from "../../src/client/data/people.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { changePin, lockKeys, openWithPin } from "../../src/client/data/pins.ts";
import type { IdentityRecord } from "../../src/client/data/schema.ts";
import { MAX_WRONG_PINS } from "../../src/core/operator/pin.ts";
import { breakWrite } from "./phoneStores.ts";
import { harvestOrder, joined, LIMIN, NOW, newAuthority, newPhone } from "./phoneWorld.ts";

const PIN = "135792";
const WRONG = "000000";
const AUTHORITY = newAuthority();

/** A phone with one person whose key a PIN wraps, and a clock that the test sets. */
async function sharedPhone(): Promise<{
  readonly phone: Phone;
  readonly identity: IdentityRecord;
  readonly clock: { now: number };
}> {
  const clock = { now: NOW };
  const phone = await newPhone({ clock: () => clock.now });
  const made = await makeKey(PIN);
  const identity = await joined(phone, await AUTHORITY, LIMIN, { signer: made.signer, kept: made.kept });
  return { phone, identity, clock };
}

/** Every value in a record, however deep. */
function valuesIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || value instanceof CryptoKey) return [value];
  return [value, ...Object.values(value).flatMap(valuesIn)];
}

/** What a PIN guards on a phone that several people share. */
export function promisesOfPins(): void {
  test("what the phone stores of a wrapped key holds no key that could sign without the PIN", async () => {
    const { phone, identity } = await sharedPhone();
    const stored = await phone.db.get("identities", identity.kid);
    expect(valuesIn(stored).some((value) => value instanceof CryptoKey)).toBe(false);
    expect(stored?.kept).toMatchObject({ storage: "wrapped", box: { iterations: 600_000 } });
    expect(await issueOnPhone(phone, harvestOrder())).toEqual({ ok: false, error: "keyLocked" });
  });

  test("locking forgets the opened key: the next signature asks for the PIN again", async () => {
    const { phone, identity } = await sharedPhone();
    expect(await openWithPin(phone, identity, PIN)).toEqual({ result: "opened" });
    expect((await issueOnPhone(phone, harvestOrder())).ok).toBe(true);
    lockKeys(phone);
    expect(await issueOnPhone(phone, harvestOrder())).toEqual({ ok: false, error: "keyLocked" });
  });
}

/** What wrong PINs cost. */
export function promisesOfWrongPins(): void {
  test("from the third wrong PIN on, even the right one has to wait, and then counts from nothing again", async () => {
    const { phone, identity, clock } = await sharedPhone();
    const tried = [];
    for (let tries = 0; tries < 3; tries++) tried.push(await openWithPin(phone, identity, WRONG));
    expect(tried).toEqual([
      { result: "wrong", left: 9, wait: 0 },
      { result: "wrong", left: 8, wait: 0 },
      { result: "wrong", left: 7, wait: 30 },
    ]);
    clock.now += 29;
    expect(await openWithPin(phone, identity, PIN)).toEqual({ result: "tooSoon", wait: 1 });
    clock.now += 1;
    expect(await openWithPin(phone, identity, PIN)).toEqual({ result: "opened" });
    expect(await openWithPin(phone, identity, WRONG)).toEqual({ result: "wrong", left: 9, wait: 0 });
  });

  test("a try is counted before it is made: one that the phone could not count opens nothing", async () => {
    const { phone, identity } = await sharedPhone();
    const lift = breakWrite(1, () => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    expect(await openWithPin(phone, identity, PIN)).toEqual({ result: "notStored" });
    expect(lift()).toBe(true);
    expect(phone.unlocked.size).toBe(0);
  });

  test("the tenth wrong PIN erases the key; certificates and their chain codes stay, and nothing more is signed", async () => {
    const { phone, identity, clock } = await sharedPhone();
    await openWithPin(phone, identity, PIN);
    const issued = await issueOnPhone(phone, harvestOrder());
    if (!issued.ok) throw new Error(issued.error);
    const { chainText } = (await findCertificate(phone, issued.value.id)) ?? {};
    const answers = [];
    for (let tries = 0; tries < MAX_WRONG_PINS; tries++) {
      answers.push((await openWithPin(phone, identity, WRONG)).result);
      clock.now += 7200;
    }
    expect(answers).toEqual([...Array<string>(MAX_WRONG_PINS - 1).fill("wrong"), "erased"]);
    expect(await phone.db.count("identities")).toBe(0);
    expect(await phone.db.count("pinTries")).toBe(0);
    expect(await issueOnPhone(phone, harvestOrder())).toEqual({ ok: false, error: "notJoined" });
    expect((await findCertificate(phone, issued.value.id))?.chainText).toBe(chainText);
  });
}

/** Who may open what. */
export function promisesOfPeople(): void {
  test("a PIN is changed by whoever knows the old one", async () => {
    const { phone, identity } = await sharedPhone();
    expect(await changePin(phone, identity, { old: WRONG, new: "246813" })).toMatchObject({ result: "wrong" });
    expect(await changePin(phone, identity, { old: PIN, new: "246" })).toEqual({ result: "notStored" });
    expect(await changePin(phone, identity, { old: PIN, new: "246813" })).toEqual({ result: "opened" });
    lockKeys(phone);
    const changed = await phone.db.get("identities", identity.kid);
    if (changed === undefined) throw new Error("no identity");
    expect(await openWithPin(phone, changed, PIN)).toMatchObject({ result: "wrong" });
    expect(await openWithPin(phone, changed, "246813")).toEqual({ result: "opened" });
  });

  test("several people on one phone each sign with their own key, and only with their own PIN", async () => {
    const { phone, identity: first } = await sharedPhone();
    const made = await makeKey("864209");
    const second = await joined(phone, await AUTHORITY, LIMIN, { signer: made.signer, kept: made.kept });
    await actAs(phone, second.kid);
    expect((await actingIdentity(phone.db))?.kid).toBe(second.kid);
    expect(await openWithPin(phone, second, PIN)).toMatchObject({ result: "wrong" });
    expect(await openWithPin(phone, second, "864209")).toEqual({ result: "opened" });
    expect((await issueOnPhone(phone, harvestOrder())).ok).toBe(true);
    await actAs(phone, first.kid);
    expect(await issueOnPhone(phone, harvestOrder())).toEqual({ ok: false, error: "keyLocked" });
    expect(await peopleHere(phone)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kid: first.kid, acting: true, lock: "locked" }),
        expect.objectContaining({ kid: second.kid, acting: false, lock: "open" }),
      ]),
    );
    const [certificate] = await phone.db.getAll("certificates");
    expect(certificate?.kid).toBe(second.kid);
  });
}
