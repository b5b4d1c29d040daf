import { createStore } from "zustand/vanilla";
import type { Role } from "../../../core/operator/role.ts";
import { checkInvite, EMPTY_INVITE, type InviteError, type InviteForm, withChange } from "./inviteForm.ts";
import type { InviteFailure, NewInvitation, OfficerDeps, OfficerSelf, RegisteredOperator } from "./officerDeps.ts";

/** A link that was just made, and for whom. */
export type Invited = NewInvitation & { readonly name: string; readonly role: Role };

/** State and events of inviting. */
export type InviteStore = {
  readonly loading: boolean;
  readonly self: OfficerSelf | undefined;
  /** The operator that gets a further key; undefined while a new one is registered. */
  readonly operator: RegisteredOperator | undefined;
  readonly form: InviteForm;
  readonly errors: readonly InviteError[];
  readonly busy: boolean;
  readonly failure: InviteFailure | undefined;
  readonly invited: Invited | undefined;
  readonly opened: () => Promise<void>;
  readonly changed: (change: Partial<InviteForm>) => void;
  readonly confirmed: () => Promise<void>;
};

/** Makes the store of the inviting screen; `operatorId` names the operator that gets a further key. */
export function createInviteStore(deps: Pick<OfficerDeps, "self" | "operator" | "invite">, operatorId?: string) {
  return createStore<InviteStore>()((set, get) => ({
    loading: true,
    self: undefined,
    operator: undefined,
    form: EMPTY_INVITE,
    errors: [],
    busy: false,
    failure: undefined,
    invited: undefined,
    async opened() {
      const [self, known] = await Promise.all([
        deps.self(),
        operatorId === undefined ? undefined : deps.operator(operatorId),
      ]);
      const found = known?.ok === true ? known.value.operator : undefined;
      const role = found?.keys[0]?.roles[0];
      set({ self, loading: false, operator: found, failure: known?.ok === false ? known.error : undefined });
      if (role !== undefined) get().changed({ role });
    },
    changed(change) {
      const { form, errors } = get();
      const touched = Object.keys(change);
      set({ form: withChange(form, change), errors: errors.filter(({ field }) => !touched.includes(field)) });
    },
    async confirmed() {
      const { form, self, operator, busy, invited } = get();
      if (busy || invited !== undefined || (operatorId !== undefined && operator === undefined)) return;
      const request = checkInvite(form, self?.scopes ?? [], operator);
      if (!request.ok) return set({ errors: request.error });
      set({ busy: true, errors: [], failure: undefined });
      const answer = await deps.invite(request.value);
      if (!answer.ok) return set({ busy: false, failure: answer.error });
      const name = operator?.name ?? ("name" in request.value.operator ? request.value.operator.name : "");
      set({ busy: false, invited: { ...answer.value, name, role: form.role } });
    },
  }));
}
