import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { BoardScreen } from "../../features/print/paper/BoardScreen.tsx";
import { ClaimScreen } from "../../features/print/paper/ClaimScreen.tsx";
import { FormScreen } from "../../features/print/paper/FormScreen.tsx";
import { PaperScreen } from "../../features/print/paper/PaperScreen.tsx";
import { RollScreen } from "../../features/print/paper/RollScreen.tsx";
import { RollsScreen } from "../../features/print/paper/RollsScreen.tsx";
import { MissingScreen } from "../MissingScreen.tsx";
import { paperServices } from "../paperServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /paper and what it leads to: boards, forms, rolls of tags and their claiming */
export function PaperRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Papers phone={phone} services={services} />}</PhoneRoute>;
}

function Papers({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => paperServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/paper">
        <PaperScreen />
      </Route>
      <Route path="/paper/board">
        <BoardScreen deps={deps} />
      </Route>
      <Route path="/paper/form">
        <FormScreen deps={deps} />
      </Route>
      <Route path="/paper/rolls">
        <RollsScreen deps={deps} />
      </Route>
      <Route path="/paper/rolls/:id">{({ id }) => <RollScreen id={id} deps={deps} />}</Route>
      <Route path="/paper/tags/:id">{({ id }) => <ClaimScreen id={id} deps={deps} />}</Route>
      <Route>
        <MissingScreen />
      </Route>
    </Switch>
  );
}
