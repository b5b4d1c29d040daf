import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fromHex, toHex } from "../../core/bytes.ts";
import { standingAt } from "../../core/operator/standing.ts";
import { PATH } from "../../wire/paths.ts";
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
import { readRequest, routeSchema } from "../http/schemas.ts";
import type { RegisterRow } from "../store/registerPort.ts";
import { deskDay } from "./desk.ts";

/** Operators in one page of the list. */
const PAGE = 50;
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
}
