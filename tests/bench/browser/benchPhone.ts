import type { Page } from "@playwright/test";
import { toHex } from "../../../src/core/bytes.ts";
import { chromiumPath } from "../../support/chromium.ts";
import { type County, familyFarm, foundCounty } from "../../support/e2e/county.ts";
import { comparedDigits, joinAs } from "../../support/e2e/journeys.ts";
import { newPocket, type Phone, startPhone } from "../../support/e2e/phone.ts";
import { ensureBuilt } from "./builtApp.ts";

/** How much slower than this machine a phone's processor is taken to be. */
const THROTTLE = 4;

/** A county with the real endpoint, and phones that have joined it, each with a profile on the disk. */
export type BenchCounty = {
  readonly county: County;
  readonly join: (name: string) => Promise<Phone>;
  /** A phone that has joined as an officer of the county's own office. */
  readonly joinOffice: () => Promise<Phone>;
  /** Closes the browser of a phone that joined and starts it again. */
  readonly restart: (name: string) => Promise<Phone>;
  readonly close: () => Promise<void>;
};

/** Builds the app, finds a browser and founds a county. */
export async function openBenchCounty(): Promise<BenchCounty> {
  await ensureBuilt();
  process.env["CHROMIUM_PATH"] = (await chromiumPath()).path;
  const county = await foundCounty();
  const pocket = newPocket();
  const phones = new Map<string, Phone>();
  const start = async (name: string) => {
    const phone = await startPhone(`${pocket.folder}/${name}`, county.origin);
    phones.set(name, phone);
    return phone;
  };
  return {
    county,
    join: async (name) => {
      const phone = await start(name);
      await joinAs(phone.page, county, familyFarm(`陵川县${name}家庭农场`));
      return phone;
    },
    joinOffice: async () => {
      const phone = await start("office");
      const { page } = phone;
      const { id, link } = await county.invite({ role: "officer", operator: { id: toHex(county.officer.operator) } });
      await page.goto(link);
      await page.getByRole("button", { name: "是我，加入" }).click();
      await county.confirm(id, await comparedDigits(page));
      await page.getByRole("link", { name: "开始用" }).click({ timeout: 60_000 });
      return phone;
    },
    restart: async (name) => {
      await phones.get(name)?.close();
      return start(name);
    },
    close: async () => {
      for (const phone of phones.values()) await phone.close();
      await county.close();
      pocket.empty();
    },
  };
}

/** Slows a page's processor down to that of a cheap phone. */
export async function throttle({ context }: Phone, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
}
