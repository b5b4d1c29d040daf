import type { CalendarDay } from "../../core/date.ts";
import type { CertificateFacts } from "../../core/operator/credit.ts";
import type { DeskFigures, DeskList } from "../../wire/files.ts";
import type { DeskScope } from "./deskScope.ts";
import type { FlaggedCertificate, GatePort } from "./gatePort.ts";
import type { OperatorRecord } from "./operatorRecord.ts";
import type { RegisterPort } from "./registerPort.ts";
import type { TagRecord } from "./tagRecord.ts";

/** Everything on record about an operator. */
export type FileRecord = {
  readonly operator: OperatorRecord;
  /** Statements of core's `FILE_KINDS` with effect, in log order. */
  readonly said: readonly { readonly id: Uint8Array; readonly bytes: Uint8Array }[];
  readonly certificates: CertificateFacts;
  /** Certificates that the gate has flagged, newest first. */
  readonly flagged: readonly FlaggedCertificate[];
  /** Certificates in force that stations signed for the operator without its consent (代开), newest first. */
  readonly unconsented: readonly {
    readonly id: Uint8Array;
    readonly iat: number;
    readonly station: OperatorRecord | undefined;
  }[];
};

/** Which operators the desk lists. */
export type DeskQuery = DeskScope & { readonly list: DeskList; readonly after?: Uint8Array; readonly limit: number };
/** An operator in one of the desk's lists, with the day that matters there. */
export type DeskRow = { readonly operator: OperatorRecord; readonly day?: CalendarDay };

/** What a store tells about operators, their files and the tags of their rolls, and of the gate that flags their certificates. */
export type FilePort = GatePort &
  RegisterPort & {
    readonly operatorFile: (id: Uint8Array) => Promise<FileRecord | undefined>;
    readonly deskFigures: (scope: DeskScope) => Promise<DeskFigures>;
    /** A tag of a roll printed beforehand; undefined when nobody with the right to do so registered it. */
    readonly tag: (tag: Uint8Array) => Promise<TagRecord | undefined>;
    /** Operators behind one of the desk's figures, by registration. */
    readonly deskRows: (query: DeskQuery) => Promise<readonly DeskRow[]>;
  };
