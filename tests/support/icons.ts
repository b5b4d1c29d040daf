/*
 * Draws the icons and the picture for shared links into public/: `npm run icons`. Run it after changing the
 * drawing and check the result in; it needs a Chinese font.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { type Browser, chromium } from "@playwright/test";
import { chromiumPath } from "./chromium.ts";

const GREEN = "#0a6239";

/** A certificate with its tick, and the light behind it, on a grid of 512. */
const MARK = `
  <circle cx="356" cy="166" r="84" fill="#ffc83d"/>
  <rect x="118" y="104" width="224" height="304" rx="30" fill="#fff"/>
  <path d="M168 226l42 44 82-92" fill="none" stroke="${GREEN}" stroke-width="38" stroke-linecap="round" stroke-linejoin="round"/>
  <path d="M168 322h124M168 362h78" stroke="${GREEN}" stroke-width="20" stroke-linecap="round" opacity=".45"/>`;

/** The mark on a rounded square. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="112" fill="${GREEN}"/><g transform="translate(16)">${MARK}</g></svg>`;

/** The mark within the inner 80 %, on a ground that a phone may cut to any shape. */
const MASKABLE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" fill="${GREEN}"/><g transform="translate(64 51) scale(.8)">${MARK}</g></svg>`;

/** The picture that messengers show beside a link to a certificate. */
const OPEN_GRAPH = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" font-family="Noto Sans CJK SC, PingFang SC, sans-serif">
  <rect width="1200" height="630" fill="${GREEN}"/>
  <g transform="translate(56 59)">${MARK}</g>
  <g fill="#fff">
    <text x="560" y="250" font-size="120" font-weight="700">亮证</text>
    <text x="560" y="350" font-size="66" font-weight="700">承诺达标合格证</text>
    <text x="560" y="434" font-size="40" opacity=".9">点开看：什么产品、谁承诺的、</text>
    <text x="560" y="494" font-size="40" opacity=".9">现在还有没有效</text>
  </g>
</svg>`;

type Picture = { readonly path: string; readonly svg: string; readonly width: number; readonly height: number };

const PICTURES: readonly Picture[] = [
  { path: "public/icons/icon-192.png", svg: ICON, width: 192, height: 192 },
  { path: "public/icons/icon-512.png", svg: ICON, width: 512, height: 512 },
  { path: "public/icons/maskable-512.png", svg: MASKABLE, width: 512, height: 512 },
  // Apple cuts the corners itself and shows transparency as black.
  { path: "public/icons/apple-touch-icon.png", svg: MASKABLE, width: 180, height: 180 },
  { path: "public/og.png", svg: OPEN_GRAPH, width: 1200, height: 630 },
];

async function draw(browser: Browser, { path, svg, width, height }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${width}px;height:${height}px}</style>${svg}`);
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}

await mkdir("public/icons", { recursive: true });
await writeFile("public/icons/icon.svg", `${ICON}\n`);
const { path: executablePath, args } = await chromiumPath();
const browser = await chromium.launch({ executablePath, args: [...args] });
for (const picture of PICTURES) await draw(browser, picture);
await browser.close();
