import { useMemo } from "react";
import type { Phone } from "../../data/phone.ts";
import { JoinScreen } from "../../features/join/JoinScreen.tsx";
import { joinServices } from "../joinServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /join, with the link's secret in the fragment */
export function JoinRoute({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Join phone={phone} services={services} />}</PhoneRoute>;
}

function Join({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => joinServices(phone, services), [phone, services]);
  return <JoinScreen deps={deps} />;
}
