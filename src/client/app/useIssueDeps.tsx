import { useMemo } from "react";
import { createStore } from "zustand/vanilla";
import type { Hex } from "../data/hex.ts";
import type { Phone } from "../data/phone.ts";
import { CodeStage } from "../features/certificates/CodeStage.tsx";
import { type CodeStageState, NOTHING_ON_STAGE } from "../features/certificates/stagedCode.ts";
import type { IssueDeps } from "../features/issue/issueDeps.ts";
import { type IssueSurroundings, issueServices } from "./issueServices.ts";
import type { Packs } from "./packs.ts";

/** What the issuing screens need, for the next certificate or the correction of `corrected`, with a stage for its code. */
export function useIssueDeps(phone: Phone, packs: Packs, corrected?: Hex): IssueDeps {
  return useMemo(() => issueDeps(phone, packs, { corrected }), [phone, packs, corrected]);
}

/** Joins the issuing screens to this phone, with a stage for the code of what they issue. */
export function issueDeps(phone: Phone, packs: Packs, of: Pick<IssueSurroundings, "corrected" | "agency">): IssueDeps {
  const stage = createStore<CodeStageState>(() => NOTHING_ON_STAGE);
  return {
    ...issueServices(phone, { packs, stage, ...of }),
    codeOf: ({ product, quantity }, issuer) => (
      <CodeStage
        stage={stage}
        preview={{ product, quantity, issuer, iat: phone.clock() }}
        units={packs.units}
        clock={phone.clock}
      />
    ),
  };
}
