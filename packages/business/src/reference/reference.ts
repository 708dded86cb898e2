import { PageAssets, secureHeaders } from "@culver/pages";
import { Hono } from "hono";
import { describeApi, type ReferenceOptions } from "./openapi.ts";
import { renderReference } from "./render.ts";

/** Answers /business/openapi.json, /business/reference and what the page is made of. */
export interface Reference {
  fetch(request: Request): Promise<Response>;
}

/** The description of the API, for software and for people. Made when it is first asked for. */
export function createReference(options: ReferenceOptions): Reference {
  let made: { readonly json: string; readonly html: string } | undefined;
  let assets: PageAssets | undefined;
  const description = () => {
    if (!made) {
      const api = describeApi(options);
      made = { json: JSON.stringify(api), html: renderReference(api) };
    }
    return made;
  };
  const page = () => {
    assets ??= new PageAssets({
      script: new URL("./page/main.ts", import.meta.url),
      style: new URL("./page/page.css", import.meta.url),
      html: new URL("./page/page.html", import.meta.url),
      icon: new URL("./page/icon.svg", import.meta.url),
      publicPath: "/business/reference/assets/",
    });
    return assets;
  };

  const app = new Hono();
  app.use(secureHeaders);
  app.get("/business/openapi.json", (context) => {
    context.header("cache-control", "no-cache");
    return context.body(description().json, 200, { "content-type": "application/json; charset=utf-8" });
  });
  app.get("/business/reference", async (context) => {
    const document = await (await page().document()).text();
    context.header("cache-control", "no-cache");
    return context.html(document.replace("<!--reference-->", () => description().html));
  });
  app.get("/business/reference/assets/:name", async (context) => {
    return (await page().asset(context.req.param("name"))) ?? context.notFound();
  });
  return { fetch: async (request) => app.fetch(request) };
}
