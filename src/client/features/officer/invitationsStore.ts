import { createStore } from "zustand/vanilla";
import { fromBase64Url } from "../../../core/bytes.ts";
import { comparisonCode, KEY_BYTES } from "../../../core/key/publicKey.ts";
import type { CompareFailure, Invitation, NetworkFailure, OfficerDeps } from "./officerDeps.ts";

/** Digits that two screens compare. */
export const CODE_DIGITS = 6;
/** How long an alarm stays on top of the officer's screen (seconds). */
const ALARM_SHOWN = 30 * 86_400;

/** The digits that are being compared. */
export type Comparing = {
  /** Id of the invitation. */
  readonly id: string;
  readonly digits: string;
  /** How often other digits than the key's were entered. */
  readonly wrong: number;
  readonly busy: boolean;
  readonly failure?: CompareFailure;
};

/** State and events of invitations and of comparing six digits. */
export type InvitationsStore = {
  readonly invitations: readonly Invitation[];
  readonly failure: NetworkFailure | undefined;
  readonly comparing: Comparing | undefined;
  /** Let in a moment ago. */
  readonly granted: Invitation | undefined;
  readonly refreshed: () => Promise<void>;
  readonly compareOpened: (id: string) => void;
  readonly digitsTyped: (typed: string) => void;
  readonly compareClosed: () => void;
  readonly compared: () => Promise<void>;
};

/** Invitations whose link was used twice not long ago. */
export function alarmsOf(invitations: readonly Invitation[], now: number): readonly Invitation[] {
  return invitations.filter(({ state, created }) => state === "alarm" && now - created < ALARM_SHOWN);
}

/** The digits among what was typed, full-width ones read as usual ones. */
function digitsOf(typed: string): string {
  return typed.normalize("NFKC").replace(/\D/g, "").slice(0, CODE_DIGITS);
}

/** What the digits heard say about an invitation; undefined when they are its key's. Asks nobody. */
function judge(invitation: Invitation | undefined, digits: string): CompareFailure | undefined {
  if (invitation?.state === "alarm") return "linkStopped";
  if (invitation?.state !== "waiting") return "notWaiting";
  const key = fromBase64Url(invitation.key ?? "");
  if (key?.length !== KEY_BYTES) return "keyUnreadable";
  return comparisonCode(key) === digits ? undefined : "codeDiffers";
}

/** Makes the store of invitations. */
export function createInvitationsStore(deps: Pick<OfficerDeps, "invitations" | "confirmInvitation">) {
  return createStore<InvitationsStore>()((set, get) => {
    const fail = (comparing: Comparing, failure: CompareFailure) => {
      const { failure: _, ...rest } = comparing;
      const wrong = rest.wrong + (failure === "codeDiffers" ? 1 : 0);
      set({
        comparing: { ...rest, busy: false, wrong, digits: failure === "codeDiffers" ? "" : rest.digits, failure },
      });
    };
    return {
      invitations: [],
      failure: undefined,
      comparing: undefined,
      granted: undefined,
      async refreshed() {
        const answer = await deps.invitations();
        set(answer.ok ? { invitations: answer.value, failure: undefined } : { failure: answer.error });
      },
      compareOpened: (id) => set({ granted: undefined, comparing: { id, digits: "", wrong: 0, busy: false } }),
      digitsTyped(typed) {
        const { comparing } = get();
        if (comparing !== undefined) set({ comparing: { ...comparing, digits: digitsOf(typed) } });
      },
      compareClosed: () => set({ comparing: undefined }),
      async compared() {
        const { comparing, invitations } = get();
        if (comparing === undefined || comparing.busy || comparing.digits.length < CODE_DIGITS) return;
        const invitation = invitations.find(({ id }) => id === comparing.id);
        const refusal = judge(invitation, comparing.digits);
        if (refusal !== undefined) return fail(comparing, refusal);
        set({ comparing: { ...comparing, busy: true } });
        const answer = await deps.confirmInvitation(comparing.id, comparing.digits);
        if (answer.ok) set({ comparing: undefined, granted: invitation });
        else fail(comparing, answer.error);
        await get().refreshed();
      },
    };
  });
}
