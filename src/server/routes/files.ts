import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as v from "valibot";
import { equalBytes, fromHex, toBase64Url, toHex } from "../../core/bytes.ts";
import { certificateNumber } from "../../core/certificate/number.ts";
import { askRefusal } from "../../core/operator/whoMayAsk.ts";
import type { Finding } from "../../core/record/gateFindings.ts";
import { hexField } from "../../wire/fields.ts";
import {
  DESK_LISTS,
  type DeskRows,
  deskFiguresSchema,
  deskRowsSchema,
  type FindingShown,
  type OperatorFileAnswer,
  operatorFileSchema,
} from "../../wire/files.ts";
import { PATH } from "../../wire/paths.ts";
import { askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";
import type { FileRecord } from "../store/filePort.ts";
import { deskOf } from "./desk.ts";

/** Operators in one page of a list. */
const PAGE = 100;

const tags = ["files"];
const idParams = v.object({ id: hexField(8) });
const listParams = v.object({ list: v.picklist(DESK_LISTS) });
const listQuery = v.object({ after: v.optional(hexField(8)) });

function findingShown({ code, input, ingredients, row, unverified, clears }: Finding): FindingShown {
  return {
    code,
    ...(input === undefined ? {} : { input }),
    ...(ingredients === undefined ? {} : { ingredients: [...ingredients] }),
    ...(row === undefined ? {} : { row }),
    ...(unverified === undefined ? {} : { unverified }),
    ...(clears === undefined ? {} : { clears }),
  };
}

function fileShown(
  { operator, said, certificates, flagged, unconsented }: FileRecord,
  time: number,
): OperatorFileAnswer {
  const { id, row } = operator;
  return {
    id: toHex(id),
    name: row.name,
    kind: row.kind,
    region: row.region,
    time,
    said: said.map((one) => ({ id: toHex(one.id), statement: toBase64Url(one.bytes) })),
    flagged: flagged.map(({ number, iat, quantity, findings }) => ({
      number,
      iat,
      quantity,
      findings: findings.map(findingShown),
    })),
    unconsented: unconsented.map(({ id: certificate, iat, station }) => ({
      id: toHex(certificate),
      number: certificateNumber(certificate),
      iat,
      station: station?.row.name ?? "",
    })),
    certificates: {
      months: certificates.months.map(({ day, count }) => ({ day, count })),
      withdrawn: certificates.withdrawn.map(({ state, day, number }) => ({ state, day, number })),
    },
  };
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const asker = await askerOf(request, reply, deps);
  const params = asker === undefined ? undefined : readRequest(idParams, request.params, reply);
  if (asker === undefined || params === undefined) return reply;
  const id = fromHex(params.id) ?? new Uint8Array(0);
  const isOwn = equalBytes(id, asker.operator);
  await deps.gate.settle();
  const file = await deps.store.operatorFile(id);
  const refusal = askRefusal(asker, { isOwn, region: file?.operator.row.region });
  // Whoever may ask about nobody else learns nothing of who is registered.
  if (refusal === "roleMissing") return refuse(reply, refusal);
  if (file === undefined) return refuse(reply, "notFound");
  return refusal === undefined ? reply.send(fileShown(file, deps.now())) : refuse(reply, refusal);
}

async function sendRows(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const desk = await deskOf(request, reply, deps);
  const params = desk === undefined ? undefined : readRequest(listParams, request.params, reply);
  const query = params === undefined ? undefined : readRequest(listQuery, request.query, reply);
  if (desk === undefined || params === undefined || query === undefined) return reply;
  const after = query.after === undefined ? undefined : fromHex(query.after);
  const rows = await deps.store.deskRows({
    ...desk,
    list: params.list,
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  });
  const operators = rows.map(({ operator: { id, row }, day }) => ({
    id: toHex(id),
    name: row.name,
    kind: row.kind,
    region: row.region,
    ...(day === undefined ? {} : { day }),
  }));
  const last = rows.length === PAGE ? operators[operators.length - 1] : undefined;
  const answer: DeskRows = last === undefined ? { operators } : { operators, next: last.id };
  return reply.send(answer);
}

/** What is on record about operators: one's own, and for officers what their desk counts and lists. */
export function fileRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const file = routeSchema(
    {
      summary: "Everything on record about one's own operator, or one in the officer's region",
      tags,
      asked: "operatorFile",
    },
    { params: idParams, answer: operatorFileSchema },
  );
  app.get(`${PATH.operators}/:id/file`, { schema: file }, (request, reply) => sendFile(request, reply, deps));

  const figures = routeSchema(
    { summary: "What waits in the officer's region, counted", tags, asked: "desk" },
    { answer: deskFiguresSchema },
  );
  app.get(PATH.desk, { schema: figures }, async (request, reply) => {
    const desk = await deskOf(request, reply, deps);
    return desk === undefined ? reply : reply.send(await deps.store.deskFigures(desk));
  });

  const list = routeSchema(
    { summary: "Operators behind one of the figures", tags, asked: "desk" },
    { params: listParams, query: listQuery, answer: deskRowsSchema },
  );
  app.get(`${PATH.desk}/:list`, { schema: list }, (request, reply) => sendRows(request, reply, deps));
}
