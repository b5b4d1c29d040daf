import { harvest, producerOrder } from "./orders.ts";
import { daysAgo, harvestNow, type Stage, secondPhone, show } from "./stage.ts";

/** Plans certificates that this register does not hold, or not under the number in the code. */
export function planUnregistered(stage: Stage): void {
  const { county, recognised, unknown } = stage;
  for (const [id, days] of [
    ["notUploaded", 0.25],
    ["notUploadedLong", 10],
  ] as const) {
    daysAgo(stage, days, async () => {
      const handset = await secondPhone(stage, "牛守田", { role: "producer" });
      show(stage, id, await harvestNow(stage, "牛守田", {}, handset), handset);
    });
  }
  for (const [id, { member, handset }] of [
    ["foreignRecognised", recognised],
    ["foreignUnknown", unknown],
  ] as const) {
    daysAgo(stage, 1, async () => {
      const [ware] = member.person.wares ?? [];
      if (ware === undefined) throw new Error(`${member.person.name} has nothing to sell`);
      const at = county.calendar.now();
      const amount = ware.usual / 3;
      show(
        stage,
        id,
        await handset.phone.issue(producerOrder(member, { ware, amount, at }, harvest(ware, amount)), at),
        handset,
      );
    });
  }
  daysAgo(stage, 20, async () => {
    // Genuine in itself; the forgery is to put its code under another number.
    const issued = await harvestNow(stage, "牛守田");
    await county.upload(issued.statements);
    show(stage, "copiedNumber", issued, county.handset("牛守田"));
  });
}
