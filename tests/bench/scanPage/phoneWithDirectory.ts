import { writeAll } from "../../../src/client/data/database.ts";
import type { Phone } from "../../../src/client/data/phone.ts";
import { toHex } from "../../../src/core/bytes.ts";
import { encodeCbor } from "../../../src/core/cbor.ts";
import { encodeCertificate, STYLE } from "../../../src/core/certificate/certificate.ts";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { keyId } from "../../../src/core/key/publicKey.ts";
import { rowsDigest } from "../../../src/core/operator/directory.ts";
import { type DirectoryRow, encodeRow } from "../../../src/core/operator/directoryRow.ts";
import { chainText } from "../../../src/core/qr/qrText.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { signStatement } from "../../../src/core/statement/statement.ts";
import { grantTo, joined, LIMIN, NOW, newAuthority, newKey, newPhone, ORIGIN } from "../../support/phoneWorld.ts";

const NONE = new Uint8Array(0);
const DAY = 86_400;

/** A row of one operator in good standing with one key. */
function rowOf(
  operator: Uint8Array,
  name: string,
  key: Uint8Array,
  grant: DirectoryRow["keys"][number]["grants"][number],
): DirectoryRow {
  return {
    operator,
    name,
    kind: "cooperative",
    region: "140524100201",
    standing: [],
    keys: [{ key, grants: [grant] }],
    withdrawn: { recalled: NONE, voided: NONE, superseded: NONE },
    refusedStations: [],
  };
}

/**
 * A phone that holds the directory of a county with `operators` operators, and the text of the code on the screen of
 * one of them: a certificate that this phone has never seen.
 */
export async function phoneWithDirectory(operators: number): Promise<{ readonly phone: Phone; readonly text: string }> {
  const phone = await newPhone();
  const authority = await newAuthority();
  await joined(phone, authority);
  const { signer } = await newKey();
  const held = await grantTo(authority, signer.key, LIMIN);
  const rows = Array.from({ length: operators }, (_, index) => {
    const operator = new Uint8Array(8);
    new DataView(operator.buffer).setUint32(4, index + 1);
    // Any 33 bytes do for a key that is never asked to verify.
    const key = index === 0 ? signer.key : Uint8Array.from([2, ...crypto.getRandomValues(new Uint8Array(32))]);
    return rowOf(index === 0 ? LIMIN.operator : operator, `陵川县第${index}合作社`, key, held.grant);
  });
  const encoded = rows.map((row) => ({ row, bytes: encodeCbor(encodeRow(row)) }));
  const head = {
    authority: authority.authority.id,
    region: "1405",
    version: 1,
    issuedAt: NOW - 3600,
    maxAge: 7 * DAY,
    digest: rowsDigest(encoded),
  };
  await writeAll(phone.db, ["directoryHeads", "directoryRows"], async (transaction) => {
    await transaction.objectStore("directoryHeads").put({ region: head.region, head });
    for (const { row, bytes } of encoded) {
      const kids = row.keys.map(({ key }) => toHex(keyId(key)));
      await transaction
        .objectStore("directoryRows")
        .put({ region: head.region, operator: toHex(row.operator), kids, bytes });
    }
    return undefined;
  });
  const body = encodeCertificate({
    product: "马铃薯",
    productCode: 10_203,
    quantity: { thousandths: 600_000, unit: 1 },
    origin: "140524100201",
    place: "西街村东坡地",
    style: STYLE.producer2026,
    basis: 3,
    lot: new Uint8Array(8),
  });
  const signed = await signStatement({ kind: KIND.certificateIssued, iat: NOW - DAY, seq: 1, body }, signer);
  return { phone, text: chainText(ORIGIN, certificateNumber(signed.id), signed.bytes, held.bytes) };
}
