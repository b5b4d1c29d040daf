import { createStore } from "zustand/vanilla";
import type { FieldColumns } from "../../../core/import/findTable.ts";
import { type Judgement, judgeEntry } from "../../../core/import/judgeRow.ts";
import type { ReadLine } from "../../../core/import/readRow.ts";
import type { ReadTable, TableError, TableOrder } from "../../../core/import/readTable.ts";
import type { OperatorKind } from "../../../core/operator/profile.ts";
import type { Result } from "../../../core/result.ts";
import type { AcceptedRow, Followed, ImportDeps, ImportFailure, OpenImport } from "./importDeps.ts";

/** A row with what becomes of it. */
export type JudgedLine = { readonly line: ReadLine; readonly judgement: Judgement };

/** What a person has said about how the file is to be read. */
export type Choices = { readonly sheet?: number; readonly columns?: FieldColumns; readonly kind?: OperatorKind };

/** State and events of an import. */
export type ImportStore = {
  readonly step: "loading" | "guest" | "choose" | "reading" | "comparing" | "preview" | "importing" | "done";
  readonly open: OpenImport | undefined;
  readonly file: string;
  readonly choices: Choices;
  readonly table: ReadTable | undefined;
  readonly tableError: TableError | undefined;
  /** Every row of the table, in its order; empty until it was compared with the register. */
  readonly judged: readonly JudgedLine[];
  readonly failure: ImportFailure | undefined;
  readonly done: number;
  readonly total: number;
  readonly opened: () => Promise<void>;
  readonly chosen: (file: File) => Promise<void>;
  /** Reads the same file otherwise. */
  readonly readAgain: (choices: Choices) => Promise<void>;
  readonly compareAgain: () => Promise<void>;
  readonly accepted: () => Promise<void>;
  readonly continued: () => Promise<void>;
  readonly stopped: () => void;
  readonly dropped: () => Promise<void>;
};

/** How a file is read, in a worker; `read` is one for tests. */
export type ReadFile = (order: TableOrder, followed: Followed) => Promise<Result<ReadTable, TableError>>;

/** Rows that are to be signed. */
export function acceptedRows(judged: readonly JudgedLine[]): readonly AcceptedRow[] {
  return judged.flatMap(({ judgement: one }) => {
    if (one.state === "new") return [{ profile: one.profile, numbers: one.numbers }];
    return one.state === "changed" ? [{ operator: one.operator, profile: one.profile, numbers: one.numbers }] : [];
  });
}

/** Rows with what becomes of them: each line once, faulty ones with their faults. */
function judgeLines(
  lines: readonly ReadLine[],
  found: readonly Parameters<typeof judgeEntry>[1][],
): readonly JudgedLine[] {
  let next = 0;
  return lines.map((line) => ({
    line,
    judgement:
      line.entry === undefined ? { state: "faulty", faults: line.faults } : judgeEntry(line.entry, found[next++] ?? []),
  }));
}

type Access = {
  readonly set: (change: Partial<ImportStore>) => void;
  readonly get: () => ImportStore;
};

/** What an import does one after another, each step of it to be stopped. */
function createSteps({ set, get }: Access, deps: ImportDeps, readFile: ReadFile) {
  let work = new AbortController();
  const follow = (total: number): Followed => {
    work = new AbortController();
    set({ done: 0, total, failure: undefined });
    return { done: (done) => set({ done }), signal: work.signal };
  };
  const compare = async () => {
    const { table } = get();
    if (table === undefined) return;
    const entries = table.lines.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    const followed = follow(entries.length);
    set({ step: "comparing", judged: [] });
    const found = await deps.compare(entries, followed);
    if (followed.signal.aborted) return set({ step: "choose", table: undefined });
    if (!found.ok) return set({ step: "preview", failure: found.error });
    set({ step: "preview", judged: judgeLines(table.lines, found.value) });
  };
  const read = async (bytes: Uint8Array) => {
    const scopes = await deps.scopes();
    if (scopes === undefined) return set({ step: "guest" });
    const followed = follow(0);
    set({ step: "reading", table: undefined, tableError: undefined, judged: [] });
    const places = await deps.places(scopes);
    const { file, choices } = get();
    const order = { file: { name: file, bytes }, pack: deps.columns, places, scopes, ...choices };
    const table = await readFile(order, followed);
    if (followed.signal.aborted) return set({ step: "choose" });
    if (!table.ok) return set({ step: "choose", tableError: table.error });
    set({ table: table.value });
    return compare();
  };
  const run = async (total: number, before: number) => {
    const { done, signal } = follow(total);
    set({ step: "importing", done: before, open: undefined });
    const ran = await deps.run({ done, signal });
    const open = await deps.open();
    if (!ran.ok) return set({ step: "choose", failure: ran.error, open });
    set({ step: open === undefined ? "done" : "choose", open });
  };
  return { compare, read, run, stop: () => work.abort() };
}

const INITIAL = {
  step: "loading",
  open: undefined,
  file: "",
  choices: {},
  table: undefined,
  tableError: undefined,
  judged: [],
  failure: undefined,
  done: 0,
  total: 0,
} as const satisfies Partial<ImportStore>;

/** Makes the store of an import. */
export function createImportStore(deps: ImportDeps, readFile: ReadFile) {
  let bytes = new Uint8Array();
  return createStore<ImportStore>()((set, get) => {
    const steps = createSteps({ set, get }, deps, readFile);
    return {
      ...INITIAL,
      async opened() {
        const [scopes, open] = await Promise.all([deps.scopes(), deps.open()]);
        set({ step: scopes === undefined ? "guest" : "choose", open, failure: undefined });
      },
      async chosen(file) {
        bytes = new Uint8Array(await file.arrayBuffer());
        set({ file: file.name, choices: {} });
        await steps.read(bytes);
      },
      async readAgain(choices) {
        set({ choices });
        await steps.read(bytes);
      },
      compareAgain: steps.compare,
      async accepted() {
        const { file, judged } = get();
        const rows = acceptedRows(judged);
        const kept = await deps.keep({ file, rows });
        if (kept.ok) await steps.run(rows.length, 0);
        else set({ failure: kept.error });
      },
      async continued() {
        const { open } = get();
        if (open !== undefined) await steps.run(open.total, open.total - open.left);
      },
      stopped: steps.stop,
      async dropped() {
        await deps.drop();
        set({ open: undefined, failure: undefined });
      },
    };
  });
}
