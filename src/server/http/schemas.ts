import { toJsonSchema } from "@valibot/to-json-schema";
import type { FastifyReply, FastifySchema } from "fastify";
import * as v from "valibot";
import { type Asked, type AskRule, askRules, isOpenToAll } from "../../core/operator/whoMayAsk.ts";
import { problemSchema } from "../../wire/problem.ts";
import { refuse } from "./problems.ts";

/** JSON Schema of a wire schema, for the API's description. */
function described(schema: v.GenericSchema): object {
  const { $schema: _, ...shape } = toJsonSchema(schema, { errorMode: "ignore" });
  return shape;
}

declare module "fastify" {
  interface FastifySchema {
    /** Whom the route is open to, by the name of the rules in core's table; part of the API's description. */
    readonly "x-access"?: { readonly asked: Asked; readonly rules: readonly Omit<AskRule, "asked">[] };
  }
}

/** What a route says about itself in the API's description, and what it answers by core's table of who may ask. */
export type RouteText = { readonly summary: string; readonly tags: readonly string[]; readonly asked: Asked };

/** Schema part of a route: what it takes and what it answers, problems included. */
export function routeSchema(
  text: RouteText,
  shapes: {
    readonly body?: v.GenericSchema;
    readonly query?: v.GenericSchema;
    readonly params?: v.GenericSchema;
    readonly answer?: v.GenericSchema;
  },
): FastifySchema {
  const problem = {
    description: "Refused",
    content: { "application/problem+json": { schema: described(problemSchema) } },
  };
  const answer =
    shapes.answer === undefined
      ? { description: "Done" }
      : { description: "Done", content: { "application/json": { schema: described(shapes.answer) } } };
  const rules = askRules(text.asked).map(({ by, reach }) => ({ by, reach }));
  return {
    summary: text.summary,
    tags: text.tags,
    "x-access": { asked: text.asked, rules },
    ...(shapes.body === undefined ? {} : { body: described(shapes.body) }),
    ...(shapes.query === undefined ? {} : { querystring: described(shapes.query) }),
    ...(shapes.params === undefined ? {} : { params: described(shapes.params) }),
    ...(isOpenToAll(text.asked) ? {} : { security: [{ session: [] }] }),
    response: { 200: answer, default: problem },
  };
}

/** Reads a part of a request; undefined when it was refused, naming the field at fault. */
export function readRequest<const S extends v.GenericSchema>(
  schema: S,
  part: unknown,
  reply: FastifyReply,
): v.InferOutput<S> | undefined {
  const parsed = v.safeParse(schema, part);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? undefined;
  refuse(reply, "badRequest", field);
  return undefined;
}

/** A whole number of a query. */
export const wholeText = v.pipe(v.string(), v.regex(/^[0-9]{1,15}$/), v.transform(Number));
/** The same as the API's description shows it. */
export const wholeQuery = v.pipe(v.string(), v.regex(/^[0-9]{1,15}$/));

/** Anyone on any page may read what is public. */
export function allowEveryone(reply: FastifyReply): FastifyReply {
  return reply.header("access-control-allow-origin", "*");
}
