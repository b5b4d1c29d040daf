import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import "./stepper.css";

type StepperProps = {
  readonly names: readonly string[];
  /** Index of the step on the screen, from 0. */
  readonly current: number;
};

/** How far a task with several steps has come. */
export function Stepper({ names, current }: StepperProps) {
  const text = useText(uiText);
  const label = text("stepper.label", { step: current + 1, total: names.length, name: names[current] ?? "" });
  return (
    <div>
      <p className="small soft">{label}</p>
      <div className="stepper" aria-hidden="true">
        {names.map((name, index) => (
          <i key={name} data-done={index <= current || undefined} />
        ))}
      </div>
    </div>
  );
}
