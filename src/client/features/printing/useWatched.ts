import { useEffect, useState } from "react";

/** What `read` gives, again after every change; undefined until the first answer. `read` and `watch` must stay the same. */
export function useWatched<T>(read: () => Promise<T>, watch: (changed: () => void) => () => void): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(() => {
    let current = true;
    const look = () => void read().then((found) => current && setValue(found));
    look();
    const stop = watch(look);
    return () => {
      current = false;
      stop();
    };
  }, [read, watch]);
  return value;
}
