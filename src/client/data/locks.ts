/** Work that only one at a time may do, across the tabs of this phone where the browser can tell. */
export type Locks = {
  /** Runs `work` when its turn has come. */
  readonly run: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Runs `work` if nobody else is at it; undefined when somebody is. */
  readonly tryRun: <T>(name: string, work: () => Promise<T>) => Promise<{ readonly value: T } | undefined>;
};

/**
 * Locks for the phone. Without Web Locks (Safari before 15.4, older WebViews) they hold within this tab only; what
 * must never happen twice is guarded by the database as well.
 */
export function phoneLocks(webLocks: LockManager | undefined): Locks {
  return webLocks === undefined ? tabLocks() : acrossTabs(webLocks);
}

function acrossTabs(webLocks: LockManager): Locks {
  return {
    run: (name, work) => webLocks.request(name, work),
    tryRun: (name, work) =>
      webLocks.request(name, { ifAvailable: true }, async (lock) =>
        lock === null ? undefined : { value: await work() },
      ),
  };
}

function tabLocks(): Locks {
  const last = new Map<string, Promise<unknown>>();
  const run = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    const leave = () => {
      if (last.get(name) === mine) last.delete(name);
    };
    mine.then(leave, leave);
    return mine;
  };
  return {
    run,
    tryRun: async (name, work) => (last.has(name) ? undefined : { value: await run(name, work) }),
  };
}
