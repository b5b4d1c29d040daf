import { chinaDay } from "../../../core/date.ts";
import type { ReadTable } from "../../../core/import/readTable.ts";
import { ok, type Result } from "../../../core/result.ts";
import type { WrittenCell, WrittenSheet } from "../../../core/sheet/sheet.ts";
import { sheetBlob } from "../../ui/sheetBlob.ts";
import type { ImportDeps, ImportFailure, ListedOperator } from "./importDeps.ts";
import type { JudgedLine } from "./importStore.ts";
import { reasonWords, type SayImporting } from "./lineWords.ts";

async function save(deps: ImportDeps, name: string, sheet: WrittenSheet): Promise<void> {
  const { zipSync } = await import("fflate");
  deps.saveFile({ name: `${name}-${chinaDay(deps.now())}.xlsx`, content: sheetBlob([sheet], zipSync) });
}

/** Saves the rows that were not taken as they stood, each with its row and the reason: mended, they are imported again. */
export async function saveFaulty(
  deps: ImportDeps,
  text: SayImporting,
  { table, lines }: { readonly table: ReadTable; readonly lines: readonly JudgedLine[] },
): Promise<void> {
  const columns = [
    { heading: text("faulty.row"), width: 8 },
    { heading: text("faulty.reason"), width: 40 },
    ...table.headings.map((heading) => ({ heading, width: 18 })),
  ];
  const rows = lines.map((one) => [one.line.row, reasonWords(text, one), ...one.line.cells]);
  await save(deps, text("faulty.file"), { name: text("faulty.file"), columns, rows });
}

function exportedRow(text: SayImporting, operator: ListedOperator, place: string): readonly WrittenCell[] {
  const { id, name, kind, uscc, region, address, phone, standing } = operator;
  return [name, text(`kind.${kind}`), uscc, region, place, address, phone, text(`standing.${standing.state}`), id];
}

/** Reads the register of the officer's region, page by page, and saves it. */
export async function exportRegister(
  deps: ImportDeps,
  text: SayImporting,
  read: (count: number) => void,
): Promise<Result<undefined, ImportFailure>> {
  const rows: (readonly WrittenCell[])[] = [];
  let after: string | undefined;
  do {
    const page = await deps.page(after);
    if (!page.ok) return page;
    for (const operator of page.value.operators) {
      rows.push(exportedRow(text, operator, await deps.placeName(operator.region)));
    }
    read(rows.length);
    after = page.value.next;
  } while (after !== undefined);
  const columns = [
    { heading: text("field.name"), width: 36 },
    { heading: text("field.kind"), width: 16 },
    { heading: text("field.uscc"), width: 22 },
    { heading: text("field.division"), width: 16 },
    { heading: text("export.place"), width: 36 },
    { heading: text("field.address"), width: 28 },
    { heading: text("field.phone"), width: 16 },
    { heading: text("export.state"), width: 10 },
    { heading: text("export.code"), width: 20 },
  ];
  await save(deps, text("export.file"), { name: text("export.file"), columns, rows });
  return ok(undefined);
}
