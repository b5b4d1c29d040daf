import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import type { Config } from "../config.ts";

/** The address of whoever sent a request, as far as the proxies before this endpoint are to be believed. */
export type CallerAddress = (request: IncomingMessage) => string;

function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}

/** From the nearest to the farthest: who is connected, then what each proxy says about the one before it. */
function chainOf(request: IncomingMessage): readonly string[] {
  const forwarded = request.headers["x-forwarded-for"];
  const said = (Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? "")).split(",");
  const addresses = said.map((entry) => entry.trim()).filter((entry) => entry !== "");
  return [request.socket.remoteAddress ?? "", ...addresses.reverse()].map(plain);
}

function listOf(addresses: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of addresses) {
    const [address = "", bits] = entry.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** Reads addresses by the setting TRUST_PROXY. @throws Error for an address that is none */
export function callerAddress(trust: Config["trustProxy"]): CallerAddress {
  if (trust === false || trust === 0) return (request) => plain(request.socket.remoteAddress ?? "");
  if (trust === true) return (request) => chainOf(request).at(-1) ?? "";
  if (typeof trust === "number") {
    return (request) => {
      const chain = chainOf(request);
      return chain[Math.min(trust, chain.length - 1)] ?? "";
    };
  }
  const isTrusted = listOf(trust);
  return (request) => {
    const chain = chainOf(request);
    return chain.find((address, index) => index === chain.length - 1 || !isTrusted(address)) ?? "";
  };
}
