import { toHex } from "../../core/bytes.ts";
import type { CborMap } from "../../core/cbor.ts";
import { type Certificate, parseCertificate, type Quantity } from "../../core/certificate/certificate.ts";
import { certificateNumber } from "../../core/certificate/number.ts";
import { chinaDay } from "../../core/date.ts";
import { lotBalance } from "../../core/lot/balance.ts";
import { parseAssembledLot, parseHarvestedLot } from "../../core/lot/lot.ts";
import { KIND } from "../../core/statement/kind.ts";
import type { StatementContent } from "../../core/statement/statement.ts";
import type { Hex } from "./hex.ts";
import type { CertificateRecord, CertificateState, LotRecord } from "./schema.ts";

/** A statement of one of this phone's operators: what it says, and whose it is. */
export type OwnStatement = {
  readonly id: Uint8Array;
  readonly content: StatementContent;
  readonly operator: Hex;
  readonly kid: Hex;
};

/** Room for the seqs of one second's statements in an order. */
export const ORDER_STEP = 100_000;

/** A number that grows with the time and, within a second, with the seq of what a key signed. */
export function madeOrder({ iat, seq }: Pick<StatementContent, "iat" | "seq">): number {
  return iat * ORDER_STEP + (seq % ORDER_STEP);
}

/** The certificate as lists and search want it. */
export function certificateRecord(
  own: OwnStatement,
  certificate: Certificate,
  state: CertificateState,
): CertificateRecord {
  const { iat } = own.content;
  return {
    id: toHex(own.id),
    number: certificateNumber(own.id),
    order: -madeOrder(own.content),
    iat,
    day: chinaDay(iat),
    product: certificate.product,
    quantity: certificate.quantity,
    origin: certificate.origin,
    place: certificate.place ?? "",
    style: certificate.style,
    state,
    lot: certificate.lot === undefined ? "" : toHex(certificate.lot),
    operator: own.operator,
    ...(certificate.onBehalfOf === undefined ? {} : { farmer: toHex(certificate.onBehalfOf) }),
    kid: own.kid,
  };
}

/** Whose goods a certificate is about: the operator's own, or the farmer's for whom it was signed. */
export function goodsOwner({ operator, farmer }: Pick<CertificateRecord, "operator" | "farmer">): Hex {
  return farmer ?? operator;
}

/** The certificate that a statement issues; undefined for another kind or an unreadable body. */
export function certificateIn({ kind, body }: StatementContent): Certificate | undefined {
  if (kind !== KIND.certificateIssued) return undefined;
  const parsed = parseCertificate(body);
  return parsed.ok ? parsed.value.certificate : undefined;
}

/** The lot that a statement makes, with what has been drawn from it; undefined for another kind or an unreadable body. */
export function lotRecord(own: OwnStatement, drawn: readonly Quantity[]): LotRecord | undefined {
  const { kind, body, iat } = own.content;
  const goods = kind === KIND.lotAssembled ? assembledGoods(body) : undefined;
  const lot = kind === KIND.lotHarvested ? harvestedGoods(body) : goods;
  if (lot === undefined) return undefined;
  const { onBehalfOf, ...made } = lot;
  const operator = onBehalfOf === undefined ? own.operator : toHex(onBehalfOf);
  return withDrawn({ ...made, id: toHex(own.id), operator, iat, drawn: [] }, drawn);
}

type Goods = Omit<LotRecord, "id" | "operator" | "iat" | "drawn" | "openOrder"> & {
  readonly onBehalfOf?: Uint8Array;
};

function harvestedGoods(body: CborMap): Goods | undefined {
  const lot = parseHarvestedLot(body);
  if (lot === undefined) return undefined;
  const { harvested: day, plots = [], place = "", ...goods } = lot;
  return { ...goods, made: "harvested", day, plots, place };
}

function assembledGoods(body: CborMap): Goods | undefined {
  const lot = parseAssembledLot(body);
  if (lot === undefined) return undefined;
  const { assembled: day, mode: _mode, sources: _sources, place = "", ...goods } = lot;
  return { ...goods, made: "assembled", day, plots: [], place };
}

/** The lot with other sums drawn from it; it leaves the open lots when nothing remains. */
export function withDrawn(lot: LotRecord, drawn: readonly Quantity[]): LotRecord {
  const { openOrder: _, ...rest } = lot;
  const { remaining } = lotBalance(lot.quantity, drawn);
  return remaining.thousandths > 0 ? { ...rest, drawn, openOrder: -lot.iat } : { ...rest, drawn };
}

/** Sums with one more quantity drawn. */
export function drawMore(drawn: readonly Quantity[], quantity: Quantity): readonly Quantity[] {
  const { unit } = quantity;
  const before = drawn.find((sum) => sum.unit === unit)?.thousandths ?? 0;
  return [...drawn.filter((sum) => sum.unit !== unit), { thousandths: before + quantity.thousandths, unit }];
}

/** Sums with a quantity given back, as when its certificate is withdrawn. */
export function giveBack(drawn: readonly Quantity[], quantity: Quantity): readonly Quantity[] {
  return drawn.flatMap((sum) => {
    if (sum.unit !== quantity.unit) return [sum];
    const thousandths = sum.thousandths - quantity.thousandths;
    return thousandths > 0 ? [{ thousandths, unit: sum.unit }] : [];
  });
}

/** Keys of the lots that a certificate's 8-byte reference can mean. */
export function lotRange(reference: Hex): IDBKeyRange {
  return IDBKeyRange.bound(reference, `${reference}g`);
}
