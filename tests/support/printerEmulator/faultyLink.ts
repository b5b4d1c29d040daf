import type { ByteLink } from "../../../src/client/data/printing/transport.ts";
import type { EmulatedPrinter } from "./printer.ts";

/** What goes wrong on a link once so many bytes have gone over it. */
export type Fault = {
  readonly after: number;
  /**
   * `drop`: the link breaks within a write; `stall`: nothing is taken any more; `swallow`: a chunk is lost unnoticed;
   * `garble`: a bit turns over on the way there; `garbleAnswer`: on the way back.
   */
  readonly kind: "drop" | "stall" | "swallow" | "garble" | "garbleAnswer";
};

/**
 * A link to an emulated printer with at most one fault. On a checked link a chunk with a wrong bit is found out by the
 * link itself, which breaks.
 */
export function faultyLink(
  printer: EmulatedPrinter,
  options: { readonly checked: boolean; readonly chunk: number; readonly fault?: Fault | undefined },
): ByteLink {
  const { checked, chunk, fault } = options;
  const lost = new Set<() => void>();
  const heard = new Set<(bytes: Uint8Array) => void>();
  let sent = 0;
  let open = true;
  let struck = false;
  const breakLink = () => {
    open = false;
    for (const listener of lost) listener();
    throw new Error("the link is lost");
  };
  printer.onAnswer((bytes) => {
    if (!open) return;
    const garbled = !checked && fault?.kind === "garbleAnswer" && sent >= fault.after;
    const answer = garbled ? bytes.map((byte) => byte ^ 0x81) : bytes;
    queueMicrotask(() => {
      for (const listener of heard) listener(answer);
    });
  });
  const strike = (bytes: Uint8Array, kind: Fault["kind"], at: number): Promise<void> | undefined => {
    if (kind === "stall") return new Promise<void>(() => undefined);
    if (kind === "swallow" && !checked) return Promise.resolve();
    if (kind === "garble" && !checked) {
      printer.receive(bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte)));
      return Promise.resolve();
    }
    if (kind === "garbleAnswer") return undefined;
    if (kind === "drop") printer.receive(bytes.subarray(0, at));
    breakLink();
    return undefined;
  };
  return {
    checked,
    chunk,
    async send(bytes) {
      if (!open) breakLink();
      const start = sent;
      sent += bytes.length;
      const hit = !struck && fault !== undefined && fault.after >= start && fault.after < sent;
      if (hit) {
        struck = true;
        const over = strike(bytes, fault.kind, fault.after - start);
        if (over !== undefined) return over;
      }
      if (struck && fault?.kind === "stall") return new Promise<void>(() => undefined);
      printer.receive(bytes);
    },
    onBytes: (listener) => heard.add(listener),
    onLost: (listener) => lost.add(listener),
    close: async () => {
      open = false;
    },
  };
}
