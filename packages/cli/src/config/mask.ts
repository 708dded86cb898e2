const HIDDEN = "••••";

/** Hides all of a secret but that there is one. */
export const maskAll = (text: string): string => (text === "" ? "" : HIDDEN);

/** Hides the passwords of the addresses in a text: `smpp://id:password@host`. */
export const maskPasswords = (text: string): string =>
  text
    .replace(/(\w+:\/\/[^\s:/@,]*):[^\s/,]*@/g, `$1:${HIDDEN}@`)
    .replace(/([?&](?:password|sslpassword)=)[^&\s,]*/gi, `$1${HIDDEN}`);
