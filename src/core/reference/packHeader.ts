import { jsonBoolean, jsonObject, jsonText } from "./jsonShape.ts";

/** What every dated data pack says about itself. */
export type PackHeader = {
  readonly title: string;
  /** Day the content stands for, YYYY-MM-DD. */
  readonly version: string;
  readonly source: string;
  /** False while the content still has to be compared with the official text. */
  readonly verified: boolean;
  readonly note?: string;
};

/** A pack that has not the shape its reader asks for; nothing of it may be used. */
export type PackError = "badPack";

/** Readers of the header's required fields, to be spread into the reader of a whole pack. */
export const PACK_HEADER = { title: jsonText, version: jsonText, source: jsonText, verified: jsonBoolean } as const;

const readHeader = jsonObject<PackHeader>(PACK_HEADER);

/** The day for which a pack's content stands; undefined for what is no pack. */
export function readPackVersion(value: unknown): string | undefined {
  return readHeader(value)?.version;
}
