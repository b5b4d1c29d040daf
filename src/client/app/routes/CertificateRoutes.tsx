import { lazy, useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { CertificateScreen } from "../../features/certificates/CertificateScreen.tsx";
import { CertificatesScreen } from "../../features/certificates/CertificatesScreen.tsx";
import { ShowScreen } from "../../features/certificates/ShowScreen.tsx";
import { certificateServices } from "../certificateServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

const CorrectRoute = lazy(async () => ({ default: (await import("./CorrectRoute.tsx")).CorrectRoute }));

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
      <Route path="/certificates/:id/correct">
        {({ id }) => <CorrectRoute id={id} phone={phone} services={services} />}
      </Route>
      <Route path="/certificates/:id">{({ id }) => <CertificateScreen id={id} deps={deps} />}</Route>
      <Route path="/show/:id">{({ id }) => <ShowScreen id={id} deps={deps} />}</Route>
    </Switch>
  );
}
