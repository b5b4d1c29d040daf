import type { Said } from "../../core/operator/file.ts";
import type { OperatorFileAnswer } from "../../wire/files.ts";
import type { Hex } from "./hex.ts";

/** An operator's file as the endpoint last gave it; Unix seconds. */
export type KeptFile = { readonly id: Hex; readonly answer: OperatorFileAnswer; readonly seenAt: number };

/** A statement of a file that this phone signed: the file as last read may not hold it yet. */
export type SaidHere = Omit<Said, "id"> & { readonly id: Hex; readonly operator: Hex };
