import { askReach } from "../../core/operator/whoMayAsk.ts";
import { readImportColumns } from "../../core/reference/importColumns.ts";
import { err, type Result } from "../../core/result.ts";
import importColumns from "../../data/importColumns.json";
import { officerIdentity } from "../data/actOnPhone.ts";
import { timeNow } from "../data/clock.ts";
import { termsInForce } from "../data/identities.ts";
import {
  type CompareError,
  compareRows,
  continueImport,
  dropImport,
  keepImport,
  openImport,
} from "../data/importOnPhone.ts";
import { listOperators } from "../data/officerDesk.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import type { ImportDeps, ImportFailure } from "../features/importing/importDeps.ts";
import { correctedClock } from "./correctedClock.ts";
import { deskFailure } from "./deskFailures.ts";
import type { Packs } from "./packs.ts";
import { saveFile } from "./saveFile.ts";

function compareFailure(error: CompareError): ImportFailure {
  if (error.code === "unsent" || error.code === "keyLocked") return error.code;
  return deskFailure(error);
}

/** Why a part was not signed, in the words of the screen. */
const RUN_FAILURE: Readonly<Record<string, ImportFailure>> = {
  keyLocked: "keyLocked",
  storageFull: "storageFull",
  storageFailed: "storageFailed",
  wrongRegion: "outOfScope",
  offline: "offline",
  timeout: "offline",
  notOurServer: "notOurServer",
  tooManyRequests: "tooMany",
  serverError: "serverError",
  refused: "serverError",
  wrongRole: "roleMissing",
  roleMissing: "roleMissing",
  notJoined: "roleMissing",
};

async function ended<E extends string>(work: Promise<Result<undefined, E>>): Promise<Result<undefined, ImportFailure>> {
  const done = await work;
  return done.ok ? done : err(RUN_FAILURE[done.error] ?? "storageFailed");
}

/** Joins importing and exporting tables to this phone. */
export function importServices(phone: Phone, packs: Packs): ImportDeps {
  const columns = readImportColumns(importColumns);
  if (!columns.ok) throw new Error("a data pack of this version cannot be read");
  return {
    async scopes() {
      const officer = await officerIdentity(phone);
      if (officer === undefined) return undefined;
      return askReach("registerEntry", termsInForce(officer, await timeNow(phone)))?.regions;
    },
    places: packs.placesIn,
    columns: columns.value,
    async compare(entries, followed) {
      const rows = entries.map(({ name, region, uscc, idNumber, phone: number }) => ({
        name,
        region,
        ...(uscc === undefined ? {} : { uscc }),
        ...(idNumber === undefined ? {} : { idNumber }),
        ...(number === undefined ? {} : { phone: number }),
      }));
      const found = await compareRows(phone, rows, followed);
      return found.ok ? found : err(compareFailure(found.error));
    },
    async keep(accepted) {
      const kept = await keepImport(phone, accepted);
      return kept.ok ? kept : err(kept.error);
    },
    run: (followed) => ended(continueImport(phone, followed)),
    open: () => openImport(phone),
    drop: () => dropImport(phone),
    async unlock(pin) {
      const identity = await officerIdentity(phone);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
    async page(after) {
      const page = await listOperators(phone, after === undefined ? {} : { after });
      return page.ok ? page : err(deskFailure(page.error));
    },
    placeName: packs.placeName,
    saveFile,
    now: correctedClock(phone),
  };
}
