import * as v from "valibot";
import { equalBytes, toHex } from "../../core/bytes.ts";
import { type Authority, openAuthorityList } from "../../core/operator/authority.ts";
import { regionsWithin } from "../../core/operator/region.ts";
import { base64UrlBytes, hexBytes } from "../../wire/fields.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import { verifySignature } from "../es256.ts";

/** Another authority as the console shows it. */
export const recognisedSchema = v.object({
  id: v.string(),
  name: v.string(),
  regions: v.array(v.string()),
  origin: v.string(),
});

/** Whom this authority recognises, as the console is told. */
export type RecognisedReply = {
  readonly outcome: "authorities";
  readonly recognised: v.InferOutput<typeof recognisedSchema>[];
};
/** Why nothing was changed, in one sentence. */
export type Refusal = { readonly outcome: "refused"; readonly sentence: string };

function refused(sentence: string): Refusal {
  return { outcome: "refused", sentence };
}

/** Whom this authority recognises. */
export function showRecognised({ recognised }: Pick<HomeAuthority, "recognised">): RecognisedReply {
  return {
    outcome: "authorities",
    recognised: recognised.map(({ id, name, regions, origin }) => ({
      id: toHex(id),
      name,
      regions: [...regions],
      origin,
    })),
  };
}

/**
 * Recognises the publisher of another authority's signed list, after its fingerprint has been compared by people. Its
 * scope is its own regions, or as many of `regions` as lie inside them; whom it recognises itself counts for nothing.
 */
export async function recogniseFromConsole(
  asked: { readonly list: string; readonly fingerprint: string; readonly regions?: readonly string[] | undefined },
  home: HomeAuthority,
): Promise<RecognisedReply | Refusal> {
  const message = base64UrlBytes(asked.list);
  if (!message.ok) return refused("The file does not hold an authority's list.");
  const opened = await openAuthorityList(message.value, { fingerprint: hexBytes(asked.fingerprint) }, verifySignature);
  if (!opened.ok) {
    const isOther = opened.error === "unknownListKey";
    return refused(isOther ? "The list was signed by a key of another fingerprint." : "The list does not hold.");
  }
  const { publisher } = opened.value;
  if (equalBytes(publisher.id, home.authority.id)) return refused("This is the list of this very authority.");
  const regions = scopeOf(publisher, asked.regions);
  if (regions.length === 0) return refused(`None of the regions lies inside those of ${publisher.name}.`);
  const others = home.recognised.filter(({ id }) => !equalBytes(id, publisher.id));
  await home.recognise([...others, { ...publisher, regions }]);
  return showRecognised(home);
}

function scopeOf({ regions }: Authority, narrowed: readonly string[] | undefined): readonly string[] {
  return narrowed === undefined ? regions : [...new Set(narrowed.flatMap((region) => regionsWithin(region, regions)))];
}

/** Recognises an authority no longer; what its operators signed becomes unknown to this authority's phones. */
export async function forgetFromConsole(id: string, home: HomeAuthority): Promise<RecognisedReply | Refusal> {
  const others = home.recognised.filter((authority) => toHex(authority.id) !== id);
  if (others.length === home.recognised.length) return refused(`No authority with the id ${id} is recognised.`);
  await home.recognise(others);
  return showRecognised(home);
}
