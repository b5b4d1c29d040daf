/** Words of asking for a PIN. */
export const zhPin = {
  title: "输入密码",
  "title.of": "{person}，请输密码",
  label: "密码",
  enter: "打开钥匙",
  wrong: "密码不对，还能试 {left} 次",
  "wrong.wait": "密码不对，还能试 {left} 次。请等{wait}再试",
  tooSoon: "试得太快，请等{wait}再试",
  seconds: "{seconds} 秒",
  minutes: "{minutes} 分钟",
  erased: "密码连错 10 次，这把钥匙已从手机上删掉",
  "erased.advice": "开过的证还在，照旧算数。请当初发邀请的人再发一条，重新加入。",
  notStored: "手机存不进去，没有试。请腾出空间再来",
} as const;
