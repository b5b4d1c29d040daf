import { concatBytes, equalBytes, fromBase64Url, toBase64Url, utf8 } from "../../core/bytes.ts";
import { type AgencyGoods, agencyDraft } from "../../core/certificate/consent.ts";
import type { Draft } from "../../core/certificate/draft.ts";
import { chinaDay } from "../../core/date.ts";
import { MAX_SIGNATURE_BYTES } from "../../core/operator/privateRecord.ts";
import { maskPhone } from "../../core/operator/profile.ts";
import { anyRegionContains, countyOf } from "../../core/operator/region.ts";
import { cardText, offerText, parseAgencyText } from "../../core/qr/agencyText.ts";
import { err, ok } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { tidyText } from "../../core/text.ts";
import { randomBytes } from "../../crypto/randomBytes.ts";
import { heldAuthority } from "../data/authorities.ts";
import {
  type Behalf,
  consentOnPhone,
  type GivenConsent,
  type KnownFarmer,
  readAnswer,
  signedOnScreen,
} from "../data/behalf.ts";
import { idBytes } from "../data/certificates.ts";
import { timeNow } from "../data/clock.ts";
import { clearFarmerDrafts } from "../data/drafts.ts";
import {
  askForFarmers,
  farmerOfCard,
  farmerOnPhone,
  knownFarmers,
  stationIdentity,
  stationScopes,
} from "../data/farmers.ts";
import { actingIdentity } from "../data/identities.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import { pullNews } from "../data/pull.ts";
import { registerOnPhone } from "../data/registerOnPhone.ts";
import type { IssueDeps } from "../features/issue/issueDeps.ts";
import { ConsentBar } from "../features/station/ConsentBar.tsx";
import type { KioskDeps } from "../features/station/KioskScreen.tsx";
import type {
  AgreeFailure,
  CodeReader as CodeReaderOf,
  ConsentDeps,
  Farmer,
  FarmerDeps,
  RegisterFailure,
  StationDeps,
} from "../features/station/stationDeps.ts";
import { CodeReader } from "./CodeReader.tsx";
import { isKiosk, KIOSK_KEY } from "./kioskMode.ts";
import { OFFICIAL_STYLES } from "./officialStyles.ts";
import type { Packs } from "./packs.ts";
import { openLocalStorage } from "./preferencesStore.ts";
import { issueDeps } from "./useIssueDeps.tsx";

const SALT_BYTES = 16;

const reader: CodeReaderOf = (aim, onText) => <CodeReader aim={aim} onText={onText} />;

async function originOf(phone: Phone): Promise<string> {
  return (await heldAuthority(phone))?.list.publisher.origin ?? phone.origin;
}

function registerFailureOf(failure: string): RegisterFailure {
  const known = ["wrongRole", "wrongRegion", "keyLocked", "storageFull"] as const;
  return known.find((one) => one === failure) ?? (failure === "notJoined" ? "wrongRole" : "storageFailed");
}

/** Joins a station's screens to this phone. */
export function stationServices(phone: Phone, packs: Packs): StationDeps {
  return {
    async self() {
      const station = await stationIdentity(phone);
      return station === undefined ? undefined : { name: station.name };
    },
    async known(typed) {
      const station = await stationIdentity(phone);
      return station === undefined ? [] : knownFarmers(phone, station, typed);
    },
    async asked(typed) {
      const station = await stationIdentity(phone);
      return station === undefined ? undefined : askForFarmers(phone, station, typed);
    },
    farmer: (id) => farmerOnPhone(phone, id),
    async ofCard(text) {
      const card = parseAgencyText(text);
      const station = await stationIdentity(phone);
      if (card?.form !== "card" || station === undefined) return err("notACard");
      const farmer = await farmerOfCard(phone, station, card);
      if (farmer === undefined) return err("unknown");
      const inside = anyRegionContains(await stationScopes(phone, station), farmer.region);
      return inside ? ok(farmer) : err("outside");
    },
    async register(farmer) {
      const registered = await registerOnPhone(phone, farmer);
      return registered.ok ? registered : err(registerFailureOf(registered.error));
    },
    async searchPlaces(query) {
      const station = await stationIdentity(phone);
      if (station === undefined) return [];
      const scopes = await stationScopes(phone, station);
      const found = await packs.searchPlaces(query, countyOf(scopes[0] ?? station.region));
      return found.filter(({ code }) => anyRegionContains(scopes, code));
    },
    placeName: packs.placeName,
    cardText: async ({ id, name }) => cardText(await originOf(phone), idBytes(id), name),
    reader,
  };
}

/** Fewest characters by which a kiosk, where anybody types, looks for somebody. */
const KIOSK_QUERY = 2;

/** A station's screens as a kiosk has them: nobody reads other people's telephone numbers or leafs through names. */
export function kioskStationServices(deps: StationDeps): StationDeps {
  const shown = ({ contact, ...farmer }: Farmer): Farmer =>
    contact === undefined ? farmer : { ...farmer, contact: contact.includes("*") ? contact : maskPhone(contact) };
  const long = (typed: string) => Array.from(tidyText(typed)).length >= KIOSK_QUERY;
  return {
    ...deps,
    known: async (typed) => (long(typed) ? (await deps.known(typed)).map(shown) : []),
    asked: async (typed) => (long(typed) ? (await deps.asked(typed))?.map(shown) : []),
    async farmer(id) {
      const farmer = await deps.farmer(id);
      return farmer === undefined ? undefined : shown(farmer);
    },
  };
}

function goodsOf({ product, quantity, origin, place, basis }: Draft): AgencyGoods {
  return { product, quantity, origin, basis, place };
}

/** Joins the issuing screens to this phone for a farmer: nothing is signed before the farmer has agreed to the draft. */
export function agencyIssueDeps(phone: Phone, packs: Packs, farmer: KnownFarmer): IssueDeps {
  let behalf: Behalf | undefined;
  const station = async () => (await stationIdentity(phone)) ?? (await actingIdentity(phone.db));
  const asked = async (draft: Draft) => {
    const operator = idBytes((await station())?.operator ?? "");
    const day = chinaDay(await timeNow(phone));
    const by = { farmer: idBytes(farmer.id), station: operator, day };
    return { ...by, goods: goodsOf(draft), digest: agencyDraft(goodsOf(draft), by) };
  };
  const take = (draft: Uint8Array, given: GivenConsent) => {
    behalf = { farmer, draft, given };
  };
  const consent: ConsentDeps = {
    farmer,
    station: async () => (await station())?.name ?? "",
    async offer(draft) {
      const { digest: _, ...offer } = await asked(draft);
      return offerText(await originOf(phone), { ...offer, stationName: (await station())?.name ?? "—" });
    },
    async signed(draft, picture) {
      if (picture.length <= MAX_SIGNATURE_BYTES) take((await asked(draft)).digest, signedOnScreen(picture));
    },
    async answered(draft, text) {
      const code = parseAgencyText(text);
      if (code?.form !== "consent") return "notAConsent";
      const { digest, ...by } = await asked(draft);
      const read = () => readAnswer(phone, code.statement, { ...by, draft: digest });
      const first = await read();
      // The farmer may have joined since the directory was fetched.
      const unknown = !first.ok && first.error === "unknownKey";
      const answer = unknown && (await pullNews(phone)) === undefined ? await read() : first;
      if (!answer.ok) return answer.error;
      take(digest, answer.value);
      return undefined;
    },
    reader,
  };
  return {
    ...issueDeps(phone, packs, { corrected: undefined, agency: { farmer, given: () => behalf } }),
    consent: (draft, confirm) => <ConsentBar draft={draft} deps={consent} confirm={confirm} />,
  };
}

function agreeFailureOf(failure: string): AgreeFailure {
  if (failure === "notForYou" || failure === "keyLocked") return failure;
  return failure.startsWith("storage") || failure === "statementTooLarge" ? "notSigned" : "noRight";
}

/** Joins a farmer's side of 代开 to this phone. */
export function farmerServices(phone: Phone, packs: Packs): FarmerDeps {
  return {
    read: parseAgencyText,
    async agree({ farmer, station, goods, day }) {
      const draft = agencyDraft(goods, { farmer, station, day });
      const agreed = await consentOnPhone(phone, { farmer, station, draft });
      return agreed.ok ? agreed : err(agreeFailureOf(agreed.error));
    },
    async unlock(pin) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
    async card(id) {
      const identity = await actingIdentity(phone.db);
      const own = identity === undefined ? undefined : { id: identity.operator, name: identity.name };
      const who = id === undefined ? own : await farmerOnPhone(phone, id);
      return who === undefined
        ? undefined
        : { name: who.name, text: cardText(await originOf(phone), idBytes(who.id), who.name) };
    },
    placeName: packs.placeName,
    units: packs.units,
    styles: OFFICIAL_STYLES,
  };
}

/** Joins the kiosk to this phone. The exit code is kept as its salted hash. */
export function kioskServices(phone: Phone): KioskDeps {
  const storage = openLocalStorage();
  const hashOf = (salt: Uint8Array, code: string) => sha256(concatBytes(salt, utf8(code)));
  return {
    isOn: isKiosk,
    start(code) {
      const salt = randomBytes(SALT_BYTES);
      storage?.setItem(KIOSK_KEY, toBase64Url(concatBytes(salt, hashOf(salt, code))));
    },
    leave(code) {
      const kept = fromBase64Url(storage?.getItem(KIOSK_KEY) ?? "");
      const salt = kept?.subarray(0, SALT_BYTES);
      const right =
        kept === undefined || salt === undefined || equalBytes(kept.subarray(SALT_BYTES), hashOf(salt, code));
      if (right) storage?.removeItem(KIOSK_KEY);
      return right;
    },
    forget: () => clearFarmerDrafts(phone, storage),
  };
}
