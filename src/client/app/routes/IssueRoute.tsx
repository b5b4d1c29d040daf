import type { Phone } from "../../data/phone.ts";
import { IssueScreen } from "../../features/issue/IssueScreen.tsx";
import type { AppServices } from "../services.ts";
import { useIssueDeps } from "../useIssueDeps.tsx";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /issue */
export function IssueRoute({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Issue phone={phone} services={services} />}</PhoneRoute>;
}

function Issue({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useIssueDeps(phone, services.packs);
  return <IssueScreen deps={deps} parent="/" />;
}
