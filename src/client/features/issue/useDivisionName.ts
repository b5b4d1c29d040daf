import { useEffect, useState } from "react";
import type { IssueDeps } from "./issueDeps.ts";

/** Name of a division in words, its code until the name has been looked up. */
export function useDivisionName(code: string, deps: Pick<IssueDeps, "placeName">): string {
  const [name, setName] = useState(code);
  useEffect(() => {
    let current = true;
    void deps.placeName(code).then((found) => current && setName(found));
    return () => {
      current = false;
    };
  }, [code, deps]);
  return name;
}
