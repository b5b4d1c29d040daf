import type { Phone } from "./phone.ts";

/** The certificate for which a tag stands, by what this phone's own operators said; undefined when it is not known here. */
export async function heldByTag(phone: Phone, tag: string): Promise<Uint8Array | undefined> {
  const transaction = phone.db.transaction(["tagClaims", "rolls", "certificates", "statements"]);
  const claim = await transaction.objectStore("tagClaims").get(tag);
  if (claim === undefined) return undefined;
  const [rolls, certificate, statement] = await Promise.all([
    transaction.objectStore("rolls").index("byTag").getAll(tag),
    transaction.objectStore("certificates").get(claim.certificate),
    transaction.objectStore("statements").get(claim.certificate),
  ]);
  const isOwn = rolls.some(({ operator }) => operator === claim.operator) && certificate?.operator === claim.operator;
  return isOwn ? statement?.bytes : undefined;
}
