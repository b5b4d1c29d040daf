import { chinaDay } from "../../../core/date.ts";
import { clearingsOf } from "../../../core/record/clearance.ts";
import { inputUses } from "../../../core/record/diary.ts";
import { chinaDayWords } from "../../text/format.ts";
import { Banner } from "../../ui/Banner.tsx";
import { checkForm } from "./checkForm.ts";
import { blockedWords } from "./entryWords.ts";
import type { FieldProps } from "./fieldProps.ts";

/** What a use means before it is written down: banned, or when its goods may be taken. What happened is recorded all the same. */
export function UseNotice({ form, known, deps, words }: FieldProps) {
  if (form.type !== "inputUsed") return null;
  const checked = checkForm(form, known.today.day);
  if (!checked.ok || checked.value.product === undefined) return null;
  const { product, productCode } = checked.value;
  const goods = productCode === undefined ? { name: product } : { name: product, code: productCode };
  const entry = { id: "", entered: deps.now(), record: checked.value, replaced: [] };
  const clearings = clearingsOf(inputUses([entry]), goods, deps.rules);
  const today = chinaDay(deps.now());
  const { text, language } = words;
  return clearings.flatMap((clearing) => {
    const { clears, yields, unverified } = clearing;
    if (clears === undefined) return [<Banner key={yields} tone="bad" title={blockedWords(clearing, words)} />];
    if (clears <= today) return [];
    const title = text("warn.clears", { yield: text(`yield.${yields}`), day: chinaDayWords(clears, language) });
    return [
      <Banner key={yields} tone="caution" title={title}>
        {unverified && <p>{text("clearing.unverified")}</p>}
      </Banner>,
    ];
  });
}
