import { equalBytes } from "../../../core/bytes.ts";
import { parseConsent } from "../../../core/certificate/consent.ts";
import { parseWithdrawn } from "../../../core/certificate/withdrawal.ts";
import { keyId } from "../../../core/key/publicKey.ts";
import { parseStatedTest } from "../../../core/lot/lot.ts";
import { parseOperatorClosed, parseOperatorMerged } from "../../../core/operator/closing.ts";
import { FILE_KINDS, isFiled } from "../../../core/operator/file.ts";
import { parseGrant } from "../../../core/operator/grant.ts";
import { parseProfile } from "../../../core/operator/profile.ts";
import { parseGrantEnded, parseStandingSet, standingAt } from "../../../core/operator/standing.ts";
import { parseRowDecided } from "../../../core/record/rowDecision.ts";
import { TAG_KINDS, tagsNamedBy } from "../../../core/roll/roll.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { REFERENCE_BYTES } from "../../../core/statement/statement.ts";
import { type Act, issuingAct } from "../../../core/statement/whoMaySign.ts";
import type { NoEffectCode } from "../../../wire/statements.ts";
import { type Judgement, judge, judgeIssuing, type SignerFacts } from "../../projections/effect.ts";
import { certificateIn, isLotKind, lotIn } from "./bodies.ts";
import type { EntryRows, LogEntry } from "./entryRows.ts";
import { LINK_USE, type LinkUse } from "./links.ts";
import { RECORDED } from "./recordedKinds.ts";
import { type KeyFacts, profileAt, type RegisterFacts, recordWith } from "./registerFacts.ts";

/** What has not arrived and keeps a statement from having effect. */
export type Wait = { readonly reference: Uint8Array; readonly use: LinkUse };

/** Whether a statement has effect, and whom it concerns. */
export type EntryVerdict = Judgement & {
  /** The operator whose certificate, lot, key or standing it is. */
  readonly operatorRef?: number;
  readonly wait?: Wait;
};

/** Judges statements against what the register says about their signers. */
export class Judging {
  readonly #facts: RegisterFacts;
  readonly #entries: EntryRows;
  readonly #homeRegions: () => readonly string[];

  constructor(facts: RegisterFacts, entries: EntryRows, homeRegions: () => readonly string[]) {
    this.#facts = facts;
    this.#entries = entries;
    this.#homeRegions = homeRegions;
  }

  /** The verdict on a statement as things stand now. */
  verdictOn(entry: LogEntry): EntryVerdict {
    const signer = this.#facts.key(entry.keyRef);
    const { kind } = entry.statement;
    if (kind === KIND.certificateIssued) return this.#certificate(entry, signer);
    if (isLotKind(kind)) return this.#lot(entry, signer, lotIn(entry.statement));
    if (kind === KIND.certificateWithdrawn) return this.#withdrawal(entry, signer);
    if (kind === KIND.testStated) return this.#test(entry, signer);
    if (kind === KIND.agencyConsented) return this.#consent(entry, signer);
    if (kind === KIND.grant) return this.#grant(entry, signer);
    return this.#aboutOperator(entry, signer);
  }

  #aboutOperator(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const { kind } = entry.statement;
    if (kind === KIND.operatorProfile) return this.#profile(entry, signer);
    if (kind === KIND.standingSet)
      return this.#overOperator(entry, signer, parseStandingSet(entry.statement.body)?.operator);
    if (kind === KIND.grantEnded) return this.#grantEnded(entry, signer);
    if (kind === KIND.operatorClosed)
      return this.#overOperator(entry, signer, parseOperatorClosed(entry.statement.body)?.operator);
    if (kind === KIND.operatorMerged) return this.#merged(entry, signer);
    if (FILE_KINDS.includes(kind)) return this.#said(entry, signer);
    if (kind === KIND.rowDecided) return this.#rowDecided(entry, signer);
    const read = RECORDED.get(kind);
    if (read !== undefined) return this.#recorded(entry, signer, read(entry.statement.body));
    if (TAG_KINDS.includes(kind)) return this.#tags(entry, signer);
    return { noEffect: "unknownKind", ...concerning(signer.operatorRef) };
  }

  #signerFacts(signer: KeyFacts): SignerFacts {
    return signer.authority ? { regions: this.#homeRegions() } : { record: signer.record };
  }

  #judge(entry: LogEntry, signer: KeyFacts, act: Act): Judgement {
    return judge(act, this.#signerFacts(signer), { iat: entry.statement.iat, receivedAt: entry.receivedAt });
  }

  /** The operator for whom a certificate or lot is made: the signer's own, or the farmer's (代开). */
  #goods(
    entry: LogEntry,
    signer: KeyFacts,
    what: { readonly onBehalfOf?: Uint8Array },
    actIn: (region: string) => Act,
  ): EntryVerdict {
    const behalf = what.onBehalfOf !== undefined;
    const operatorRef = what.onBehalfOf === undefined ? signer.operatorRef : this.#facts.operatorRef(what.onBehalfOf);
    if (operatorRef === undefined) {
      return what.onBehalfOf === undefined
        ? { noEffect: "wrongRole" }
        : waiting(what.onBehalfOf, LINK_USE.namesOperator);
    }
    const operator = this.#facts.operator(operatorRef);
    const profile = profileAt(operator, entry.statement.iat);
    if (profile === undefined) return { noEffect: "notGranted", operatorRef };
    const station =
      behalf && signer.operatorRef !== undefined ? this.#facts.operator(signer.operatorRef).id : undefined;
    if (station !== undefined && profile.refusedStations?.some((refused) => equalBytes(refused, station)) === true) {
      return { noEffect: "notOwner", operatorRef };
    }
    return { ...this.#judge(entry, signer, actIn(profile.region)), operatorRef };
  }

  /** What is said about an operator: by its own key, or by whoever the table lets speak about operators of the region. */
  #said(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const { kind, body, iat } = entry.statement;
    if (!isFiled(entry.statement)) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    const named = body.get("operator");
    const operatorRef = named instanceof Uint8Array ? this.#facts.operatorRef(named) : signer.operatorRef;
    if (operatorRef === undefined)
      return named instanceof Uint8Array ? waiting(named, LINK_USE.namesOperator) : { noEffect: "wrongRole" };
    const region = profileAt(this.#facts.operator(operatorRef), iat)?.region ?? "";
    const own = signer.operatorRef === operatorRef;
    return { ...this.#judge(entry, signer, { kind, own, behalf: false, region }), operatorRef };
  }

  /** Whether the signer may register and claim tags; to whom a tag belongs is worked out when it is looked up. */
  #tags(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const { operatorRef } = signer;
    if (tagsNamedBy(entry.statement) === undefined) return { noEffect: "malformedBody", ...concerning(operatorRef) };
    if (operatorRef === undefined) return { noEffect: "wrongRole" };
    const region = profileAt(this.#facts.operator(operatorRef), entry.statement.iat)?.region ?? "";
    const act: Act = { kind: entry.statement.kind, own: true, behalf: false, region };
    return { ...this.#judge(entry, signer, act), operatorRef };
  }

  #certificate(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const parsed = certificateIn(entry.statement);
    if (!parsed.ok) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    if (parsed.value.newerFormat) return { noEffect: "newerFormat", ...concerning(signer.operatorRef) };
    const { certificate } = parsed.value;
    const verdict = this.#goods(entry, signer, certificate, (region) => issuingAct(certificate, region));
    if (verdict.operatorRef === undefined || verdict.noEffect !== undefined) return verdict;
    const standing = standingAt(this.#facts.operator(verdict.operatorRef).standing, entry.statement.iat);
    return { ...judgeIssuing(verdict, standing), operatorRef: verdict.operatorRef };
  }

  #lot(entry: LogEntry, signer: KeyFacts, lot: { readonly onBehalfOf?: Uint8Array } | undefined): EntryVerdict {
    if (lot === undefined) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    const behalf = lot.onBehalfOf !== undefined;
    return this.#goods(entry, signer, lot, (region) => ({ kind: entry.statement.kind, own: !behalf, behalf, region }));
  }

  /** A record, correction, test or acknowledgement: of one's own, or for the farmer for whom a station writes. */
  #recorded(entry: LogEntry, signer: KeyFacts, what: { readonly onBehalfOf?: Uint8Array } | undefined): EntryVerdict {
    if (what === undefined) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    const { kind } = entry.statement;
    const behalf = what.onBehalfOf !== undefined;
    return this.#goods(entry, signer, what, (region) => ({ kind, own: !behalf, behalf, region }));
  }

  #rowDecided(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const decided = parseRowDecided(entry.statement.body);
    if (decided === undefined) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    const act: Act = { kind: KIND.rowDecided, own: false, behalf: false, region: decided.region };
    return { ...this.#judge(entry, signer, act), ...concerning(signer.operatorRef) };
  }

  #withdrawal(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const withdrawn = parseWithdrawn(entry.statement.body);
    if (withdrawn === undefined) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    const target = this.#entries.byId(withdrawn.certificate);
    if (target === undefined)
      return { ...waiting(withdrawn.certificate, LINK_USE.withdraws), ...concerning(signer.operatorRef) };
    const operatorRef = target.operatorRef;
    if (target.kind !== KIND.certificateIssued || operatorRef === undefined)
      return { noEffect: "notOwner", ...concerning(signer.operatorRef) };
    const own = signer.operatorRef === operatorRef;
    const behalf =
      !own && signer.operatorRef !== undefined && this.#facts.key(target.keyRef).operatorRef === signer.operatorRef;
    if (!own && !behalf && withdrawn.state !== "recalled") return { noEffect: "notOwner", operatorRef };
    const region = profileAt(this.#facts.operator(operatorRef), entry.statement.iat)?.region ?? "";
    return {
      ...this.#judge(entry, signer, { kind: KIND.certificateWithdrawn, state: withdrawn.state, own, behalf, region }),
      operatorRef,
    };
  }

  #test(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const test = parseStatedTest(entry.statement.body);
    if (test === undefined) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    const lot = this.#entries.byId(test.lot);
    if (lot === undefined) return { ...waiting(test.lot, LINK_USE.tests), ...concerning(signer.operatorRef) };
    const own = lot.operatorRef === signer.operatorRef;
    const behalf = !own && this.#facts.key(lot.keyRef).operatorRef === signer.operatorRef;
    if (lot.operatorRef === undefined || (!own && !behalf))
      return { noEffect: "notOwner", ...concerning(signer.operatorRef) };
    const region = profileAt(this.#facts.operator(lot.operatorRef), entry.statement.iat)?.region ?? "";
    return {
      ...this.#judge(entry, signer, { kind: KIND.testStated, own, behalf, region }),
      operatorRef: lot.operatorRef,
    };
  }

  /** The farmer's own word, or the station's, which then has to name what the farmer gave. */
  #consent(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const consent = parseConsent(entry.statement.body);
    if (consent === undefined) return { noEffect: "malformedBody", ...concerning(signer.operatorRef) };
    const farmer = this.#facts.operatorRef(consent.farmer);
    if (farmer === undefined) return waiting(consent.farmer, LINK_USE.namesOperator);
    const own = signer.operatorRef === farmer;
    const station = signer.operatorRef === undefined ? undefined : this.#facts.operator(signer.operatorRef).id;
    const names = consent.signature !== undefined || consent.statement !== undefined;
    if (!own && (station === undefined || !equalBytes(station, consent.station) || !names))
      return { noEffect: "notOwner", operatorRef: farmer };
    const { kind } = entry.statement;
    const act = (region: string): Act => ({ kind, own, behalf: !own, region });
    return this.#goods(entry, signer, own ? {} : { onBehalfOf: consent.farmer }, act);
  }

  #grant(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const grant = parseGrant(entry.statement.body);
    if (!grant.ok) return { noEffect: grant.error === "newerFormat" ? "newerFormat" : "malformedBody" };
    const operatorRef = this.#facts.operatorRef(grant.value.operator);
    if (operatorRef === undefined) return waiting(grant.value.operator, LINK_USE.namesOperator);
    const act: Act = { kind: KIND.grant, own: false, behalf: false, region: grant.value.region };
    const judgement = this.#judge(entry, signer, act);
    if (judgement.noEffect !== undefined) return { ...judgement, operatorRef };
    return this.#ownerBefore(grant.value.key, entry.position, operatorRef)
      ? { operatorRef }
      : { noEffect: "keyClaimedTwice", operatorRef };
  }

  /** True unless a grant earlier in the log gave the key to another operator: a key belongs to one operator for ever. */
  #ownerBefore(key: Uint8Array, position: number, operatorRef: number): boolean {
    const first = this.#facts.firstGrantOf(key);
    return first === undefined || first.position >= position || first.operatorRef === operatorRef;
  }

  #profile(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const profile = parseProfile(entry.statement.body);
    if (profile === undefined) return { noEffect: "malformedBody" };
    const id = profile.operator ?? entry.id.slice(0, REFERENCE_BYTES);
    const operatorRef = this.#facts.operatorRef(id);
    if (profile.operator !== undefined && operatorRef === undefined) return waiting(id, LINK_USE.namesOperator);
    const registers = profile.operator === undefined ? { registers: profile.kind } : {};
    const act: Act = { kind: KIND.operatorProfile, own: false, behalf: false, region: profile.region, ...registers };
    return { ...this.#judge(entry, signer, act), ...concerning(operatorRef) };
  }

  /** What an authority or officer says about an operator: judged by the operator's region. */
  #overOperator(entry: LogEntry, signer: KeyFacts, operator: Uint8Array | undefined): EntryVerdict {
    if (operator === undefined) return { noEffect: "malformedBody" };
    const operatorRef = this.#facts.operatorRef(operator);
    if (operatorRef === undefined) return waiting(operator, LINK_USE.namesOperator);
    const region = profileAt(this.#facts.operator(operatorRef), entry.statement.iat)?.region ?? "";
    const { kind } = entry.statement;
    return { ...this.#judge(entry, signer, { kind, own: false, behalf: false, region }), operatorRef };
  }

  /** Both operators must lie in the signer's region. The statement stands with the duplicate. */
  #merged(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const merged = parseOperatorMerged(entry.statement.body);
    const kept = this.#overOperator(entry, signer, merged?.kept);
    if (kept.wait !== undefined) return kept;
    const duplicate = this.#overOperator(entry, signer, merged?.duplicate);
    return kept.noEffect === undefined || duplicate.wait !== undefined
      ? duplicate
      : { ...duplicate, ...kept, ...concerning(duplicate.operatorRef) };
  }

  /**
   * An end is judged by what the log held before it, so that two officers who end each other's keys cannot undo each
   * other: who was first in the log stands.
   */
  #grantEnded(entry: LogEntry, signer: KeyFacts): EntryVerdict {
    const ended = parseGrantEnded(entry.statement.body);
    if (ended === undefined) return { noEffect: "malformedBody" };
    const ofKey = this.#facts
      .keysByKid(keyId(ended.key))
      .map((ref) => this.#facts.key(ref))
      .find((facts) => equalBytes(facts.key, ended.key));
    if (ofKey?.operatorRef === undefined) return waiting(keyId(ended.key), LINK_USE.endsKey);
    const operatorRef = ofKey.operatorRef;
    const profiles = this.#facts.operator(operatorRef).profiles;
    const region =
      (profiles.filter((dated) => dated.position < entry.position).pop() ?? profiles[0])?.profile.region ?? "";
    const own = signer.operatorRef === operatorRef;
    const earlierEnds = signer.ends.filter((end) => end.position < entry.position);
    const signerThen = { ...signer, record: recordWith(signer.key, signer.grants, earlierEnds) };
    return {
      ...this.#judge(entry, signerThen, { kind: KIND.grantEnded, own, behalf: false, region }),
      operatorRef,
    };
  }
}

function waiting(target: Uint8Array, use: LinkUse): { readonly noEffect: NoEffectCode; readonly wait: Wait } {
  return { noEffect: "waitsForReference", wait: { reference: target.slice(0, REFERENCE_BYTES), use } };
}

function concerning(operatorRef: number | undefined): { readonly operatorRef?: number } {
  return operatorRef === undefined ? {} : { operatorRef };
}
