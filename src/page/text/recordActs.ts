import type { RecordType } from "../../core/record/fieldRecord.ts";

/** What a production record is called, as it is entered: in Chinese on every page. */
export const RECORD_ACTS: Readonly<Record<RecordType, string>> = {
  sown: "播种定植",
  stocked: "投放补栏",
  inputPurchased: "购进投入品",
  inputUsed: "使用投入品",
  pestSeen: "病虫害发生",
  nonChemicalControl: "非化学防治",
  irrigated: "灌溉",
  fertilised: "施肥",
  tended: "农事",
  fed: "饲喂",
  immunised: "免疫",
  disposed: "处置",
  containersReturned: "交回包装废弃物",
  observed: "田间观察",
};
