import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { type CountyPack, readCountyPack } from "../../../src/core/reference/countyPack.ts";
import { divisionName } from "../../../src/core/reference/divisionNames.ts";
import { type DivisionTable, readDivisions } from "../../../src/core/reference/divisions.ts";
import countiesJson from "../../../src/data/counties.json" with { type: "json" };
import { openDivisionPacks } from "../../../src/server/divisionPacks.ts";

const packs = openDivisionPacks(join(import.meta.dirname, "../../../src/data/divisions"));
const scratch = mkdtempSync(join(tmpdir(), "division-packs-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function county(code: string): CountyPack {
  const bytes = packs.county(code);
  if (bytes === undefined) throw new Error(`no pack for ${code}`);
  const read = readCountyPack(JSON.parse(new TextDecoder().decode(bytes)));
  if (!read.ok) throw new Error(`${code}: ${read.error}`);
  return read.value;
}

function countyTable(): DivisionTable {
  const read = readDivisions(countiesJson);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

describe("the division packs that are checked in", () => {
  const table = countyTable();

  test("hold every county of the list, and of the same edition", () => {
    expect(packs.version).toBe(table.version);
    expect(table.counties.filter(({ code }) => packs.compressedCounty(code) === undefined)).toEqual([]);
  });

  test("hold all towns and villages of the source, each county's under its own code", () => {
    let towns = 0;
    let villages = 0;
    for (const { code } of table.counties) {
      const pack = county(code);
      expect(pack.county).toBe(code);
      towns += pack.towns.length;
      villages += pack.towns.reduce((sum, town) => sum + town.villages.length, 0);
    }
    expect([towns, villages]).toEqual([41_352, 620_573]);
  });

  test("name the towns of 陵川县 and 高平市", () => {
    expect(county("140524").towns[0]).toMatchObject({ code: "140524100", name: "崇文镇" });
    expect(county("140581").towns.map((town) => town.name)).toContain("米山镇");
  });

  test("name a village in full", () => {
    const pack = county("140524");
    const village = pack.towns[0]?.villages.find((one) => one.name.endsWith("村委会"));
    expect(village?.code).toMatch(/^140524100\d{3}$/);
    expect(divisionName(table, village?.code ?? "", pack)).toMatch(/^山西省晋城市陵川县崇文镇.+村$/);
  });

  test("name a place they have not by what is above it", () => {
    expect(divisionName(table, "140524100999", county("140524"))).toBe("山西省晋城市陵川县崇文镇");
    expect(divisionName(table, "140502104201", county("140502"))).toBe("山西省晋城市城区");
    expect(divisionName(table, "140581101", county("140524"))).toBe("山西省晋城市高平市");
  });

  test("hold the towns of a city without counties", () => {
    expect(county("441900").towns.map((town) => town.name)).toContain("石碣镇");
    expect(divisionName(table, "441900101", county("441900"))).toBe("广东省东莞市石碣镇");
  });

  test("answer nothing for a county that is not there", () => {
    expect(packs.county("140599")).toBeUndefined();
    expect(packs.compressedCounty("1405")).toBeUndefined();
  });

  test("give the compressed bytes of the same pack, small enough for one answer", () => {
    const compressed = packs.compressedCounty("140524") ?? new Uint8Array();
    expect(new Uint8Array(brotliDecompressSync(compressed))).toEqual(new Uint8Array(packs.county("140524") ?? []));
    const largest = Math.max(...table.counties.map(({ code }) => packs.compressedCounty(code)?.length ?? 0));
    expect(largest).toBeLessThan(8_192);
  });
});

describe("a damaged installation is said at the start", () => {
  function openWith(content: string | Uint8Array): () => unknown {
    writeFileSync(join(scratch, "14.bin"), content);
    return () => openDivisionPacks(scratch);
  }

  test("when there are no packs", () => {
    expect(() => openDivisionPacks(join(import.meta.dirname, "../../../src/data/build"))).toThrow("one edition");
  });

  test("when a file is cut short", () => {
    expect(openWith('{"version":"2023-06-30","counties":[["140524",100]]}\nabc')).toThrow("its header says");
  });

  test("when a header is missing or of another form", () => {
    expect(openWith("")).toThrow("no header");
    expect(openWith('{"counties":[]}\n')).toThrow("no header");
    expect(openWith('{"version":"2023-06-30","counties":[["陵川",3]]}\nabc')).toThrow("another form");
  });
});
