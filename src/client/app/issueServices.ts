import type { StoreApi } from "zustand/vanilla";
import { STYLE } from "../../core/certificate/certificate.ts";
import { chinaDay } from "../../core/date.ts";
import { lotBalance } from "../../core/lot/balance.ts";
import { countyOf } from "../../core/operator/region.ts";
import { issuingStyles } from "../../core/statement/whoMaySign.ts";
import type { Behalf, KnownFarmer } from "../data/behalf.ts";
import { timeNow } from "../data/clock.ts";
import { clearDraft, forgetSpilled, loadDraft, saveDraft } from "../data/drafts.ts";
import { draftSlot, type KeptDraft } from "../data/enteredRecords.ts";
import type { FoundCertificate } from "../data/foundCertificate.ts";
import { openLots, sourceScans, usedPlaces, usedProducts } from "../data/goods.ts";
import type { Hex } from "../data/hex.ts";
import { actingIdentity, rolesAt } from "../data/identities.ts";
import { issueOnPhone } from "../data/issueOnPhone.ts";
import { giveBack } from "../data/ownRecords.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import type { IdentityRecord, LotRecord, ScanRecord } from "../data/schema.ts";
import { prepareSigning } from "../data/signInTurn.ts";
import { type CodeStageState, NOTHING_ON_STAGE } from "../features/certificates/stagedCode.ts";
import type { IssueDeps, IssuingOperator, OpenLot, SourceCertificate, Trade } from "../features/issue/issueDeps.ts";
import { ownCertificate } from "./certificateServices.ts";
import { correctionOf } from "./correction.ts";
import type { GateHere } from "./gateServices.ts";
import { nextPaint } from "./nextPaint.ts";
import { OFFICIAL_STYLES } from "./officialStyles.ts";
import type { Packs } from "./packs.ts";
import { openLocalStorage } from "./preferencesStore.ts";

const TRADE_OF_STYLE: ReadonlyMap<number, Trade> = new Map([
  [STYLE.producer2026, "producer"],
  [STYLE.purchaser2026, "purchaser"],
]);

/** What the identity may issue now, by its grants. */
function tradesOf(identity: IdentityRecord, time: number): readonly Trade[] {
  return issuingStyles(rolesAt(identity, time)).flatMap((style) => TRADE_OF_STYLE.get(style) ?? []);
}

async function operatorOf(identity: IdentityRecord, time: number, packs: Packs): Promise<IssuingOperator | undefined> {
  const trades = tradesOf(identity, time);
  if (trades.length === 0) return undefined;
  const { name, region, address, contact } = identity;
  return {
    name,
    region,
    regionName: await packs.placeName(region),
    address,
    trades,
    ...(contact === undefined ? {} : { contact }),
  };
}

function openLot(lot: LotRecord): OpenLot {
  const { remaining } = lotBalance(lot.quantity, lot.drawn);
  const { id, made, product, productCode, quantity, drawn, day, origin, place, plots } = lot;
  const trade = made === "harvested" ? "producer" : "purchaser";
  return {
    id,
    trade,
    product,
    quantity,
    drawn,
    remaining,
    day,
    origin,
    place,
    plots,
    ...(productCode === undefined ? {} : { productCode }),
  };
}

function sourceOf({ verification, heldId, heldNumber, at }: ScanRecord): readonly SourceCertificate[] {
  const { certificate, signer, onBehalfOf } = verification;
  if (certificate === undefined || heldId === undefined || heldNumber === undefined) return [];
  const { product, productCode, quantity, origin } = certificate;
  const issuer = (onBehalfOf ?? signer)?.name ?? "";
  const source = { id: heldId, number: heldNumber, product, quantity, origin, issuer, scannedAt: at };
  return [productCode === undefined ? source : { ...source, productCode }];
}

/** The lot of the certificate that a draft corrects, with what that one had drawn given back. */
async function lotOfCorrection(phone: Phone, { lot, corrects }: KeptDraft): Promise<LotRecord | undefined> {
  if (lot === undefined || corrects === undefined) return undefined;
  const [record, corrected] = await Promise.all([phone.db.get("lots", lot), phone.db.get("certificates", corrects.id)]);
  if (record === undefined || corrected === undefined) return record;
  return { ...record, drawn: giveBack(record.drawn, corrected.quantity) };
}

/** The gate, whose lists are read when it is first asked. */
function gateOf(phone: Phone): IssueDeps["judge"] {
  let opened: Promise<GateHere> | undefined;
  const open = async () => (await import("./gateServices.ts")).openGate(phone);
  return async (asked) => {
    opened ??= open();
    return (await opened).judge(asked);
  };
}

/** What the issuing screens are joined to besides the phone. */
export type IssueSurroundings = {
  readonly packs: Packs;
  readonly stage: StoreApi<CodeStageState>;
  /** Hexadecimal id of the certificate that is corrected. */
  readonly corrected: Hex | undefined;
  /** The farmer for whom a station issues (代开), and what the farmer gave for the draft. */
  readonly agency?: { readonly farmer: KnownFarmer; readonly given: () => Behalf | undefined };
};

/** The farmer as the one who commits: whatever was entered for others stays out of sight. */
async function farmerAsOperator({ name, region, contact }: KnownFarmer, packs: Packs): Promise<IssuingOperator> {
  const regionName = await packs.placeName(region);
  const operator: IssuingOperator = { name, region, regionName, address: "", trades: ["producer"] };
  return contact === undefined ? operator : { ...operator, contact };
}

/** Places and plots that were named before: never those of others where it is about a farmer. */
function placesBefore(
  phone: Phone,
  packs: Packs,
  farmer: KnownFarmer | undefined,
): Pick<IssueDeps, "searchPlaces" | "plots"> {
  const usedBefore = () => (farmer === undefined ? usedPlaces(phone) : []);
  return {
    async searchPlaces(query) {
      const home = farmer?.region ?? (await actingIdentity(phone.db))?.region ?? "";
      if (query !== "") return packs.searchPlaces(query, countyOf(home));
      const used = [home, ...(await usedBefore()).map((place) => place.origin)];
      const codes = [...new Set(used)].filter((code) => code !== "");
      return Promise.all(codes.map(async (code) => ({ code, name: await packs.placeName(code) })));
    },
    plots: async () => [...new Set((await usedBefore()).map((place) => place.plot).filter((plot) => plot !== ""))],
  };
}

/**
 * Joins the issuing screens to this phone: for the next certificate, or for the correction of `corrected`. `stage` is
 * where the code of what they issue appears.
 */
export function issueServices(
  phone: Phone,
  { packs, stage, corrected, agency }: IssueSurroundings,
): Omit<IssueDeps, "codeOf"> {
  const fallback = openLocalStorage();
  const farmer = agency?.farmer;
  const slot = draftSlot(corrected === undefined ? undefined : { id: corrected }, farmer?.id);
  const begun = async () =>
    (await loadDraft(phone, fallback, slot)) ??
    (corrected === undefined ? undefined : await correctionOf(phone, corrected));
  let today = chinaDay(phone.clock());
  return {
    async operator() {
      const time = await timeNow(phone);
      today = chinaDay(time);
      const identity = await actingIdentity(phone.db);
      if (identity === undefined) return undefined;
      return farmer === undefined ? operatorOf(identity, time, packs) : farmerAsOperator(farmer, packs);
    },
    usualProducts: async () => (farmer === undefined ? usedProducts(phone) : []),
    async openLots() {
      const [all, draft, identity] = await Promise.all([openLots(phone), begun(), actingIdentity(phone.db)]);
      const open = all.filter(({ operator }) => operator === (farmer?.id ?? identity?.operator));
      const returned = draft === undefined ? undefined : await lotOfCorrection(phone, draft);
      return [...(returned === undefined ? [] : [returned]), ...open.filter((lot) => lot.id !== returned?.id)].map(
        openLot,
      );
    },
    sources: async () => (farmer === undefined ? (await sourceScans(phone)).flatMap(sourceOf) : []),
    searchProducts: packs.searchProducts,
    ...placesBefore(phone, packs, farmer),
    placeName: packs.placeName,
    today: () => today,
    styles: OFFICIAL_STYLES,
    units: packs.units,
    loadDraft: begun,
    saveDraft: (draft) => saveDraft(phone, fallback, farmer === undefined ? draft : { ...draft, farmer: farmer.id }),
    clearDraft: () => clearDraft(phone, fallback, slot),
    judge: gateOf(phone),
    prepare: () => prepareSigning(phone),
    async issue(order) {
      const signed = (found: FoundCertificate) => stage.setState({ signed: ownCertificate(found), stored: false });
      const issued = await issueOnPhone(phone, order, signed, agency?.given());
      stage.setState(issued.ok ? { stored: true } : NOTHING_ON_STAGE);
      if (!issued.ok) return issued;
      forgetSpilled(fallback, slot);
      await nextPaint();
      return issued;
    },
    printOutlook: async (texts) => (await import("./glyphServices.ts")).printOutlook(phone, texts),
    async unlock(pin) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
  };
}
