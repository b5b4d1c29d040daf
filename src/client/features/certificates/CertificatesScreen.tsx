import { useEffect, useState } from "react";
import { Link } from "wouter";
import { formatNumber, tidyNumber } from "../../../core/certificate/number.ts";
import { certificatesText } from "../../text/certificates.ts";
import { formatMoment } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { CertificateFilter, CertificateSummary, CertificatesDeps } from "./certificatesDeps.ts";
import { StatePill } from "./StatePill.tsx";

const PAGE = 50;

/** One's own certificates: newest first, found by number, day or product. */
export function CertificatesScreen({ deps }: { readonly deps: CertificatesDeps }) {
  const text = useText(certificatesText);
  const [filter, setFilter] = useState<CertificateFilter>({});
  const found = useList(filter, deps);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <Screen title={text("title")} parent="/">
      <Search filter={filter} onChange={setFilter} deps={deps} />
      {found?.length === 0 && (
        <EmptyState
          icon="list"
          title={text(narrowed ? "list.notFound" : "list.none")}
          {...(narrowed ? {} : { text: text("list.none.text") })}
        />
      )}
      {found !== undefined && found.length > 0 && <Rows found={found} deps={deps} />}
      {found !== undefined && (found.length > 0 || narrowed) && (
        <Link href="/ledger" asChild>
          <ButtonLink wide>{text("ledger")}</ButtonLink>
        </Link>
      )}
      <Link href="/paper" asChild>
        <ButtonLink wide icon="print">
          {text("paper")}
        </ButtonLink>
      </Link>
      {found?.length === PAGE && <Banner title={text("list.limited", { count: PAGE })} />}
    </Screen>
  );
}

/** The list for a filter, again whenever an upload moves on; undefined until the first answer. */
function useList(filter: CertificateFilter, deps: CertificatesDeps): readonly CertificateSummary[] | undefined {
  const [found, setFound] = useState<readonly CertificateSummary[]>();
  useEffect(() => {
    let current = true;
    const read = () => void deps.list(filter, PAGE).then((rows) => current && setFound(rows));
    read();
    const stop = deps.watchUploads(read);
    return () => {
      current = false;
      stop();
    };
  }, [filter, deps]);
  return found;
}

type SearchProps = {
  readonly filter: CertificateFilter;
  readonly onChange: (filter: CertificateFilter) => void;
  readonly deps: CertificatesDeps;
};

function Search({ filter, onChange, deps }: SearchProps) {
  const text = useText(certificatesText);
  const [products, setProducts] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState("");
  useEffect(() => void deps.products().then(setProducts), [deps]);
  // Each narrowing is one index range, so a new one replaces the last.
  const byNumber = (value: string) => {
    setTyped(value);
    const number = tidyNumber(value);
    onChange(number === "" ? {} : { number });
  };
  const byDay = (part: Pick<CertificateFilter, "from" | "to">) => {
    setTyped("");
    const days = { from: filter.from ?? "", to: filter.to ?? "", ...part };
    onChange({ ...(days.from === "" ? {} : { from: days.from }), ...(days.to === "" ? {} : { to: days.to }) });
  };
  const byProduct = (product: string) => {
    setTyped("");
    onChange(product === "" ? {} : { product });
  };
  return (
    <details className="card">
      <summary>{text("search")}</summary>
      <div className="stack">
        <TextField
          label={text("search.number")}
          type="search"
          autoComplete="off"
          autoCapitalize="characters"
          value={typed}
          onChange={byNumber}
        />
        <TextField
          label={text("search.from")}
          type="date"
          value={filter.from ?? ""}
          onChange={(from) => byDay({ from })}
        />
        <TextField label={text("search.to")} type="date" value={filter.to ?? ""} onChange={(to) => byDay({ to })} />
        <SelectField
          label={text("search.product")}
          value={filter.product ?? ""}
          options={[
            { value: "", label: text("search.product.all") },
            ...products.map((product) => ({ value: product, label: product })),
          ]}
          onChange={byProduct}
        />
        <Button tone="quiet" onClick={() => byNumber("")}>
          {text("search.clear")}
        </Button>
      </div>
    </details>
  );
}

function Rows({ found, deps }: { readonly found: readonly CertificateSummary[]; readonly deps: CertificatesDeps }) {
  const text = useText(certificatesText);
  const language = useLanguage();
  return (
    <Section title={text("title")}>
      <List label={text("title")}>
        {found.map((row) => (
          <Link key={row.id} href={`/certificates/${row.id}`} asChild>
            <ListRow
              title={`${row.product} ${quantityWords(row.quantity, deps.units, language)}`}
              detail={`${formatMoment(row.iat, language)} · ${formatNumber(row.number)}`}
              end={<StatePill certificate={row} />}
            />
          </Link>
        ))}
      </List>
    </Section>
  );
}
