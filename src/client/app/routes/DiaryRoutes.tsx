import { Route, Switch, useSearchParams } from "wouter";
import type { Phone } from "../../data/phone.ts";
import { CodeScreen } from "../../features/diary/CodeScreen.tsx";
import { CorrectScreen } from "../../features/diary/CorrectScreen.tsx";
import { ACTS, DiaryScreen } from "../../features/diary/DiaryScreen.tsx";
import type { DiaryDeps } from "../../features/diary/diaryDeps.ts";
import { EntryListScreen } from "../../features/diary/EntryListScreen.tsx";
import { EntryScreen } from "../../features/diary/EntryScreen.tsx";
import { ExportScreen } from "../../features/diary/ExportScreen.tsx";
import { PlotScreen } from "../../features/diary/PlotScreen.tsx";
import { RecordScreen } from "../../features/diary/RecordScreen.tsx";
import { MissingScreen } from "../MissingScreen.tsx";
import type { AppServices } from "../services.ts";
import { useDiaryDeps } from "../useDiaryDeps.tsx";
import { PhoneRoute } from "./PhoneRoute.tsx";

/** /diary and everything below it */
export function DiaryRoutes({ services }: { readonly services: AppServices }) {
  return <PhoneRoute services={services}>{(phone) => <Diary phone={phone} services={services} />}</PhoneRoute>;
}

function Diary({ phone, services }: { readonly phone: Phone; readonly services: AppServices }) {
  const deps = useDiaryDeps(phone, services.packs);
  return (
    <Switch>
      <Route path="/diary">
        <DiaryScreen deps={deps} />
      </Route>
      <Route path="/diary/list">
        <EntryListScreen deps={deps} />
      </Route>
      <Route path="/diary/export">
        <ExportScreen deps={deps} />
      </Route>
      <Route path="/diary/plot/:plot">{({ plot }) => <PlotScreen key={plot} plot={plot} deps={deps} />}</Route>
      <Route path="/diary/new/:type">{({ type }) => <NewRecord type={type} deps={deps} />}</Route>
      <Route path="/diary/entry/:id">{({ id }) => <EntryScreen key={id} id={id} deps={deps} />}</Route>
      <Route path="/diary/entry/:id/correct">{({ id }) => <CorrectScreen key={id} id={id} deps={deps} />}</Route>
      <Route path="/diary/code/:code">{({ code }) => <CodeScreen code={code} deps={deps} />}</Route>
      <Route>
        <MissingScreen />
      </Route>
    </Switch>
  );
}

/** An act's form, for the plot or the label's code that it was reached by. */
function NewRecord({ type: asked, deps }: { readonly type: string; readonly deps: DiaryDeps }) {
  const [search] = useSearchParams();
  const type = ACTS.find((one) => one === asked);
  if (type === undefined) return <MissingScreen />;
  const plot = search.get("plot");
  const code = search.get("code");
  return (
    <RecordScreen
      key={type}
      type={type}
      deps={deps}
      {...(plot === null ? {} : { plot })}
      {...(code === null ? {} : { code })}
    />
  );
}
