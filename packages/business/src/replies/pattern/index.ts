export { matchProgram } from "./match.ts";
export { PatternError } from "./node.ts";
export { compilePattern, type Program } from "./program.ts";
