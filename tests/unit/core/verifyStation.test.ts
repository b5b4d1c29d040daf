import { describe, expect, test } from "vitest";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { type DirectoryRow, joinPrefixes } from "../../../src/core/operator/directoryRow.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { labelText } from "../../../src/core/qr/qrText.ts";
import type { Verification } from "../../../src/core/verify/verdict.ts";
import { verifyScanned } from "../../../src/core/verify/verify.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  CHANGZHI,
  contextOf,
  directory,
  JINCHENG,
  keyRecord,
  NOW,
  ORIGIN,
  operatorId,
  row,
  signedCertificate,
  terms,
  type World,
} from "../../support/world.ts";

const STATION = row("泽州县巴公镇农产品质量安全监管站", {
  kind: "station",
  keys: [keyRecord(testKey("S1").key, [terms({ roles: ["station"], region: "140525" })])],
});

function farmerRow(changes: Partial<DirectoryRow> = {}): DirectoryRow {
  return row("王*", { kind: "smallholder", region: "140525103204", ...changes });
}

async function look(
  rows: readonly DirectoryRow[],
  changes: { readonly by?: string; readonly iat?: number } = {},
  world: World = {},
): Promise<Verification> {
  const { id, bytes } = await signedCertificate({ onBehalfOf: farmerRow().operator }, { by: "S1", ...changes });
  const text = labelText(ORIGIN, certificateNumber(id), bytes);
  return verifyScanned(text, contextOf({ directories: [directory(JINCHENG, rows)], ...world }));
}

function said({ verdict, code }: Verification): string {
  return code === undefined ? verdict : `${verdict}: ${code}`;
}

describe("a certificate that a station signs for a farmer (代开)", () => {
  test("is authentic and names both", async () => {
    const found = await look([STATION, farmerRow()]);
    expect([said(found), found.signer?.name, found.onBehalfOf?.name]).toEqual(["authentic", STATION.name, "王*"]);
  });

  test("is suspended when the farmer refuses that station, not when another one is refused", async () => {
    expect(said(await look([STATION, farmerRow({ refusedStations: [STATION.operator] })]))).toBe(
      "suspended: stationRefused",
    );
    expect(said(await look([STATION, farmerRow({ refusedStations: [operatorId("another")] })]))).toBe("authentic");
  });

  test("is suspended for a farmer outside the station's region", async () => {
    expect(said(await look([STATION, farmerRow({ region: "140581" })]))).toBe("suspended: wrongRegion");
  });

  test("does not ask where the station itself sits or where the goods come from", async () => {
    expect(said(await look([{ ...STATION, region: "140502" }, farmerRow()]))).toBe("authentic");
  });

  test("stays open while the farmer is not in the directory", async () => {
    expect(said(await look([STATION]))).toBe("unconfirmed: notInDirectory");
  });

  test("is suspended when a producer's key signs it, whether the farmer is known or not", async () => {
    const producer = row("泽州县丰禾种植专业合作社", { keys: [keyRecord(testKey("K1").key)] });
    expect(said(await look([producer, farmerRow()], { by: "K1" }))).toBe("suspended: wrongRole");
    expect(said(await look([producer], { by: "K1" }))).toBe("suspended: wrongRole");
  });

  test("is suspended when the farmer or the station is", async () => {
    const standing = [{ from: NOW - 2 * DAY, state: "suspended" }] as const;
    expect(said(await look([STATION, farmerRow({ standing })]))).toBe("suspended: operatorSuspended");
    expect(said(await look([{ ...STATION, standing }, farmerRow()]))).toBe("suspended: operatorSuspended");
  });

  test("is withdrawn when the farmer's entry or the station's lists it", async () => {
    const { id } = await signedCertificate({ onBehalfOf: farmerRow().operator }, { by: "S1" });
    const recalled = { ...row("").withdrawn, recalled: joinPrefixes([id]) };
    expect(said(await look([STATION, farmerRow({ withdrawn: recalled })]))).toBe("recalled: recalled");
    expect(said(await look([{ ...STATION, withdrawn: recalled }, farmerRow()]))).toBe("recalled: recalled");
  });

  test("is recalled rather than suspended when the station's key has ended as well", async () => {
    const { id } = await signedCertificate({ onBehalfOf: farmerRow().operator }, { by: "S1" });
    const end = { from: NOW - 2 * DAY, reason: "left", highestSeq: 1, loggedAt: NOW - 2 * DAY } as const;
    const keys = [keyRecord(testKey("S1").key, [terms({ roles: ["station"] })], end)];
    const recalled = { ...row("").withdrawn, recalled: joinPrefixes([id]) };
    expect(said(await look([{ ...STATION, keys }, farmerRow({ withdrawn: recalled })]))).toBe("recalled: recalled");
  });

  test("is not for a farmer of another authority who happens to have that operator id", async () => {
    const foreign = directory(CHANGZHI, [farmerRow()]);
    const world = { authorities: [JINCHENG, CHANGZHI], directories: [directory(JINCHENG, [STATION]), foreign] };
    expect(said(await look([], {}, world))).toBe("unconfirmed: notInDirectory");
    const rowOf = () => Promise.resolve({ row: farmerRow(), head: foreign.head });
    expect(said(await look([], {}, { ...world, rowOf } as World))).toBe("unconfirmed: notInDirectory");
  });
});
