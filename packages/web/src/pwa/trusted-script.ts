interface ScriptPolicy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): ScriptPolicy;
}

let policy: ScriptPolicy | undefined;

/** Only what this origin serves may run; anything else is refused. */
function ownScript(address: string): string {
  const url = new URL(address, window.location.href);
  if (url.origin !== window.location.origin) throw new TypeError("Scripts come from this server only.");
  return url.href;
}

/**
 * The address of a worker's script in the form the page's policy demands (Trusted Types, `require-trusted-types-for
 * 'script'`); as it is in browsers that do not know them. Throws a TypeError for another origin.
 */
export function trustedScript(address: string | URL): string {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  const own = ownScript(String(address));
  if (trustedTypes === undefined) return own;
  policy ??= trustedTypes.createPolicy("culver", { createScriptURL: ownScript });
  return policy.createScriptURL(own);
}
