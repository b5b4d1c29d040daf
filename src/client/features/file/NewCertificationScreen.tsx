import { type SubmitEvent, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { encodeCertification } from "../../../core/operator/certification.ts";
import { OTHER_KIND } from "../../../core/reference/certificationKinds.ts";
import { sha256 } from "../../../core/sha256.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { PhotoField } from "../../ui/PhotoField.tsx";
import type { PhotoFile } from "../../ui/photoFile.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import {
  type CertificationError,
  type CertificationForm,
  checkCertification,
  newCertificationForm,
} from "./certificationForm.ts";
import { FileFrame } from "./FileFrame.tsx";
import type { FileDeps } from "./fileDeps.ts";
import { useFile } from "./useFile.ts";

/** States a product certification: copied from its paper, shown on certificates once an officer has reviewed it. */
export function NewCertificationScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const open = useFile(deps);
  const [, navigate] = useLocation();
  const [form, setForm] = useState(() => newCertificationForm(deps.kinds.kinds[0]?.code ?? OTHER_KIND));
  const [errors, setErrors] = useState<readonly CertificationError[]>([]);
  const [scan, setScan] = useState<PhotoFile>();
  const changed = (change: Partial<CertificationForm>) => {
    setForm((before) => ({ ...before, ...change }));
    setErrors([]);
  };
  const submitted = async (event: SubmitEvent) => {
    event.preventDefault();
    const checked = checkCertification(form);
    if (!checked.ok) return setErrors(checked.error);
    const paper = scan && { sha256: sha256(scan.bytes), size: scan.bytes.length };
    const body = encodeCertification(paper === undefined ? checked.value : { ...checked.value, paper });
    const blobs = scan === undefined ? [] : [scan.bytes];
    if (await open.say({ kind: KIND.certificationStated, body, blobs }))
      navigate("/file/certifications", { replace: true });
  };
  return (
    <FileFrame title={text("certifications.add")} parent="/file/certifications" open={open} deps={deps}>
      {() => (
        <form className="stack" onSubmit={(event) => void submitted(event)}>
          <Fields form={form} errors={errors} deps={deps} onChange={changed} />
          <PhotoField
            label={text("certification.paper")}
            hint={text("certification.paper.hint")}
            photo={scan}
            paper
            onChange={setScan}
          />
          <Button type="submit" tone="primary" large wide busy={open.busy}>
            {text("certification.state")}
          </Button>
        </form>
      )}
    </FileFrame>
  );
}

type FieldsProps = {
  readonly form: CertificationForm;
  readonly errors: readonly CertificationError[];
  readonly deps: FileDeps;
  readonly onChange: (change: Partial<CertificationForm>) => void;
};

function Fields({ form, errors, deps, onChange }: FieldsProps) {
  const text = useText(fileText);
  const kind = deps.kinds.kinds.find(({ code }) => code === form.kind);
  const wrong = (field: CertificationError) => (errors.includes(field) ? text(`error.${field}`) : undefined);
  return (
    <>
      <SelectField
        label={text("certification.kind")}
        hint={kind?.issuer}
        value={form.kind}
        options={deps.kinds.kinds.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(value) => onChange({ kind: value })}
      />
      {form.kind === OTHER_KIND && (
        <TextField
          label={text("certification.name")}
          value={form.name}
          error={wrong("name")}
          onChange={(name) => onChange({ name })}
        />
      )}
      <TextField
        label={text("certification.number.label")}
        hint={kind?.numberHint}
        value={form.number}
        autoComplete="off"
        spellCheck={false}
        error={wrong("number")}
        onChange={(number) => onChange({ number })}
      />
      <TextField
        label={text("certification.products.label")}
        hint={text("certification.products.hint")}
        value={form.products}
        error={wrong("products")}
        onChange={(products) => onChange({ products })}
      />
      <Entered read={deps.products} onPick={(name) => onChange({ products: added(form.products, name) })} />
      <TextField
        label={text("certification.plots.label")}
        hint={text("certification.plots.hint")}
        optional
        value={form.plots}
        error={wrong("plots")}
        onChange={(plots) => onChange({ plots })}
      />
      <Entered read={deps.plots} onPick={(name) => onChange({ plots: added(form.plots, name) })} />
      <TextField
        label={text("certification.from")}
        type="date"
        value={form.from}
        error={wrong("from")}
        onChange={(from) => onChange({ from })}
      />
      <TextField
        label={text("certification.to")}
        hint={text("certification.to.hint")}
        type="date"
        optional
        value={form.to}
        error={wrong("to")}
        onChange={(to) => onChange({ to })}
      />
    </>
  );
}

function added(list: string, name: string): string {
  if (list.split("、").includes(name)) return list;
  return list.trim() === "" ? name : `${list}、${name}`;
}

/** What was entered on this phone before, a tap away. */
function Entered({
  read,
  onPick,
}: {
  readonly read: () => Promise<readonly string[]>;
  readonly onPick: (name: string) => void;
}) {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => void read().then(setNames), [read]);
  if (names.length === 0) return null;
  return (
    <div className="row">
      {names.slice(0, 6).map((name) => (
        <Button key={name} onClick={() => onPick(name)}>
          {name}
        </Button>
      ))}
    </div>
  );
}
