import { utf8 } from "../bytes.ts";
import { OPERATOR_KINDS, type OperatorKind } from "../operator/profile.ts";
import { err, ok, type Result } from "../result.ts";
import { sha256 } from "../sha256.ts";
import { type JsonReader, jsonList, jsonObject, jsonText } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** A duty notice 责任告知 for some kinds of operator. */
export type DutyNotice = {
  readonly id: string;
  readonly version: string;
  readonly kinds: readonly OperatorKind[];
  readonly title: string;
  readonly paragraphs: readonly string[];
};

/** All notices with where their duties come from. */
export type DutyNotices = PackHeader & { readonly notices: readonly DutyNotice[] };

const jsonKind: JsonReader<OperatorKind> = (value) => OPERATOR_KINDS.find((kind) => kind === value);

const readPack = jsonObject<Omit<DutyNotices, "note">, Pick<DutyNotices, "note">>(
  {
    ...PACK_HEADER,
    notices: jsonList(
      jsonObject<DutyNotice>({
        id: jsonText,
        version: jsonText,
        kinds: jsonList(jsonKind),
        title: jsonText,
        paragraphs: jsonList(jsonText),
      }),
    ),
  },
  { note: jsonText },
);

/** Reads the notices; refused as a whole when two of them are for one kind of operator. */
export function readDutyNotices(value: unknown): Result<DutyNotices, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  const kinds = pack.notices.flatMap((notice) => notice.kinds);
  return new Set(kinds).size === kinds.length ? ok(pack) : err("badPack");
}

/** The notice for a kind of operator; undefined for one that is told nothing, as an office. */
export function noticeFor(pack: DutyNotices, kind: OperatorKind): DutyNotice | undefined {
  return pack.notices.find((notice) => notice.kinds.includes(kind));
}

/** SHA-256 of a notice's text, title first, one paragraph a line: what a signature commits to. */
export function dutyDigest({ title, paragraphs }: Pick<DutyNotice, "title" | "paragraphs">): Uint8Array {
  return sha256(utf8([title, ...paragraphs].join("\n")));
}
