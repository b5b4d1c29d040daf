import { operatorFile } from "../../core/operator/file.ts";
import { countyOf } from "../../core/operator/region.ts";
import { askReach } from "../../core/operator/whoMayAsk.ts";
import { isFindingCode } from "../../core/record/gateFindings.ts";
import { readCertificationKinds } from "../../core/reference/certificationKinds.ts";
import { readCreditRules } from "../../core/reference/creditRules.ts";
import { readDutyNotices } from "../../core/reference/dutyNotices.ts";
import type { PackError } from "../../core/reference/packHeader.ts";
import { err, ok, type Result } from "../../core/result.ts";
import certificationKinds from "../../data/certificationKinds.json";
import creditRules from "../../data/creditRules.json";
import dutyNotices from "../../data/dutyNotices.json";
import { officerIdentity } from "../data/actOnPhone.ts";
import { repudiateOnPhone } from "../data/behalf.ts";
import { blobProgress, newBlob, readBlob } from "../data/blobQueue.ts";
import { timeNow } from "../data/clock.ts";
import { usedPlaces, usedProducts } from "../data/goods.ts";
import { actingIdentity, termsInForce } from "../data/identities.ts";
import { type HeldFile, readDesk, readDeskList, readFile, sayOnPhone } from "../data/operatorFiles.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import type { FileDeps, FileView, SayFailure } from "../features/file/fileDeps.ts";
import type { ShownFinding } from "../ui/FindingList.tsx";
import { correctedClock } from "./correctedClock.ts";
import { deskFailure } from "./deskFailures.ts";
import type { Packs } from "./packs.ts";

/** What only an operator's file is refused for. */
const REFUSED = { notFound: "operatorUnknown" } as const;

function sayFailureOf(failure: string): SayFailure {
  if (failure === "keyLocked" || failure === "storageFull") return failure;
  if (failure === "wrongRole" || failure === "notJoined") return "roleMissing";
  return failure === "wrongRegion" ? "outOfScope" : "storageFailed";
}

/** Findings that this version has words for. */
function known(findings: HeldFile["flagged"][number]["findings"]): readonly ShownFinding[] {
  return findings.flatMap(({ code, ...rest }) => (isFindingCode(code) ? [{ code, ...rest }] : []));
}

function viewOf({ unread, ...held }: HeldFile): FileView {
  const flagged = held.flagged.map(({ number, iat, findings }) => ({ number, iat, findings: known(findings) }));
  const view = { ...held, flagged, file: operatorFile(held.said) };
  return unread === undefined ? view : { ...view, unread: deskFailure(unread, REFUSED) };
}

/** A pack that came with the app is read or the app is broken. */
function intact<T>(pack: Result<T, PackError>): T {
  if (!pack.ok) throw new Error("a data pack of this version cannot be read");
  return pack.value;
}

function ownPacks(): Pick<FileDeps, "kinds" | "rules" | "notices"> {
  return {
    kinds: intact(readCertificationKinds(certificationKinds)),
    rules: intact(readCreditRules(creditRules)),
    notices: intact(readDutyNotices(dutyNotices)),
  };
}

async function repudiate(phone: Phone, certificate: string, reason: string): Promise<Result<undefined, SayFailure>> {
  const identity = await actingIdentity(phone.db);
  if (identity === undefined) return err("roleMissing");
  const voided = await repudiateOnPhone(phone, { operator: identity.operator, certificate, reason });
  return voided.ok ? voided : err(sayFailureOf(voided.error));
}

/** Joins the screens of files and of the desk to this phone. */
export function fileServices(phone: Phone, packs: Packs): FileDeps {
  return {
    async self() {
      const identity = await actingIdentity(phone.db);
      if (identity === undefined) return undefined;
      const isOfficer = askReach("desk", termsInForce(identity, await timeNow(phone))) !== undefined;
      return { operator: identity.operator, region: identity.region, isOfficer };
    },
    async file(id) {
      const own = await actingIdentity(phone.db);
      const identity = id === undefined ? own : ((await officerIdentity(phone)) ?? own);
      if (identity === undefined) return err("roleMissing");
      const { operator, name, kind, region } = identity;
      const subject = id === undefined || id === operator ? { id: operator, name, kind, region } : undefined;
      const held = await readFile(phone, identity, id ?? operator, subject);
      return held.ok ? ok(viewOf(held.value)) : err(deskFailure(held.error, REFUSED));
    },
    async say(statement, about) {
      const identity = about === undefined ? await actingIdentity(phone.db) : await officerIdentity(phone);
      if (identity === undefined) return err("roleMissing");
      const operator = about ?? { id: identity.operator, region: identity.region };
      const blobs = (statement.blobs ?? []).map(newBlob);
      // The screens let nobody choose such a file.
      if (!blobs.every((blob) => blob.ok)) return err("storageFailed");
      const order = { operator, kind: statement.kind, body: statement.body, blobs: blobs.map(({ value }) => value) };
      const said = await sayOnPhone(phone, identity, order);
      return said.ok ? said : err(sayFailureOf(said.error));
    },
    repudiate: (certificate, reason) => repudiate(phone, certificate, reason),
    async blob(hash) {
      const identity = (await officerIdentity(phone)) ?? (await actingIdentity(phone.db));
      if (identity === undefined) return err("roleMissing");
      const read = await readBlob(phone, identity, hash);
      return read.ok ? read : err(deskFailure(read.error, REFUSED));
    },
    blobUpload: async (hash) => (await blobProgress(phone.db, [hash])).get(hash),
    async unlock(pin) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
    async desk() {
      const figures = await readDesk(phone);
      return figures.ok ? figures : err(deskFailure(figures.error, REFUSED));
    },
    async deskList(list, after) {
      const rows = await readDeskList(phone, list, after);
      return rows.ok ? rows : err(deskFailure(rows.error, REFUSED));
    },
    watchUploads: (changed) => phone.changes.listen((change) => change === "outbox" && changed()),
    products: async () => (await usedProducts(phone)).map(({ product }) => product),
    plots: async () => [...new Set((await usedPlaces(phone)).map(({ plot }) => plot).filter((plot) => plot !== ""))],
    placeName: packs.placeName,
    async searchPlaces(query) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? [] : packs.searchPlaces(query, countyOf(identity.region));
    },
    now: correctedClock(phone),
    ...ownPacks(),
  };
}
