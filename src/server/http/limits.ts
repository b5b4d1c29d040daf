import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { type CallerAddress, callerAddress } from "./callerAddress.ts";
import { refuse } from "./problems.ts";
import { RateLimit } from "./rateLimit.ts";

/** One part in so many of the general limit may go to links, so that nobody can try secrets. */
const LINK_SHARE = 20;
/** Uses of links that one address always has in a minute. */
const LEAST_LINKS = 10;

/** What one address may ask in a minute. */
export type Limits = { readonly addressOf: CallerAddress; readonly all: RateLimit; readonly links: RateLimit };

/** Makes the limits of an endpoint. */
export function createLimits({ rateLimit, trustProxy }: Pick<Config, "rateLimit" | "trustProxy">): Limits {
  return {
    addressOf: callerAddress(trustProxy),
    all: new RateLimit(rateLimit),
    links: new RateLimit(Math.max(LEAST_LINKS, Math.ceil(rateLimit / LINK_SHARE))),
  };
}

/** Counts a request against a limit. @returns the refusal when it is over it */
export function overLimit(
  limit: RateLimit,
  addressOf: CallerAddress,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const wait = limit.take(addressOf(request.raw), performance.now());
  return wait === 0 ? undefined : refuse(reply.header("retry-after", wait), "tooMany");
}
