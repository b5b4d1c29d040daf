import { useMemo } from "react";
import type { Phone } from "../../data/phone.ts";
import { ImportScreen } from "../../features/importing/ImportScreen.tsx";
import { readInWorker } from "../../features/importing/readInWorker.ts";
import { importServices } from "../importServices.ts";
import type { AppServices } from "../services.ts";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /import: tables of operators into the register and out of it. */
export function ImportRoute({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Import phone={phone} services={services} />}</PhoneRoute>;
}

function Import({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useMemo(() => importServices(phone, services.packs), [phone, services]);
  return <ImportScreen deps={deps} readFile={readInWorker} />;
}
