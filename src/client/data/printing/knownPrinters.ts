import { LANGUAGE_RULES } from "../../../core/printer/language.ts";
import { type PrinterPack, type PrinterProfile, profileByName } from "../../../core/reference/printers.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { type StoreError, writeAll } from "../database.ts";
import type { Phone } from "../phone.ts";
import type { PrinterRecord } from "./printRecords.ts";
import type { ChosenDevice } from "./transport.ts";

/** White between labels and density that printers come with. */
const USUAL = { gap: 2, density: 8 } as const;

/** Printers that were used here, the last one first. */
export async function knownPrinters(phone: Phone): Promise<readonly PrinterRecord[]> {
  const printers = await phone.db.getAll("printers");
  return printers.sort((left, right) => right.usedAt - left.usedAt);
}

/** The family that a printer is spoken to as: the one it was given, else by its name, else any label printer. */
export function profileOf(
  pack: PrinterPack,
  { profile, name }: Pick<PrinterRecord, "profile" | "name">,
): PrinterProfile {
  const found = pack.profiles.find(({ id }) => id === profile) ?? profileByName(pack, name) ?? anyLabelPrinter(pack);
  if (found === undefined) throw new Error("the pack of printers has no family for any printer");
  return found;
}

function anyLabelPrinter({ profiles }: PrinterPack): PrinterProfile | undefined {
  return profiles.find(({ namePrefixes }) => namePrefixes.length === 0);
}

/**
 * Remembers a printer that was just chosen, as what its name says it is; what was set for it before stays.
 * `makersAppOnly`: it takes pictures from its maker's own app and nobody else.
 */
export async function keepPrinter(
  phone: Phone,
  pack: PrinterPack,
  device: ChosenDevice,
): Promise<Result<PrinterRecord, StoreError | { readonly code: "makersAppOnly"; readonly profile: PrinterProfile }>> {
  const id = `${device.transport} ${device.device}`;
  const before = await phone.db.get("printers", id);
  const profile = profileOf(pack, { profile: before?.profile ?? "", name: device.name });
  const [language] = profile.languages;
  if (language === undefined) return err({ code: "makersAppOnly", profile });
  const usedAt = Math.floor(phone.clock());
  const printer: PrinterRecord = {
    ...USUAL,
    gap: LANGUAGE_RULES[language].wholeLabels ? USUAL.gap : 0,
    language,
    owed: 0,
    ...before,
    ...device,
    name: device.name === "" ? (before?.name ?? "") : device.name,
    id,
    profile: profile.id,
    usedAt,
  };
  const written = await putPrinter(phone, printer);
  return written.ok ? ok(printer) : written;
}

/** What is set for a printer: its family, language, paper and density, and what it is owed. */
export type PrinterSettings = Partial<Pick<PrinterRecord, "profile" | "language" | "gap" | "density" | "owed">>;

/** Sets something for a remembered printer. */
export async function setPrinter(
  phone: Phone,
  id: string,
  settings: PrinterSettings,
): Promise<Result<undefined, StoreError>> {
  const printer = await phone.db.get("printers", id);
  return printer === undefined ? ok(undefined) : putPrinter(phone, { ...printer, ...settings });
}

/** Forgets a printer; its jobs ask for another one. */
export async function forgetPrinter(phone: Phone, id: string): Promise<void> {
  await writeAll(phone.db, ["printers"], (transaction) => transaction.objectStore("printers").delete(id));
  phone.changes.tell("printing");
}

async function putPrinter(phone: Phone, printer: PrinterRecord): Promise<Result<undefined, StoreError>> {
  const written = await writeAll(phone.db, ["printers"], async (transaction) => {
    await transaction.objectStore("printers").put(printer);
  });
  if (!written.ok) return written;
  phone.changes.tell("printing");
  return ok(undefined);
}
