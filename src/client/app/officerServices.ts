import { fromBase64Url, toBase64Url, toHex } from "../../core/bytes.ts";
import type { CborMap } from "../../core/cbor.ts";
import type { Certificate } from "../../core/certificate/certificate.ts";
import { countyOf } from "../../core/operator/region.ts";
import type { Scanned } from "../../core/qr/qrText.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { decodeStatement } from "../../core/statement/statement.ts";
import type { Verification } from "../../core/verify/verdict.ts";
import { randomBytes } from "../../crypto/randomBytes.ts";
import type { InvitationRequest as NamedRequest } from "../../wire/invitations.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import { type ActFailure, actOnPhone, officerActs, officerIdentity, officerScopes } from "../data/actOnPhone.ts";
import { timeNow } from "../data/clock.ts";
import { knownForks } from "../data/logForks.ts";
import {
  confirmInvitation,
  type DeskError,
  fetchOperator,
  invite,
  knownOperator,
  listInvitations,
  listOperators,
  rememberedOperators,
} from "../data/officerDesk.ts";
import type { Phone } from "../data/phone.ts";
import { eraseRecord, readRecord, revealRecord } from "../data/privateRecordDesk.ts";
import { sendPrivateRecords } from "../data/privateRecords.ts";
import { registerOnPhone } from "../data/registerOnPhone.ts";
import { findDuplicates, readHistory } from "../data/registryDesk.ts";
import { emptyOutbox } from "../data/syncRunner.ts";
import { verifyOnline, verifyOnPhone } from "../data/verifyOnPhone.ts";
import type { EntryDeps } from "../features/officer/entryDeps.ts";
import type {
  CompareFailure,
  FindFailure,
  FoundCertificate,
  InvitationRequest,
  InviteFailure,
  OfficerDeps,
  OperatorFailure,
  SignedAct,
  SignFailure,
} from "../features/officer/officerDeps.ts";
import { correctedClock } from "./correctedClock.ts";
import { deskFailure } from "./deskFailures.ts";
import type { Packs } from "./packs.ts";

/** Random bytes of a plot id: two of one operator never meet. */
const PLOT_ID_BYTES = 8;

const OPERATOR_REFUSED: Partial<Record<ProblemCode, OperatorFailure>> = { notFound: "operatorUnknown" };
const INVITE_REFUSED: Partial<Record<ProblemCode, InviteFailure>> = {
  operatorRefused: "operatorRefused",
  regionUnknown: "regionUnknown",
  notFound: "operatorUnknown",
};
const COMPARE_REFUSED: Partial<Record<ProblemCode, CompareFailure>> = {
  codeDiffers: "codeDiffers",
  notWaiting: "notWaiting",
  linkExpired: "linkExpired",
  linkStopped: "linkStopped",
  linkUnknown: "linkUnknown",
  notFound: "linkUnknown",
};

function signFailureOf(failure: ActFailure): SignFailure {
  if (failure === "wrongRole" || failure === "notJoined" || failure === "keyLocked") return "roleMissing";
  if (failure === "wrongRegion") return "outOfScope";
  if (failure === "alreadyRecalled" || failure === "storageFull") return failure;
  return "storageFailed";
}

async function act(phone: Phone, order: Parameters<typeof actOnPhone>[1]): Promise<Result<undefined, SignFailure>> {
  const done = await actOnPhone(phone, order);
  return done.ok ? done : err(signFailureOf(done.error));
}

function foundOf({
  certificate,
  id,
  iat,
  number,
  signer,
  onBehalfOf,
  withdrawal,
  registration,
  verdict,
}: Verification): Result<FoundCertificate, FindFailure> {
  const issuer = onBehalfOf ?? signer;
  if (verdict === "forged") return err("certificateForged");
  if (
    certificate === undefined ||
    id === undefined ||
    iat === undefined ||
    number === undefined ||
    issuer === undefined
  )
    return err("certificateUnknown");
  const subject = { id: toHex(issuer.operator), name: issuer.name, region: issuer.region };
  return ok({
    id: toHex(id),
    number,
    iat,
    issuer: subject,
    ...goodsOf(certificate),
    ...registeredState(registration, withdrawal),
  });
}

function goodsOf({
  product,
  quantity,
  origin,
  place,
}: Certificate): Pick<FoundCertificate, "product" | "quantity" | "origin" | "place"> {
  return { product, quantity, origin, ...(place === undefined ? {} : { place }) };
}

function registeredState(
  registration: Verification["registration"],
  withdrawal: Verification["withdrawal"],
): Pick<FoundCertificate, "state" | "withdrawal"> {
  if (withdrawal !== undefined) return { state: withdrawal.state, withdrawal };
  return registration === "registered" ? { state: "active" } : {};
}

async function findCertificate(
  phone: Phone,
  scanned: Scanned,
  text: string,
): Promise<Result<FoundCertificate, FindFailure>> {
  if (scanned.form === "tag") return err("tagCode");
  const online = await verifyOnline(phone, text);
  if (online.ok) return foundOf(online.value);
  const held = foundOf(await verifyOnPhone(phone, text));
  return held.ok ? held : err(deskFailure(online.error));
}

async function signedActs(phone: Phone): Promise<readonly SignedAct[]> {
  return (await officerActs(phone)).map(({ id, at, act: what, upload, noEffect }) => ({
    id,
    at,
    upload: { state: upload.state, noEffect: noEffect !== undefined },
    ...what,
  }));
}

/**
 * A request that names an operator by its id: a new one is registered by the officer's own key first, and the register
 * has to have it before it can be invited.
 */
async function registered(phone: Phone, request: InvitationRequest): Promise<Result<NamedRequest, InviteFailure>> {
  const { operator, ...rest } = request;
  if ("id" in operator) return ok({ ...rest, operator });
  const id = await registerOnPhone(phone, operator);
  if (!id.ok) return err(signFailureOf(id.error));
  const sent = await emptyOutbox(phone, true);
  const unsent = sent.error ?? (await sendPrivateRecords(phone));
  return unsent === undefined ? ok({ ...rest, operator: { id: id.value } }) : err("registeredHere");
}

/** Body of a statement in base64url. */
function bodyOf(statement: string | undefined): CborMap | undefined {
  const bytes = statement === undefined ? undefined : fromBase64Url(statement);
  const decoded = bytes === undefined ? undefined : decodeStatement(bytes);
  return decoded?.ok === true ? decoded.value.body : undefined;
}

function entryOf(statement: string | undefined): { readonly entry?: CborMap } {
  const entry = bodyOf(statement);
  return entry === undefined ? {} : { entry };
}

/** What an officer does about register entries: edits and merges them, and reads their history. */
function entryCalls(phone: Phone): Omit<EntryDeps, keyof OfficerDeps> {
  return {
    edit: (order) => act(phone, { do: "edit", ...order }),
    merge: (order) => act(phone, { do: "merge", ...order }),
    async likelyDuplicates(operator) {
      const found = await findDuplicates(phone, operator);
      return found.ok ? found : err(deskFailure(found.error));
    },
    async history(id, page) {
      const read = await readHistory(phone, id, page);
      if (!read.ok) return err(deskFailure(read.error, OPERATOR_REFUSED));
      const { said, next } = read.value;
      return ok({ said: said.map(({ statement, ...row }) => ({ ...row, body: bodyOf(statement) })), next });
    },
    newPlotId: () => toHex(randomBytes(PLOT_ID_BYTES)),
  };
}

type DeskCalls = Pick<OfficerDeps, "listOperators" | "operator" | "invite" | "invitations" | "confirmInvitation">;

/** What an officer asks of the endpoint; an operator is also known from what this phone remembers. */
function deskCalls(phone: Phone): DeskCalls {
  return {
    async listOperators(query) {
      const list = await listOperators(phone, query);
      if (list.ok) return list;
      const unread = deskFailure(list.error);
      const operators = query.after === undefined ? await rememberedOperators(phone, query.name) : [];
      return operators.length === 0 ? err(unread) : ok({ operators, unread });
    },
    async operator(id) {
      const fetched = await fetchOperator(phone, id);
      if (fetched.ok) return ok({ operator: fetched.value, ...entryOf(fetched.value.entry) });
      const failure = deskFailure(fetched.error, OPERATOR_REFUSED);
      const known = failure === "operatorUnknown" ? undefined : await knownOperator(phone, id);
      return known === undefined
        ? err(failure)
        : ok({ operator: known.operator, seenAt: known.seenAt, ...entryOf(known.operator.entry) });
    },
    async invite(request) {
      const named = await registered(phone, request);
      if (!named.ok) return named;
      const invited = await invite(phone, named.value);
      if (invited.ok) return invited;
      // Whether a request without an answer arrived cannot be told from here.
      return err(invited.error.code === "timeout" ? "answerLost" : deskFailure(invited.error, INVITE_REFUSED));
    },
    async invitations() {
      const list = await listInvitations(phone);
      return list.ok ? list : err(deskFailure(list.error));
    },
    async confirmInvitation(id, code) {
      const confirmed = await confirmInvitation(phone, id, code);
      return confirmed.ok ? confirmed : err(deskFailure(confirmed.error, COMPARE_REFUSED));
    },
  };
}

/** What an officer asks about private records; nothing of them stays on the phone. */
function recordCalls(phone: Phone): Pick<OfficerDeps, "record" | "revealRecord" | "eraseRecord"> {
  const asked = async <T>(answer: Promise<Result<T, DeskError>>): Promise<Result<T, OperatorFailure>> => {
    const read = await answer;
    return read.ok ? read : err(deskFailure(read.error, OPERATOR_REFUSED));
  };
  return {
    record: (id) => asked(readRecord(phone, id)),
    revealRecord: (id) => asked(revealRecord(phone, id)),
    eraseRecord: (id) => asked(eraseRecord(phone, id)),
  };
}

/** Joins the officer's screens to this phone. */
export function officerServices(phone: Phone, packs: Packs): EntryDeps {
  return {
    async self() {
      const identity = await officerIdentity(phone);
      if (identity === undefined) return undefined;
      return {
        name: identity.name,
        scopes: officerScopes(identity, await timeNow(phone)),
        key: toBase64Url(identity.key),
      };
    },
    ...deskCalls(phone),
    ...recordCalls(phone),
    ...entryCalls(phone),
    suspend: (order) => act(phone, { do: "suspend", ...order }),
    lift: (order) => act(phone, { do: "lift", ...order }),
    close: (order) => act(phone, { do: "close", ...order }),
    endKey: (order) => act(phone, { do: "endKey", ...order }),
    recall: (order) => act(phone, { do: "recall", ...order }),
    findCertificate: (scanned, text) => findCertificate(phone, scanned, text),
    logForks: () => knownForks(phone),
    acts: () => signedActs(phone),
    watchUploads: (changed) =>
      phone.changes.listen((change) => (change === "outbox" || change === "certificates") && changed()),
    async searchPlaces(query) {
      const identity = await officerIdentity(phone);
      const county = countyOf(identity?.region ?? "");
      if (query !== "") return packs.searchPlaces(query, county);
      const known = (await phone.db.getAll("knownOperators", undefined, 200)).map(({ operator }) => operator.region);
      const codes = [...new Set(known)].slice(0, 12);
      return Promise.all(codes.map(async (code) => ({ code, name: await packs.placeName(code) })));
    },
    placeName: packs.placeName,
    now: correctedClock(phone),
    units: packs.units,
  };
}
