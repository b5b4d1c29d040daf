import { test as base } from "@playwright/test";
import { type County, foundCounty } from "./county.ts";
import { newPocket, type Phone, type PhoneMake, startPhone } from "./phone.ts";

type PerTest = {
  /** Starts the phone of a name; the same name again in one test is the same profile. */
  readonly startPhone: (name: string, make?: PhoneMake) => Promise<Phone>;
};
type PerWorker = { readonly county: County };

/** Tests with a county of their worker's own; each test invites its own operators and leaves good weather behind. */
export const test = base.extend<PerTest, PerWorker>({
  county: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, provide) => {
      const county = await foundCounty();
      await provide(county);
      await county.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  actionTimeout: 10_000,
  baseURL: async ({ county }, provide) => {
    county.network.clear();
    await provide(county.origin);
  },
  startPhone: async ({ county }, provide) => {
    county.network.clear();
    const pocket = newPocket();
    const started: Phone[] = [];
    await provide(async (name, make) => {
      const phone = await startPhone(`${pocket.folder}/${name}`, county.origin, make);
      started.push(phone);
      return phone;
    });
    for (const phone of started) await phone.close();
    pocket.empty();
  },
});
