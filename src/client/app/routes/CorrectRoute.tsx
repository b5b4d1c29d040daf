import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { IssueScreen } from "../../features/issue/IssueScreen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { correctionOf } from "../correction.ts";
import type { AppServices } from "../services.ts";
import { useIssueDeps } from "../useIssueDeps.tsx";

type CorrectRouteProps = { readonly id: string; readonly phone: Phone; readonly services: AppServices };

/** /certificates/:id/correct: what the certificate said, to be put right; its draft waits here and nowhere else. */
export function CorrectRoute({ id, phone, services }: CorrectRouteProps) {
  const deps = useIssueDeps(phone, services.packs, id);
  const [, navigate] = useLocation();
  const [correctable, setCorrectable] = useState(false);
  useEffect(() => {
    const look = async () => {
      if ((await correctionOf(phone, id)) === undefined) navigate(`/certificates/${id}`, { replace: true });
      else setCorrectable(true);
    };
    void look();
  }, [id, phone, navigate]);
  return correctable ? <IssueScreen deps={deps} parent={`/certificates/${id}`} /> : <Skeleton />;
}
