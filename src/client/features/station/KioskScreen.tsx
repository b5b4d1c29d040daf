import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { GoBackContext } from "../../ui/navigation.ts";
import { Screen } from "../../ui/Screen.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import "./kiosk.css";

/** What the kiosk needs from the app. */
export type KioskDeps = {
  readonly isOn: () => boolean;
  readonly start: (code: string) => void;
  /** False for a wrong code. */
  readonly leave: (code: string) => boolean;
  /** Forgets everything that was begun for somebody. */
  readonly forget: () => Promise<void>;
};

/** Milliseconds without a touch after which the kiosk asks, and for which it then waits. */
const IDLE = { quiet: 60_000, warning: 15_000 } as const;
/** Digits of the code by which staff leave. */
const CODE = /^\d{4,8}$/;

type KioskScreenProps = {
  readonly deps: KioskDeps;
  /** The screens of one visit; `finish` ends it. Their addresses are none of the browser's, so nobody gets back to them. */
  readonly children: (finish: () => void) => ReactNode;
  readonly onLeft: () => void;
};

/** 自助模式: full screen, big type, one visit after the other with nothing left in between. */
export function KioskScreen({ deps, children, onLeft }: KioskScreenProps) {
  const [on, setOn] = useState(deps.isOn);
  const [visit, setVisit] = useState(0);
  useBigType(on);
  const finish = useCallback(() => {
    setVisit((count) => count + 1);
    void deps.forget();
  }, [deps]);
  if (!on) {
    return (
      <Start
        onStart={(code) => {
          deps.start(code);
          setOn(true);
          // Refused where the browser has no full screen: the kiosk runs all the same.
          document.documentElement.requestFullscreen?.().catch(() => undefined);
        }}
      />
    );
  }
  const leave = (code: string) => {
    if (!deps.leave(code)) return false;
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    onLeft();
    return true;
  };
  return (
    <Visit key={visit} finish={finish} leave={leave}>
      {children}
    </Visit>
  );
}

function useBigType(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const root = document.documentElement;
    const before = { elder: root.getAttribute("data-elder"), size: root.style.fontSize };
    root.setAttribute("data-elder", "");
    // A percentage, so that the browser's own text size keeps its effect.
    root.style.fontSize = "150%";
    return () => {
      if (before.elder === null) root.removeAttribute("data-elder");
      root.style.fontSize = before.size;
    };
  }, [on]);
}

type VisitProps = Pick<KioskScreenProps, "children"> & {
  readonly finish: () => void;
  readonly leave: (code: string) => boolean;
};

function Visit({ children, finish, leave }: VisitProps) {
  const { hook, navigate } = useMemo(() => memoryLocation({ path: "/kiosk" }), []);
  const back = useCallback((parent: string) => navigate(parent, { replace: true }), [navigate]);
  return (
    <Router hook={hook}>
      <GoBackContext value={back}>
        <div className="kiosk">
          {children(finish)}
          <Idle onOver={finish} />
          <Leave leave={leave} />
        </div>
      </GoBackContext>
    </Router>
  );
}

/** Asks after a while without a touch, and ends the visit when nobody answers. */
function Idle({ onOver }: { readonly onOver: () => void }) {
  const text = useText(stationText);
  const [left, setLeft] = useState<number>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const count = (seconds: number) => {
      if (seconds === 0) return onOver();
      setLeft(seconds);
      timer = setTimeout(() => count(seconds - 1), 1000);
    };
    const touched = () => {
      clearTimeout(timer);
      setLeft(undefined);
      timer = setTimeout(() => count(IDLE.warning / 1000), IDLE.quiet);
    };
    const events = ["pointerdown", "keydown", "input", "scroll"] as const;
    touched();
    for (const event of events) window.addEventListener(event, touched, true);
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, touched, true);
    };
  }, [onOver]);
  if (left === undefined) return null;
  return (
    <div className="kiosk-idle">
      <Banner tone="caution" role="alert" title={text("kiosk.idle", { seconds: left })}>
        <Button tone="primary" wide>
          {text("kiosk.stay")}
        </Button>
      </Banner>
    </div>
  );
}

type CodeProps = { readonly value: string; readonly onChange: (code: string) => void; readonly error?: string };

function CodeField({ value, onChange, error }: CodeProps) {
  const text = useText(stationText);
  return (
    <TextField
      label={text("kiosk.code")}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

function Leave({ leave }: { readonly leave: (code: string) => boolean }) {
  const text = useText(stationText);
  const [asking, setAsking] = useState(false);
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState(false);
  const close = () => {
    setAsking(false);
    setCode("");
    setWrong(false);
  };
  return (
    <>
      <div className="kiosk-leave">
        <Button tone="quiet" onClick={() => setAsking(true)}>
          {text("kiosk.leave")}
        </Button>
      </div>
      <Sheet
        open={asking}
        title={text("kiosk.leave.title")}
        onClose={close}
        actions={
          <Button tone="primary" wide disabled={!CODE.test(code)} onClick={() => setWrong(!leave(code))}>
            {text("kiosk.leave")}
          </Button>
        }
      >
        <CodeField value={code} onChange={setCode} {...(wrong ? { error: text("kiosk.leave.wrong") } : {})} />
      </Sheet>
    </>
  );
}

function Start({ onStart }: { readonly onStart: (code: string) => void }) {
  const text = useText(stationText);
  const [code, setCode] = useState("");
  return (
    <Screen
      title={text("kiosk.start.title")}
      parent="/station"
      bottom={
        <BottomBar>
          <Button tone="primary" large wide disabled={!CODE.test(code)} onClick={() => onStart(code)}>
            {text("kiosk.start")}
          </Button>
        </BottomBar>
      }
    >
      <p>{text("kiosk.start.text")}</p>
      <CodeField value={code} onChange={setCode} />
    </Screen>
  );
}
