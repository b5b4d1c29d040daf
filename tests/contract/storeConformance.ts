import { describe, test } from "vitest";
import { runCase, type StoreUnderTest } from "./storeCase.ts";
import { CONSENT_CASES } from "./storeConsentCases.ts";
import { EFFECT_CASES } from "./storeEffectCases.ts";
import { LOG_CASES } from "./storeLogCases.ts";
import { MERGE_CASES } from "./storeMergeCases.ts";
import { RECORD_CASES } from "./storeRecordCases.ts";

/** What every store must do, whichever database is behind it. */
export function storeConformance(name: string, make: () => StoreUnderTest): void {
  describe(`${name} as a store`, () => {
    for (const storeCase of [...LOG_CASES, ...EFFECT_CASES, ...CONSENT_CASES, ...MERGE_CASES, ...RECORD_CASES]) {
      test(storeCase.name, () => runCase(storeCase, make()));
    }
  });
}
