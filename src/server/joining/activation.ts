import { equalBytes, toHex } from "../../core/bytes.ts";
import { comparisonCode, ES256 } from "../../core/key/publicKey.ts";
import { encodeGrant, GRANT_BACKDATING, GRANT_LIFE, STORAGE, WRAPPED_GRANT_LIFE } from "../../core/operator/grant.ts";
import { ACTIVATION_CLOCK_TOLERANCE, verifyActivation } from "../../core/operator/proofs.ts";
import { type Role, WRAPPED_KEY_ROLES } from "../../core/operator/role.ts";
import { encodeGrantEnded } from "../../core/operator/standing.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { KIND } from "../../core/statement/kind.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import { verifySignature } from "../es256.ts";
import type { InvitationRecord, Store } from "../store/port.ts";
import { type Inviter, mayConfirm } from "./invitations.ts";

/** What a phone sends to join. */
export type ActivationClaim = {
  readonly secret: Uint8Array;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly storage: number;
};

/** Granted, or waiting until the inviter has compared the six digits. */
export type ActivationOutcome =
  | { readonly status: "granted"; readonly operator: Uint8Array; readonly grant: Uint8Array }
  | { readonly status: "waiting"; readonly operator: Uint8Array; readonly key: Uint8Array };

/** Why a link did not let a phone in. */
export type ActivationError =
  | "proofFailed"
  | "clockWrong"
  | "linkUnknown"
  | "linkExpired"
  | "linkUsed"
  | "linkStopped"
  | "keyTaken"
  | "operatorRefused";

/** Why a waiting key was not granted. */
export type ConfirmationError = "notFound" | "outOfScope" | "notWaiting" | "codeDiffers" | "linkStopped";

/** What joining needs; `onAlarm` is called when a link is used by a second key. */
export type ActivationDeps = {
  readonly store: Store;
  readonly home: HomeAuthority;
  readonly now: () => number;
  readonly onAlarm: (invitation: InvitationRecord) => void;
  readonly onWaiting: (invitation: InvitationRecord, code: string) => void;
};

/** Lets phones join, one at a time, so that a link can never be granted twice. */
export class Activations {
  readonly #deps: ActivationDeps;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: ActivationDeps) {
    this.#deps = deps;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Consumes a link for a key that proves its possession. The same key gets the same answer again. */
  activate(claim: ActivationClaim): Promise<Result<ActivationOutcome, ActivationError>> {
    return this.#inTurn(() => this.#activate(claim));
  }

  async #activate(claim: ActivationClaim): Promise<Result<ActivationOutcome, ActivationError>> {
    const refused = await this.#check(claim);
    if (refused !== undefined) return err(refused);
    const { store, now } = this.#deps;
    const { key, storage } = claim;
    const used = await store.useLink({ secretHash: sha256(claim.secret), key, storage, now: now() });
    if (used.state === "unknown") return err("linkUnknown");
    if (used.state === "expired") return err("linkExpired");
    if (used.state === "alarm") return this.#stop(used.invitation);
    const { invitation, isFirst } = used;
    if (invitation.alarm !== undefined) return err("linkStopped");
    if (isFirst && invitation.waits) this.#deps.onWaiting(invitation, comparisonCode(key));
    return ok(await this.#answer(invitation, key));
  }

  /** Everything that is checked before a link is consumed. */
  async #check(claim: ActivationClaim): Promise<ActivationError | undefined> {
    const { store, home, now } = this.#deps;
    const expected = { origin: home.authority.origin, secret: claim.secret, key: claim.key };
    const proof = await verifyActivation(claim.message, expected, verifySignature);
    if (!proof.ok) return "proofFailed";
    const link = await store.invitationBySecret(sha256(claim.secret));
    if (link === undefined) return "linkUnknown";
    if (Math.abs(proof.value.time - now()) > ACTIVATION_CLOCK_TOLERANCE) return "clockWrong";
    if (claim.storage === STORAGE.wrapped && !WRAPPED_KEY_ROLES.includes(link.role)) return "operatorRefused";
    const signer = await store.signer(claim.key);
    return signer === undefined || equalBytes(signer.operator, link.operator) ? undefined : "keyTaken";
  }

  async #answer(invitation: InvitationRecord, key: Uint8Array): Promise<ActivationOutcome> {
    const { operator, waits, granted } = invitation;
    if (granted) return { status: "granted", operator, grant: await this.#grantOf(key, invitation) };
    if (waits) return { status: "waiting", operator, key };
    return { status: "granted", operator, grant: await this.#grant(invitation, key) };
  }

  /** A second key on a link: whoever holds the first may have stolen the link, so its grant ends and people are told. */
  async #stop(invitation: InvitationRecord): Promise<Result<never, ActivationError>> {
    const { home, now, onAlarm } = this.#deps;
    if (invitation.key !== undefined && invitation.granted && invitation.alarm === undefined) {
      await home.say(
        KIND.grantEnded,
        encodeGrantEnded({ key: invitation.key, from: invitation.used ?? now(), reason: "compromised" }),
      );
    }
    if (invitation.alarm === undefined) onAlarm(invitation);
    return err("linkUsed");
  }

  async #grantOf(key: Uint8Array, invitation: InvitationRecord): Promise<Uint8Array> {
    const signer = await this.#deps.store.signer(key);
    const made = signer?.grants[signer.grants.length - 1];
    return made?.statement ?? this.#grant(invitation, key);
  }

  async #grant(invitation: InvitationRecord, key: Uint8Array): Promise<Uint8Array> {
    const said = await grantKey(
      { ...invitation, roles: [invitation.role], key, storage: invitation.storage ?? STORAGE.nonExtractable },
      this.#deps,
    );
    await this.#deps.store.markGranted(invitation.id);
    return said;
  }

  /** Grants a waiting key once the inviter has compared the six digits of both screens. */
  confirm(id: Uint8Array, code: string, inviter: Inviter): Promise<Result<InvitationRecord, ConfirmationError>> {
    return this.#inTurn(async () => {
      const invitation = await this.#deps.store.invitation(id);
      if (invitation === undefined) return err("notFound");
      if (!mayConfirm(inviter, invitation)) return err("outOfScope");
      if (invitation.alarm !== undefined) return err("linkStopped");
      if (invitation.key === undefined || invitation.granted) return err("notWaiting");
      if (comparisonCode(invitation.key) !== code) return err("codeDiffers");
      await this.#grant(invitation, invitation.key);
      return ok({ ...invitation, granted: true });
    });
  }
}

/** What a grant gives. */
export type GrantTerms = {
  readonly operator: Uint8Array;
  readonly roles: readonly Role[];
  readonly scope: string;
  readonly key: Uint8Array;
  readonly storage: number;
  /** Another key of the operator invited this one. */
  readonly staff?: boolean;
};

/** Signs and logs a grant from now on. @returns the statement */
export async function grantKey(
  terms: GrantTerms,
  { store, home, now }: Pick<ActivationDeps, "store" | "home" | "now">,
): Promise<Uint8Array> {
  const operator = await store.operator(terms.operator);
  if (operator === undefined) throw new Error(`operator ${toHex(terms.operator)} of a link is not registered`);
  const from = now();
  const life = terms.storage === STORAGE.wrapped ? WRAPPED_GRANT_LIFE : GRANT_LIFE;
  const grant = {
    operator: terms.operator,
    name: operator.row.name,
    key: terms.key,
    alg: ES256,
    roles: terms.roles,
    region: terms.scope,
    notBefore: from - GRANT_BACKDATING,
    notAfter: from + life,
    storage: terms.storage,
    ...(terms.staff === true ? ({ staff: true } as const) : {}),
  };
  const said = await home.say(KIND.grant, encodeGrant(grant));
  return said.bytes;
}
