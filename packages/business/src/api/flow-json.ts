import { z } from "zod";
import { GraphError } from "../graph/index.ts";
import { plainJson } from "../messages/plain-json.ts";

const flowJson = z.looseObject({
  version: z.string().min(1).max(16),
  screens: z.array(z.looseObject({ id: z.string().min(1).max(80) })).min(1),
});

/** What is wrong with a flow's JSON, in Graph's shape. Only its version and that it has screens is looked at. */
export function validationErrors(json: string): readonly object[] {
  try {
    const { success, error } = flowJson.safeParse(plainJson(JSON.parse(json)));
    if (success) return [];
    return error.issues
      .slice(0, 20)
      .map((issue) => said("INVALID_PROPERTY", `${issue.path.join(".")}: ${issue.message}`));
  } catch {
    return [said("INVALID_JSON", "The flow is not JSON.")];
  }
}

const said = (error: string, message: string) => ({
  ...{ error, error_type: "FLOW_JSON_ERROR", message },
  ...{ line_start: 1, line_end: 1, column_start: 1, column_end: 1 },
});

/** @throws GraphError 100 for a flow without JSON, or with one that has errors */
export function requireFlowJson(json: string | undefined): void {
  if (json !== undefined && validationErrors(json).length === 0) return;
  throw new GraphError(100, { details: "The flow has no JSON, or one with errors." });
}
