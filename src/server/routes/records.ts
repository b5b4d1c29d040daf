import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type * as v from "valibot";
import { equalBytes, toBase64Url } from "../../core/bytes.ts";
import { maskIdNumber, parseIdNumber } from "../../core/operator/idNumber.ts";
import { maskPhone, parsePhone } from "../../core/operator/profile.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { base64UrlBytes, hexBytes } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import {
  erasedRecordSchema,
  type MaskedRecord,
  maskedRecordSchema,
  matchAnswerSchema,
  matchRequestSchema,
  operatorIdParams,
  type RevealedRecord,
  recordHashParams,
  recordUploadAnswerSchema,
  recordUploadSchema,
  revealedRecordSchema,
} from "../../wire/records.ts";
import { type Asker, askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";
import type { FoundRecord, RecordNumber } from "../registry/privateRecords.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import { operatorInScope, operatorShown, operatorsInScope } from "./operatorShown.ts";

const tags = ["records"];
/** Entries of the audit that one answer shows. */
const ACTS = 50;

/** The record that an operator's newest register entry names. */
async function recordOf(operator: OperatorRecord, { home }: RouteDeps): Promise<FoundRecord | undefined> {
  const hash = operator.profiles[operator.profiles.length - 1]?.profile.contact;
  return hash === undefined ? undefined : home.records.find(hash);
}

async function maskedRecord(operator: OperatorRecord, deps: RouteDeps): Promise<MaskedRecord> {
  const acts = await Promise.all(
    (await deps.store.recordActs(operator.id, ACTS)).map(async ({ at, act, officer, key }) => {
      const name = (await deps.store.operator(officer))?.row.name ?? "";
      return { at, act, officer: name, key: toBase64Url(key) };
    }),
  );
  const found = await recordOf(operator, deps);
  if (found === undefined) return { state: "none", acts };
  if (found.state === "erased") return { state: "erased", erasedAt: found.at, acts };
  if (found.state === "missing") return { state: "missing", acts };
  const { phone, idNumber, points } = found.record;
  return {
    state: "held",
    acts,
    ...(phone === undefined ? {} : { phone: maskPhone(phone) }),
    ...(idNumber === undefined ? {} : { idNumber: maskIdNumber(idNumber) }),
    ...(points === undefined ? {} : { points: points.size }),
  };
}

/** The officer who asks and the operator in the path, in the officer's region; undefined when it was refused. */
async function officerAndOperator(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: RouteDeps,
): Promise<{ readonly officer: Asker; readonly operator: OperatorRecord } | undefined> {
  const officer = await askerOf(request, reply, deps);
  const params = officer === undefined ? undefined : readRequest(operatorIdParams, request.params, reply);
  if (officer === undefined || params === undefined) return undefined;
  const operator = await operatorInScope(hexBytes(params.id), officer.regions, deps);
  if (operator.ok) return { officer, operator: operator.value };
  refuse(reply, operator.error);
  return undefined;
}

function note(act: "stored" | "revealed" | "erased", officer: Asker, operator: Uint8Array, deps: RouteDeps) {
  return deps.store.noteRecordAct({
    at: deps.now(),
    operator,
    officer: officer.operator,
    key: officer.key,
    act,
  });
}

/** The operator of which a logged statement names the record: nothing else is taken, and only from its region's officer or station. */
async function ownerOf(
  hash: Uint8Array,
  officer: Asker,
  deps: RouteDeps,
): Promise<Result<OperatorRecord, "notFound" | "outOfScope">> {
  const owners = await deps.store.recordOwners(hash);
  if (owners.length === 0) return err("notFound");
  const [owner] = await operatorsInScope(owners, officer.regions, deps);
  return owner === undefined ? err("outOfScope") : ok(owner);
}

async function takeRecord(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const officer = await askerOf(request, reply, deps);
  const params = officer === undefined ? undefined : readRequest(recordHashParams, request.params, reply);
  const body = params === undefined ? undefined : readRequest(recordUploadSchema, request.body, reply);
  if (officer === undefined || params === undefined || body === undefined) return reply;
  const bytes = base64UrlBytes(body.bytes);
  const hash = hexBytes(params.hash);
  if (!bytes.ok || !equalBytes(sha256(bytes.value), hash)) return refuse(reply, "badRequest", "bytes");
  const owner = await ownerOf(hash, officer, deps);
  if (!owner.ok) return refuse(reply, owner.error);
  const known = (await deps.home.records.find(hash)).state === "held";
  const kept = await deps.home.records.keep(bytes.value);
  if (!kept.ok) return refuse(reply, kept.error === "erased" ? "recordErased" : "badRequest", "bytes");
  if (!known) await note("stored", officer, owner.value.id, deps);
  return reply.send({ stored: true });
}

async function revealRecord(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const asked = await officerAndOperator(request, reply, deps);
  if (asked === undefined) return reply;
  const found = await recordOf(asked.operator, deps);
  if (found?.state === "erased") return refuse(reply, "recordErased");
  if (found?.state !== "held") return refuse(reply, "notFound");
  // Noted before it is answered: nothing is seen that is not written down.
  await note("revealed", asked.officer, asked.operator.id, deps);
  const { phone, idNumber, points } = found.record;
  const revealed: RevealedRecord = {
    ...(phone === undefined ? {} : { phone }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(points === undefined
      ? {}
      : { points: Object.fromEntries([...points].map(([id, [north, east]]) => [id, [north, east]])) }),
  };
  return reply.send(revealed);
}

/** Erases every record that a statement about the operator ever named, those of merged duplicates included. */
async function eraseRecords(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const asked = await officerAndOperator(request, reply, deps);
  if (asked === undefined) return reply;
  const { officer, operator } = asked;
  const named = await Promise.all([operator.id, ...operator.duplicates].map((id) => deps.store.recordsNamed(id)));
  const hashes = named.flat();
  await deps.store.erasePrivateRecords(hashes, deps.now());
  for (const id of [operator.id, ...operator.duplicates]) await deps.store.forgetPersons(id);
  await note("erased", officer, operator.id, deps);
  return reply.send({ erased: hashes.length });
}

/** The number asked for, as records hold it; undefined when it is none. */
function numberIn(body: v.InferOutput<typeof matchRequestSchema>): RecordNumber | undefined {
  if ("idNumber" in body) {
    const idNumber = parseIdNumber(body.idNumber);
    return idNumber === undefined ? undefined : { idNumber };
  }
  const phone = parsePhone(body.phone);
  return phone === undefined ? undefined : { phone };
}

async function matchOperators(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const officer = await askerOf(request, reply, deps);
  const body = officer === undefined ? undefined : readRequest(matchRequestSchema, request.body, reply);
  if (officer === undefined || body === undefined) return reply;
  const number = numberIn(body);
  if (number === undefined) return refuse(reply, "badRequest", "idNumber" in body ? "idNumber" : "phone");
  const found = await operatorsInScope(await deps.home.records.operatorsWith(number), officer.regions, deps);
  return reply.send({ operators: await Promise.all(found.map((operator) => operatorShown(operator, deps))) });
}

/** Private records: taken from officers' phones, shown masked, shown in full with an entry in the audit, erased. */
export function recordRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const taking = routeSchema(
    { summary: "Upload a private record that a logged statement names", tags, asked: "privateRecordUpload" },
    { params: recordHashParams, body: recordUploadSchema, answer: recordUploadAnswerSchema },
  );
  app.put(`${PATH.records}/:hash`, { schema: taking }, (request, reply) => takeRecord(request, reply, deps));

  const showing = routeSchema(
    { summary: "An operator's private record, masked, and who has done what with it", tags, asked: "privateRecord" },
    { params: operatorIdParams, answer: maskedRecordSchema },
  );
  app.get(`${PATH.operators}/:id/record`, { schema: showing }, async (request, reply) => {
    const asked = await officerAndOperator(request, reply, deps);
    return asked === undefined ? reply : reply.send(await maskedRecord(asked.operator, deps));
  });

  const revealing = routeSchema(
    { summary: "An operator's private record in full; noted in its audit", tags, asked: "privateRecord" },
    { params: operatorIdParams, answer: revealedRecordSchema },
  );
  app.post(`${PATH.operators}/:id/record/reveal`, { schema: revealing }, (request, reply) =>
    revealRecord(request, reply, deps),
  );

  const erasing = routeSchema(
    { summary: "Erase an operator's private records for good", tags, asked: "privateRecord" },
    { params: operatorIdParams, answer: erasedRecordSchema },
  );
  app.delete(`${PATH.operators}/:id/record`, { schema: erasing }, (request, reply) =>
    eraseRecords(request, reply, deps),
  );

  const matching = routeSchema(
    { summary: "Operators in the officer's region with this ID or phone number", tags, asked: "privateRecord" },
    { body: matchRequestSchema, answer: matchAnswerSchema },
  );
  app.post(PATH.operatorMatch, { schema: matching }, (request, reply) => matchOperators(request, reply, deps));
}
