import { chinaDay } from "../../core/date.ts";
import { ok } from "../../core/result.ts";
import { tagCodeText } from "../../core/roll/roll.ts";
import { heldAuthority } from "../data/authorities.ts";
import { findCertificate, listCertificates } from "../data/certificates.ts";
import { timeNow } from "../data/clock.ts";
import { actingIdentity } from "../data/identities.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import { claimTags, listRolls, makeRoll, tagIn, tagsOfCertificate } from "../data/rolls.ts";
import type { ClaimTarget, PaperDeps, RollDeps } from "../features/print/paper/paperDeps.ts";
import { openCamera } from "../features/scan/cameraSource.ts";
import { createCodeScanner } from "../features/scan/codeScanner.ts";
import { findNativeDetector } from "../features/scan/nativeDecoder.ts";
import { newDecodeWorker } from "../features/scan/newDecodeWorker.ts";
import { loadFallbackScanner } from "../features/scan/zxingFallback.ts";
import { printFonts } from "./glyphServices.ts";
import { findPrintable, LABEL_SIZES } from "./labelContents.ts";
import { OFFICIAL_STYLES } from "./officialStyles.ts";
import type { Packs } from "./packs.ts";
import { openLocalStorage } from "./preferencesStore.ts";
import { keepPrintChoice, readPrintChoice } from "./printChoice.ts";
import { saveFile } from "./saveFile.ts";
import { systemPrint } from "./systemPrint.ts";

/** Joins the screens of further papers to this phone. */
export function paperServices(phone: Phone, packs: Packs): PaperDeps {
  const storage = openLocalStorage();
  return {
    async operator() {
      const identity = await actingIdentity(phone.db);
      if (identity === undefined) return undefined;
      const { name, contact } = identity;
      return contact === undefined ? { name } : { name, contact };
    },
    today: async () => chinaDay(await timeNow(phone)),
    async ofDay(day, limit) {
      const identity = await actingIdentity(phone.db);
      const listed = await listCertificates(phone, { from: day, to: day }, limit);
      const valid = listed.filter(({ operator, state }) => operator === identity?.operator && state === "active");
      const printable = await Promise.all(valid.map(({ id }) => findPrintable(id, { phone, packs })));
      return printable.flatMap((found) => {
        if (found === undefined) return [];
        const { number, style, codes, values } = found.content;
        const { product, quantity, origin, issuedAt } = values;
        return [{ style, entry: { number, product, quantity, origin, issuedAt, code: codes.label } }];
      });
    },
    styles: OFFICIAL_STYLES.filter(({ readOnly }) => !readOnly),
    sizes: LABEL_SIZES,
    units: packs.units,
    readChoice: () => readPrintChoice(storage, LABEL_SIZES),
    keepChoice: (choice) => keepPrintChoice(storage, choice),
    pdf: { glyphs: (texts) => printFonts(phone, texts), saveFile },
    print: systemPrint,
    rolls: rollServices(phone),
  };
}

function rollServices(phone: Phone): RollDeps {
  return {
    async rolls() {
      const identity = await actingIdentity(phone.db);
      return (await listRolls(phone)).filter(({ operator }) => operator === identity?.operator);
    },
    makeRoll: (count) => makeRoll(phone, count),
    tagCode: async (tag) => tagCodeText((await heldAuthority(phone))?.list.publisher.origin ?? phone.origin, tag),
    async claimTarget(certificate): Promise<ClaimTarget | undefined> {
      const found = await findCertificate(phone, certificate);
      if (found === undefined) return undefined;
      const { product, quantity, number, state } = found;
      const tags = (await tagsOfCertificate(phone, certificate)).map(({ tag }) => tag);
      return { product, quantity, number, withdrawn: state !== "active", tags };
    },
    tagIn,
    claim: (order) => claimTags(phone, order),
    async watchCodes(video, onTexts) {
      const camera = await openCamera({ devices: navigator.mediaDevices, secure: window.isSecureContext }, undefined);
      if (!camera.ok) return camera;
      video.srcObject = camera.value.stream;
      await video.play().catch(() => undefined); // the screen was left before it began
      const scanner = createCodeScanner({
        newWorker: newDecodeWorker,
        native: findNativeDetector("BarcodeDetector" in window ? window.BarcodeDetector : undefined),
        loadFallback: loadFallbackScanner,
        now: () => performance.now(),
      });
      const stop = scanner.scan(camera.value, video, {
        several: () => false,
        onTexts,
        onBroken: () => undefined, // typing is the way round, and stands below the picture
      });
      return ok(() => {
        stop();
        scanner.close();
        camera.value.stop();
      });
    },
    async unlock(pin) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
  };
}
