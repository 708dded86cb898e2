export * from "./graph/index.ts";
export * from "./messages/index.ts";
export * from "./outgoing/index.ts";
export * from "./templates/index.ts";
