import { equalBytes } from "../../core/bytes.ts";
import { formatJoinLink, parseJoinLink } from "../../core/operator/joinLink.ts";
import { WRAPPED_KEY_ROLES } from "../../core/operator/role.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { fetchAuthority } from "../data/authorities.ts";
import { type JoinOffer, joinErrorOf, previewJoin } from "../data/joinLinks.ts";
import { acceptJoin, type JoinFailure as PhoneJoinFailure, pendingJoins, resumeJoin } from "../data/joinOnPhone.ts";
import type { Phone } from "../data/phone.ts";
import type { PendingJoin } from "../data/schema.ts";
import type { JoinChoice, JoinDeps, JoinFailure, JoinPreview } from "../features/join/joinDeps.ts";
import type { AppServices } from "./services.ts";

/** The joining screen's word for each way in which the phone says that joining failed. */
const SHOWN_AS: Readonly<Record<PhoneJoinFailure, JoinFailure>> = {
  notAJoinLink: "notAJoinLink",
  cutOff: "cutOff",
  mistyped: "mistyped",
  foreign: "foreignLink",
  untrusted: "otherAuthority",
  expired: "linkExpired",
  used: "linkUsed",
  unknown: "linkUnknown",
  stopped: "linkStopped",
  clockWrong: "clockWrong",
  operatorRefused: "linkStopped",
  refused: "badAnswer",
  offline: "offline",
  timeout: "offline",
  notOurServer: "notOurServer",
  serverError: "serverError",
  tooManyRequests: "tooMany",
  storageFull: "storageFailed",
  storageFailed: "storageFailed",
  pinMissing: "wrongPin",
  wrongPin: "wrongPin",
  keyErased: "keyErased",
  roleNotShared: "roleNotShared",
  keyLocked: "wrongPin",
  badGrant: "badAnswer",
};

/** The join that this phone began with a link before and that has not been answered with a grant. */
async function begunWith(phone: Phone, link: string): Promise<PendingJoin | undefined> {
  const parsed = parseJoinLink(link);
  if (!parsed.ok) return undefined;
  return (await pendingJoins(phone)).find((join) => equalBytes(join.secret, parsed.value.secret));
}

type Shown = Omit<JoinPreview, "regionName" | "mayShare" | "isShared"> & { readonly region: string };

function shownOffer({ preview, authority, needsPin }: JoinOffer): Shown {
  const { name, region, address, role, waits, person } = preview;
  return {
    name,
    region,
    address: address ?? "",
    role,
    waits,
    needsPin,
    begun: false,
    ...(person === undefined ? {} : { person }),
    authority: authority.answer.name,
  };
}

async function shownBegun(phone: Phone, join: PendingJoin): Promise<Result<Shown, JoinFailure>> {
  const authority = await fetchAuthority(phone, join.fingerprint);
  if (!authority.ok) return err(SHOWN_AS[joinErrorOf(authority.error)]);
  const { name, region, address, role, waits, kept, person } = join;
  return ok({
    name,
    region,
    address,
    role,
    waits,
    needsPin: kept.storage === "wrapped",
    begun: true,
    ...(person === undefined ? {} : { person }),
    authority: authority.value.answer.name,
  });
}

/** Joins the joining screen to this phone. */
export function joinServices(
  phone: Phone,
  { packs, readHome, askPersistent }: Pick<AppServices, "packs" | "readHome" | "askPersistent">,
): JoinDeps {
  const offers = new Map<string, JoinOffer>();
  const offerFor = async (link: string) => {
    const known = offers.get(link);
    if (known !== undefined) return ok(known);
    const offer = await previewJoin(phone, link);
    if (offer.ok) offers.set(link, offer.value);
    return offer;
  };
  const look = async (link: string): Promise<Result<Shown, JoinFailure>> => {
    const begun = await begunWith(phone, link);
    if (begun !== undefined) return shownBegun(phone, begun);
    const offer = await offerFor(link);
    return offer.ok ? ok(shownOffer(offer.value)) : err(SHOWN_AS[offer.error]);
  };
  const accept = async (link: string, choice: JoinChoice) => {
    const begun = await begunWith(phone, link);
    if (begun !== undefined) return resumeJoin(phone, begun.secretHash, choice.pin);
    const offer = await offerFor(link);
    return offer.ok ? acceptJoin(phone, offer.value, choice) : offer;
  };
  return {
    async openedLink() {
      if (window.location.hash.length > 1) return window.location.href;
      const [begun] = await pendingJoins(phone);
      return begun === undefined ? undefined : formatJoinLink({ ...begun, origin: phone.origin });
    },
    async preview(link) {
      const shown = await look(link);
      if (!shown.ok) return shown;
      const { region, ...rest } = shown.value;
      const isShared = (await phone.db.count("identities")) > 0;
      const mayShare = WRAPPED_KEY_ROLES.includes(rest.role);
      return ok({ ...rest, mayShare, isShared, regionName: await packs.placeName(region) });
    },
    async join(link, choice) {
      const joined = await accept(link, choice);
      if (!joined.ok) return err(SHOWN_AS[joined.error]);
      if (joined.value.status === "waiting") return ok({ status: "waiting", code: joined.value.comparisonCode });
      await readHome();
      // The link is used up: going back to this screen must not offer it again.
      window.history.replaceState(window.history.state, "", "/join");
      return ok({ status: "granted" });
    },
    askPersistent,
  };
}
