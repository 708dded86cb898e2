export { describeApi, type OpenApi, type ReferenceOptions } from "./openapi.ts";
export { createReference, type Reference } from "./reference.ts";
