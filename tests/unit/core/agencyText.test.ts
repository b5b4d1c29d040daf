import { describe, expect, test } from "vitest";
import { agencyDraft } from "../../../src/core/certificate/consent.ts";
import {
  type AgencyOffer,
  cardText,
  consentText,
  offerText,
  parseAgencyText,
} from "../../../src/core/qr/agencyText.ts";
import { parseScanned } from "../../../src/core/qr/qrText.ts";

const ORIGIN = "https://lz.jcagri.gov.cn";
const FARMER = Uint8Array.of(0xff, 1, 2, 3, 4, 5, 6, 0xff);
const STATION = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1);
const OFFER: AgencyOffer = {
  farmer: FARMER,
  station: STATION,
  stationName: "崇文镇农产品质量安全服务站",
  goods: {
    product: "马铃薯",
    quantity: { thousandths: 600_000, unit: 1 },
    origin: "140524100201",
    place: "西街村东坡地",
    basis: 1,
  },
  day: "2026-11-22",
};

describe("a farmer's card", () => {
  const text = cardText(ORIGIN, FARMER, "武满堂");

  test("names the farmer by a number with a check character, and the name behind it", () => {
    expect(text).toMatch(/^https:\/\/lz\.jcagri\.gov\.cn\/f\/[0-9A-Z]{14}#/);
    expect(text.length).toBeLessThan(90);
    expect(parseAgencyText(text)).toEqual({ form: "card", origin: ORIGIN, farmer: FARMER, name: "武满堂" });
  });

  test("is read without its name, also typed badly, and not with one character changed", () => {
    const [bare = ""] = text.split("#");
    expect(parseAgencyText(bare.toLowerCase())).toEqual({ form: "card", origin: ORIGIN, farmer: FARMER });
    expect(parseAgencyText(`${bare}#%E6`)).toEqual({ form: "card", origin: ORIGIN, farmer: FARMER });
    const last = bare.slice(-1);
    expect(parseAgencyText(bare.slice(0, -1) + (last === "0" ? "1" : "0"))).toBeUndefined();
    expect(parseAgencyText(bare.slice(0, -1))).toBeUndefined();
  });

  test("is no certificate's code", () => {
    expect(parseScanned(text)).toEqual({ ok: false, error: "foreignCode" });
  });
});

describe("the codes of a consent", () => {
  test("carry what the farmer is asked, and it comes out with the digest that went in", () => {
    const read = parseAgencyText(offerText(ORIGIN, OFFER));
    expect(read).toEqual({ form: "offer", origin: ORIGIN, offer: OFFER });
    const of = (offer: AgencyOffer) => agencyDraft(offer.goods, offer);
    expect(read?.form === "offer" && of(read.offer)).toEqual(of(OFFER));
    expect(of({ ...OFFER, day: "2026-11-23" })).not.toEqual(of(OFFER));
    expect(of({ ...OFFER, goods: { ...OFFER.goods, basis: 3 } })).not.toEqual(of(OFFER));
  });

  test("carry the farmer's answer as it was signed", () => {
    const statement = Uint8Array.of(0xd2, 1, 2, 3);
    expect(parseAgencyText(consentText(ORIGIN, statement))).toEqual({ form: "consent", origin: ORIGIN, statement });
  });

  test("are refused when cut off, of another kind, or somebody else's", () => {
    const text = offerText(ORIGIN, OFFER);
    expect(parseAgencyText(text.slice(0, -4))).toBeUndefined();
    expect(parseAgencyText(text.replace("#1", "#3"))).toBeUndefined();
    expect(parseAgencyText("https://example.com/other")).toBeUndefined();
    expect(parseAgencyText(`${ORIGIN}/agree`)).toBeUndefined();
  });
});
