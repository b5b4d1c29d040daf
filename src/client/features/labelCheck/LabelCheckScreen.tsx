import { useRef } from "react";
import type { LabelGrade } from "../../../core/label/grade.ts";
import { labelCheckText } from "../../text/labelCheck.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Screen } from "../../ui/Screen.tsx";
import "./labelCheck.css";
import type { LabelCheckDeps } from "./labelCheckDeps.ts";
import { type CheckState, type LabelCheck, useLabelCheck } from "./useLabelCheck.ts";

/** 标签检查: reads a printed label back and says whether it is fine or has to be printed again. */
export function LabelCheckScreen({ deps }: { readonly deps: LabelCheckDeps }) {
  const text = useText(labelCheckText);
  const video = useRef<HTMLVideoElement>(null);
  const check = useLabelCheck(video, deps);
  const { state } = check;
  return (
    <Screen title={text("title")} parent="/certificates" bottom={<CheckBar check={check} />}>
      <div className="check-view" hidden={state.at !== "looking"}>
        <video ref={video} playsInline muted aria-label={text("aim")} />
        <p>{text("aim")}</p>
      </div>
      <Outcome state={state} />
    </Screen>
  );
}

function Outcome({ state }: { readonly state: CheckState }) {
  const text = useText(labelCheckText);
  if (state.at === "looking") return <p className="soft">{text("how")}</p>;
  if (state.at === "graded") return <Grade grade={state.grade} />;
  if (state.at === "unread") {
    return (
      <Banner tone="bad" role="alert" title={text("unread")}>
        <p>{text("unread.way")}</p>
      </Banner>
    );
  }
  return (
    <Banner tone="caution" role="status" title={text(`camera.${state.trouble}`)}>
      <p>{text("camera.way")}</p>
    </Banner>
  );
}

function Grade({ grade }: { readonly grade: LabelGrade }) {
  const text = useText(labelCheckText);
  const fine = grade.problems.length === 0;
  const rows = [
    ["contrast", grade.contrast],
    ["damage", grade.damage],
    ["margin", Math.max(0, grade.margin)],
    ["quietZone", grade.quietZone],
  ] as const;
  return (
    <>
      <Banner tone={fine ? "good" : "bad"} role="alert" title={text(fine ? "fine" : "reprint")}>
        {fine ? (
          <p>{text("fine.text")}</p>
        ) : (
          grade.problems.map((problem) => <p key={problem}>{text(`problem.${problem}`)}</p>)
        )}
      </Banner>
      <dl className="card check-figures">
        {rows.map(([name, share]) => (
          <div key={name}>
            <dt>
              {text(name)}
              <small>{text(`${name}.hint` as const)}</small>
            </dt>
            <dd>{(share * 100).toFixed(name === "damage" ? 1 : 0)}%</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function CheckBar({ check }: { readonly check: LabelCheck }) {
  const text = useText(labelCheckText);
  const input = useRef<HTMLInputElement>(null);
  return (
    <BottomBar>
      <Button icon="picture" onClick={() => input.current?.click()}>
        {text("photo")}
      </Button>
      {check.state.at !== "looking" && (
        <Button tone="primary" icon="camera" onClick={check.again}>
          {text("again")}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void check.photo(file);
          // The same picture may be chosen again.
          event.target.value = "";
        }}
      />
    </BottomBar>
  );
}
