import { err } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { refusalForKey } from "../../core/statement/whoMaySign.ts";
import { newBlob, readBlob } from "../data/blobQueue.ts";
import { timeNow } from "../data/clock.ts";
import { diaryEntries, diaryStory } from "../data/diary.ts";
import { usedPlaces, usedProducts } from "../data/goods.ts";
import { actingIdentity, termsInForce } from "../data/identities.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import { type RecordFailure, recordOnPhone } from "../data/recordOnPhone.ts";
import type { IdentityRecord } from "../data/schema.ts";
import type { DiaryDeps, WriteFailure } from "../features/diary/diaryDeps.ts";
import { correctedClock } from "./correctedClock.ts";
import { openDictation } from "./dictation.ts";
import { GATE_RULES } from "./gateRules.ts";
import type { Packs } from "./packs.ts";
import { saveFile } from "./saveFile.ts";

function writeFailure(failure: RecordFailure): WriteFailure {
  if (failure === "keyLocked" || failure === "storageFull" || failure === "alreadyCorrected") return failure;
  return failure === "wrongRole" || failure === "wrongRegion" || failure === "notJoined"
    ? "roleMissing"
    : "storageFailed";
}

function mayRecord(identity: IdentityRecord, time: number): boolean {
  const act = { kind: KIND.recordMade, own: true, behalf: false, region: identity.region };
  return refusalForKey(act, termsInForce(identity, time)) === undefined;
}

/** Joins the screens of the field diary to this phone; what makes PDFs is a component of its own. */
export function diaryServices(phone: Phone, packs: Packs, language: string): Omit<DiaryDeps, "pdfOf"> {
  const dictate = openDictation(window, language);
  return {
    async self() {
      const identity = await actingIdentity(phone.db);
      return identity !== undefined && mayRecord(identity, await timeNow(phone)) ? identity.name : undefined;
    },
    async entries() {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? [] : diaryEntries(phone, identity.operator);
    },
    story: (id) => diaryStory(phone, id),
    async write(order, photos) {
      const blobs = photos.map(newBlob);
      // What the form made small is a picture of an allowed size.
      if (!blobs.every((blob) => blob.ok)) return err("storageFailed");
      const written = await recordOnPhone(
        phone,
        order,
        blobs.map(({ value }) => value),
      );
      return written.ok ? written : err(writeFailure(written.error));
    },
    async photo(hash) {
      const identity = await actingIdentity(phone.db);
      const read = identity === undefined ? undefined : await readBlob(phone, identity, hash);
      return read?.ok === true ? read.value.bytes : undefined;
    },
    async unlock(pin) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
    plots: async () => [...new Set((await usedPlaces(phone)).map(({ plot }) => plot).filter((plot) => plot !== ""))],
    products: async () =>
      (await usedProducts(phone)).map(({ product: name, productCode: code }) =>
        code === undefined ? { name } : { name, code },
      ),
    searchProducts: packs.searchProducts,
    watch: (changed) => phone.changes.listen((change) => (change === "diary" || change === "outbox") && changed()),
    now: correctedClock(phone),
    rules: GATE_RULES,
    units: packs.units,
    saveFile,
    ...(dictate === undefined ? {} : { dictate }),
  };
}
