import type { FastifyReply, FastifyRequest } from "fastify";
import { toHex } from "../../core/bytes.ts";
import type { Inviter } from "../joining/invitations.ts";
import type { Caller } from "../joining/sessions.ts";
import type { RouteDeps } from "./deps.ts";
import { refuse } from "./problems.ts";

/** Who asks; undefined when the request was refused. The token comes in the Authorization header and nowhere else. */
export async function callerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { sessions }: RouteDeps,
): Promise<Caller | undefined> {
  const caller = await sessions.authenticate(request.headers.authorization);
  if (caller.ok) return caller.value;
  refuse(reply, caller.error);
  return undefined;
}

/** An officer who asks, with the key that opened the session. */
export type Officer = Inviter & { readonly operator: Uint8Array; readonly key: Uint8Array };

/** The officer who asks; undefined when the request was refused. */
export async function officerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: RouteDeps,
): Promise<Officer | undefined> {
  const caller = await callerOf(request, reply, deps);
  if (caller === undefined) return undefined;
  const scopes = caller.regionsOf("officer");
  if (scopes.length > 0) return { scopes, operator: caller.operator, key: caller.key };
  refuse(reply, "roleMissing");
  return undefined;
}

/**
 * What a caller may see of the log: an officer everything in its region, anyone else what concerns its own operator.
 * The name changes whenever the scope does, so that a cursor of the old scope is recognised.
 */
export function feedScopeOf(caller: Caller): {
  readonly name: string;
  readonly scope: { readonly operator: Uint8Array } | { readonly region: string };
} {
  const [region] = [...caller.regionsOf("officer")].sort((left, right) => left.length - right.length);
  if (region !== undefined) return { name: `region ${region}`, scope: { region } };
  return { name: `operator ${toHex(caller.operator)}`, scope: { operator: caller.operator } };
}
