import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BunPlugin } from "bun";

/** What a page is made of. The document names its script `/main.js` and its style `/page.css`. */
export interface PageSources {
  readonly script: URL;
  readonly style: URL;
  readonly html: URL;
  readonly icon: URL;
  /** Where its assets are served, with a slash at both ends. */
  readonly publicPath: string;
}

interface Built {
  readonly document: string;
  readonly files: ReadonlyMap<string, Blob>;
}

/** The page could not be bundled. */
export class PageBuildError extends Error {
  override readonly name = "PageBuildError";
}

/** A page, bundled in this process at start. */
export class PageAssets {
  readonly #built: Promise<Built>;

  constructor(sources: PageSources) {
    this.#built = build(sources);
    // Reported when the page is asked for; everything else works without it.
    this.#built.catch(() => undefined);
  }

  /** @throws PageBuildError */
  async document(): Promise<Response> {
    const { document } = await this.#built;
    return new Response(document, { headers: { "content-type": "text/html; charset=utf-8" } });
  }

  /** A day for what may change under its name; names with a hash of the content are kept for ever. */
  async asset(name: string): Promise<Response | undefined> {
    const file = (await this.#built).files.get(name);
    if (!file) return undefined;
    const hashed = /-[0-9a-z]{8}\.(js|css)$/.test(name);
    return new Response(file, {
      headers: {
        "content-type": file.type,
        "cache-control": hashed ? "public, max-age=31536000, immutable" : "public, max-age=86400",
      },
    });
  }
}

async function build({ script, style, html, icon, publicPath }: PageSources): Promise<Built> {
  const files = new Map<string, Blob>();
  const result = await Bun.build({
    entrypoints: [fileURLToPath(script), fileURLToPath(style)],
    target: "browser",
    minify: true,
    publicPath,
    naming: "[name]-[hash].[ext]",
    plugins: [fontFiles(files, publicPath)],
  });
  if (!result.success) throw new PageBuildError(result.logs.map(String).join("\n"));
  for (const output of result.outputs) files.set(basename(output.path), output);
  files.set("icon.svg", Bun.file(icon));
  const named = (ending: string) =>
    `${publicPath}${[...files.keys()].find((name) => name.endsWith(ending)) ?? ""}`;
  const document = await Bun.file(html).text();
  return {
    document: document.replace("/main.js", named(".js")).replace("/page.css", named(".css")),
    files,
  };
}

/** Leaves fonts as files of their own, which the bundler would otherwise write into the style sheet. */
function fontFiles(files: Map<string, Blob>, publicPath: string): BunPlugin {
  return {
    name: "font-files",
    setup(bundler) {
      bundler.onResolve({ filter: /\.woff2$/ }, ({ path, importer }) => {
        const name = basename(path);
        files.set(name, Bun.file(resolve(dirname(importer), path)));
        return { path: publicPath + name, external: true };
      });
    },
  };
}
