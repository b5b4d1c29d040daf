import { useCallback, useEffect, useState } from "react";
import type { CertificatesDeps, OwnCertificate } from "./certificatesDeps.ts";

/** One own certificate, read again whenever an upload moves on; undefined when this phone has none under the id. */
export function useOwnCertificate(id: string, deps: Pick<CertificatesDeps, "find" | "held" | "watchUploads">) {
  const [certificate, setCertificate] = useState<OwnCertificate | undefined | "loading">(
    () => deps.held(id) ?? "loading",
  );
  const reload = useCallback(() => void deps.find(id).then(setCertificate), [deps, id]);
  useEffect(() => {
    reload();
    return deps.watchUploads(reload);
  }, [deps, reload]);
  return { certificate, reload };
}
