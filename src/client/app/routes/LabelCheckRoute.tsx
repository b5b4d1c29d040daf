import { useMemo } from "react";
import { LabelCheckScreen } from "../../features/labelCheck/LabelCheckScreen.tsx";
import { labelCheckServices } from "../labelCheckServices.ts";

/** /check */
export function LabelCheckRoute() {
  const deps = useMemo(() => labelCheckServices(), []);
  return <LabelCheckScreen deps={deps} />;
}
