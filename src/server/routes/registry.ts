import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as v from "valibot";
import { fromHex, toBase64Url, toHex } from "../../core/bytes.ts";
import { standingAt } from "../../core/operator/standing.ts";
import { hexBytes } from "../../wire/fields.ts";
import { HISTORY_PARTS, type History, historySchema } from "../../wire/history.ts";
import { PATH } from "../../wire/paths.ts";
import { operatorIdParams } from "../../wire/records.ts";
import {
  type RegistryRow,
  type RegistryRows,
  registryFilterSchema,
  registryRowsSchema,
  registrySearchSchema,
  SEARCH_ROWS,
} from "../../wire/registry.ts";
import { askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema, wholeQuery, wholeText } from "../http/schemas.ts";
import type { HistoryEntry, RegisterRow } from "../store/registerPort.ts";
import { deskDay } from "./desk.ts";
import { operatorInScope } from "./operatorShown.ts";

/** Operators in one page of the list. */
const PAGE = 50;
/** Statements in one page of a history. */
const STATEMENTS = 30;
/** Places of one name whose operators a search looks at. */
const PLACES = 200;

const tags = ["registry"];

function rowShown({ id, standing, ...row }: RegisterRow, now: number): RegistryRow {
  return { id: toHex(id), ...row, standing: standingAt(standing, now) };
}

async function search(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const officer = await askerOf(request, reply, deps);
  const query = officer === undefined ? undefined : readRequest(registrySearchSchema, request.query, reply);
  if (officer === undefined || query === undefined) return reply;
  const { regions: scopes } = officer;
  const found = await deps.store.searchRegister({
    scopes,
    typed: query.find,
    places: deps.places.named(query.find, scopes, PLACES),
    limit: SEARCH_ROWS,
  });
  const answer: RegistryRows = { operators: found.map((row) => rowShown(row, deps.now())) };
  return reply.send(answer);
}

async function list(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const officer = await askerOf(request, reply, deps);
  const query = officer === undefined ? undefined : readRequest(registryFilterSchema, request.query, reply);
  if (officer === undefined || query === undefined) return reply;
  const { after: afterHex, ...filter } = query;
  const after = afterHex === undefined ? undefined : fromHex(afterHex);
  await deps.gate.settle();
  const found = await deps.store.listRegister({
    ...deskDay(deps),
    ...filter,
    scopes: officer.regions,
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  });
  const operators = found.map((row) => rowShown(row, deps.now()));
  const last = operators.length === PAGE ? operators[operators.length - 1] : undefined;
  const answer: RegistryRows = last === undefined ? { operators } : { operators, next: last.id };
  return reply.send(answer);
}

const partQuery = v.optional(v.picklist(HISTORY_PARTS), "all");
const historyQuery = v.object({ part: partQuery, before: v.optional(wholeText) });
const historyAsked = v.object({ part: partQuery, before: v.optional(wholeQuery) });

function entryShown({ position: _, id, key, signer, bytes, ...entry }: HistoryEntry): History["said"][number] {
  return {
    ...entry,
    id: toHex(id),
    key: toBase64Url(key),
    ...(signer === undefined ? {} : { by: { id: toHex(signer.id), name: signer.name } }),
    ...(bytes === undefined ? {} : { statement: toBase64Url(bytes) }),
  };
}

async function history(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const officer = await askerOf(request, reply, deps);
  const params = officer === undefined ? undefined : readRequest(operatorIdParams, request.params, reply);
  const query = params === undefined ? undefined : readRequest(historyQuery, request.query, reply);
  if (officer === undefined || params === undefined || query === undefined) return reply;
  const operator = await operatorInScope(hexBytes(params.id), officer.regions, deps);
  if (!operator.ok) return refuse(reply, operator.error);
  const { part, before } = query;
  const found = await deps.store.operatorHistory({
    operator: operator.value.id,
    part,
    limit: STATEMENTS,
    ...(before === undefined ? {} : { before }),
  });
  const last = found.length === STATEMENTS ? found[found.length - 1] : undefined;
  const answer: History = {
    said: found.map(entryShown),
    ...(last === undefined ? {} : { next: last.position }),
  };
  return reply.send(answer);
}

/** The register as an officer searches and lists it. */
export function registryRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const searching = routeSchema(
    {
      summary: "Operators in the officer's region by name, pinyin, first letters, start of a code, or village",
      tags,
      asked: "registerList",
    },
    { query: registrySearchSchema, answer: registryRowsSchema },
  );
  app.get(PATH.registrySearch, { schema: searching }, (request, reply) => search(request, reply, deps));

  const listing = routeSchema(
    { summary: "Operators in the officer's region by registration, narrowed", tags, asked: "registerList" },
    { query: registryFilterSchema, answer: registryRowsSchema },
  );
  app.get(PATH.registry, { schema: listing }, (request, reply) => list(request, reply, deps));

  const telling = routeSchema(
    {
      summary: "What was said about an operator in the officer's region, newest first",
      tags,
      asked: "registerHistory",
    },
    { params: operatorIdParams, query: historyAsked, answer: historySchema },
  );
  app.get(`${PATH.operators}/:id/history`, { schema: telling }, (request, reply) => history(request, reply, deps));
}
