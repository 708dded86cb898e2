// Draws the PNG icons from public/favicon.svg with Chromium. Run by hand when the mark changes; the PNGs are committed.
import { mkdir, readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const folder = new URL("../public/", import.meta.url);
const svg = await readFile(new URL("favicon.svg", folder), "utf8");
const square = svg.replace('rx="16"', 'rx="0"');
// A maskable icon may lose everything outside a circle of 80 %.
const maskable = square.replace("translate(10.500 10.500) scale(.67)", "translate(15 15) scale(.53)");
const icons = [
  ["icon-192.png", 192, svg],
  ["icon-512.png", 512, svg],
  ["maskable-512.png", 512, maskable],
  ["apple-touch-icon.png", 180, square],
];

await mkdir(new URL("icons/", folder), { recursive: true });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, size, source] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`,
  );
  await page.screenshot({ path: new URL(`icons/${name}`, folder).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
