import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { InvitePersonScreen } from "../../features/people/InvitePersonScreen.tsx";
import { PeopleScreen } from "../../features/people/PeopleScreen.tsx";
import { peopleServices } from "../peopleServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /people and what is below it */
export function PeopleRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <People phone={phone} />}</PhoneRoute>;
}

function People({ phone }: { readonly phone: Phone }) {
  const deps = useMemo(() => peopleServices(phone), [phone]);
  return (
    <Switch>
      <Route path="/people">
        <PeopleScreen deps={deps} />
      </Route>
      <Route path="/people/invite">
        <InvitePersonScreen deps={deps} />
      </Route>
    </Switch>
  );
}
