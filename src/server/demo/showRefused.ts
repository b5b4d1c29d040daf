import { encodeWithdrawn } from "../../core/certificate/withdrawal.ts";
import { encodeGrantEnded, encodeStandingSet } from "../../core/operator/standing.ts";
import { KIND } from "../../core/statement/kind.ts";
import { purchaserOrder } from "./orders.ts";
import { daysAgo, harvestNow, type Stage, secondPhone, show, wareOf } from "./stage.ts";
import type { StateId } from "./states.ts";

const DAY = 86_400;
const HOUR = 3600;

function planWithdrawn(stage: Stage): void {
  const { county } = stage;
  const { calendar } = county;
  daysAgo(stage, 6, async () => {
    const name = "陵川县古郊高山蔬菜专业合作社";
    const handset = county.handset(name);
    const issued = await harvestNow(stage, name);
    await county.upload(issued.statements);
    show(stage, "voided", issued, handset);
    calendar.at(calendar.now() + 2 * HOUR, async () => {
      const body = encodeWithdrawn({
        certificate: issued.id,
        state: "voided",
        reason: "过磅后发现重量填错,货还没有出库",
      });
      await county.upload([await handset.phone.say(KIND.certificateWithdrawn, body, calendar.now())]);
    });
  });
  daysAgo(stage, 5, async () => {
    const name = "陵川县西河底林果专业合作社";
    const first = await harvestNow(stage, name, { amount: 800 });
    await county.upload(first.statements);
    show(stage, "superseded", first, county.handset(name));
    calendar.at(calendar.now() + HOUR, async () => {
      const corrects = { certificate: first.id, reason: "数量写错,实际装车 780 千克" };
      const corrected = await harvestNow(stage, name, { amount: 780, corrects });
      await county.upload(corrected.statements);
      show(stage, "correction", corrected, county.handset(name));
    });
  });
  daysAgo(stage, 9, async () => {
    const name = "张桂花";
    const issued = await harvestNow(stage, name);
    await county.upload(issued.statements);
    show(stage, "recalled", issued, county.handset(name));
    calendar.at(calendar.now() + 3 * DAY, async () => {
      const body = encodeWithdrawn({
        certificate: issued.id,
        state: "recalled",
        reason: "监督抽查检出腐霉利残留超标,责令召回",
      });
      await county.upload([await county.officer.say(KIND.certificateWithdrawn, body, calendar.now())]);
    });
  });
}

function planNoRight(stage: Stage): void {
  const { county, recognised } = stage;
  daysAgo(stage, 8, async () => {
    const name = "徐国庆";
    const at = county.calendar.now();
    const { operator } = county.member(name);
    const set = encodeStandingSet({
      operator,
      standing: "suspended",
      from: at,
      reason: "检出禁用兽药,暂停开具,接受调查",
    });
    await county.upload([await county.officer.say(KIND.standingSet, set, at)]);
    county.calendar.at(at + DAY, async () => {
      const issued = await harvestNow(stage, name);
      await county.upload(issued.statements);
      show(stage, "operatorSuspended", issued, county.handset(name));
    });
  });
  daysAgo(stage, 5.5, async () => {
    const name = "陵川县秀芳家庭农场";
    const at = county.calendar.now();
    const handset = county.handset(name);
    const own = await harvestNow(stage, name);
    const order = purchaserOrder(
      county.member(name),
      { ware: wareOf(stage, name, 0), amount: 20, at },
      { sources: [own], mode: "repacked" },
    );
    const issued = await handset.phone.issue(order, at);
    await county.upload([...own.statements, ...issued.statements]);
    show(stage, "wrongRole", issued, handset);
  });
  daysAgo(stage, 3.5, async () => {
    const name = "陵川县建军家庭农场";
    const issued = await harvestNow(stage, name, { origin: recognised.member.region });
    await county.upload(issued.statements);
    show(stage, "wrongRegion", issued, county.handset(name));
  });
  daysAgo(stage, 96, async () => {
    // A wrapped key's grant runs for 90 days.
    const handset = await secondPhone(stage, "申二虎", { role: "producer", wrapped: true });
    daysAgo(stage, 3, async () => {
      const issued = await harvestNow(stage, "申二虎", {}, handset);
      await county.upload(issued.statements);
      show(stage, "grantExpired", issued, handset);
    });
  });
}

/** One phone is lost: what it had uploaded before stands, what turns up later is not proven, what is signed later is void. */
function planLostPhone(stage: Stage): void {
  const { county } = stage;
  const { calendar } = county;
  const name = "陵川县丰岭蔬菜专业合作社";
  daysAgo(stage, 60, async () => {
    const handset = await secondPhone(stage, name, { role: "producer" });
    daysAgo(stage, 12, async () => {
      const issued = await harvestNow(stage, name, {}, handset);
      await county.upload(issued.statements);
      show(stage, "provenBeforeEnd", issued, handset);
    });
    const uploadLater = (id: StateId) => async () => {
      const issued = await harvestNow(stage, name, { ware: 1 }, handset);
      show(stage, id, issued, handset);
      daysAgo(stage, 7.5, () => county.upload(issued.statements));
    };
    daysAgo(stage, 11, uploadLater("notProvenBeforeEnd"));
    daysAgo(stage, 9.8, async () => {
      const ended = encodeGrantEnded({
        key: handset.phone.signer.key,
        from: calendar.now() - 4 * HOUR,
        reason: "lost",
      });
      await county.upload([await county.officer.say(KIND.grantEnded, ended, calendar.now())]);
    });
    daysAgo(stage, 9, uploadLater("keyEnded"));
  });
}

/** Plans certificates that were taken back or that nobody may rely on. */
export function planRefused(stage: Stage): void {
  planWithdrawn(stage);
  planNoRight(stage);
  planLostPhone(stage);
}
