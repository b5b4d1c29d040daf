import { certificatesText } from "../../text/certificates.ts";
import { useText } from "../../text/useText.ts";
import { StatusPill, type StatusTone } from "../../ui/StatusPill.tsx";
import type { CertificateSummary, Upload } from "./certificatesDeps.ts";

const UPLOAD_TONE: Readonly<Record<Upload["state"], StatusTone>> = {
  waiting: "waiting",
  acknowledged: "waiting",
  uploaded: "good",
  refused: "bad",
};

/** The one state of a certificate that matters most: withdrawn, refused, or how far its upload has come. */
export function StatePill({ certificate }: { readonly certificate: Pick<CertificateSummary, "withdrawn" | "upload"> }) {
  const text = useText(certificatesText);
  const { withdrawn, upload } = certificate;
  if (withdrawn !== undefined) return <StatusPill tone="bad">{text(`state.${withdrawn}`)}</StatusPill>;
  return <StatusPill tone={UPLOAD_TONE[upload.state]}>{text(`upload.${upload.state}`)}</StatusPill>;
}
