import { contentSecurityPolicy, type StaticFiles, securityHeaders } from "@culver/server";

/** The built page of the inbox, at /business, and where its assets are not served anyway, those too. */
export interface BusinessPage {
  fetch(request: Request): Promise<Response | undefined> | undefined;
}

/** Built files that the page loads. */
const ASSETS = /^\/(assets\/|icons\/|favicon\.svg$|theme\.js$)/;

/** @param withAssets where no web role serves them */
export function createBusinessPage(
  files: StaticFiles,
  { publicUrl, withAssets }: { readonly publicUrl: URL; readonly withAssets: boolean },
): BusinessPage {
  const policy = contentSecurityPolicy();
  const headers = Object.entries(securityHeaders(publicUrl.protocol === "https:"));
  const serve = async (request: Request, url: URL): Promise<Response | undefined> => {
    const answer = await files.serve(new Request(url, { method: request.method, headers: request.headers }));
    if (answer === undefined) return undefined;
    for (const [name, value] of headers) answer.headers.set(name, value);
    answer.headers.set("Content-Security-Policy", policy);
    return answer;
  };
  return {
    fetch(request) {
      const url = new URL(request.url);
      if (url.pathname === "/business" || url.pathname === "/business/") {
        url.pathname = "/business.html";
        return serve(request, url);
      }
      return withAssets && ASSETS.test(url.pathname) ? serve(request, url) : undefined;
    },
  };
}
