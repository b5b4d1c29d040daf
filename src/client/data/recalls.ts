import { toHex } from "../../core/bytes.ts";
import { writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { giveBack, lotRange, withDrawn } from "./ownRecords.ts";
import type { Phone } from "./phone.ts";
import { lookUp } from "./verifyOnPhone.ts";

/** Asks the register whether one of this phone's certificates is recalled, and keeps reason, date and by whom. */
export async function keepRecall(phone: Phone, certificate: Hex): Promise<void> {
  const record = await phone.db.get("certificates", certificate);
  if (record === undefined) return;
  const answered = await lookUp(phone, record.number);
  if (!answered.ok || !answered.value.known || toHex(answered.value.id) !== certificate) return;
  const { withdrawal } = answered.value;
  if (withdrawal?.state !== "recalled") return;
  const written = await writeAll(phone.db, ["certificates", "lots", "withdrawals"], async (transaction) => {
    const certificates = transaction.objectStore("certificates");
    const current = await certificates.get(certificate);
    if (current === undefined) return;
    await certificates.put({ ...current, state: "recalled" });
    await transaction.objectStore("withdrawals").put({ certificate, ...withdrawal, operator: "" });
    if (current.state !== "active") return;
    const lots = transaction.objectStore("lots");
    for (const lot of await lots.getAll(lotRange(current.lot)))
      await lots.put(withDrawn(lot, giveBack(lot.drawn, current.quantity)));
  });
  if (written.ok) phone.changes.tell("certificates");
}
