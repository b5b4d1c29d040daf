import { concatBytes } from "../bytes.ts";
import { checkCharacter, crockford, fromCrockford, tidyNumber } from "../certificate/number.ts";
import { err, ok, type Result } from "../result.ts";
import { PINNED_BYTES } from "./authority.ts";

/** Random bytes of an activation link's secret. */
export const SECRET_BYTES = 16;
/** Longest life of an invitation in seconds; officers' links live a day. */
export const INVITATION_LIFE = { officer: 86_400, other: 7 * 86_400 } as const;

/** Crockford characters for the 32 bytes of secret and fingerprint. */
const BODY_LENGTH = 52;

/** What a join link carries in its fragment, which never reaches a server by itself. */
export type JoinLink = { readonly origin: string; readonly secret: Uint8Array; readonly fingerprint: Uint8Array };

/** Why a join link cannot be used: not one at all, or one whose end was cut off or mistyped. */
export type JoinLinkError = "notAJoinLink" | "cutOff" | "mistyped";

/** `{origin}/join#{secret and fingerprint, 52 characters}{check character}`. */
export function formatJoinLink({ origin, secret, fingerprint }: JoinLink): string {
  const body = crockford(concatBytes(secret, fingerprint.subarray(0, PINNED_BYTES)), BODY_LENGTH);
  return `${origin}/join#${body}${checkCharacter(body)}`;
}

/** Reads a join link from an address bar, a message or a scanned code. */
export function parseJoinLink(text: string): Result<JoinLink, JoinLinkError> {
  const parts = /^(https?:\/\/[^/?#\s]+)\/join(?:\?[^#\s]*)?(?:#(\S*))?$/i.exec(text.trim());
  if (parts?.[1] === undefined) return err("notAJoinLink");
  const code = tidyNumber(parts[2] ?? "");
  if (code.length < BODY_LENGTH + 1) return err("cutOff");
  const body = code.slice(0, BODY_LENGTH);
  const bytes = code.length === BODY_LENGTH + 1 ? fromCrockford(body, SECRET_BYTES + PINNED_BYTES) : undefined;
  if (bytes === undefined || checkCharacter(body) !== code.slice(BODY_LENGTH)) return err("mistyped");
  return ok({
    origin: parts[1].toLowerCase(),
    secret: bytes.slice(0, SECRET_BYTES),
    fingerprint: bytes.slice(SECRET_BYTES),
  });
}
