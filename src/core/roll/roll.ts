import { concatBytes } from "../bytes.ts";
import type { CborMap } from "../cbor.ts";
import { checkCharacter, crockford, fromCrockford, parseTypedNumber } from "../certificate/number.ts";
import { bytes, type FieldReader, readBody } from "../statement/fields.ts";
import { KIND } from "../statement/kind.ts";

/** Bytes of a tag: 75 random bits and five zeros (wire format §4). */
export const TAG_BYTES = 10;
/** Tags of one roll, and tags that one statement gives to a certificate, at most. */
export const MOST_TAGS = 1000;

/** Characters that hold the 75 bits. */
const PAYLOAD_LENGTH = 15;
/** Bits of the last byte that stay zero. */
const SPARE_BITS = 0b0001_1111;

/** `roll.made`: these tags, in the order in which they are printed, belong to the signer's operator. */
export type RollMade = { readonly tags: readonly Uint8Array[] };

/** `tags.claimed`: whoever scans one of these tags is shown this certificate. */
export type TagsClaimed = {
  /** Statement id. */
  readonly certificate: Uint8Array;
  readonly tags: readonly Uint8Array[];
};

/** Kinds of statement that name tags; one's own only. */
export const TAG_KINDS: readonly number[] = [KIND.rollMade, KIND.tagsClaimed];

/** Random bytes as tags, {@link TAG_BYTES} each. */
export function tagsOf(random: Uint8Array): readonly Uint8Array[] {
  const tags: Uint8Array[] = [];
  for (let at = 0; at + TAG_BYTES <= random.length; at += TAG_BYTES) {
    const tag = random.slice(at, at + TAG_BYTES);
    tag[TAG_BYTES - 1] = (tag[TAG_BYTES - 1] ?? 0) & ~SPARE_BITS;
    tags.push(tag);
  }
  return tags;
}

/** A tag as it is printed and stands in its code: 15 characters and a check character, as a certificate's number. */
export function tagText(tag: Uint8Array): string {
  const payload = crockford(tag, PAYLOAD_LENGTH);
  return payload + checkCharacter(payload);
}

/** The bytes of a printed tag; undefined unless it is one. */
export function tagBytes(text: string): Uint8Array | undefined {
  const tag = parseTypedNumber(text);
  return tag.ok ? fromCrockford(`${tag.value.slice(0, PAYLOAD_LENGTH)}0`, TAG_BYTES) : undefined;
}

/** Text of a tag's code: `{origin}/r/{tag}`. */
export function tagCodeText(origin: string, tag: string): string {
  return `${origin}/r/${tag}`;
}

/** One to {@link MOST_TAGS} tags behind each other. */
const tagList: FieldReader<readonly Uint8Array[]> = (value) => {
  if (!(value instanceof Uint8Array) || value.length === 0 || value.length % TAG_BYTES !== 0) return undefined;
  const tags = Array.from({ length: value.length / TAG_BYTES }, (_, index) =>
    value.slice(index * TAG_BYTES, (index + 1) * TAG_BYTES),
  );
  const areTags = tags.every((tag) => ((tag[TAG_BYTES - 1] ?? 0) & SPARE_BITS) === 0);
  return areTags && tags.length <= MOST_TAGS ? tags : undefined;
};

/** Body of a `roll.made` statement. */
export function encodeRollMade({ tags }: RollMade): CborMap {
  return new Map([["tags", concatBytes(...tags)]]);
}

/** Reads a `roll.made` body; undefined when it is not of its form. */
export function parseRollMade(body: CborMap): RollMade | undefined {
  return readBody<RollMade>(body, { tags: tagList });
}

/** Body of a `tags.claimed` statement. */
export function encodeTagsClaimed({ certificate, tags }: TagsClaimed): CborMap {
  return new Map([
    ["tags", concatBytes(...tags)],
    ["certificate", certificate],
  ]);
}

/** Reads a `tags.claimed` body; undefined when it is not of its form. */
export function parseTagsClaimed(body: CborMap): TagsClaimed | undefined {
  return readBody<TagsClaimed>(body, { certificate: bytes(32), tags: tagList });
}

/** What a statement says about tags: `certificate` is absent where they are only registered. */
export type TagsNamed = { readonly tags: readonly Uint8Array[]; readonly certificate?: Uint8Array };

/** The tags that a statement names; undefined for another kind and for a body that is not of its form. */
export function tagsNamedBy({ kind, body }: { readonly kind: number; readonly body: CborMap }): TagsNamed | undefined {
  if (kind === KIND.rollMade) return parseRollMade(body);
  return kind === KIND.tagsClaimed ? parseTagsClaimed(body) : undefined;
}
