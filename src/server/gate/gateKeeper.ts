import { toHex } from "../../core/bytes.ts";
import { chinaDay } from "../../core/date.ts";
import { inputUses, lotTest, plainRecords } from "../../core/record/diary.ts";
import { type GateRules, judgeIssuing, mustAcknowledge } from "../../core/record/gate.ts";
import type { LotTest } from "../../core/record/gateFacts.ts";
import { type Finding, refuses } from "../../core/record/gateFindings.ts";
import { type GatePacks, readGateRules } from "../../core/record/gateRules.ts";
import { gatherFacts, type KnownFacts, statedLotTest } from "../../core/record/gatherFacts.ts";
import { type DatedDecision, decisionsIn } from "../../core/record/rowDecision.ts";
import { profileHeldAt } from "../answers/certificateAnswer.ts";
import type { GateVerdict } from "../store/gatePort.ts";
import type { LotRecord } from "../store/lotRecord.ts";
import type { CertificateRecord, Store } from "../store/port.ts";

/** Certificates judged in one go. */
const STRIDE = 32;

function testsOf({ tests, recorded }: Pick<LotRecord, "tests" | "recorded">): readonly LotTest[] {
  return [
    ...recorded.map(({ id, test }) => lotTest(toHex(id), test)),
    ...tests.map((test) => statedLotTest(toHex(test.lot), test)),
  ];
}

function factsOf(record: CertificateRecord, { id, lot, entries, ...proofs }: LotRecord): KnownFacts {
  const { certificate, operator, iat, acknowledged, flags } = record;
  const code = certificate.productCode ?? lot.productCode;
  const confirmedClass = acknowledged?.productClass;
  const goods = {
    name: certificate.product,
    ...(code === undefined ? {} : { code }),
    ...(confirmedClass === undefined ? {} : { confirmedClass }),
  };
  const made = "harvested" in lot ? "harvested" : "assembled";
  return {
    day: chinaDay(iat),
    kind: profileHeldAt(operator, iat).kind,
    suspended: record.standing !== "normal",
    file: operator.file,
    lot: {
      reference: id.slice(0, 8),
      made,
      goods,
      plots: "plots" in lot ? (lot.plots ?? []) : [],
      day: "harvested" in lot ? lot.harvested : lot.assembled,
      quantity: lot.quantity,
      drawn: flags.includes("quantityOverdrawn") ? [lot.quantity] : [],
    },
    wanted: certificate.quantity,
    uses: inputUses(entries),
    records: plainRecords(entries),
    tests: testsOf(proofs),
  };
}

/**
 * The gate at the endpoint: the same function as on the phone, over everything that has arrived. It refuses nobody's
 * certificate, which is signed and out in the world; it flags what the phone could not know.
 */
export class GateKeeper {
  readonly #store: Store;
  readonly #packs: GatePacks;
  readonly #rules: GateRules;
  #settling: Promise<void> = Promise.resolve();

  /** @throws Error when the packs cannot be read: `openGatePacks` has read them before */
  constructor(store: Store, packs: GatePacks) {
    const rules = readGateRules(packs, new Map());
    if (!rules.ok) throw new Error("the gate's packs cannot be read");
    this.#store = store;
    this.#packs = packs;
    this.#rules = rules.value;
  }

  /** The packs as they are given to phones. */
  get packs(): GatePacks {
    return this.#packs;
  }

  /** The rules without what officers have decided. */
  get rules(): GateRules {
    return this.#rules;
  }

  /** Judges every certificate that waits for it; resolves once what waited at the call is judged. */
  settle(): Promise<void> {
    const settled = this.#settling.then(() => this.#settleAll());
    this.#settling = settled.catch(() => undefined);
    return settled;
  }

  async #settleAll(): Promise<void> {
    for (let after = -1; ; ) {
      const due = await this.#store.gateDue(after, STRIDE);
      const last = due[due.length - 1];
      if (last === undefined) return;
      after = last;
      const decided = await this.#store.rowDecisions();
      const verdicts = await Promise.all(due.map((position) => this.#judge(position, decided)));
      await this.#store.saveGateVerdicts(verdicts.flatMap((verdict) => verdict ?? []));
    }
  }

  async #judge(position: number, decided: readonly DatedDecision[]): Promise<GateVerdict | undefined> {
    const record = await this.#store.certificateAt(position);
    if (record === undefined) return undefined;
    return { position, revision: record.revision, findings: this.#findings(record, decided) };
  }

  #findings(record: CertificateRecord, decided: readonly DatedDecision[]): readonly Finding[] {
    const { lot, state, noEffect, acknowledged, operator, iat } = record;
    if (lot === undefined || noEffect !== undefined || (state !== "active" && state !== "recalled")) return [];
    const { kind, region } = profileHeldAt(operator, iat);
    const rules = { ...this.#rules, decisions: decisionsIn(decided, region) };
    const seen = acknowledged?.warnings ?? [];
    return judgeIssuing(gatherFacts(factsOf(record, lot)), rules).findings.filter(
      (finding) => refuses(finding) || (mustAcknowledge(finding, kind) && !seen.includes(finding.code)),
    );
  }
}
