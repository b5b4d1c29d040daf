import type { OfficialStyle } from "../../core/reference/styles.ts";
import { Icon } from "./Icon.tsx";
import "./officialForm.css";

/** What stands in the fields of a certificate, already in words. */
export type OfficialContent = {
  readonly product: string;
  readonly quantity: string;
  readonly origin: string;
  readonly issuer: string;
  readonly contact: string;
  readonly issuedAt: string;
  /** Basis bits of the certificate. */
  readonly basis: number;
};

/** A certificate word for word as its official style has it, ticks drawn and not typed. */
export function OfficialForm({ style, content }: { readonly style: OfficialStyle; readonly content: OfficialContent }) {
  const fields = [
    [style.fields.productName, content.product],
    [style.fields.quantity, content.quantity],
    [style.fields.origin, content.origin],
    [style.fields.issuer, content.issuer],
    [style.fields.contact, content.contact],
    [style.fields.issuedAt, content.issuedAt],
  ] as const;
  return (
    <article className="official" lang="zh-CN">
      <h2>{style.title}</h2>
      <p>{style.lead}</p>
      <ul>
        {style.commitments.map((commitment) => (
          <li key={commitment}>{commitment}</li>
        ))}
      </ul>
      {style.basisTitle !== undefined && (
        <p className="official-basis">
          <b>{style.basisTitle}</b>
          {style.basis.map(({ bit, label }) => (
            <OfficialTick key={bit} label={label} ticked={(content.basis & (1 << bit)) !== 0} />
          ))}
        </p>
      )}
      <dl>
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

function OfficialTick({ label, ticked }: { readonly label: string; readonly ticked: boolean }) {
  return (
    <span className="official-tick" data-ticked={ticked || undefined}>
      <i aria-hidden="true">{ticked && <Icon name="check" />}</i>
      <input type="checkbox" checked={ticked} disabled aria-label={label} />
      {label}
    </span>
  );
}
