import { useMemo } from "react";
import type { Phone } from "../../data/phone.ts";
import { IssueScreen } from "../../features/issue/IssueScreen.tsx";
import { issueServices } from "../issueServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /issue */
export function IssueRoute({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Issue phone={phone} services={services} />}</PhoneRoute>;
}

function Issue({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => issueServices(phone, services.packs), [phone, services]);
  return <IssueScreen deps={deps} parent="/" />;
}
