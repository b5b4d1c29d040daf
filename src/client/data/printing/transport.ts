import type { PrinterProfile } from "../../../core/reference/printers.ts";
import type { Result } from "../../../core/result.ts";

/** Ways from a browser to a printer. */
export const TRANSPORT_KINDS = ["bluetooth", "usb", "serial"] as const;

/** One of the ways. */
export type TransportKind = (typeof TRANSPORT_KINDS)[number];

/** A device that a person has chosen; `device` finds it again. */
export type ChosenDevice = { readonly transport: TransportKind; readonly device: string; readonly name: string };

/** Why nothing was chosen: the person closed the browser's list, or the browser does not let this page use devices. */
export type ChooseFailure = "nothingChosen" | "notAllowed";

/**
 * Why there is no way to a printer: the browser has forgotten it and a person has to choose it again, it is off or out
 * of reach, or it is no printer that takes bytes.
 */
export type OpenFailure = "askAgain" | "unreachable" | "notAPrinter";

/** An open way to a printer that carries bytes; what is sent arrives in order or the link is lost. */
export type ByteLink = {
  /** The link itself checks what it carries (radio and USB do, a bare serial line does not). */
  readonly checked: boolean;
  /** Most bytes in one `send`. */
  readonly chunk: number;
  /** Rejects when the link is lost. */
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly onBytes: (listener: (bytes: Uint8Array) => void) => void;
  readonly onLost: (listener: () => void) => void;
  readonly close: () => Promise<void>;
};

/** One way from this browser to printers. */
export type PrinterTransport = {
  /** Opens the browser's own list, which needs a tap. `everything` also lists what does not look like a printer. */
  readonly choose: (everything: boolean) => Promise<Result<ChosenDevice, ChooseFailure>>;
  readonly open: (device: ChosenDevice, profile: PrinterProfile) => Promise<Result<ByteLink, OpenFailure>>;
};

/** What the browser's list threw, as a reason: closing it is NotFoundError everywhere. */
export function chooseFailureOf(cause: unknown): ChooseFailure {
  return cause instanceof Error && cause.name === "NotFoundError" ? "nothingChosen" : "notAllowed";
}
