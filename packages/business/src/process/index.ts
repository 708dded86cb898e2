export type { BusinessFigures } from "./figures.ts";
export { type BusinessProcess, openBusiness } from "./open-business.ts";
export type { BusinessOptions } from "./options.ts";
export { partOf } from "./paths.ts";
