import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { previewJoin } from "../../src/client/data/joinLinks.ts";
import { acceptJoin, pendingJoins, resumeJoin } from "../../src/client/data/joinOnPhone.ts";
import { PATH } from "../../src/wire/paths.ts";
import { LIMIN_DRAFT, openWorld, type World } from "../support/phoneEndpoint.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe("joining", () => {
  test("each kind of bad link has its code, and nothing is stored", async () => {
    const phone = await world.phone();
    const link = await world.link("producer", LIMIN_DRAFT);
    expect(await previewJoin(phone, link.slice(0, -3))).toEqual({ ok: false, error: "cutOff" });
    expect(await previewJoin(phone, `${link.slice(0, -2)}${link.endsWith("00") ? "11" : "00"}`)).toEqual({
      ok: false,
      error: "mistyped",
    });
    expect(await previewJoin(phone, link.replace("localhost:8080", "localhost:9090"))).toEqual({
      ok: false,
      error: "foreign",
    });
    expect(await previewJoin(phone, "https://www.example.cn/")).toEqual({ ok: false, error: "notAJoinLink" });
    world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await previewJoin(phone, link)).toEqual({ ok: false, error: "offline" });
    world.network.broken = undefined;
    world.clock.now += 8 * 86_400;
    expect(await previewJoin(phone, link)).toEqual({ ok: false, error: "expired" });
    const other = await openWorld();
    const elsewhere = await other.link("producer", LIMIN_DRAFT);
    await other.close();
    expect(await previewJoin(phone, elsewhere)).toEqual({ ok: false, error: "untrusted" });
    expect([
      await phone.db.getAll("identities"),
      await phone.db.getAll("authorities"),
      await pendingJoins(phone),
    ]).toEqual([[], [], []]);
  });

  test("an answer that is lost costs nothing: the same key asks again; another phone's key is refused", async () => {
    const phone = await world.phone();
    const link = await world.link("producer", LIMIN_DRAFT);
    const offer = await previewJoin(phone, link);
    const thief = await world.phone();
    const stolen = await previewJoin(thief, link);
    if (!offer.ok || !stolen.ok) throw new Error("no offer");
    let lost = false;
    world.network.broken = (request) => {
      if (!request.url.endsWith(PATH.activation) || lost) return undefined;
      lost = true;
      // It arrives, and the answer does not.
      const { endpoint } = world;
      return request.arrayBuffer().then(async (body) => {
        await endpoint.app.inject({
          method: "POST",
          url: PATH.activation,
          headers: { "content-type": "application/json" },
          payload: Buffer.from(body),
        });
        throw new TypeError("Failed to fetch");
      });
    };
    expect(await acceptJoin(phone, offer.value, {})).toEqual({ ok: false, error: "offline" });
    const [begun] = await pendingJoins(phone);
    expect(await resumeJoin(phone, begun?.secretHash ?? "", undefined)).toMatchObject({
      ok: true,
      value: { status: "granted" },
    });
    expect(await pendingJoins(phone)).toEqual([]);
    expect(await acceptJoin(thief, stolen.value, {})).toMatchObject({ ok: false });
    expect(await thief.db.getAll("identities")).toEqual([]);
  });
});
