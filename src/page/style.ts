import { utf8 } from "../core/bytes.ts";
import { sha256 } from "../core/sha256.ts";

/** Readable here, one line in the page. Colours are the app's; each pair holds 4.5 : 1 in both schemes. */
const SOURCE = `
:root{
  color-scheme:light dark;
  --page:#f3f5f0;--surface:#fff;--text:#142019;--soft:#4b5a51;--line:#cfd6cb;--edge:#6d7b71;
  --good:#0a6239;--bad:#b3201a;--wait:#fdeec2;--wait-ink:#5c3d00;--none:#e7ebe3;--on:#fff;
  --note:#173f6d;--note-soft:#e2ebf6;--link:#0a5431
}
@media(prefers-color-scheme:dark){
  :root{
    --page:#0f1411;--surface:#1a211d;--text:#eef3ef;--soft:#b4c1b9;--line:#354039;--edge:#87958c;
    --good:#58c98e;--bad:#ff8a80;--wait:#3d2f0a;--wait-ink:#ffdb86;--none:#2a332e;--on:#04170d;
    --note:#a9cdf8;--note-soft:#182b42;--link:#9be3bd
  }
}
*{box-sizing:border-box;margin:0;padding:0}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{
  background:var(--page);color:var(--text);overflow-wrap:anywhere;
  font:1.125rem/1.55 system-ui,-apple-system,"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif
}
header,main,footer{max-width:40rem;margin:0 auto;padding:0 16px}
header{display:flex;justify-content:space-between;align-items:center}
a{color:var(--link)}
header a,.go{display:inline-flex;align-items:center;min-height:48px;min-width:48px}
.go{justify-content:center;width:100%;padding:8px 16px;border-radius:14px;background:var(--good);color:var(--on);font-weight:700;text-decoration:none}
:focus-visible{outline:3px solid var(--note);outline-offset:2px}
h1{font-size:1.75rem;line-height:1.25;text-align:center}
h2{font-size:1.25rem;line-height:1.35}
ol,ul{list-style:none}
.state,.card{border-radius:14px;padding:16px;margin-bottom:16px}
.state{background:var(--none);position:relative}
.state p+p{margin-top:.375rem}
.state .title{padding-left:2.875rem;min-height:2.625rem;font-size:1.5rem;font-weight:700;line-height:1.5}
.state::before{
  content:"?";position:absolute;left:16px;top:16px;width:2.25rem;height:2.25rem;border-radius:50%;border:3px solid;
  font:700 1.5rem/1.95rem system-ui,sans-serif;text-align:center
}
.good{background:var(--good);color:var(--on)}
.bad{background:var(--bad);color:var(--on)}
.wait{background:var(--wait);color:var(--wait-ink)}
.state.good::before{content:""}
.state.good::after{content:"";position:absolute;left:calc(16px + .75rem);top:calc(16px + .375rem);width:.75rem;height:1.25rem;border:solid;border-width:0 .25rem .25rem 0;transform:rotate(42deg)}
.state.bad::before{content:"\\00d7";border-radius:8px;font-size:2rem}
.state.wait::before{content:"!"}
.state a{color:inherit}
.code{border-top:1px solid;padding-top:.375rem;min-height:5.05em}
.alarm{font-weight:700}
.card{background:var(--surface);border:1px solid var(--line)}
.flags{background:var(--wait);color:var(--wait-ink)}
.said{border:2px dashed var(--edge)}
.known{border:2px solid var(--note);border-left-width:8px}
.tag{display:inline-flex;align-items:center;padding:.125rem .5rem;border-radius:8px;font-size:1rem;font-weight:700;margin-bottom:.5rem}
.said>.tag{border:1px dashed var(--edge);color:var(--soft)}
.known>.tag{background:var(--note);color:var(--surface)}
.known>.tag::before{content:"";width:.35em;height:.7em;margin:-.2em .45em 0 .2em;border:solid;border-width:0 .15em .15em 0;transform:rotate(42deg)}
.stamp{width:fit-content;margin:0 auto .5rem;padding:.125rem .75rem;border:3px solid;border-radius:8px;color:var(--bad);font-size:1.25rem;font-weight:700;text-align:center}
.no{text-align:center;font:600 1.25rem/1.5 ui-monospace,"SF Mono","Roboto Mono","Noto Sans Mono",Menlo,Consolas,monospace}
.gloss,.soft{color:var(--soft);font-size:1rem;font-weight:400}
.gloss{display:block;line-height:1.4}
.promise{margin:.75rem 0;padding:.75rem 0;border:solid var(--line);border-width:1px 0}
ol{counter-reset:n}
ol li{counter-increment:n;padding-left:1.6em;position:relative}
ol li::before{content:counter(n) ".";position:absolute;left:0}
.ticks li{padding-left:1.75em;position:relative}
.ticks li::before{content:"";position:absolute;left:0;top:.27em;width:1em;height:1em;border:2px solid var(--text)}
.ticks .on::after{content:"";position:absolute;left:.36em;top:.16em;width:.4em;height:.85em;border:solid var(--good);border-width:0 .2em .2em 0;transform:rotate(42deg)}
.ticks .on{font-weight:700}
dl div{display:flex;flex-wrap:wrap;gap:0 .75rem;padding:.3rem 0}
dl div+div{border-top:1px solid var(--line)}
dt{flex:0 0 auto;min-width:5.5em;max-width:100%;color:var(--soft)}
dd{flex:1 1 9em}
.list>li{padding:.4rem 0;border-top:1px solid var(--line)}
.list p{color:var(--soft)}
.list .open,.list .unknown{color:var(--bad)}
.list time,a{display:inline-block}
summary{min-height:48px;padding:.6rem 0;color:var(--link);font-weight:700;cursor:pointer}
.own{margin:0 0 16px;padding:12px 16px;border-radius:14px;background:var(--note-soft);color:var(--note)}
footer{padding:8px 16px 32px}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{
  :root{color-scheme:light;--page:#fff;--surface:#fff;--text:#000;--soft:#333;--line:#999;--edge:#333;--note:#000;--note-soft:#fff}
  body{font-size:11pt}
  header a,.go,.code{display:none}
  .state{background:none;color:#000;border:3px solid}
  .card{break-inside:avoid}
}
`;

/** The page's whole style, without the line breaks of its source. */
export const PAGE_STYLE = SOURCE.replace(/\n\s*/g, "");

/** CSP source expression of the inline style (CSP Level 3 §2.3.1), for `style-src`: `'sha256-…'`. */
export const PAGE_STYLE_HASH = `'sha256-${btoa(String.fromCharCode(...sha256(utf8(PAGE_STYLE))))}'`;
