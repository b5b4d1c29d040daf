import { useEffect, useMemo } from "react";
import { Route, Switch, useLocation } from "wouter";
import { saveDraft } from "../../data/drafts.ts";
import type { Phone } from "../../data/phone.ts";
import { CertificateScreen } from "../../features/certificates/CertificateScreen.tsx";
import { CertificatesScreen } from "../../features/certificates/CertificatesScreen.tsx";
import { ShowScreen } from "../../features/certificates/ShowScreen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { certificateServices } from "../certificateServices.ts";
import { correctionOf } from "../correction.ts";
import { openLocalStorage } from "../preferencesStore.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /certificates, /certificates/:id, /certificates/:id/correct and /show/:id */
export function CertificateRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Certificates phone={phone} services={services} />}</PhoneRoute>;
}

function Certificates({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => certificateServices(phone, services.packs, services.syncNow), [phone, services]);
  return (
    <Switch>
      <Route path="/certificates">
        <CertificatesScreen deps={deps} />
      </Route>
      <Route path="/certificates/:id/correct">{({ id }) => <Correct id={id} phone={phone} />}</Route>
      <Route path="/certificates/:id">{({ id }) => <CertificateScreen id={id} deps={deps} />}</Route>
      <Route path="/show/:id">{({ id }) => <ShowScreen id={id} deps={deps} />}</Route>
    </Switch>
  );
}

/** Keeps what the certificate said as the draft, and goes on where drafts are filled in. */
function Correct({ id, phone }: { readonly id: string; readonly phone: Phone }) {
  const [, navigate] = useLocation();
  useEffect(() => {
    const begin = async () => {
      const draft = await correctionOf(phone, id);
      if (draft !== undefined) await saveDraft(phone, openLocalStorage(), draft);
      navigate(draft === undefined ? `/certificates/${id}` : "/issue", { replace: true });
    };
    void begin();
  }, [id, phone, navigate]);
  return <Skeleton />;
}
