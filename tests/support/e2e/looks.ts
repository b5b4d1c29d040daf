import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** How the app can look: what is written into its preferences. */
export const LOOKS = [
  { name: "light", preferences: { theme: "light" } },
  { name: "dark", preferences: { theme: "dark" } },
  { name: "elder", preferences: { theme: "light", elder: true, elderText: 30 } },
] as const;

/** Smallest edge of what can be tapped, in CSS pixels. */
const TARGET = { usual: 48, elder: 60 } as const;

/** Smallest edge of a target in one of {@link LOOKS}, in CSS pixels. */
export function smallestTarget(name: (typeof LOOKS)[number]["name"]): number {
  return name === "elder" ? TARGET.elder : TARGET.usual;
}

/** Chooses how the app looks from the next screen on. */
export async function look(page: Page, preferences: object): Promise<void> {
  await page.evaluate((value) => localStorage.setItem("preferences", JSON.stringify(value)), preferences);
}

/** Expects that axe finds nothing, nothing sticks out sideways and every target is large enough. */
export async function expectFit(page: Page, screen: string, smallest: number): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${screen} is as wide as the phone`).toBeLessThanOrEqual(0);
  const small = await page.evaluate((least) => {
    const targets = document.querySelectorAll<HTMLElement>(
      "button, a[href], select, input:not([type=checkbox], [type=radio]), label.choice-card, summary",
    );
    return [...targets].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      const shown = width > 0 && height > 0 && !target.hasAttribute("disabled");
      return shown && Math.min(width, height) < least - 0.5
        ? [`${target.outerHTML.slice(0, 80)} ${Math.round(width)}x${Math.round(height)}`]
        : [];
    });
  }, smallest);
  expect(small, `targets on ${screen}`).toEqual([]);
}

/** Opens a screen and waits until it is complete. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}
