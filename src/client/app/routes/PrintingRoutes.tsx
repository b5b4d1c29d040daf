import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { PrintersScreen } from "../../features/printing/PrintersScreen.tsx";
import { PrintQueueScreen } from "../../features/printing/PrintQueueScreen.tsx";
import { MissingScreen } from "../MissingScreen.tsx";
import { printingServices } from "../printingServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /printing and /printing/printers */
export function PrintingRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Printing phone={phone} services={services} />}</PhoneRoute>;
}

function Printing({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => printingServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/printing">
        <PrintQueueScreen deps={deps} />
      </Route>
      <Route path="/printing/printers">
        <PrintersScreen deps={deps} />
      </Route>
      <Route>
        <MissingScreen />
      </Route>
    </Switch>
  );
}
