import { useEffect, useRef } from "react";
import { fieldName } from "../../../core/label/labelContent.ts";
import type { LayoutError } from "../../../core/label/layoutLabel.ts";
import type { OfficialStyle } from "../../../core/reference/styles.ts";
import { printText } from "../../text/print.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { showRaster } from "./labelRaster.ts";
import type { PrintJob } from "./printDeps.ts";

/** The first label of a job, dot for dot as it will be printed, and what has to be said about it. */
export function LabelPreview({ job }: { readonly job: PrintJob }) {
  const text = useText(printText);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [first] = job.labels;
  useEffect(() => {
    if (canvas.current !== null && first !== undefined) showRaster(canvas.current, job.raster(first.label));
  }, [job, first]);
  const { width, height } = job.size;
  const count = job.sheet === undefined ? 0 : job.sheet.columns * job.sheet.rows;
  return (
    <>
      <figure className="label-preview">
        <canvas ref={canvas} role="img" aria-label={text("preview.label")} />
        <figcaption className="small soft">
          {job.sheet === undefined
            ? text("preview.size", { width, height })
            : text("preview.sheet", { width, height, count })}
        </figcaption>
      </figure>
      {first?.label.plan.form === "short" && (
        <Banner tone="caution" title={text("code.short")}>
          <p>{text("code.short.text")}</p>
        </Banner>
      )}
      {first?.label.plan.pictures === false && job.pictures > 0 && <Banner title={text("pictures.leftOut")} />}
    </>
  );
}

type PreviewProblemProps = {
  /** undefined while the size is incomplete. */
  readonly problem: LayoutError | undefined;
  readonly style: OfficialStyle;
};

/** Why there is no label to show, and what to do. */
export function PreviewProblem({ problem, style }: PreviewProblemProps) {
  const text = useText(printText);
  if (problem === undefined) return <Banner title={text("error.customSize")} />;
  if (problem.code === "labelTooSmall") {
    return (
      <Banner tone="bad" role="alert" title={text("error.labelTooSmall")}>
        <p>{text("error.labelTooSmall.text")}</p>
      </Banner>
    );
  }
  const fields = problem.fields.map((field) => fieldName(style, field)).join("、");
  return (
    <Banner tone="bad" role="alert" title={text("error.textTooLong")}>
      <p>{text("error.textTooLong.text", { fields })}</p>
    </Banner>
  );
}
