import { describe, expect, test } from "vitest";
import { profileByName, readPrinters } from "../../../src/core/reference/printers.ts";
import printersJson from "../../../src/data/printers.json" with { type: "json" };

function pack() {
  const read = readPrinters(printersJson);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

describe("printers", () => {
  test.each([
    ["HM-A300-DB87", "hprt-portable", "cpcl"],
    ["QR-386A-47DA", "qirui", "cpcl"],
    ["GP-M322_4F21", "gprinter-label", "tspl"],
    ["XP-P323B-9A10", "xprinter", "tspl"],
    ["km-118b", "kuaimai", "tspl"],
  ])("%s is known by its name and spoken to in its language", (name, id, language) => {
    const profile = profileByName(pack(), name);
    expect(profile?.id).toBe(id);
    expect(profile?.languages[0]).toBe(language);
  });

  test("printers that only obey their maker's app speak none of the languages and name the app", () => {
    const closed = pack().profiles.filter(({ languages }) => languages.length === 0);
    expect(closed.map(({ maker }) => maker)).toEqual(["精臣", "德佟", "小篆"]);
    expect(closed.every(({ app }) => app !== undefined)).toBe(true);
    expect(profileByName(pack(), "B3S-G123456789")?.app).toBe("精臣云打印");
  });

  test("an unknown name belongs to no family, and there is a family for any label printer", () => {
    expect(profileByName(pack(), "Mi Smart Band 7")).toBeUndefined();
    expect(pack().profiles.find(({ id }) => id === "any-label")?.languages).toEqual(["tspl", "cpcl"]);
  });

  test("nothing is called verified that no real printer has shown", () => {
    expect(printersJson.verified).toBe(false);
    expect(pack().profiles.some(({ verified }) => verified)).toBe(false);
  });

  test.each([
    ["nothing", null],
    ["no way by Bluetooth", { ...printersJson, services: [] }],
    ["an id twice", { ...printersJson, profiles: [...printersJson.profiles, ...printersJson.profiles] }],
    [
      "an unknown language",
      { ...printersJson, profiles: printersJson.profiles.map((p) => ({ ...p, languages: ["zpl"] })) },
    ],
    ["chunks of nothing", { ...printersJson, profiles: printersJson.profiles.map((p) => ({ ...p, chunk: 0 })) }],
    ["no family for any printer", { ...printersJson, profiles: printersJson.profiles.slice(0, 3) }],
  ])("a pack with %s is refused", (_, value) => {
    expect(readPrinters(value)).toEqual({ ok: false, error: "badPack" });
  });
});
