import { fromHex } from "../../../core/bytes.ts";
import type { FileDeps, FileView } from "./fileDeps.ts";
import type { OpenFile } from "./useFile.ts";

/** What every part of an operator's file before an officer gets. */
export type PartProps = { readonly view: FileView; readonly deps: FileDeps; readonly open: OpenFile };

/** What every sheet of an operator's file gets. */
export type SheetProps = PartProps & { readonly shown: boolean; readonly onClose: () => void };

/** The operator's id as statements name it. */
export function operatorBytes({ id }: Pick<FileView, "id">): Uint8Array {
  return fromHex(id) ?? new Uint8Array(0);
}
