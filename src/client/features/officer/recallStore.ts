import { createStore } from "zustand/vanilla";
import { parseTypedNumber } from "../../../core/certificate/number.ts";
import { parseScanned, type Scanned } from "../../../core/qr/qrText.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { checkText, type TextError, tidyText } from "../../../core/text.ts";
import { REASON_LENGTH } from "./actForm.ts";
import type { FindFailure, FoundCertificate, OfficerDeps, OfficerSelf, SignFailure } from "./officerDeps.ts";

/** The step before a recall is signed. */
export type Confirming = {
  readonly reason: string;
  readonly reasonError?: TextError;
  readonly busy: boolean;
  readonly failure?: SignFailure;
};

/** State and events of recalling. */
export type RecallStore = {
  readonly loading: boolean;
  readonly self: OfficerSelf | undefined;
  readonly text: string;
  readonly looking: boolean;
  readonly failure: FindFailure | undefined;
  readonly found: FoundCertificate | undefined;
  readonly confirming: Confirming | undefined;
  /** Signed and stored on this phone. */
  readonly recalled: FoundCertificate | undefined;
  /** The register has it already. */
  readonly uploaded: boolean;
  readonly opened: (text?: string) => Promise<void>;
  readonly typed: (text: string) => void;
  readonly looked: () => Promise<void>;
  readonly recallAsked: () => void;
  readonly reasonTyped: (reason: string) => void;
  readonly recallDropped: () => void;
  readonly confirmed: () => Promise<void>;
  readonly uploadsChanged: () => Promise<void>;
  readonly startedOver: () => void;
};

/** Reads a typed number or the text of a code; says of a number what is wrong with it. */
export function readRecallText(text: string): Result<Scanned, FindFailure> {
  const trimmed = text.trim();
  if (/^(?:https?:\/\/|[0-9]{40})/i.test(trimmed)) {
    const scanned = parseScanned(trimmed);
    return scanned.ok && scanned.value.form === "tag" ? err("tagCode") : scanned;
  }
  const number = parseTypedNumber(trimmed);
  return number.ok ? ok({ form: "short", number: number.value }) : err(number.error.code);
}

const NOTHING = {
  failure: undefined,
  found: undefined,
  confirming: undefined,
  recalled: undefined,
  uploaded: false,
} as const;

/** Makes the store of the recalling screen. */
export function createRecallStore(deps: Pick<OfficerDeps, "self" | "findCertificate" | "recall" | "acts">) {
  return createStore<RecallStore>()((set, get) => ({
    ...NOTHING,
    loading: true,
    self: undefined,
    text: "",
    looking: false,
    async opened(text) {
      set({ self: await deps.self(), loading: false });
      if (text === undefined) return;
      get().typed(text);
      await get().looked();
    },
    typed: (text) => set({ ...NOTHING, text, looking: false }),
    async looked() {
      const { text, looking } = get();
      if (looking) return;
      const scanned = readRecallText(text);
      if (!scanned.ok) return set({ ...NOTHING, failure: scanned.error });
      set({ ...NOTHING, looking: true });
      const found = await deps.findCertificate(scanned.value, text.trim());
      // Typed on meanwhile: the answer belongs to another number.
      if (get().text !== text) return;
      set(found.ok ? { looking: false, found: found.value } : { looking: false, failure: found.error });
    },
    recallAsked: () => set({ confirming: { reason: "", busy: false } }),
    reasonTyped(reason) {
      const { confirming } = get();
      if (confirming !== undefined) set({ confirming: { reason, busy: confirming.busy } });
    },
    recallDropped: () => set({ confirming: undefined }),
    async confirmed() {
      const { found, confirming } = get();
      if (found === undefined || confirming === undefined || confirming.busy) return;
      const reason = checkText(tidyText(confirming.reason), REASON_LENGTH);
      if (!reason.ok) return set({ confirming: { ...confirming, reasonError: reason.error } });
      set({ confirming: { reason: confirming.reason, busy: true } });
      const signed = await deps.recall({ certificate: found, reason: reason.value });
      if (!signed.ok) return set({ confirming: { reason: confirming.reason, busy: false, failure: signed.error } });
      set({ confirming: undefined, found: undefined, recalled: found });
      await get().uploadsChanged();
    },
    async uploadsChanged() {
      const { recalled } = get();
      if (recalled === undefined) return;
      const act = (await deps.acts()).find(
        (candidate) => candidate.act === "recalled" && candidate.certificate === recalled.id,
      );
      set({ uploaded: act?.upload.state === "uploaded" });
    },
    startedOver: () => set({ ...NOTHING, text: "" }),
  }));
}
