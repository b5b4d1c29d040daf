import { useEffect, useState } from "react";
import type { Verification } from "../../../core/verify/verdict.ts";
import { scanText } from "../../text/scan.ts";
import { useText } from "../../text/useText.ts";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { ScanDeps } from "./scanDeps.ts";
import { VerdictCard } from "./VerdictCard.tsx";

/** This phone's own verdict on a certificate's address, for `/c/{number}#…` opened without a network. */
export function VerdictScreen({ address, deps }: { readonly address: string; readonly deps: ScanDeps }) {
  const text = useText(scanText);
  const [verification, setVerification] = useState<Verification>();
  const [asking, setAsking] = useState(true);
  useEffect(() => {
    const look = async () => {
      setVerification(await deps.verify(address));
      const answered = await deps.verifyOnline(address);
      if (answered !== undefined) setVerification(answered);
      setAsking(false);
    };
    void look();
  }, [address, deps]);
  if (verification === undefined) return <Skeleton />;
  return (
    <Screen title={text("verdict.title")} parent="/">
      <VerdictCard text={address} verification={verification} asking={asking} deps={deps} />
    </Screen>
  );
}
