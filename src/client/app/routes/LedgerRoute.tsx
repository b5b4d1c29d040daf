import { useMemo } from "react";
import type { Phone } from "../../data/phone.ts";
import { LedgerScreen } from "../../features/print/LedgerScreen.tsx";
import { ledgerServices } from "../ledgerServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /ledger */
export function LedgerRoute({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Ledger phone={phone} services={services} />}</PhoneRoute>;
}

function Ledger({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => ledgerServices(phone, services.packs), [phone, services]);
  return <LedgerScreen deps={deps} />;
}
