import { certificatesText } from "../../text/certificates.ts";
import { useText } from "../../text/useText.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { CertificatesDeps } from "./certificatesDeps.ts";
import { ShownCode } from "./ShownCode.tsx";
import { useOwnCertificate } from "./useOwnCertificate.ts";

type ShowScreenProps = { readonly id: string; readonly deps: CertificatesDeps };

/** 亮证: the chain code as large as the screen holds, awake and without a network for ever. */
export function ShowScreen({ id, deps }: ShowScreenProps) {
  const text = useText(certificatesText);
  const { certificate } = useOwnCertificate(id, deps);
  if (certificate === "loading") return <Skeleton />;
  if (certificate === undefined) {
    return (
      <Screen title={text("show.title")} parent="/certificates">
        <EmptyState icon="list" title={text("detail.missing")} />
      </Screen>
    );
  }
  return <ShownCode certificate={certificate} units={deps.units} clock={deps.clock} awake />;
}
