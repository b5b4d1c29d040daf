import { scanText } from "../../text/scan.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Switch } from "../../ui/Choice.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import type { CameraState } from "./useCamera.ts";

type CameraControlsProps = {
  readonly camera: CameraState;
  readonly several: boolean;
  readonly onSeveral: (several: boolean) => void;
};

/** Torch, choice of the camera, and one or several codes in a picture. */
export function CameraControls({ camera, several, onSeveral }: CameraControlsProps) {
  const text = useText(scanText);
  const options = camera.cameras.map(({ id, label }, index) => ({
    value: id,
    label: label === "" ? text("camera.unnamed", { number: index + 1 }) : label,
  }));
  return (
    <div className="stack">
      {camera.hasTorch && (
        <Button icon="torch" aria-pressed={camera.torch} onClick={() => camera.setTorch(!camera.torch)}>
          {text(camera.torch ? "torch.off" : "torch")}
        </Button>
      )}
      {options.length > 1 && (
        <SelectField
          label={text("camera")}
          value={camera.current ?? options[0]?.value ?? ""}
          options={options}
          onChange={camera.choose}
        />
      )}
      <Switch label={text("several")} checked={several} onChange={onSeveral} />
    </div>
  );
}
