import type { CborMap } from "../../../core/cbor.ts";
import { type ParsedCertificate, parseCertificate } from "../../../core/certificate/certificate.ts";
import { type AssembledLot, type HarvestedLot, parseAssembledLot, parseHarvestedLot } from "../../../core/lot/lot.ts";
import type { Result } from "../../../core/result.ts";
import { KIND } from "../../../core/statement/kind.ts";
import type { Statement } from "../../../core/statement/statement.ts";

/** Bodies that were read, while their statement is at hand: judging and projecting both need them. */
const certificates = new WeakMap<CborMap, Result<ParsedCertificate, "malformed">>();
const lots = new WeakMap<CborMap, { readonly lot: HarvestedLot | AssembledLot | undefined }>();

/** True for the two kinds of statement that make a lot. */
export function isLotKind(kind: number): boolean {
  return kind === KIND.lotHarvested || kind === KIND.lotAssembled;
}

/** The certificate in a statement of that kind. */
export function certificateIn({ body }: Pick<Statement, "body">): Result<ParsedCertificate, "malformed"> {
  const read = certificates.get(body) ?? parseCertificate(body);
  certificates.set(body, read);
  return read;
}

/** The lot in a statement of one of the two kinds that make one; undefined when its body is not of its form. */
export function lotIn({ kind, body }: Pick<Statement, "kind" | "body">): HarvestedLot | AssembledLot | undefined {
  const read = lots.get(body) ?? {
    lot: kind === KIND.lotHarvested ? parseHarvestedLot(body) : parseAssembledLot(body),
  };
  lots.set(body, read);
  return read.lot;
}
