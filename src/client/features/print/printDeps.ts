import type { Drawn, Label } from "../../../core/label/box.ts";
import type { GreyPicture } from "../../../core/label/dither.ts";
import type { LabelContent } from "../../../core/label/labelContent.ts";
import type { LabelSheet, LabelSize, LabelSizePack } from "../../../core/label/labelSize.ts";
import type { Raster } from "../../../core/label/raster.ts";
import type { PdfOutlet } from "./pdf/usePdf.ts";

/** A certificate in the words that are printed. */
export type Printable = {
  readonly content: Omit<LabelContent, "boxNumber" | "pictures">;
  /** Withdrawn since: nothing of it is printed any more. */
  readonly withdrawn: boolean;
};

/** What a person chose last, kept for the next time. */
export type PrintChoice = {
  /** Id of a size or a sheet of the pack, or `custom`. */
  readonly size: string;
  /** Millimetres, as typed. */
  readonly customWidth: string;
  readonly customHeight: string;
  readonly dpi: number;
};

/** Pages or labels for the system's own printing. */
export type PaperJob<D extends Drawn = Drawn> = {
  readonly labels: readonly { readonly label: D; readonly copies: number }[];
  /** Of each, millimetres. */
  readonly size: Pick<LabelSize, "width" | "height">;
  /** Set when the labels are cut from sheets, with how many of the first sheet are used up. */
  readonly sheet?: LabelSheet;
  readonly skip?: number;
  /** One of them in the printer's dots. */
  readonly raster: (label: D) => Raster;
};

/** Resolves when the system has taken over; whether it printed, only the person knows. */
export type PrintOnPaper = <D extends Drawn>(job: PaperJob<D>) => Promise<void>;

/** What a way of printing is given. */
export type PrintJob = PaperJob<Label> & {
  /** Number of the certificate. */
  readonly number: string;
  /** How many pictures of the producer's own the labels were laid out with. */
  readonly pictures: number;
};

/** What is to be printed: copies of one label, or one label for each box. */
export type Amount = { readonly copies: number; readonly boxes?: number };

/** Labels that a printer is to get from this phone itself. */
export type PrinterOrder = { readonly certificate: string; readonly size: LabelSize; readonly amount: Amount };

/** The ways by which a label leaves the phone: to a printer, by the system's own printing, as a picture for a maker's app. */
export type PrintWays = {
  /** Puts labels into the print queue; false when the phone cannot keep them. Undefined where no printer is reached. */
  readonly printer: ((order: PrinterOrder) => Promise<boolean>) | undefined;
  readonly system: PrintOnPaper;
  readonly savePicture: (job: PrintJob) => Promise<void>;
};

/** A picture of the producer's own: logo or certification mark. */
export type OwnPicture = { readonly id: number; readonly picture: GreyPicture };

/** What the print screen needs from the app. */
export type PrintDeps = {
  readonly find: (id: string) => Promise<Printable | undefined>;
  readonly sizes: LabelSizePack;
  readonly readChoice: () => PrintChoice;
  readonly keepChoice: (choice: PrintChoice) => void;
  readonly ways: PrintWays;
  readonly pdf: PdfOutlet;
  readonly pictures: () => Promise<readonly OwnPicture[]>;
  readonly addPicture: (picture: GreyPicture) => Promise<void>;
  readonly removePicture: (id: number) => Promise<void>;
};
