import { concatBytes } from "../../../core/bytes.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import type { ByteLink } from "./transport.ts";

/** Why bytes did not arrive: the link broke, or the printer took nothing for too long. */
export type LinkFailure = "linkLost" | "stalled";

/** Milliseconds that are waited for. */
export type Patience = {
  /** For one write, and for a printer that said stop. */
  readonly write: number;
  /** For the answer to a question. */
  readonly answer: number;
  /** For one label to come out. */
  readonly label: number;
  /** Between two questions for the same thing. */
  readonly between: number;
};

/** What a person waits for without thinking that nothing happens. */
export const USUAL_PATIENCE: Patience = { write: 8000, answer: 1500, label: 20_000, between: 200 };

/** Software flow control: a printer says stop (DC3) and go on (DC1) in between. */
const XON = 0x11;
const XOFF = 0x13;

/** A printer that can be written to and asked. */
export type PrinterLink = {
  readonly checked: boolean;
  /** Sends everything in chunks; each waits for the one before, for the printer's stop and for its rests. */
  readonly write: (bytes: Uint8Array) => Promise<Result<undefined, LinkFailure>>;
  /** Sends a question and gives the first `length` bytes that come back within `milliseconds`; fewer when time is up. */
  readonly ask: (
    question: Uint8Array,
    length: number,
    milliseconds: number,
  ) => Promise<Result<Uint8Array, LinkFailure>>;
  readonly close: () => Promise<void>;
};

/** How much a printer is given at once, and how long it then rests. */
export type Pace = { readonly burst: number; readonly rest: number };

/** A printer's stop and go. */
function stopAndGo() {
  let stopped = false;
  let goOn: () => void = () => undefined;
  return {
    /** Bytes that are no answers. */
    heard(bytes: Uint8Array) {
      for (const byte of bytes) {
        if (byte === XOFF) stopped = true;
        if (byte !== XON) continue;
        stopped = false;
        goOn();
      }
    },
    /** Settles when the printer takes bytes again; undefined when it takes them now. */
    released(): Promise<undefined> | undefined {
      if (!stopped) return undefined;
      return new Promise((resolve) => {
        goOn = () => resolve(undefined);
      });
    },
  };
}

/** Writes to and asks the printer at the other end of a link. */
export function printerLink(link: ByteLink, pace: Pace, patience: Patience): PrinterLink {
  const lost = new Promise<"linkLost">((resolve) => link.onLost(() => resolve("linkLost")));
  const flow = stopAndGo();
  let answered: ((bytes: Uint8Array) => void) | undefined;
  link.onBytes((bytes) => (answered === undefined ? flow.heard(bytes) : answered(bytes)));

  async function sendChunk(bytes: Uint8Array<ArrayBuffer>): Promise<LinkFailure | undefined> {
    const released = flow.released();
    const held =
      released === undefined ? undefined : await Promise.race([released, lost, stalledAfter(patience.write)]);
    if (held !== undefined) return held;
    const sent = link.send(bytes).then(
      () => undefined,
      () => "linkLost" as const,
    );
    return Promise.race([sent, lost, stalledAfter(patience.write)]);
  }

  async function write(bytes: Uint8Array): Promise<Result<undefined, LinkFailure>> {
    let unrested = 0;
    for (let at = 0; at < bytes.length; at += link.chunk) {
      const chunk = bytes.slice(at, at + link.chunk);
      const failure = await sendChunk(chunk);
      if (failure !== undefined) return err(failure);
      unrested += chunk.length;
      if (unrested < pace.burst) continue;
      unrested = 0;
      await pause(pace.rest);
    }
    return ok(undefined);
  }

  async function ask(
    question: Uint8Array,
    length: number,
    milliseconds: number,
  ): Promise<Result<Uint8Array, LinkFailure>> {
    let answer: Uint8Array = new Uint8Array();
    const complete = new Promise<undefined>((resolve) => {
      answered = (bytes) => {
        answer = concatBytes(answer, bytes);
        if (answer.length >= length) resolve(undefined);
      };
    });
    const asked = await write(question);
    const failure = asked.ok ? await Promise.race([complete, lost, pause(milliseconds)]) : asked.error;
    answered = undefined;
    return failure === undefined ? ok(answer.slice(0, length)) : err(failure);
  }

  return { checked: link.checked, write, ask, close: link.close };
}

/** Waits. */
export function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}

async function stalledAfter(milliseconds: number): Promise<"stalled"> {
  await pause(milliseconds);
  return "stalled";
}
