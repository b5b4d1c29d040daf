/** 照片和扫描件。 */
export const zhPhoto = {
  choose: "拍照或选文件",
  again: "换一张",
  remove: "去掉",
  pdf: "PDF 文件，{size}",
  picture: "选好的照片，{size}",
  place: "连同拍摄地点一起保留",
  "place.hint": "照片里记着拍摄地点。不勾选，保存时就去掉。",
  unreadable: "这个文件打不开。请换一张照片（JPEG、PNG）或 PDF。",
  tooLarge: "文件超过 10 MB。请换一个小些的。",
  preparing: "正在处理照片",
} as const;
