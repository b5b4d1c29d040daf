import type { FastifyReply, FastifyRequest } from "fastify";
import { toHex } from "../../core/bytes.ts";
import { type AskReach, askReach } from "../../core/operator/whoMayAsk.ts";
import type { Caller } from "../joining/sessions.ts";
import type { RouteDeps } from "./deps.ts";
import { refuse } from "./problems.ts";

/** Who asks, and how far the rule of the route lets its asking reach. */
export type Asker = AskReach & Pick<Caller, "operator" | "key" | "terms">;

/**
 * Who asks, if core's table lets anybody with such a key ask what the route answers; undefined when the request was
 * refused. The token comes in the Authorization header and nowhere else.
 */
export async function askerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { sessions }: RouteDeps,
): Promise<Asker | undefined> {
  const asked = request.routeOptions.schema?.["x-access"]?.asked;
  if (asked === undefined) throw new Error(`${request.routeOptions.url} does not say whom it is open to`);
  const caller = await sessions.authenticate(request.headers.authorization);
  if (!caller.ok) {
    refuse(reply, caller.error);
    return undefined;
  }
  const { operator, key, terms } = caller.value;
  const reach = askReach(asked, terms);
  if (reach !== undefined) return { ...reach, operator, key, terms };
  refuse(reply, "roleMissing");
  return undefined;
}

/**
 * What a caller may see of the log: an officer everything in its region, anyone else what concerns its own operator.
 * The name changes whenever the scope does, so that a cursor of the old scope is recognised.
 */
export function feedScopeOf({ operator, regions }: Asker): {
  readonly name: string;
  readonly scope: { readonly operator: Uint8Array } | { readonly region: string };
} {
  const [region] = [...regions].sort((left, right) => left.length - right.length);
  if (region !== undefined) return { name: `region ${region}`, scope: { region } };
  return { name: `operator ${toHex(operator)}`, scope: { operator } };
}
