export { PageAssets, PageBuildError, type PageSources } from "./page-assets.ts";
export { secureHeaders } from "./secure-headers.ts";
