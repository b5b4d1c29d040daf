import { equalBytes, utf8 } from "../bytes.ts";
import { chinaDay } from "../date.ts";
import type { Signer } from "../key/sign1.ts";
import { canDraw } from "../lot/balance.ts";
import { encodeAssembledLot, encodeHarvestedLot, encodeStatedTest } from "../lot/lot.ts";
import { encodeAcknowledged, type WarningsAcknowledged } from "../record/acknowledged.ts";
import { err, ok, type Result } from "../result.ts";
import { KIND, maxStatementBytes } from "../statement/kind.ts";
import {
  type PreparedStatement,
  prepareStatement,
  REFERENCE_BYTES,
  type StatementContent,
} from "../statement/statement.ts";
import { type Certificate, encodeCertificate, type Quantity, type STYLE } from "./certificate.ts";
import { type AgencyConsent, agencyDraft, encodeConsent } from "./consent.ts";
import type { Draft } from "./draft.ts";
import { certificateNumber } from "./number.ts";
import { encodeWithdrawn } from "./withdrawal.ts";

/** The lot a certificate vouches for: made in the same step, or one with a remainder. */
export type LotChoice =
  | { readonly make: "harvested"; readonly quantity: Quantity }
  | {
      readonly make: "assembled";
      readonly quantity: Quantity;
      readonly mode: "mixed" | "repacked";
      readonly sources: readonly Uint8Array[];
    }
  | { readonly draw: Uint8Array; readonly quantity: Quantity; readonly drawn: readonly Quantity[] };

/** What is to be issued. */
export type IssueOrder = {
  readonly draft: Draft;
  readonly style: typeof STYLE.producer2026 | typeof STYLE.purchaser2026;
  readonly lot: LotChoice;
  /** Full id of the certificate that this one corrects, and why. */
  readonly corrects?: { readonly certificate: Uint8Array; readonly reason: string };
  /** What the gate warned of and the person acknowledged; absent when there was nothing. */
  readonly acknowledged?: Omit<WarningsAcknowledged, "certificate">;
  /** The farmer for whom a station signs (代开), and what the farmer gave for it. */
  readonly agency?: AgencyOrder;
};

/** For whom a station issues, and the farmer's consent to exactly that. */
export type AgencyOrder = Pick<AgencyConsent, "farmer" | "station" | "draft"> &
  ({ readonly signature: Uint8Array } | { readonly statement: Uint8Array });

/** The key that signs, its next seq and the time, all taken inside the transaction's lock. */
export type IssueTurn = Pick<Signer, "key" | "alg"> & { readonly seq: number; readonly iat: number };

/** A statement of an issue with what it says, ready to be signed. */
export type IssuePart = { readonly content: StatementContent; readonly prepared: PreparedStatement };

/** Everything that one issuing signs, in seq order; the certificate is `certificate`. */
export type Issue = {
  readonly parts: readonly IssuePart[];
  readonly certificate: IssuePart;
  readonly body: Certificate;
  readonly lot: Uint8Array;
  readonly number: string;
};

/** Why an order cannot be issued; {@link fieldToShorten} says what makes a certificate too large. */
export type IssueError =
  | "overRemainder"
  | "certificateTooLarge"
  /** The farmer agreed to something else, or on another day. */
  | "consentDiffers";

/** The field whose text takes most bytes: what to shorten when a certificate is too large for its code. */
export function fieldToShorten(draft: Pick<Draft, "product" | "place">): "product" | "place" {
  return utf8(draft.place).length > utf8(draft.product).length ? "place" : "product";
}

type NewLot = Extract<LotChoice, { readonly make: string }>;

function newLot({ draft, agency }: IssueOrder, lot: NewLot): Pick<StatementContent, "kind" | "body"> {
  const { product, productCode, origin, place, plots, day } = draft;
  const goods = {
    product,
    quantity: lot.quantity,
    origin,
    ...(place === "" ? {} : { place }),
    ...(productCode === undefined ? {} : { productCode }),
    ...(agency === undefined ? {} : { onBehalfOf: agency.farmer }),
  };
  if (lot.make === "assembled") {
    return {
      kind: KIND.lotAssembled,
      body: encodeAssembledLot({ ...goods, assembled: day, mode: lot.mode, sources: lot.sources }),
    };
  }
  return {
    kind: KIND.lotHarvested,
    body: encodeHarvestedLot({ ...goods, harvested: day, ...(plots.length === 0 ? {} : { plots }) }),
  };
}

function certificateBody(order: IssueOrder, lot: Uint8Array): Certificate {
  const { draft, style, corrects, agency } = order;
  return {
    product: draft.product,
    ...(draft.productCode === undefined ? {} : { productCode: draft.productCode }),
    quantity: draft.quantity,
    origin: draft.origin,
    ...(draft.place === "" ? {} : { place: draft.place }),
    style,
    basis: draft.basis,
    lot: lot.slice(0, REFERENCE_BYTES),
    ...(agency === undefined ? {} : { onBehalfOf: agency.farmer }),
    ...(corrects === undefined ? {} : { supersedes: corrects.certificate.slice(0, REFERENCE_BYTES) }),
  };
}

/**
 * Prepares everything that one issuing signs: the lot unless an existing one is drawn on, the tests stated for it,
 * the certificate, the warnings acknowledged with it, and the withdrawal of the one it corrects. Refused when more is wanted than the lot has left, or
 * when the certificate would be too large for its code; ids are final before anything is signed.
 * the certificate, the farmer's consent where a station signs, and the withdrawal of the one it corrects. Refused when
 * more is wanted than the lot has left, when the certificate would be too large for its code, or when the farmer agreed
 * to something else; ids are final before anything is signed.
 */
export function composeIssue(order: IssueOrder, turn: IssueTurn): Result<Issue, IssueError> {
  const { lot } = order;
  if (!canDraw(lot.quantity, "draw" in lot ? lot.drawn : [], order.draft.quantity)) return err("overRemainder");
  const parts: IssuePart[] = [];
  const add = (what: Pick<StatementContent, "kind" | "body">): IssuePart => {
    const content = { ...what, iat: turn.iat, seq: turn.seq + parts.length };
    const part = { content, prepared: prepareStatement(content, turn) };
    parts.push(part);
    return part;
  };
  const lotId = "draw" in lot ? lot.draw : add(newLot(order, lot)).prepared.id;
  for (const test of order.draft.tests) add({ kind: KIND.testStated, body: encodeStatedTest({ ...test, lot: lotId }) });
  const body = certificateBody(order, lotId);
  const certificate = add({ kind: KIND.certificateIssued, body: encodeCertificate(body) });
  if (certificate.prepared.finish(new Uint8Array(64)).length > maxStatementBytes(KIND.certificateIssued))
    return err("certificateTooLarge");
  if (order.acknowledged !== undefined) {
    const seen = { certificate: certificate.prepared.id, ...order.acknowledged };
    add({ kind: KIND.warningsAcknowledged, body: encodeAcknowledged(seen) });
  }
  if (order.agency !== undefined) {
    const { farmer, station, draft } = order.agency;
    if (!equalBytes(agencyDraft(body, { farmer, station, day: chinaDay(turn.iat) }), draft))
      return err("consentDiffers");
    add({ kind: KIND.agencyConsented, body: encodeConsent(order.agency) });
  }
  if (order.corrects !== undefined) {
    const { certificate: corrected, reason } = order.corrects;
    add({
      kind: KIND.certificateWithdrawn,
      body: encodeWithdrawn({ certificate: corrected, state: "superseded", reason }),
    });
  }
  return ok({ parts, certificate, body, lot: lotId, number: certificateNumber(certificate.prepared.id) });
}
