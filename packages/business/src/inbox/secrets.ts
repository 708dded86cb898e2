import { createHash, randomBytes } from "node:crypto";

/** 32 random octets, base64url. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is kept of a secret: it is random, so that nothing can be guessed from its hash. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
