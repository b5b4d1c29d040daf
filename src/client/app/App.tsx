import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { useStore } from "zustand";
import { HomeScreen } from "../features/home/HomeScreen.tsx";
import { LanguageContext } from "../text/useText.ts";
import { GoBackContext } from "../ui/navigation.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { goBack } from "./goBack.ts";
import { lazyScreen } from "./lazyScreen.tsx";
import { MissingScreen } from "./MissingScreen.tsx";
import type { AppServices } from "./services.ts";
import { UpdateBar } from "./UpdateBar.tsx";
import type { Updates } from "./updates.ts";

const FileRoutes = lazy(async () => ({ default: (await import("./routes/FileRoutes.tsx")).FileRoutes }));
const { Screen: CertificateRoutes, fetch: fetchCertificates } = lazyScreen(
  async () => (await import("./routes/CertificateRoutes.tsx")).CertificateRoutes,
);
const IssueRoute = lazy(async () => {
  // Where an issuing ends; what cannot be fetched now is asked for again then.
  void fetchCertificates().catch(() => undefined);
  return { default: (await import("./routes/IssueRoute.tsx")).IssueRoute };
});
const JoinRoute = lazy(async () => ({ default: (await import("./routes/JoinRoute.tsx")).JoinRoute }));
const LedgerRoute = lazy(async () => ({ default: (await import("./routes/LedgerRoute.tsx")).LedgerRoute }));
const LabelCheckRoute = lazy(async () => ({
  default: (await import("./routes/LabelCheckRoute.tsx")).LabelCheckRoute,
}));
const OfficerRoutes = lazy(async () => ({ default: (await import("./routes/OfficerRoutes.tsx")).OfficerRoutes }));
const PrintRoute = lazy(async () => ({ default: (await import("./routes/PrintRoute.tsx")).PrintRoute }));
const ScanRoutes = lazy(async () => ({ default: (await import("./routes/ScanRoutes.tsx")).ScanRoutes }));
const SettingsRoute = lazy(async () => ({ default: (await import("./routes/SettingsRoute.tsx")).SettingsRoute }));

type AppProps = { readonly services: AppServices; readonly updates: Updates };

/** The app. A screen that breaks is left behind by going anywhere else. */
export function App({ services, updates }: AppProps) {
  const language = useStore(services.settings.preferences, (preferences) => preferences.language);
  const [path] = useLocation();
  return (
    <LanguageContext value={language}>
      <GoBackContext value={goBack}>
        <Suspense fallback={null}>
          <UpdateBar updates={updates} />
          <ErrorBoundary key={path}>
            <Suspense fallback={<Skeleton />}>
              <Screens services={services} />
            </Suspense>
          </ErrorBoundary>
        </Suspense>
      </GoBackContext>
    </LanguageContext>
  );
}

/** One route a screen. Only the home screen is in the first load. */
function Screens({ services }: { readonly services: AppServices }) {
  return (
    <Switch>
      <Route path="/">
        <HomeScreen deps={services.home} />
      </Route>
      <Route path="/issue">
        <IssueRoute services={services} />
      </Route>
      <Route path={/^\/(?:certificates|show)(?:\/.*)?$/}>
        <CertificateRoutes services={services} />
      </Route>
      <Route path="/check">
        <LabelCheckRoute />
      </Route>
      <Route path="/join">
        <JoinRoute services={services} />
      </Route>
      <Route path="/ledger">
        <LedgerRoute services={services} />
      </Route>
      <Route path={/^\/officer(?:\/.*)?$/}>
        <OfficerRoutes services={services} />
      </Route>
      <Route path={/^\/(?:file|desk)(?:\/.*)?$/}>
        <FileRoutes services={services} />
      </Route>
      <Route path="/print/:id">{({ id }) => <PrintRoute id={id} services={services} />}</Route>
      <Route path={/^\/(?:scan(?:\/history)?|c\/[^/]+)$/}>
        <ScanRoutes services={services} />
      </Route>
      <Route path="/settings">
        <SettingsRoute services={services} />
      </Route>
      <Route>
        <MissingScreen />
      </Route>
    </Switch>
  );
}
