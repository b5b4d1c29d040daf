import type { PhoneDatabase } from "./database.ts";
import type { LabelPictureRecord } from "./schema.ts";

/** One of the producer's pictures with its key. */
export type KeptPicture = { readonly id: number; readonly picture: LabelPictureRecord };

/** The producer's logo and certification marks, in the order in which they were chosen. */
export async function labelPictures(db: PhoneDatabase): Promise<readonly KeptPicture[]> {
  const transaction = db.transaction("labelPictures");
  const [ids, pictures] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  return ids.flatMap((id, index) => {
    const picture = pictures[index];
    return picture === undefined ? [] : [{ id, picture }];
  });
}

/** Keeps a picture for every label to come. */
export async function addLabelPicture(db: PhoneDatabase, picture: LabelPictureRecord): Promise<void> {
  await db.add("labelPictures", picture);
}

/** Forgets a picture. */
export async function removeLabelPicture(db: PhoneDatabase, id: number): Promise<void> {
  await db.delete("labelPictures", id);
}
