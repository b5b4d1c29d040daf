import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { LotTestScreen } from "../../features/lotTests/LotTestScreen.tsx";
import { LotTestsScreen } from "../../features/lotTests/LotTestsScreen.tsx";
import { lotTestServices } from "../lotTestServices.ts";
import { MissingScreen } from "../MissingScreen.tsx";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /tests: lots and their tests. */
export function LotTestRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <LotTests phone={phone} services={services} />}</PhoneRoute>;
}

function LotTests({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => lotTestServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/tests">
        <LotTestsScreen deps={deps} />
      </Route>
      <Route path="/tests/:id">{({ id }) => <LotTestScreen key={id} deps={deps} id={id} />}</Route>
      <Route>
        <MissingScreen />
      </Route>
    </Switch>
  );
}
