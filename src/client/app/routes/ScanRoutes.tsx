import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { ScanHistoryScreen } from "../../features/scan/ScanHistoryScreen.tsx";
import { ScanScreen } from "../../features/scan/ScanScreen.tsx";
import { VerdictScreen } from "../../features/scan/VerdictScreen.tsx";
import { scanServices } from "../scanServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /scan, /scan/history, and /c/:number as far as the app answers it: without a network */
export function ScanRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Scan phone={phone} services={services} />}</PhoneRoute>;
}

function Scan({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => scanServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/scan">
        <ScanScreen deps={deps} />
      </Route>
      <Route path="/scan/history">
        <ScanHistoryScreen deps={deps} />
      </Route>
      <Route path="/c/:number">
        <VerdictScreen address={window.location.href} deps={deps} />
      </Route>
    </Switch>
  );
}
