import { type ComponentType, lazy, useState } from "react";

/** A screen whose code is fetched when it is first shown, or before. */
export type LazyScreen<P extends object> = {
  readonly Screen: ComponentType<P>;
  /** Fetches the code, so that the screen is there at once when somebody goes to it. */
  readonly fetch: () => Promise<unknown>;
};

/** Makes a lazy screen. Unlike React's own, one that has been fetched appears without its placeholder before it. */
export function lazyScreen<P extends object>(load: () => Promise<ComponentType<P>>): LazyScreen<P> {
  let loaded: ComponentType<P> | undefined;
  const fetchScreen = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Placeholder: ComponentType<P> = lazy(fetchScreen);
  function Screen(props: P) {
    const [Chosen] = useState(() => loaded ?? Placeholder);
    return <Chosen {...props} />;
  }
  return { Screen, fetch: fetchScreen };
}
