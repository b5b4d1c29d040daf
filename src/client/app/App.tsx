import { lazy, Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useStore } from "zustand";
import { HomeScreen } from "../features/home/HomeScreen.tsx";
import { LanguageContext } from "../text/useText.ts";
import { GoBackContext } from "../ui/navigation.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { goBack } from "./goBack.ts";
import { isKiosk } from "./kioskMode.ts";
import { lazyScreen } from "./lazyScreen.tsx";
import { MissingScreen } from "./MissingScreen.tsx";
import type { AppServices } from "./services.ts";
import { UpdateBar } from "./UpdateBar.tsx";
import type { Updates } from "./updates.ts";

type ScreenProps = { readonly services: AppServices };

const certificates = lazyScreen(async () => (await import("./routes/CertificateRoutes.tsx")).CertificateRoutes);
const issue = lazyScreen(async () => {
  // Where an issuing ends; what cannot be fetched now is asked for again then.
  void certificates.fetch().catch(() => undefined);
  return (await import("./routes/IssueRoute.tsx")).IssueRoute;
});
const check = lazyScreen<ScreenProps>(async () => (await import("./routes/LabelCheckRoute.tsx")).LabelCheckRoute);
const diary = lazyScreen(async () => (await import("./routes/DiaryRoutes.tsx")).DiaryRoutes);
const file = lazyScreen(async () => (await import("./routes/FileRoutes.tsx")).FileRoutes);
const importing = lazyScreen(async () => (await import("./routes/ImportRoute.tsx")).ImportRoute);
const join = lazyScreen(async () => (await import("./routes/JoinRoute.tsx")).JoinRoute);
const lotTests = lazyScreen(async () => (await import("./routes/LotTestRoutes.tsx")).LotTestRoutes);
const ledger = lazyScreen(async () => (await import("./routes/LedgerRoute.tsx")).LedgerRoute);
const officer = lazyScreen(async () => (await import("./routes/OfficerRoutes.tsx")).OfficerRoutes);
const paper = lazyScreen(async () => (await import("./routes/PaperRoutes.tsx")).PaperRoutes);
const people = lazyScreen(async () => (await import("./routes/PeopleRoutes.tsx")).PeopleRoutes);
const PrintRoute = lazy(async () => ({ default: (await import("./routes/PrintRoute.tsx")).PrintRoute }));
const printing = lazyScreen(async () => (await import("./routes/PrintingRoutes.tsx")).PrintingRoutes);
const registry = lazyScreen(async () => (await import("./routes/RegistryRoutes.tsx")).RegistryRoutes);
const scan = lazyScreen(async () => (await import("./routes/ScanRoutes.tsx")).ScanRoutes);
const station = lazyScreen(async () => (await import("./routes/StationRoutes.tsx")).StationRoutes);
const settings = lazyScreen(async () => (await import("./routes/SettingsRoute.tsx")).SettingsRoute);

/** Every screen but the home screen, which alone is in the first load, and printing, where nobody starts. */
const SCREENS = [
  { path: /^\/issue$/, ...issue },
  { path: /^\/(?:certificates|show)(?:\/.*)?$/, ...certificates },
  { path: /^\/check$/, ...check },
  { path: /^\/diary(?:\/.*)?$/, ...diary },
  { path: /^\/(?:file|desk)(?:\/.*)?$/, ...file },
  { path: /^\/import$/, ...importing },
  { path: /^\/join$/, ...join },
  { path: /^\/ledger$/, ...ledger },
  { path: /^\/officer(?:\/.*)?$/, ...officer },
  { path: /^\/paper(?:\/.*)?$/, ...paper },
  { path: /^\/people(?:\/.*)?$/, ...people },
  { path: /^\/printing(?:\/.*)?$/, ...printing },
  { path: /^\/registry(?:\/.*)?$/, ...registry },
  { path: /^\/(?:scan(?:\/history)?|c\/[^/]+)$/, ...scan },
  { path: /^\/settings$/, ...settings },
  { path: /^\/tests(?:\/.*)?$/, ...lotTests },
  { path: /^\/(?:station(?:\/.*)?|agree|card(?:\/[^/]+)?|f\/[^/]+)$/, ...station },
] as const;

/** Fetches the code of the screen at a path, so that it comes while everything else is being set up. */
export function fetchScreenAt(path: string): void {
  // What cannot be fetched now is asked for again when the screen is shown.
  void SCREENS.find((screen) => screen.path.test(path))
    ?.fetch()
    .catch(() => undefined);
}

const KIOSK_PATH = "/station/kiosk";

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

/** One route a screen. */
function Screens({ services }: ScreenProps) {
  const [address] = useLocation();
  if (isKiosk() && address !== KIOSK_PATH) return <Redirect to={KIOSK_PATH} replace />;
  return (
    <Switch>
      <Route path="/">
        <HomeScreen deps={services.home} />
      </Route>
      {SCREENS.map(({ path, Screen }) => (
        <Route key={path.source} path={path}>
          <Screen services={services} />
        </Route>
      ))}
      <Route path="/print/:id">{({ id }) => <PrintRoute id={id} services={services} />}</Route>
      <Route>
        <MissingScreen />
      </Route>
    </Switch>
  );
}
