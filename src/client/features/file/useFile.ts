import { useEffect, useMemo } from "react";
import { createStore, useStore } from "zustand";
import type { FileDeps, FileFailure, FileSelf, FileStatement, FileView, SayFailure } from "./fileDeps.ts";

/** A file on a screen, with what may be said about it. */
export type OpenFile = {
  readonly loading: boolean;
  readonly self: FileSelf | undefined;
  readonly view: FileView | undefined;
  readonly failure: FileFailure | undefined;
  /** Why the last statement was not signed. */
  readonly refused: SayFailure | undefined;
  readonly busy: boolean;
  readonly read: () => Promise<void>;
  /** Signs; true when it is stored. */
  readonly say: (statement: FileStatement) => Promise<boolean>;
  readonly forgetRefusal: () => void;
};

function createFileStore(deps: FileDeps, id: string | undefined) {
  return createStore<OpenFile>()((set, get) => ({
    loading: true,
    self: undefined,
    view: undefined,
    failure: undefined,
    refused: undefined,
    busy: false,
    async read() {
      const self = await deps.self();
      const file = self === undefined ? undefined : await deps.file(id);
      // What is on the screen stays there when the network goes.
      if (file?.ok === true) set({ self, loading: false, view: file.value, failure: undefined });
      else set({ self, loading: false, failure: file?.error });
    },
    async say(statement) {
      const { view, read } = get();
      set({ busy: true });
      const said = await deps.say(statement, id === undefined ? undefined : view);
      set({ refused: said.ok ? undefined : said.error });
      if (said.ok) await read();
      set({ busy: false });
      return said.ok;
    },
    forgetRefusal: () => set({ refused: undefined }),
  }));
}

/** Opens a file: one's own without an id, else that of an operator in the officer's region. */
export function useFile(deps: FileDeps, id?: string): OpenFile {
  const made = useMemo(() => createFileStore(deps, id), [deps, id]);
  const open = useStore(made);
  const { read } = open;
  useEffect(() => void read(), [read]);
  useEffect(() => deps.watchUploads(() => void read()), [deps, read]);
  return open;
}
