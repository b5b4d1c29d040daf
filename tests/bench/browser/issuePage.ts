import { create } from "qrcode/lib/core/qrcode.js";

/** What the page of the app is given to measure issuing with. */
export type IssueBench = {
  /** Starts to watch for taps on the button with these words and for the painted code that follows. */
  readonly watch: (confirmWords: string) => void;
  /** Milliseconds from each watched tap to its code: until it stands in the page, and until a frame has painted it. */
  readonly issued: () => { readonly drawn: readonly number[]; readonly painted: readonly number[] };
  /** Milliseconds of a raw signature, one strict commit and a raw encoding of the code, one after another. */
  readonly baseline: (text: string) => Promise<number>;
};

declare global {
  interface Window {
    issueBench: IssueBench;
  }
}

const CONFIRMED = "confirmed";
const DRAWN = "drawn";
const PAINTED = "painted";
/** About what a certificate's signature covers, and about what a certificate is, in bytes. */
const MESSAGE_BYTES = 230;
const STATEMENT_BYTES = 260;

function watch(confirmWords: string): void {
  let waiting = false;
  document.addEventListener(
    "click",
    ({ target }) => {
      if (!(target instanceof Element) || target.closest("button")?.textContent !== confirmWords) return;
      waiting = true;
      performance.mark(CONFIRMED);
    },
    true,
  );
  const seen = () => {
    if (!waiting || !isCodeVisible()) return;
    waiting = false;
    performance.measure(DRAWN, CONFIRMED);
    // The message comes after the next frame is painted.
    const painted = new MessageChannel();
    painted.port1.onmessage = () => performance.measure(PAINTED, CONFIRMED);
    requestAnimationFrame(() => painted.port2.postMessage(undefined));
  };
  new MutationObserver(seen).observe(document.body, { childList: true, subtree: true, attributes: true });
}

function durations(name: string): readonly number[] {
  return performance.getEntriesByName(name, "measure").map(({ duration }) => duration);
}

function isCodeVisible(): boolean {
  const path = document.querySelector("svg.qr path");
  return path !== null && getComputedStyle(path).visibility === "visible";
}

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("bench baseline");
    opening.onupgradeneeded = () => opening.result.createObjectStore("statements", { keyPath: "id" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error("the database does not open"));
  });
}

function commit(db: IDBDatabase, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction("statements", "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the commit failed"));
    transaction.objectStore("statements").put({ id: crypto.randomUUID(), bytes });
  });
}

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
const prepared = Promise.all([openStore(), crypto.subtle.generateKey(P256, false, ["sign"])]);

async function baseline(text: string): Promise<number> {
  const [db, { privateKey }] = await prepared;
  const message = crypto.getRandomValues(new Uint8Array(MESSAGE_BYTES));
  const bytes = crypto.getRandomValues(new Uint8Array(STATEMENT_BYTES));
  const started = performance.now();
  await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, message);
  await commit(db, bytes);
  create(text, { errorCorrectionLevel: "M" });
  return performance.now() - started;
}

window.issueBench = {
  watch,
  issued: () => ({ drawn: durations(DRAWN), painted: durations(PAINTED) }),
  baseline,
};
