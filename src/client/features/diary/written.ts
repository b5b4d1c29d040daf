/** State of the history's step to an entry that was written down just now. */
export const WRITTEN = "written";
