import { useMemo } from "react";
import type { Phone } from "../../data/phone.ts";
import { PrintScreen } from "../../features/print/PrintScreen.tsx";
import { printServices } from "../printServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

type PrintRouteProps = { readonly id: string; readonly services: AppServices };

/** /print/:id */
export function PrintRoute({ id, services }: PrintRouteProps) {
  return <PhoneRoute services={services}>{(phone) => <Print id={id} phone={phone} services={services} />}</PhoneRoute>;
}

function Print({ id, phone, services }: PrintRouteProps & { readonly phone: Phone }) {
  const deps = useMemo(() => printServices(phone, services.packs), [phone, services]);
  return <PrintScreen id={id} deps={deps} />;
}
