export * from "./outgoing/index.ts";
