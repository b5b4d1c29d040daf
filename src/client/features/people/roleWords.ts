import type { Role } from "../../../core/operator/role.ts";
import type { Say } from "../../text/catalogue.ts";
import type { zhPeople } from "../../text/zh-CN/people.ts";

/** Roles in words, one after another. */
export function roleWords(roles: readonly Role[], say: Say<typeof zhPeople>): string {
  return roles.map((role) => say(`role.${role}`)).join("、");
}
