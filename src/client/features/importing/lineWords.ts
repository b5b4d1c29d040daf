import type { Judgement } from "../../../core/import/judgeRow.ts";
import type { RowFault } from "../../../core/import/readRow.ts";
import type { Say } from "../../text/catalogue.ts";
import type { zhImporting } from "../../text/zh-CN/importing.ts";
import type { JudgedLine } from "./importStore.ts";

/** Says a message of the importing screens. */
export type SayImporting = Say<typeof zhImporting>;

/** A fault in words. */
function faultWords(text: SayImporting, fault: RowFault): string {
  if (fault.code === "twice") return text("fault.twice", { row: fault.row });
  if (fault.code === "ambiguous") return text("fault.ambiguous", { names: fault.names.join("、") });
  if (fault.code === "otherCode") return text("fault.otherCode", { held: fault.held });
  if ("field" in fault) return text(`fault.${fault.code}`, { field: text(`field.${fault.field}`) });
  return text(`fault.${fault.code}`);
}

function judgementWords(text: SayImporting, judgement: Judgement): readonly string[] {
  if (judgement.state === "faulty") return judgement.faults.map((fault) => faultWords(text, fault));
  if (judgement.state !== "changed") return [];
  return [text("changed", { fields: judgement.changed.map((field) => text(`changed.${field}`)).join("、") })];
}

/** Why a row is what it is, and what to look at. */
export function reasonWords(text: SayImporting, { line, judgement }: JudgedLine): string {
  // What to look at once it is registered says nothing about a row that is not.
  const notes = judgement.state === "faulty" ? [] : line.notes;
  return [...judgementWords(text, judgement), ...notes.map((note) => text(`note.${note}`))].join("；");
}
