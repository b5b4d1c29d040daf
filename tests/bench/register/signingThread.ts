import { createPrivateKey, randomInt } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { encodeByteStringSequence } from "../../../src/core/cbor.ts";
import { BASIS, encodeCertificate, STYLE } from "../../../src/core/certificate/certificate.ts";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { encodeHarvestedLot } from "../../../src/core/lot/lot.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { REFERENCE_BYTES, signStatement } from "../../../src/core/statement/statement.ts";
import { signerFrom } from "../../../src/server/authority/keyFiles.ts";
import { ON_LOT, type SignedBatch, type SigningOrder } from "./signedBatches.ts";

const GOODS = [
  ["马铃薯", 10_203, "东坡3号地"],
  ["大白菜", 10_101, "西沟梯田"],
  ["红富士苹果", 20_101, "后岭1号地"],
  ["番茄", 10_401, "村南大棚5号"],
  ["香菇", 10_901, "井沟2号棚"],
] as const;

type Pen = { readonly signer: ReturnType<typeof signerFrom>; readonly region: string; seq: number };

const { members, iat, size } = workerData as SigningOrder; // given by SignedBatches, the only starter
const pens: readonly Pen[] = members.map(({ pem, region }) => ({
  signer: signerFrom(createPrivateKey(pem)),
  region,
  seq: 0,
}));
let turn = 0;

/** A lot and what is drawn on it. */
async function signLot(pen: Pen, batch: Uint8Array[], numbers: string[]): Promise<void> {
  const [product, productCode, plot] = GOODS[pen.seq % GOODS.length] ?? GOODS[0];
  const goods = { product, productCode, origin: pen.region };
  const quantity = { thousandths: ON_LOT * 500_000, unit: 1 };
  const say = (kind: number, body: Parameters<typeof signStatement>[0]["body"]) =>
    signStatement({ kind, iat: iat + pen.seq, seq: ++pen.seq, body }, pen.signer);
  const lot = await say(
    KIND.lotHarvested,
    encodeHarvestedLot({ ...goods, quantity, harvested: "2026-11-20", plots: [plot] }),
  );
  batch.push(lot.bytes);
  for (let drawn = 0; drawn < ON_LOT && batch.length < size; drawn++) {
    const body = encodeCertificate({
      ...goods,
      quantity: { thousandths: randomInt(1_000, 500_000), unit: 1 },
      place: plot,
      style: STYLE.producer2026,
      basis: BASIS.qualityControl,
      lot: lot.id.slice(0, REFERENCE_BYTES),
    });
    const certificate = await say(KIND.certificateIssued, body);
    batch.push(certificate.bytes);
    numbers.push(certificateNumber(certificate.id));
  }
}

/** The next batch of the key whose turn it is, whole lots as far as they go. */
async function nextBatch(): Promise<SignedBatch> {
  const pen = pens[turn++ % pens.length];
  if (pen === undefined) throw new Error("nobody signs");
  const batch: Uint8Array[] = [];
  const numbers: string[] = [];
  while (batch.length < size) await signLot(pen, batch, numbers);
  return { bytes: Uint8Array.from(encodeByteStringSequence(batch)), statements: batch.length, numbers };
}

parentPort?.on("message", () => {
  void nextBatch().then((batch) => parentPort?.postMessage(batch, [batch.bytes.buffer]));
});
