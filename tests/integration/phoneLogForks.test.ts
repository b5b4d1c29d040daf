import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { knownForks } from "../../src/client/data/logForks.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { pullNews } from "../../src/client/data/pull.ts";
import { emptyOutbox } from "../../src/client/data/syncRunner.ts";
import { takeHead } from "../../src/client/data/treeHeads.ts";
import { toBase64Url } from "../../src/core/bytes.ts";
import { signTreeHead } from "../../src/core/log/treeHead.ts";
import { PATH } from "../../src/wire/paths.ts";
import { joinBy, LIMIN_DRAFT, openWorld, type World } from "../support/phoneEndpoint.ts";
import { harvestOrder, newKey } from "../support/phoneWorld.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function producer(): Promise<Phone> {
  const phone = await world.phone();
  await joinBy(phone, await world.link("producer", LIMIN_DRAFT));
  return phone;
}

async function issueTwo(phone: Phone): Promise<void> {
  for (let made = 0; made < 2; made++) {
    const issued = await issueOnPhone(phone, harvestOrder());
    if (!issued.ok) throw new Error(issued.error);
  }
}

describe("a log that was rewritten", () => {
  test("is noticed, its proof is kept, and its receipts count for nothing", async () => {
    const phone = await producer();
    await issueTwo(phone);
    await emptyOutbox(phone, false);
    const [held] = await phone.db.getAll("treeHeads");
    if (held === undefined) throw new Error("no head held");
    const { home } = world.endpoint;
    const forged = await signTreeHead(
      { ...held.head, root: new Uint8Array(32), time: held.head.time + 5 },
      home.signers.log,
    );

    expect(await takeHead(phone, toBase64Url(forged))).toEqual({ ok: false, error: "fork" });
    expect(await knownForks(phone)).toHaveLength(1);
    expect((await phone.db.get("treeHeads", held.authority))?.head).toEqual(held.head);
  });
  test("is reported once, with both signed heads, is counted, and is shown to an officer's phone that never met it", async () => {
    const phone = await producer();
    await issueTwo(phone);
    await emptyOutbox(phone, false);
    const [held] = await phone.db.getAll("treeHeads");
    if (held === undefined) throw new Error("no head held");
    const { home, app } = world.endpoint;
    const rewritten = { ...held.head, root: new Uint8Array(32), time: held.head.time + 5 };
    const forged = toBase64Url(await signTreeHead(rewritten, home.signers.log));
    const reports = () => world.network.called.filter((call) => call === `POST ${PATH.logForks}`).length;
    await takeHead(phone, forged);
    await takeHead(phone, forged);

    await pullNews(phone);
    await pullNews(phone);

    expect(reports()).toBe(1);
    const officer = await world.phone();
    expect(await knownForks(officer)).toEqual([Math.floor(world.clock.now)]);
    const listed = (await app.inject(PATH.logForks)).json<unknown>();
    expect(listed).toEqual({ forks: [{ at: world.clock.now, held: toBase64Url(held.message), offered: forged }] });
    const metrics = await app.inject({ url: PATH.metrics, remoteAddress: "127.0.0.1" });
    expect(metrics.body).toContain('liangzheng_log_forks_total{confirmed="true"} 1');
  });

  test("is not what a report claims that proves nothing, is not signed by this log, or is too large", async () => {
    const phone = await producer();
    await issueTwo(phone);
    await emptyOutbox(phone, false);
    const { home, app } = world.endpoint;
    const post = (body: object) => app.inject({ method: "POST", url: PATH.logForks, payload: body });
    const first = (await app.inject(PATH.logHead)).json<{ head: string }>().head;
    await issueTwo(phone);
    world.clock.now += 3600;
    await emptyOutbox(phone, false);
    const second = (await app.inject(PATH.logHead)).json<{ head: string }>().head;
    expect(second).not.toBe(first);
    expect((await post({ held: first, offered: second })).json()).toEqual({ confirmed: false });
    const head = { authority: home.authority.id, size: 1, root: new Uint8Array(32), time: 1 };
    const foreign = toBase64Url(await signTreeHead(head, (await newKey()).signer));
    expect((await post({ held: first, offered: foreign })).statusCode).toBe(401);
    expect((await post({ held: first, offered: "A".repeat(4000) })).statusCode).toBe(413);
    expect((await app.inject(PATH.logForks)).json()).toEqual({ forks: [] });
    // A head that this log never had, although its key signed it.
    const unheard = toBase64Url(await signTreeHead({ ...head, size: 3, time: world.clock.now }, home.signers.log));
    expect((await post({ held: unheard, offered: second })).json()).toEqual({ confirmed: true });
  });
});
