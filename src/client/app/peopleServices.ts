import { toBase64Url } from "../../core/bytes.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import { type ActFailure, actOnPhone, officerActs, ownerIdentity } from "../data/actOnPhone.ts";
import { timeNow } from "../data/clock.ts";
import type { DeskError } from "../data/officerDesk.ts";
import { actAs, peopleHere } from "../data/people.ts";
import type { Phone } from "../data/phone.ts";
import { changePin, lockKeys, openWithPin } from "../data/pins.ts";
import { confirmStaff, inviteStaff, readStaff, rolesToGive, type Staff } from "../data/staff.ts";
import type { PeopleDeps, PeopleFailure, StaffInvitation, StaffKey } from "../features/people/peopleDeps.ts";
import { correctedClock } from "./correctedClock.ts";

const FAILURE: Readonly<Record<DeskError["code"], PeopleFailure>> = {
  offline: "offline",
  timeout: "offline",
  keyLocked: "keyLocked",
  notOurServer: "notOurServer",
  refused: "serverError",
  roleMissing: "roleMissing",
  serverError: "serverError",
  tooLarge: "serverError",
  tooManyRequests: "tooMany",
};
const REFUSED: ReadonlyMap<ProblemCode, PeopleFailure> = new Map([
  ["keyUnknown", "roleMissing"],
  ["roleMissing", "roleMissing"],
  ["outOfScope", "roleMissing"],
  ["codeDiffers", "codeDiffers"],
  ["linkStopped", "linkStopped"],
  ["notWaiting", "linkStopped"],
]);

function failureOf(error: DeskError): PeopleFailure {
  return (error.code === "refused" ? REFUSED.get(error.problem) : undefined) ?? FAILURE[error.code];
}

function endFailureOf(error: ActFailure): PeopleFailure {
  if (error === "keyLocked") return "keyLocked";
  return error === "storageFull" || error === "storageFailed" ? "storageFailed" : "roleMissing";
}

/** Ends that this phone signed, by key: whatever the register says of them yet. */
async function endsHere(phone: Phone): Promise<ReadonlyMap<string, NonNullable<StaffKey["ended"]>>> {
  const acts = await officerActs(phone);
  return new Map(acts.flatMap(({ act }) => (act.act === "keyEnded" ? [[act.key, act]] : [])));
}

function keysOf({ operator, invitations }: Staff, own: string, ends: Awaited<ReturnType<typeof endsHere>>) {
  return operator.keys.map(({ key, roles, notAfter, ended }): StaffKey => {
    const person = invitations.find((invitation) => invitation.key === key)?.person;
    const here = ends.get(key);
    const end = ended ?? here;
    return {
      key,
      ...(person === undefined ? {} : { person }),
      roles,
      notAfter,
      mine: key === own,
      ...(end === undefined ? {} : { ended: { from: end.from, reason: end.reason } }),
      pending: ended === undefined && here !== undefined,
    };
  });
}

function openOf({ invitations }: Staff): readonly StaffInvitation[] {
  return invitations.flatMap(({ id, person, role, state, expires }) => {
    if (state === "granted" || state === "expired") return [];
    return [{ id, role, state, expires, ...(person === undefined ? {} : { person }) }];
  });
}

function answered<T>(answer: Result<T, DeskError>): Result<T, PeopleFailure> {
  return answer.ok ? answer : err(failureOf(answer.error));
}

/** What whoever leads an operator does about its people and phones. */
function staffCalls(phone: Phone): Pick<PeopleDeps, "staff" | "invite" | "confirm" | "end"> {
  return {
    async staff() {
      const owner = await ownerIdentity(phone);
      if (owner === undefined) return undefined;
      const staff = await readStaff(phone);
      if (!staff.ok) return err(failureOf(staff.error));
      return ok({
        name: owner.name,
        roles: rolesToGive(owner, await timeNow(phone)),
        keys: keysOf(staff.value, toBase64Url(owner.key), await endsHere(phone)),
        invitations: openOf(staff.value),
      });
    },
    invite: async (whom) => answered(await inviteStaff(phone, whom)),
    confirm: async (id, code) => answered(await confirmStaff(phone, id, code)),
    async end(end) {
      const owner = await ownerIdentity(phone);
      if (owner === undefined) return err("roleMissing");
      const { operator: id, name, region } = owner;
      const ended = await actOnPhone(phone, { do: "endKey", operator: { id, name, region }, ...end });
      return ended.ok ? ended : err(endFailureOf(ended.error));
    },
  };
}

/** Joins the screens of people and phones to this phone. */
export function peopleServices(phone: Phone): PeopleDeps {
  const identityOf = (kid: string) => phone.db.get("identities", kid);
  return {
    ...staffCalls(phone),
    here: () => peopleHere(phone),
    watch: (heard) =>
      phone.changes.listen((change) => {
        if (change === "identities" || change === "outbox") heard();
      }),
    async choose(kid) {
      await actAs(phone, kid);
    },
    async unlock(kid, pin) {
      const identity = await identityOf(kid);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
    async changePin(kid, pins) {
      const identity = await identityOf(kid);
      return identity === undefined ? { result: "erased" } : changePin(phone, identity, pins);
    },
    lock: () => lockKeys(phone),
    now: correctedClock(phone),
  };
}
