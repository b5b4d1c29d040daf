import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { equalBytes, toBase64Url, toHex } from "../../core/bytes.ts";
import { encodeCbor } from "../../core/cbor.ts";
import { parseIdNumber } from "../../core/operator/idNumber.ts";
import { encodeProfile } from "../../core/operator/profile.ts";
import { operatorKeys, placesAgree, sameNumber } from "../../core/operator/sameOperator.ts";
import { standingAt } from "../../core/operator/standing.ts";
import { sha256 } from "../../core/sha256.ts";
import { base64UrlBytes, hexBytes } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import {
  type ComparedRow,
  compareAnswerSchema,
  compareRequestSchema,
  type FoundOperator,
  MAX_RECORDS_AT_ONCE,
  recordsAnswerSchema,
  recordsUploadSchema,
} from "../../wire/registerImport.ts";
import { type Asker, askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";
import type { FoundRecord } from "../registry/privateRecords.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import { operatorsInScope } from "./operatorShown.ts";

const tags = ["records"];
/** Largest upload of records in bytes: each with its hash, base64 and some room. */
const RECORDS_LIMIT = MAX_RECORDS_AT_ONCE * 24_000;

/** Whether the register holds the same number as a row. */
function numberState(
  record: FoundRecord | undefined,
  field: "phone" | "idNumber",
  row: ComparedRow,
): FoundOperator["phone"] {
  if (record?.state === "erased") return "erased";
  const held = record?.state === "held" ? record.record[field] : undefined;
  const given = row[field];
  if (held === undefined) return "none";
  return given !== undefined && sameNumber(held, given) ? "same" : "other";
}

async function found(
  operator: OperatorRecord,
  by: FoundOperator["by"],
  row: ComparedRow,
  { home, now }: RouteDeps,
): Promise<FoundOperator> {
  const profile = operator.profiles[operator.profiles.length - 1]?.profile;
  if (profile === undefined) throw new Error("an operator without a register entry was found");
  const record = profile.contact === undefined ? undefined : await home.records.find(profile.contact);
  return {
    id: toHex(operator.id),
    by,
    profile: toBase64Url(encodeCbor(encodeProfile(profile))),
    phone: numberState(record, "phone", row),
    idNumber: numberState(record, "idNumber", row),
    closed: standingAt(operator.row.standing, now()) === "closed",
  };
}

/** Operators in the officer's region that a row may be, each once, by the strongest of what it is known by. */
async function compare(row: ComparedRow, officer: Asker, deps: RouteDeps): Promise<readonly FoundOperator[]> {
  const { store, home } = deps;
  const idNumber = row.idNumber === undefined ? undefined : parseIdNumber(row.idNumber);
  const byKeys = operatorKeys({
    name: row.name,
    region: row.region,
    ...(row.uscc === undefined ? {} : { uscc: row.uscc }),
  });
  const ways = [
    ...byKeys.map((key) => ({
      by: key.startsWith("code ") ? ("uscc" as const) : ("name" as const),
      ids: () => store.operatorsByKey(key),
    })),
    ...(idNumber === undefined
      ? []
      : [{ by: "idNumber" as const, ids: () => home.records.operatorsWith({ idNumber }) }]),
  ].sort((left, right) => STRENGTH[left.by] - STRENGTH[right.by]);
  const answers: FoundOperator[] = [];
  const seen: Uint8Array[] = [];
  for (const { by, ids } of ways) {
    for (const operator of await operatorsInScope(await ids(), officer.regions, deps)) {
      const isElsewhere = by === "name" && !placesAgree(operator.row.region, row.region);
      if (isElsewhere || seen.some((id) => equalBytes(id, operator.id))) continue;
      seen.push(operator.id);
      answers.push(await found(operator, by, row, deps));
    }
  }
  return answers;
}

const STRENGTH = { uscc: 0, idNumber: 1, name: 2 } as const;

type Taken = { readonly salted: Uint8Array; readonly owner: Uint8Array } | "notFound" | "outOfScope" | "malformed";

/** A record that a register entry in the officer's region names. */
async function taken(
  { hash, bytes }: { readonly hash: string; readonly bytes: string },
  officer: Asker,
  deps: RouteDeps,
): Promise<Taken> {
  const salted = base64UrlBytes(bytes);
  if (!salted.ok || !equalBytes(sha256(salted.value), hexBytes(hash))) return "malformed";
  const owners = await deps.store.recordOwners(hexBytes(hash));
  const [owner] = await operatorsInScope(owners, officer.regions, deps);
  if (owner !== undefined) return { salted: salted.value, owner: owner.id };
  return owners.length === 0 ? "notFound" : "outOfScope";
}

async function takeRecords(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const officer = await askerOf(request, reply, deps);
  const body = officer === undefined ? undefined : readRequest(recordsUploadSchema, request.body, reply);
  if (officer === undefined || body === undefined) return reply;
  const all = await Promise.all(body.records.map((record) => taken(record, officer, deps)));
  const right = all.filter((one) => typeof one !== "string");
  const kept = await deps.home.records.keepAll(
    right.map(({ salted, owner }) => ({
      salted,
      act: { at: deps.now(), operator: owner, officer: officer.operator, key: officer.key, act: "stored" },
    })),
  );
  let next = 0;
  return reply.send({ results: all.map((one) => (typeof one === "string" ? one : kept[next++])) });
}

/** What an officer's import of a table asks: which rows the register has already, and where private records go. */
export function registerImportRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const comparing = routeSchema(
    { summary: "Operators in the officer's region that rows of a table may be", tags, asked: "privateRecord" },
    { body: compareRequestSchema, answer: compareAnswerSchema },
  );
  app.post(PATH.operatorCompare, { schema: comparing }, async (request, reply) => {
    const officer = await askerOf(request, reply, deps);
    const body = officer === undefined ? undefined : readRequest(compareRequestSchema, request.body, reply);
    if (officer === undefined || body === undefined) return reply;
    return reply.send({ rows: await Promise.all(body.rows.map((row) => compare(row, officer, deps))) });
  });

  const taking = routeSchema(
    { summary: "Upload many private records that logged statements name", tags, asked: "privateRecordUpload" },
    { body: recordsUploadSchema, answer: recordsAnswerSchema },
  );
  app.post(PATH.records, { schema: taking, bodyLimit: RECORDS_LIMIT }, (request, reply) =>
    takeRecords(request, reply, deps),
  );
}
