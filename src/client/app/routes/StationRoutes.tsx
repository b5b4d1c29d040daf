import { useEffect, useMemo, useState } from "react";
import { Route, Switch, useLocation } from "wouter";
import { navigate } from "wouter/use-browser-location";
import type { KnownFarmer } from "../../data/behalf.ts";
import { findCertificate } from "../../data/certificates.ts";
import { farmerOnPhone } from "../../data/farmers.ts";
import type { Phone } from "../../data/phone.ts";
import { IssueScreen } from "../../features/issue/IssueScreen.tsx";
import { PrintScreen } from "../../features/print/PrintScreen.tsx";
import { AgreeScreen } from "../../features/station/AgreeScreen.tsx";
import { CardScreen } from "../../features/station/CardScreen.tsx";
import { FarmerScreen } from "../../features/station/FarmerScreen.tsx";
import { KioskDone } from "../../features/station/KioskDone.tsx";
import { KioskScreen } from "../../features/station/KioskScreen.tsx";
import { NewFarmerScreen } from "../../features/station/NewFarmerScreen.tsx";
import { StationScreen } from "../../features/station/StationScreen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { printServices } from "../printServices.ts";
import type { AppServices } from "../services.ts";
import {
  agencyIssueDeps,
  farmerServices,
  kioskServices,
  kioskStationServices,
  stationServices,
} from "../stationServices.tsx";
import { PhoneRoute } from "./PhoneRoute.tsx";

type RoutesProps = { readonly phone: Phone; readonly services: AppServices };

/** /station and everything below it; /agree, /card and /f/:card: a farmer's side of it */
export function StationRoutes({ services }: Pick<RoutesProps, "services">) {
  return <PhoneRoute services={services}>{(phone) => <Stations phone={phone} services={services} />}</PhoneRoute>;
}

function Stations({ phone, services }: RoutesProps) {
  const { packs } = services;
  const deps = useMemo(() => stationServices(phone, packs), [phone, packs]);
  const farmer = useMemo(() => farmerServices(phone, packs), [phone, packs]);
  return (
    <Switch>
      <Route path="/station">
        <StationScreen deps={deps} base="/station" />
      </Route>
      <Route path="/station/new">
        <NewFarmerScreen deps={deps} base="/station" />
      </Route>
      <Route path="/station/farmers/:id">{({ id }) => <FarmerScreen deps={deps} base="/station" id={id} />}</Route>
      <Route path="/station/issue/:id">
        {({ id }) => <IssueFor id={id} phone={phone} services={services} base="/station" />}
      </Route>
      <Route path="/station/kiosk">
        <Kiosk phone={phone} services={services} />
      </Route>
      <Route path="/agree">
        <AgreeScreen deps={farmer} address={window.location.href} />
      </Route>
      <Route path="/card">
        <CardScreen deps={farmer} />
      </Route>
      <Route path="/card/:id">{({ id }) => <CardScreen deps={farmer} id={id} />}</Route>
      <Route path="/f/:card">
        <OpenCard phone={phone} services={services} />
      </Route>
    </Switch>
  );
}

type IssueForProps = RoutesProps & {
  readonly id: string;
  readonly base: string;
  readonly shownAt?: (id: string) => string;
};

/** Issuing for a farmer whom this phone knows; for any other, back to finding one. */
function IssueFor({ id, phone, services, base, shownAt }: IssueForProps) {
  const [, go] = useLocation();
  const [farmer, setFarmer] = useState<KnownFarmer>();
  useEffect(() => {
    const look = async () => {
      const known = await farmerOnPhone(phone, id);
      if (known === undefined) go(base, { replace: true });
      else setFarmer(known);
    };
    void look();
  }, [id, phone, base, go]);
  const deps = useMemo(
    () => (farmer === undefined ? undefined : agencyIssueDeps(phone, services.packs, farmer)),
    [phone, services, farmer],
  );
  if (deps === undefined) return <Skeleton />;
  return <IssueScreen deps={deps} parent={`${base}/farmers/${id}`} {...(shownAt === undefined ? {} : { shownAt })} />;
}

function shownInKiosk(id: string): string {
  return `/certificates/${id}`;
}

function Kiosk({ phone, services }: RoutesProps) {
  const { packs } = services;
  const kiosk = useMemo(() => kioskServices(phone), [phone]);
  const deps = useMemo(() => kioskStationServices(stationServices(phone, packs)), [phone, packs]);
  const print = useMemo(() => printServices(phone, packs), [phone, packs]);
  const find = useMemo(() => issuedOn(phone), [phone]);
  return (
    <KioskScreen deps={kiosk} onLeft={() => navigate("/station", { replace: true })}>
      {(finish) => (
        <Switch>
          <Route path="/kiosk/new">
            <NewFarmerScreen deps={deps} base="/kiosk" />
          </Route>
          <Route path="/kiosk/farmers/:id">{({ id }) => <FarmerScreen deps={deps} base="/kiosk" id={id} />}</Route>
          <Route path="/kiosk/issue/:id">
            {({ id }) => <IssueFor id={id} phone={phone} services={services} base="/kiosk" shownAt={shownInKiosk} />}
          </Route>
          <Route path="/certificates/:id">{({ id }) => <KioskDone id={id} find={find} finish={finish} />}</Route>
          <Route path="/print/:id">{({ id }) => <PrintScreen id={id} deps={print} />}</Route>
          <Route>
            <StationScreen deps={deps} base="/kiosk" />
          </Route>
        </Switch>
      )}
    </KioskScreen>
  );
}

function issuedOn(phone: Phone) {
  return async (id: string) => {
    const found = await findCertificate(phone, id);
    return found === undefined
      ? undefined
      : { number: found.number, product: found.product, chainText: found.chainText };
  };
}

/** /f/:card, as a camera app opens it: on a station's phone the farmer, on any other this phone's own card. */
function OpenCard({ phone, services }: RoutesProps) {
  const [, go] = useLocation();
  useEffect(() => {
    const open = async () => {
      const deps = stationServices(phone, services.packs);
      const farmer = await deps.ofCard(window.location.href);
      const otherwise = (await deps.self()) === undefined ? "/card" : "/station";
      go(farmer.ok ? `/station/farmers/${farmer.value.id}` : otherwise, { replace: true });
    };
    void open();
  }, [phone, services, go]);
  return <Skeleton />;
}
