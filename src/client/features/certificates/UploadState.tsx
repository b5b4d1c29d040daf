import { certificatesText } from "../../text/certificates.ts";
import { formatMoment } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import type { OwnCertificate } from "./certificatesDeps.ts";
import { StatePill } from "./StatePill.tsx";

type UploadStateProps = { readonly certificate: OwnCertificate; readonly onUploadNow: () => void };

/** Where a certificate is: on this phone, registered with a verified receipt, or refused and why. */
export function UploadState({ certificate, onUploadNow }: UploadStateProps) {
  const text = useText(certificatesText);
  const language = useLanguage();
  const { upload, loggedAt } = certificate;
  const open = upload.state === "waiting" || upload.state === "acknowledged";
  return (
    <div className="card stack">
      <div className="row">
        <StatePill certificate={{ upload }} />
        {loggedAt !== undefined && (
          <span className="small soft">{text("upload.uploaded.at", { time: formatMoment(loggedAt, language) })}</span>
        )}
      </div>
      {upload.lastError !== undefined && <p className="small">{text(`uploadError.${upload.lastError}`)}</p>}
      {open && upload.lastError !== undefined && upload.nextAttemptAt !== undefined && (
        <p className="small soft">{text("upload.retry", { time: formatMoment(upload.nextAttemptAt, language) })}</p>
      )}
      {open && <Button onClick={onUploadNow}>{text("upload.now")}</Button>}
    </div>
  );
}
