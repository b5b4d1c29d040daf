import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import type { Config } from "../../../src/server/config.ts";
import { callerAddress } from "../../../src/server/http/callerAddress.ts";

/** A request as it arrives: who is connected, and what X-Forwarded-For says, the client's own claims first. */
function addressOf(trust: Config["trustProxy"], connected: string, forwarded?: string): string {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: connected });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers["x-forwarded-for"] = forwarded;
  return callerAddress(trust)(request);
}

test.each([[false], [0]] as const)("believes nobody when the setting is %s", (trust) => {
  expect(addressOf(trust, "192.0.2.1", "198.51.100.7")).toBe("192.0.2.1");
});

test("writes an IPv4 address one way, also when it comes over an IPv6 socket", () => {
  expect(addressOf(false, "::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(addressOf(true, "127.0.0.1", "::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(addressOf(false, "2001:db8::1")).toBe("2001:db8::1");
});

test("believes the farthest address when every proxy is trusted", () => {
  expect(addressOf(true, "10.0.0.1", "198.51.100.7, 203.0.113.9")).toBe("198.51.100.7");
  expect(addressOf(true, "10.0.0.1")).toBe("10.0.0.1");
});

test("believes as many hops as it is told, so that a client cannot name itself", () => {
  expect(addressOf(1, "10.0.0.1", "1.2.3.4, 198.51.100.7")).toBe("198.51.100.7");
  expect(addressOf(2, "10.0.0.1", "1.2.3.4, 198.51.100.7, 10.0.0.2")).toBe("198.51.100.7");
  expect(addressOf(3, "10.0.0.1", "198.51.100.7")).toBe("198.51.100.7");
});

test("believes the proxies of a list, single addresses and subnets of both families", () => {
  const trust = ["10.0.0.0/8", "192.0.2.5", "2001:db8:1::/48"];
  expect(addressOf(trust, "10.1.2.3", "1.2.3.4, 198.51.100.7")).toBe("198.51.100.7");
  expect(addressOf(trust, "::ffff:10.1.2.3", "198.51.100.7, 192.0.2.5")).toBe("198.51.100.7");
  expect(addressOf(trust, "2001:db8:1::5", "2001:db8:2::7")).toBe("2001:db8:2::7");
  expect(addressOf(trust, "198.51.100.1", "203.0.113.9")).toBe("198.51.100.1");
});

test("takes the farthest address when every one of the chain is on the list", () => {
  expect(addressOf(["10.0.0.0/8"], "10.0.0.1", "10.0.0.3, 10.0.0.2")).toBe("10.0.0.3");
});

test("does not stumble over a header that holds no addresses", () => {
  expect(addressOf(["10.0.0.0/8"], "10.0.0.1", " , unknown")).toBe("unknown");
  expect(addressOf(1, "10.0.0.1", "")).toBe("10.0.0.1");
});
