import { PageAssets } from "@culver/pages";

/** The page of the carriers, bundled when the operator's door is made. */
export function pageAssets(): PageAssets {
  const at = (name: string) => new URL(`./page/${name}`, import.meta.url);
  return new PageAssets({
    script: at("main.ts"),
    style: at("page.css"),
    html: at("page.html"),
    icon: at("icon.svg"),
    publicPath: "/operator/assets/",
  });
}
