import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { EditScreen } from "../../features/officer/EditScreen.tsx";
import { HistoryScreen } from "../../features/officer/HistoryScreen.tsx";
import { OperatorScreen } from "../../features/officer/OperatorScreen.tsx";
import { RegistryScreen } from "../../features/registry/RegistryScreen.tsx";
import type { RegistryDeps } from "../../features/registry/registryDeps.ts";
import { createRegistryStore } from "../../features/registry/registryStore.ts";
import { officerServices } from "../officerServices.ts";
import { registryServices } from "../registryServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

type OpenedRegistry = { readonly deps: RegistryDeps; readonly made: ReturnType<typeof createRegistryStore> };

/** Each screen is built anew at its path; the list beside them is the same as long as the app runs. */
const registers = new WeakMap<Phone, OpenedRegistry>();

function openedRegistry(phone: Phone, services: AppServices): OpenedRegistry {
  const known = registers.get(phone);
  if (known !== undefined) return known;
  const deps = registryServices(phone, services.packs);
  const opened = { deps, made: createRegistryStore(deps) };
  registers.set(phone, opened);
  return opened;
}

/** /registry: the list of the register, with one operator beside it where there is room. */
export function RegistryRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Registry phone={phone} services={services} />}</PhoneRoute>;
}

function Registry({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const { deps, made } = useMemo(() => openedRegistry(phone, services), [phone, services]);
  const officer = useMemo(() => officerServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/registry/:id/edit">
        {({ id }) => (
          <RegistryScreen
            deps={deps}
            made={made}
            open={{ id, screen: <EditScreen key={id} deps={officer} id={id} /> }}
          />
        )}
      </Route>
      <Route path="/registry/:id/history">
        {({ id }) => (
          <RegistryScreen
            deps={deps}
            made={made}
            open={{ id, screen: <HistoryScreen key={id} deps={officer} id={id} /> }}
          />
        )}
      </Route>
      <Route path="/registry/:id?">
        {({ id }) =>
          id === undefined ? (
            <RegistryScreen deps={deps} made={made} />
          ) : (
            <RegistryScreen
              deps={deps}
              made={made}
              open={{ id, screen: <OperatorScreen key={id} deps={officer} id={id} /> }}
            />
          )
        }
      </Route>
    </Switch>
  );
}
