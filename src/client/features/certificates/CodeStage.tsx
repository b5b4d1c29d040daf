import type { StoreApi } from "zustand";
import { useStore } from "zustand";
import type { UnitName } from "../../../core/reference/units.ts";
import type { OwnCertificate } from "./certificatesDeps.ts";
import { ShownCode } from "./ShownCode.tsx";
import type { CodeStageState } from "./stagedCode.ts";

/** What is known of a certificate before it is signed. */
export type CodePreview = Pick<OwnCertificate, "product" | "quantity" | "issuer" | "iat">;

type CodeStageProps = {
  readonly stage: StoreApi<CodeStageState>;
  readonly preview: CodePreview;
  readonly units: readonly UnitName[];
  /** Unix seconds. */
  readonly clock: () => number;
};

/** About as long as a chain code, so that what is laid out around it stays where it is. */
const LIKE_A_CHAIN = `HTTPS://EXAMPLE.ORG/C/0000000000000000#1${"0".repeat(900)}`;
const NOT_SIGNED = { id: "", number: "0".repeat(16), chainText: LIKE_A_CHAIN };

/**
 * The full-screen code of a certificate that is being issued: laid out from its preview on, drawn while it is on its
 * way to the disk, and not to be seen by anyone before it is there.
 */
export function CodeStage({ stage, preview, units, clock }: CodeStageProps) {
  const { signed, stored } = useStore(stage);
  return (
    <div className="show-stage" data-stored={stored || undefined}>
      <ShownCode certificate={signed ?? { ...NOT_SIGNED, ...preview }} units={units} clock={clock} awake={stored} />
    </div>
  );
}
