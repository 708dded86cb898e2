export type { CreatedTemplate } from "./create.ts";
export type { TemplateDecision } from "./decisions.ts";
export type { TemplateEndpoints } from "./endpoints.ts";
export { type Library, openLibrary } from "./library.ts";
export { defaultLibrarySettings, type LibraryOptions, type LibrarySettings } from "./options.ts";
export type { TemplateRemoval } from "./remove.ts";
