import { PageAssets } from "@culver/pages";

/** The page of the carriers, bundled when the operator's door is made. */
export function pageAssets(): PageAssets {
  return new PageAssets({
    script: new URL("./page/main.ts", import.meta.url),
    style: new URL("./page/page.css", import.meta.url),
    html: new URL("./page/page.html", import.meta.url),
    icon: new URL("./page/icon.svg", import.meta.url),
    publicPath: "/operator/assets/",
  });
}
