import { Inflate } from "fflate";
import { readTable, type TableOrder } from "../../../core/import/readTable.ts";
import type { ImportReply } from "./importMessages.ts";

/** Rows between two reports. */
const REPORT_EVERY = 500;

function reply(message: ImportReply): void {
  postMessage(message);
}

addEventListener("message", ({ data: order }: MessageEvent<TableOrder>) => {
  const table = readTable(
    order,
    (unpacked) => new Inflate((bytes) => unpacked(bytes)),
    (rows) => {
      if (rows % REPORT_EVERY === 0) reply({ kind: "read", rows });
    },
  );
  reply({ kind: "table", table });
});
