import { PRINTER_LANGUAGES, type PrinterLanguage } from "../printer/language.ts";
import { err, ok, type Result } from "../result.ts";
import { type JsonReader, jsonBoolean, jsonList, jsonObject, jsonText, jsonUint } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** Where a Bluetooth printer takes its bytes and, where it has one, the characteristic on which it answers. */
export type PrinterService = {
  readonly service: string;
  readonly write: string;
  readonly notify?: string;
  readonly source: string;
};

/** How printers of one make and family are spoken to. */
export type PrinterProfile = {
  readonly id: string;
  readonly maker: string;
  readonly models: string;
  /** How the names start under which they show themselves; none for a family that a person chooses by hand. */
  readonly namePrefixes: readonly string[];
  /** The one they come with first; none for printers that only obey their maker's own app. */
  readonly languages: readonly PrinterLanguage[];
  readonly dpi: number;
  /** Widest print in millimetres. */
  readonly printWidth: number;
  /** False where no answer to a status query is to be expected. */
  readonly answers: boolean;
  /** Bytes of one Bluetooth write. */
  readonly chunk: number;
  /** Bytes after which a printer is given a rest, and its length in milliseconds. */
  readonly burst: number;
  readonly rest: number;
  readonly baud: number;
  /** The maker's own app, which prints the picture of a label. */
  readonly app?: string;
  readonly source: string;
  readonly verified: boolean;
};

/** Printers and their ways, dated; a region can put its own in its place. */
export type PrinterPack = PackHeader & {
  readonly services: readonly PrinterService[];
  readonly profiles: readonly PrinterProfile[];
};

const jsonLanguage: JsonReader<PrinterLanguage> = (value) => PRINTER_LANGUAGES.find((language) => language === value);
const jsonUuid: JsonReader<string> = (value) =>
  typeof value === "string" && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : undefined;

const readPack = jsonObject<Omit<PrinterPack, "note">, Pick<PrinterPack, "note">>(
  {
    ...PACK_HEADER,
    services: jsonList(
      jsonObject<Omit<PrinterService, "notify">, Pick<PrinterService, "notify">>(
        { service: jsonUuid, write: jsonUuid, source: jsonText },
        { notify: jsonUuid },
      ),
    ),
    profiles: jsonList(
      jsonObject<Omit<PrinterProfile, "app">, Pick<PrinterProfile, "app">>(
        {
          id: jsonText,
          maker: jsonText,
          models: jsonText,
          namePrefixes: jsonList(jsonText),
          languages: jsonList(jsonLanguage),
          dpi: jsonUint,
          printWidth: jsonUint,
          answers: jsonBoolean,
          chunk: jsonUint,
          burst: jsonUint,
          rest: jsonUint,
          baud: jsonUint,
          source: jsonText,
          verified: jsonBoolean,
        },
        { app: jsonText },
      ),
    ),
  },
  { note: jsonText },
);

/** Reads the pack of printers; refused when an id appears twice, a chunk is empty or no family stands for any printer. */
export function readPrinters(value: unknown): Result<PrinterPack, PackError> {
  const pack = readPack(value);
  if (pack === undefined || pack.services.length === 0) return err("badPack");
  const ids = new Set(pack.profiles.map(({ id }) => id));
  const usable = pack.profiles.every(({ chunk, burst }) => chunk >= 20 && burst >= chunk);
  const chosenByHand = pack.profiles.some(({ namePrefixes }) => namePrefixes.length === 0);
  return ids.size === pack.profiles.length && usable && chosenByHand ? ok(pack) : err("badPack");
}

/** The family that a printer's name belongs to: the longest start wins; undefined for a name that none knows. */
export function profileByName({ profiles }: PrinterPack, name: string): PrinterProfile | undefined {
  let best: { readonly profile: PrinterProfile; readonly length: number } | undefined;
  for (const profile of profiles) {
    for (const prefix of profile.namePrefixes) {
      const fits = name.toUpperCase().startsWith(prefix.toUpperCase());
      if (fits && prefix.length > (best?.length ?? 0)) best = { profile, length: prefix.length };
    }
  }
  return best?.profile;
}
