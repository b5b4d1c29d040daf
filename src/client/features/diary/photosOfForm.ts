import type { RecordPhoto } from "../../../core/record/fieldRecord.ts";
import { sha256 } from "../../../core/sha256.ts";
import type { PhotoFile } from "../../ui/photoFile.ts";
import type { RecordForm } from "./recordForm.ts";

/** Photos that one record names at most. */
export const MOST_PHOTOS = 9;

/** Photos that were taken for this record, the label's first: in the order in which the record names them. */
export function filesIn({ label, pictures }: Pick<RecordForm, "label" | "pictures">): readonly PhotoFile[] {
  return label === undefined ? pictures : [label, ...pictures];
}

const named = new WeakMap<PhotoFile, RecordPhoto>();

/** A photo as the record names it; hashed once, a form is checked at every key. */
export function namedPhoto(file: PhotoFile): RecordPhoto {
  const known = named.get(file);
  if (known !== undefined) return known;
  const photo = { hash: sha256(file.bytes), size: file.bytes.length, taken: file.takenAt };
  named.set(file, photo);
  return photo;
}
