import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { OperatorScreen } from "../../features/officer/OperatorScreen.tsx";
import { RegistryScreen } from "../../features/registry/RegistryScreen.tsx";
import { officerServices } from "../officerServices.ts";
import { registryServices } from "../registryServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /registry: the list of the register, with one operator beside it where there is room. */
export function RegistryRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Registry phone={phone} services={services} />}</PhoneRoute>;
}

function Registry({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => registryServices(phone, services.packs), [phone, services]);
  const officer = useMemo(() => officerServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/registry/:id?">
        {({ id }) =>
          id === undefined ? (
            <RegistryScreen deps={deps} />
          ) : (
            <RegistryScreen deps={deps} open={{ id, screen: <OperatorScreen key={id} deps={officer} id={id} /> }} />
          )
        }
      </Route>
    </Switch>
  );
}
