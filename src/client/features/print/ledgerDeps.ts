import type { Quantity } from "../../../core/certificate/certificate.ts";
import type { CalendarDay } from "../../../core/date.ts";
import type { LabelContent } from "../../../core/label/labelContent.ts";
import type { LabelSizePack } from "../../../core/label/labelSize.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { PdfOutlet } from "./pdf/usePdf.ts";

/** Certificates that one ledger lists at most: about 130 pages. */
export const LEDGER_MOST = 5000;

/** Certificates whose labels go into one PDF at most. */
export const BATCH_MOST = 500;

/** A certificate as its operator's ledger lists it. */
export type LedgerCertificate = {
  /** Hexadecimal statement id. */
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly quantity: Quantity;
  /** 开具时间, Unix seconds. */
  readonly iat: number;
  readonly state: "registered" | "notYet" | "refused" | "voided" | "recalled" | "superseded";
};

/** What the ledger needs from the app. */
export type LedgerDeps = {
  /** Name of the operator whose ledger it is; undefined on a phone that has not joined. */
  readonly operator: () => Promise<string | undefined>;
  /** Of that operator, both days included, oldest first; one more than {@link LEDGER_MOST} at most. */
  readonly certificates: (from: CalendarDay, to: CalendarDay) => Promise<readonly LedgerCertificate[]>;
  readonly today: () => Promise<CalendarDay>;
  /** What the labels of these certificates say, in the same order; those of a style not known here are left out. */
  readonly labelContents: (ids: readonly string[]) => Promise<readonly LabelContent[]>;
  readonly sizes: LabelSizePack;
  readonly units: readonly UnitName[];
  readonly pdf: PdfOutlet;
};
