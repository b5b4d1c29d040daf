import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, fetchScreenAt } from "./app/App.tsx";
import { countScreens } from "./app/goBack.ts";
import { openServices } from "./app/openServices.ts";
import { applyPreferences, createPreferencesStore, openLocalStorage } from "./app/preferencesStore.ts";
import { watchUpdates } from "./app/updates.ts";
import "./ui/tokens.css";
import "./ui/base.css";

fetchScreenAt(window.location.pathname);
const preferences = createPreferencesStore(openLocalStorage());
applyPreferences(preferences.getState(), document);
preferences.subscribe((changed) => applyPreferences(changed, document));
countScreens();

const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no #app");
createRoot(place).render(
  <StrictMode>
    <App services={openServices(preferences)} updates={watchUpdates()} />
  </StrictMode>,
);
