import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BunPlugin } from "bun";

interface Built {
  readonly document: string;
  readonly files: ReadonlyMap<string, Blob>;
}

const script = new URL("./page/main.ts", import.meta.url);
const style = new URL("./page/page.css", import.meta.url);
const html = new URL("./page/page.html", import.meta.url);
const icon = new URL("./page/icon.svg", import.meta.url);

/** The page could not be bundled. */
class PageBuildError extends Error {
  override readonly name = "PageBuildError";
}

const PUBLIC = "/sandbox/assets/";

/** Leaves fonts as files of their own, which the bundler would otherwise write into the style sheet. */
function fontFiles(files: Map<string, Blob>): BunPlugin {
  return {
    name: "font-files",
    setup(bundler) {
      bundler.onResolve({ filter: /\.woff2$/ }, ({ path, importer }) => {
        const name = basename(path);
        files.set(name, Bun.file(resolve(dirname(importer), path)));
        return { path: PUBLIC + name, external: true };
      });
    },
  };
}

async function build(): Promise<Built> {
  const files = new Map<string, Blob>();
  const result = await Bun.build({
    entrypoints: [fileURLToPath(script), fileURLToPath(style)],
    target: "browser",
    minify: true,
    publicPath: PUBLIC,
    naming: "[name]-[hash].[ext]",
    plugins: [fontFiles(files)],
  });
  if (!result.success) throw new PageBuildError(result.logs.map(String).join("\n"));
  for (const output of result.outputs) files.set(basename(output.path), output);
  files.set("icon.svg", Bun.file(icon));
  const named = (ending: string) =>
    `${PUBLIC}${[...files.keys()].find((name) => name.endsWith(ending)) ?? ""}`;
  const document = await Bun.file(html).text();
  return {
    document: document.replace("/main.js", named(".js")).replace("/page.css", named(".css")),
    files,
  };
}

/** The handset page, bundled in this process at start. */
export class PageAssets {
  readonly #built: Promise<Built>;

  constructor() {
    this.#built = build();
    // Reported when the page is asked for; the carrier works without it.
    this.#built.catch(() => undefined);
  }

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
