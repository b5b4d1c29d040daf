import { useMemo } from "react";
import { Route, Switch } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { CertificationsScreen } from "../../features/file/CertificationsScreen.tsx";
import { CreditScreen } from "../../features/file/CreditScreen.tsx";
import { DeskListScreen } from "../../features/file/DeskListScreen.tsx";
import { DeskScreen, FIGURE_LISTS } from "../../features/file/DeskScreen.tsx";
import { DutyScreen } from "../../features/file/DutyScreen.tsx";
import { FileScreen } from "../../features/file/FileScreen.tsx";
import { NewCertificationScreen } from "../../features/file/NewCertificationScreen.tsx";
import { OperatorFileScreen } from "../../features/file/OperatorFileScreen.tsx";
import { QualityScreen } from "../../features/file/QualityScreen.tsx";
import { StationProfileScreen } from "../../features/file/StationProfileScreen.tsx";
import { fileServices } from "../fileServices.ts";
import { MissingScreen } from "../MissingScreen.tsx";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /file: one's own file; /desk: the officer's desk over those of the region. */
export function FileRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Files phone={phone} services={services} />}</PhoneRoute>;
}

function Files({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => fileServices(phone, services.packs), [phone, services]);
  return (
    <Switch>
      <Route path="/file">
        <FileScreen deps={deps} />
      </Route>
      <Route path="/file/duty">
        <DutyScreen deps={deps} />
      </Route>
      <Route path="/file/quality">
        <QualityScreen deps={deps} />
      </Route>
      <Route path="/file/certifications">
        <CertificationsScreen deps={deps} />
      </Route>
      <Route path="/file/certifications/new">
        <NewCertificationScreen deps={deps} />
      </Route>
      <Route path="/file/credit">
        <CreditScreen deps={deps} />
      </Route>
      <Route path="/file/station">
        <StationProfileScreen deps={deps} />
      </Route>
      <Route path="/desk">
        <DeskScreen deps={deps} />
      </Route>
      <Route path="/desk/list/:list">
        {({ list: asked }) => {
          const list = FIGURE_LISTS.find((one) => one === asked);
          return list === undefined ? <MissingScreen /> : <DeskListScreen key={list} deps={deps} list={list} />;
        }}
      </Route>
      <Route path="/desk/operators/:id">{({ id }) => <OperatorFileScreen deps={deps} id={id} />}</Route>
      <Route>
        <MissingScreen />
      </Route>
    </Switch>
  );
}
