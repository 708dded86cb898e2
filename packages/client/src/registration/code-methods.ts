import type { CodeMethod } from "../api.ts";

const METHODS: readonly CodeMethod[] = ["sms", "voice"];

/** The ways a code can be had, as an answer or a refusal names them; undefined when it names none that is known here. */
export function codeMethodsOf(value: unknown): readonly CodeMethod[] | undefined {
  const named: readonly unknown[] = Array.isArray(value) ? value : [];
  const methods = METHODS.filter((method) => named.includes(method));
  return methods.length === 0 ? undefined : methods;
}
