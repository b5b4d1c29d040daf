import type { IssuePart } from "../../core/certificate/issue.ts";
import type { StatementContent } from "../../core/statement/statement.ts";
import { prepareStatement } from "../../core/statement/statement.ts";
import type { Turn } from "./signInTurn.ts";

/** Prepares the single statement of a turn. */
export function statementInTurn(turn: Turn, what: Pick<StatementContent, "kind" | "body">): IssuePart {
  const content = { ...what, iat: turn.iat, seq: turn.seq };
  return { content, prepared: prepareStatement(content, turn.identity) };
}
