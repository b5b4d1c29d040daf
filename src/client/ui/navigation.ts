import { createContext } from "react";

/** Goes back the way the person came, or to `parent` when the app was opened on this screen. The app provides it. */
export const GoBackContext = createContext<(parent: string) => void>((parent) => window.location.assign(parent));
