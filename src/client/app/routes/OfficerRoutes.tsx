import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { InviteScreen } from "../../features/officer/InviteScreen.tsx";
import { OfficerScreen } from "../../features/officer/OfficerScreen.tsx";
import { OperatorScreen } from "../../features/officer/OperatorScreen.tsx";
import { RecallScreen } from "../../features/officer/RecallScreen.tsx";
import { officerServices } from "../officerServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /officer and everything below it */
export function OfficerRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Officer phone={phone} services={services} />}</PhoneRoute>;
}

function Officer({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => officerServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/officer">
        <OfficerScreen deps={deps} />
      </Route>
      <Route path="/officer/invite">
        <InviteScreen deps={deps} />
      </Route>
      <Route path="/officer/invite/:operator">
        {({ operator }) => <InviteScreen deps={deps} operatorId={operator} />}
      </Route>
      <Route path="/officer/operators/:id">{({ id }) => <OperatorScreen deps={deps} id={id} />}</Route>
      <Route path="/officer/recall">
        <RecallScreen deps={deps} {...scannedBefore()} />
      </Route>
    </Switch>
  );
}

/** The text of a code that a verdict leads here with, from the fragment. */
function scannedBefore(): { readonly text?: string } {
  const fragment = window.location.hash.slice(1);
  if (fragment === "") return {};
  try {
    return { text: decodeURIComponent(fragment) };
  } catch {
    // Typed into the address by hand: no code at all.
    return {};
  }
}
