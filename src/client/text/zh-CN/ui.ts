/** Words of the controls themselves. */
export const zhUi = {
  back: "返回",
  close: "关闭",
  loading: "正在打开…",
  optional: "可不填",
  "keypad.delete": "删一位",
  "keypad.point": "小数点",
  "keypad.label": "数字键盘",
  "code.label": "二维码",
  "number.label": "合格证编号",
  "show.password": "显示口令",
  "app.name": "亮证",
  "screen.titled": "{screen} · 亮证",
  "show.brightness": "扫不出来时，把屏幕调亮一点，擦擦屏幕。",
  "show.dims": "屏幕可能会自己变暗，时不时点一下。扫不出来时，把屏幕调亮一点。",
} as const;
