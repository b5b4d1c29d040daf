import { useEffect, useState } from "react";

/** Name of a division in words, its code until the name has been looked up. */
export function usePlaceName(code: string, placeName: (code: string) => Promise<string>): string {
  const [name, setName] = useState(code);
  useEffect(() => {
    let current = true;
    void placeName(code).then((found) => current && setName(found));
    return () => {
      current = false;
    };
  }, [code, placeName]);
  return name;
}
