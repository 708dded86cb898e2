import { accessSync, constants } from "node:fs";
import type { Values } from "./config.ts";
import { isLoopback } from "./network.ts";

/** What must hold between settings. Each rule answers with what is wrong, in plain words. */
type Rule = (values: Values) => string | undefined;

const tlsIsWhole: Rule = ({ tlsCert, tlsKey }) =>
  (tlsCert === undefined) === (tlsKey === undefined)
    ? undefined
    : "CULVER_TLS_CERT and CULVER_TLS_KEY are only of use together";

const tlsIsReadable: Rule = ({ tlsCert, tlsKey }) => {
  const unreadable = [tlsCert, tlsKey].filter((path) => path !== undefined).find((path) => !isReadable(path));
  return unreadable === undefined ? undefined : `${unreadable} (TLS) cannot be read`;
};

/** Whoever reads the handset page owns every account: nobody but this machine may reach it. */
const sandboxStaysHome: Rule = ({ sandbox, host, trustedProxies }) => {
  if (!sandbox || (isLoopback(host) && trustedProxies.length === 0)) return undefined;
  const why = isLoopback(host) ? "CULVER_TRUSTED_PROXIES is set" : `CULVER_HOST is ${host}`;
  return (
    `the sandbox carrier runs only where this machine alone can reach it, but ${why}; ` +
    "listen on 127.0.0.1, or set CULVER_SMS_ROUTES to a carrier, or CULVER_SANDBOX=off"
  );
};

/** A business works beside a relay, or on a host of its own for a relay elsewhere; everything else needs the relay. */
const rolesHangTogether: Rule = ({ roles, server }) => {
  if (roles.includes("relay")) {
    return server === undefined
      ? undefined
      : "CULVER_SERVER is for a process without the role relay: see CULVER_ROLES";
  }
  if (!roles.includes("business") || roles.includes("gateway")) {
    return "CULVER_ROLES needs relay, or is business alone or with web: the other roles run beside it in one process";
  }
  return server === undefined
    ? "CULVER_ROLES without relay needs CULVER_SERVER, the address of the relay that its businesses belong to"
    : undefined;
};

const routesAreInOnePlace: Rule = ({ smsRoutes, smsRoutesFile }) =>
  smsRoutes.length === 0 || smsRoutesFile === undefined
    ? undefined
    : "CULVER_SMS_ROUTES and CULVER_SMS_ROUTES_FILE both name carriers: one of the two";

const receiptsAreSigned: Rule = ({ smsReceiptWebhook, smsReceiptSecret }) =>
  smsReceiptWebhook === undefined || smsReceiptSecret !== undefined
    ? undefined
    : "CULVER_SMS_RECEIPT_WEBHOOK needs CULVER_SMS_RECEIPT_SECRET, so that its receiver can tell who posts";

export const rules: readonly Rule[] = [
  tlsIsWhole,
  tlsIsReadable,
  sandboxStaysHome,
  rolesHangTogether,
  routesAreInOnePlace,
  receiptsAreSigned,
];

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
