import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { Verification } from "../../../core/verify/verdict.ts";
import { scanText } from "../../text/scan.ts";
import { useText } from "../../text/useText.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import type { ScanDeps } from "./scanDeps.ts";

type RecallLinkProps = {
  readonly text: string;
  readonly verification: Verification;
  readonly deps: Pick<ScanDeps, "mayRecall">;
};

/** An officer's way from a verdict to recalling that certificate. What was scanned stays in the fragment, on this phone. */
export function RecallLink({ text: scanned, verification, deps }: RecallLinkProps) {
  const text = useText(scanText);
  const [officer, setOfficer] = useState(false);
  useEffect(() => void deps.mayRecall().then(setOfficer), [deps]);
  if (!officer || !canBeRecalled(verification)) return null;
  return (
    <Link href={`/officer/recall#${encodeURIComponent(scanned.trim())}`} asChild>
      <ButtonLink tone="danger">{text("recall")}</ButtonLink>
    </Link>
  );
}

/** Only what somebody really signed can be recalled, and only once. */
function canBeRecalled({ checks, verdict }: Verification): boolean {
  return checks.signature.status === "passed" && verdict !== "forged" && verdict !== "recalled";
}
